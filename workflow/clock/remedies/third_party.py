"""The windows of a third party whose secrets or privacy a disclosure touches (Art. 32; SPC11 1(1)(3), SPC25 1(4), 13)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ...calendar import WorkCalendar
from ...case import Case
from ...events import Fact, Replied
from ...law import Provision, Readings
from ...numbers import folded
from ...third_parties import DISCLOSED, answer_at, objecting, told_of_disclosure, told_of_each
from ...words import Words
from ..asked import Asked, earlier, end
from ..values import Deadline, Over, Step
from .suit import direct_steps

THEIR_REVIEW, THEIR_SUIT = "third_party_reconsideration_window", "third_party_litigation_window"


def windows_of_third_parties(
    case: Case, facts: tuple[Fact, ...], on: date, calendar: WorkCalendar, readings: Readings
) -> Iterator[Deadline]:
    """Yield the windows of each third party that was told of a disclosure, or that objected and was not told of it.

    A party that is told of the same disclosure again has no new time. Who filed a remedy is not recorded, so that none of
    these windows is ever said to be met.
    """
    asked = Asked.of(case, facts, on, calendar, readings)
    for first, *again in told_of_each(facts):
        yield from _windows(asked, first.party, first.on, next((f.on for f in again if f.on > first.on), None))
    for at, fact in enumerate(facts):
        if isinstance(fact, Replied) and fact.outcome in DISCLOSED:
            for party in objecting(facts[:at]):
                if not _told_of(facts, party, at):
                    yield from _windows(asked, party, fact.on, None, (_untold_words(fact.on),))


def _told_of(facts: tuple[Fact, ...], party: str, at: int) -> bool:
    """Say whether *party* was told of the disclosure by the answer with this number, before it or after."""
    tellings = (n for n, fact in enumerate(facts) if told_of_disclosure(fact) and folded(fact.party) == folded(party))
    return any(answer_at(facts, n) == answer_at(facts, at) for n in tellings)


def _windows(
    asked: Asked, party: str, known: date, again: date | None, warnings: tuple[Words, ...] = ()
) -> Iterator[Deadline]:
    """Yield both windows from the day of knowing; told once more on the day *again*, the party knows nothing new."""
    remedies = (
        (THEIR_REVIEW, _review_steps, "reconsideration_not_told"),
        (THEIR_SUIT, direct_steps, "litigation_not_told"),
    )
    for duty, steps_from, not_told in remedies:
        steps = steps_from(asked, known)
        if steps is not None:
            longest = asked.law.find(not_told, known)
            words = () if again is None else _again_words(asked, steps_from(asked, again), longest, known, again)
            yield asked.limit(duty, _of(party, steps), None, (*warnings, *words), _over(party, known))


def _review_steps(asked: Asked, known: date) -> list[Step] | None:
    rule = asked.law.find("reconsideration_window", known)
    return None if rule is None else asked.steps(rule, known)


def _again_words(
    asked: Asked, anew: list[Step] | None, longest: Provision | None, known: date, again: date
) -> tuple[Words, ...]:
    """Say that the first telling still counts, and what holds if only the second told of the remedy (ARL 20(3), SPC18 64)."""
    same = Words(
        f"{again} 再次告知同一决定，期限仍自首次告知之日起计算",
        f"told of the same decision again on {again}: the time still runs from the first telling",
    )
    if longest is None or anew is None:
        return (same,)
    due = end(earlier(anew, asked.steps(longest, known)))
    unless = Words(
        f"首次告知未告知救济途径和期限的，至 {due}〔{longest.zh_citation()}〕",
        f"if the first telling did not tell of the remedy and its time, until {due} [{longest.version} {longest.article}]",
    )
    return same, unless


def _over(party: str, known: date) -> Over:
    return Over(known, Words(f"{party}，自 {known} 起", f"{party}, from {known}"))


def _of(party: str, steps: list[Step]) -> list[Step]:
    """Return *steps* with the party named where they begin."""
    return [steps[0]._replace(subject=party), *steps[1:]]


def _untold_words(on: date) -> Words:
    return Words(
        f"未记录告知该第三方：期限自其知道之日起算，暂自 {on} 起算",
        f"that the party was told is not recorded: the time runs from its knowing, counted from {on} for now",
    )
