"""The number of the reckoning is raised when the clock answers otherwise: its answers over fixed histories are pinned to it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from random import Random

from workflow import Case, Outcome, OutOfOrder, Requester
from workflow import events as e
from workflow.calendar import china
from workflow.clock import RECKONING, deadlines
from workflow.law import READINGS, Readings

HISTORIES = "c45080c8ee6cf614"
# 2 answers otherwise where a letter was served before it was sent, a reply delivered before it was made, or an
# extension approved after the limit (these histories hold none of it); and where a request of 2007 was deferred, or a
# deferral names a day off, which is then the safe day.
# 3 knows the remedies by the law of the day on which an act was known, what ends or closes a window, and that a reply
# ordered on review has the time of a reply, as has one ordered when no article on orders was there yet. (Another
# point among those drawn is another digest, not another answer: 3 was pinned anew with the answers over the points
# that there had been as they were.)
# 4 knows which of several answers a reconsideration or a suit is over, and gives a third party that is told again no new
# time; a fee noticed on the last day leaves nothing to wait for where payment gives back the rest. (These histories hold
# none of it.) An order for which neither it nor its law names a number has the time of a reply under the Regulation of
# the request, 15 working days or 20; the windows stand by the days of their acts, and a suit that another reading closes has
# the last day of the reconsideration for its safe day.
ANSWERS = {1: "f2df9ac1fc94433d", 2: "bed2f9f63a2662fc", 3: "872ada8b1e1bb2a2", 4: "6baf128db556b52a"}

CALENDAR = china(known_on=date(2026, 1, 1))  # so that the next notice changes nothing here
SPANS = ((date(2018, 1, 8), 450), (date(2019, 4, 1), 60), (date(2020, 11, 16), 60), (date(2021, 3, 1), 1700))


def drawn(seed: int) -> tuple[Case, date, Readings]:
    """Return a possible history of every kind of fact that moves a limit, a day, and readings: all drawn with *seed*."""
    random = Random(seed)
    first, span = SPANS[seed % len(SPANS)]
    case = Case.of("1", receipt(random, first + timedelta(random.randrange(span))))
    today = case.received_on
    for _ in range(random.randrange(12)):
        today += timedelta(random.randrange(random.choice((2, 4, 9, 30))))
        for _ in range(5):
            try:
                case = case.after(fact(random, today))
                break
            except OutOfOrder:
                continue
    point = random.choice([point for point in READINGS if point.affects_dates])
    chosen = Readings.default().with_(**{point.id: random.choice(point.options).id})
    return case, today + timedelta(random.randrange(60)), chosen


def receipt(random: Random, on: date) -> e.Received:
    """Return a receipt by any channel, submitted some days before."""
    channel = random.choice(list(e.Channel))
    late = channel in {e.Channel.ONLINE, e.Channel.FAX, e.Channel.ORDINARY_MAIL}
    return e.Received(
        on,
        channel=channel,
        requester=Requester.NATURAL_PERSON,
        subject="名单",
        submitted_on=on - timedelta(random.randrange(9)) if late else None,
    )


def fact(random: Random, on: date) -> e.Fact:
    """Return a fact of any of the kinds that a limit can depend on."""
    position, days = random.choice(list(e.Position)), random.randint(1, 40)
    joint, served = random.random() < 0.5, on + timedelta(random.randrange(6))
    later = on + timedelta(days)
    kinds: list[e.Fact] = [
        e.ReviewStarted(on),
        e.ReviewStarted(on),
        e.ClarificationRequested(on, respond_by=later),
        e.Clarified(on),
        e.ThirdPartyConsulted(on, party="甲公司", served_on=served if joint else None),
        e.ThirdPartyAnswered(on, party="甲公司", position=position),
        e.AgencyConsulted(on, agency="财政局", joint=joint),
        e.AgencyAnswered(on, agency="财政局", position=e.AgencyPosition.AGREES),
        e.Extended(on, workdays=min(days, 20), approved_by="主任" if days > 5 else ""),
        e.ReasonsRequested(on),
        e.ReasonsGiven(on, accepted=joint),
        e.Deferred(on, until=later),
        e.FeeNoticed(on, amount=Decimal(100), method=e.FeeMethod.BY_ITEM),
        e.FeePaid(on, amount=Decimal(100)),
        e.Replied(on, outcome=random.choice(list(Outcome)), delivery=random.choice(list(e.Delivery))),
        e.ReplyOrdered(on, ordered_by=random.choice(list(e.OrderedBy)), workdays=days if joint else None),
    ]
    return random.choice(kinds)


def answers(case: Case, on: date, readings: Readings) -> Iterator[list[str]]:
    """Yield what may be kept or compared of each limit: dates, states and how sure they are, but no words."""
    for limit in deadlines(case, on, CALENDAR, readings):
        told = (limit.start, limit.due, limit.due_if_silent, limit.safe_due, limit.done, limit.workdays_left)
        yield [limit.duty, limit.state, limit.status, *map(str, told)]


def digest(told: object) -> str:
    """Return a short digest of what can be written as JSON."""
    return sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:16]


def test_other_answers_are_another_reckoning() -> None:
    """The answers to 400 histories are those pinned to ``RECKONING``."""
    every = [drawn(seed) for seed in range(400)]
    assert digest([list(map(str, case.facts)) for case, _, _ in every]) == HISTORIES, (
        "the histories themselves are others, since other moves are possible: "
        "pin both digests anew with the clock as it was before it is changed"
    )
    assert digest([list(answers(*each)) for each in every]) == ANSWERS.get(RECKONING), (
        "the clock answers otherwise than before: raise RECKONING in workflow/clock/reckoning.py and pin the new digest"
    )
