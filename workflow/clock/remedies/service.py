"""Service: the day on which the letter of an answer reached the requester, as recorded, and under which provision it counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from operator import itemgetter
from typing import NamedTuple

from ...events import Delivered, Delivery, LetterIssued, Replied
from ...law import Provision
from ...numbers import folded
from ...words import Words
from ..asked import Asked


class Known(NamedTuple):
    """The day of knowing, what is doubtful of it, which service does not count, and under which provision another does.

    The last two are of reconsideration alone (IR 15, 23).
    """

    on: date
    doubts: tuple[Words, ...] = ()
    without_effect: tuple[Words, ...] = ()
    begins: Provision | None = None


def known_on(asked: Asked, fact: Replied) -> Known:
    """Return the day on which the requester knew of *fact*: of service, else of delivery, else of the reply itself."""
    services = _services(asked, fact)
    found = [served for f in services if (served := _service(asked, fact, f)) is not None]
    if found:
        day, begins = min(found, key=itemgetter(0))
        day, early = _not_before(fact, day)
        return Known(day, early, begins=begins)
    without_effect = tuple(_without_effect(asked, fact, services))
    if fact.delivered_on is not None:
        day, early = _not_before(fact, fact.delivered_on)
        return Known(day, early, without_effect)
    if fact.delivery is Delivery.IN_PERSON:
        return Known(fact.on, (), without_effect)
    unknown = Words(
        f"送达日未记录，暂自 {fact.on} 起算", f"the day of delivery is not recorded: counted from {fact.on}"
    )
    return Known(fact.on, (unknown,), without_effect)


def _services(asked: Asked, fact: Replied) -> list[Delivered]:
    """Return the deliveries of the letter of *fact* that did not come back.

    A letter is that of a reply by its number, or because it says that it answers it.
    """
    letters = (f.number for f in asked.facts if isinstance(f, LetterIssued) and _tells(asked, f, fact))
    numbers = {folded(number) for number in (fact.document, *letters) if number}
    deliveries = (f for f in asked.facts if isinstance(f, Delivered) and folded(f.letter) in numbers)
    return [f for f in deliveries if not f.returned]


def _without_effect(asked: Asked, fact: Replied, services: list[Delivered]) -> Iterator[Words]:
    """Say of an arrival or a refusal to sign that the law of the day of the act began no time with it (IR 23)."""
    since = asked.readings.law.in_force_from("reconsideration_start_electronic")
    for served in services:
        day = served.refused_on or served.arrived_on
        if day is not None and fact.on < since:
            yield Words(
                f"{day} 拒绝签收或者到达特定系统的记录不影响起算：{since} 以后的答复才自该日起算（行政复议法实施条例第二十三条）",
                f"that it was refused, or arrived, on {day} begins no time: only answers from {since} on count from such a "
                "day (IR 23)",
            )


def _tells(asked: Asked, letter: LetterIssued, fact: Replied) -> bool:
    """Say whether *letter* names the number of *fact* in the book of the case, or of one that mended it."""
    history = asked.case.history
    if letter.answers is None:
        return False
    holds = asked.case.corrections.get(letter.answers)
    return (holds or next((entry.fact for entry in history if entry.no == letter.answers), None)) is fact


def _service(asked: Asked, fact: Replied, served: Delivered) -> tuple[date, Provision | None] | None:
    """Return the day of service by the law of the day of the act: signature, arrival, from 2026-07-01 refusal too (IR 23)."""
    law, days = asked.law, []
    if served.signed_on is not None:
        by = "post" if served.method is Delivery.POST else "direct"
        days.append((served.signed_on, law.find(f"reconsideration_start_{by}", fact.on)))
    electronic = law.find("reconsideration_start_electronic", fact.on)
    if served.arrived_on is not None and served.method is Delivery.ELECTRONIC:
        days.append((served.arrived_on, electronic))
    handed = served.method in {Delivery.IN_PERSON, Delivery.ENTRUSTED}
    if served.refused_on is not None and handed and electronic is not None:  # both came with the revised regulation
        days.append((served.refused_on, law.find("reconsideration_start_direct", fact.on)))
    return min(days, key=itemgetter(0), default=None)


def _not_before(fact: Replied, day: date) -> tuple[date, tuple[Words, ...]]:
    """Return the day of delivery, or that of the reply where it would be known before it was made."""
    if day >= fact.on:
        return day, ()
    early = Words(
        f"送达日 {day} 早于答复之日，暂自 {fact.on} 起算",
        f"delivered on {day}, before the reply: counted from {fact.on}",
    )
    return fact.on, (early,)
