"""Second dates: each pair of days is tried on both sides of its border, against a reckoning in plain days."""

from __future__ import annotations

from collections.abc import Callable, Container
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow import Case, OutOfOrder, breaches, deadline, deadlines
from workflow import events as e
from workflow.calendar import china
from workflow.case import Entry
from workflow.events import EVENT_OF, Fact, all_fields
from workflow.oddities import may_be_odd, oddities
from workflow.rules import FIRST
from workflow.second_dates import BOUNDS

DAY = timedelta(days=1)
ON = date(2025, 3, 10)
RECEIPT = date(2025, 3, 3)
LATER = date(2026, 11, 1)


def received(on: date = RECEIPT, channel: str = "online", **more: Any) -> e.Received:
    """A request."""
    return e.Received(on, channel=channel, requester="business", subject="合同", **more)


def replied(on: date, delivery: str, delivered_on: date | None = None) -> e.Replied:
    """An answer."""
    return e.Replied(on, outcome="granted", delivery=delivery, delivered_on=delivered_on)


def consulted(on: date, served_on: date | None, third_party: bool = True) -> Fact:
    """A consultation of a third party, or of another organ."""
    if third_party:
        return e.ThirdPartyConsulted(on, party="甲公司", served_on=served_on)
    return e.AgencyConsulted(on, agency="市财政局", joint=True, served_on=served_on)


def letter(n: int, field: str, method: str, receipt: date = RECEIPT, **more: Any) -> tuple[Fact, ...]:
    """A request, and a letter about it that was delivered."""
    issued = e.LetterIssued(receipt, letter="reply_grant", number="1号", text_hash="sm3:9f")
    return received(receipt), issued, e.Delivered(ON, letter="1号", method=method, **{field: ON + n * DAY}, **more)


def begun(receipt: date = RECEIPT) -> tuple[Fact, ...]:
    """A request under review."""
    return received(receipt), e.ReviewStarted(receipt)


# By name: the facts of a case, of which the last has its second date so many days after its own day; and, in days as a
# person would count them, when that is refused, when a duty is not met, and when it is told.
Never = range(0)
FAR_BEFORE, FAR_AFTER = range(-999, -183), range(184, 999)
BEFORE, SAME_OR_BEFORE, AFTER = range(-999, 0), range(-999, 1), range(1, 999)
BEFORE_RECEIPT = range(-999, -7)
Pair = tuple[Callable[[int], tuple[Fact, ...]], str, Container[int], str, range, tuple[range, ...]]

PAIRS: dict[str, Pair] = {
    "submitted, received online": (
        lambda n: (received(ON, submitted_on=ON + n * DAY),),
        "submitted_on",
        AFTER,
        "",
        Never,
        (FAR_BEFORE,),
    ),
    "submitted, received at the counter": (
        lambda n: (received(ON, "in_person", submitted_on=ON + n * DAY),),
        "submitted_on",
        AFTER,
        "",
        Never,
        (BEFORE,),
    ),
    "acknowledged, received": (
        lambda n: (received(ON, auto_acknowledged_on=ON + n * DAY),),
        "auto_acknowledged_on",
        Never,
        "",
        Never,
        (FAR_BEFORE, AFTER),
    ),
    "acknowledged, submitted": (
        lambda n: (received(ON, submitted_on=ON - DAY, auto_acknowledged_on=ON - DAY + n * DAY),),
        "auto_acknowledged_on",
        BEFORE,
        "",
        Never,
        (range(2, 999),),
    ),
    "clarification": (
        lambda n: (received(), e.ClarificationRequested(ON, respond_by=ON + n * DAY)),
        "respond_by",
        Never,
        "respond_by_reasonable",
        SAME_OR_BEFORE,
        (FAR_AFTER,),
    ),
    "reasons": (
        lambda n: (received(), e.ReasonsRequested(ON, respond_by=ON + n * DAY)),
        "respond_by",
        Never,
        "",
        Never,
        (BEFORE, FAR_AFTER),
    ),
    "third party served": (
        lambda n: (*begun(), consulted(ON, ON + n * DAY)),
        "served_on",
        BEFORE,
        "",
        Never,
        (FAR_AFTER,),
    ),
    "agency served": (
        lambda n: (*begun(), consulted(ON, ON + n * DAY, third_party=False)),
        "served_on",
        BEFORE,
        "",
        Never,
        (FAR_AFTER,),
    ),
    "approved, told": (
        lambda n: (received(), e.Extended(ON, workdays=5, approved_by="李主任", approved_on=ON + n * DAY)),
        "approved_on",
        Never,
        "extension_approved_first",
        AFTER,
        (range(-999, -7),),  # before the receipt, seven days earlier
    ),
    "deferred": (
        lambda n: (received(), e.Deferred(ON, until=ON + n * DAY)),
        "until",
        Never,
        "",
        Never,
        (SAME_OR_BEFORE, FAR_AFTER),
    ),
    "posted": (
        lambda n: (received(), replied(ON, "post", ON + n * DAY)),
        "delivered_on",
        BEFORE,
        "",
        Never,
        (FAR_AFTER,),
    ),
    "handed over": (
        lambda n: (received(), replied(ON, "in_person", ON + n * DAY)),
        "delivered_on",
        BEFORE,
        "delivered_in_time",
        range(22, 999),  # from 10 March to 31 March, the last day of the limit, it is 21 days
        (AFTER,),
    ),
    "handed over by another organ": (
        lambda n: (received(), replied(ON, "entrusted", ON + n * DAY)),
        "delivered_on",
        BEFORE,
        "delivered_in_time",
        range(22, 999),
        (AFTER,),
    ),
    "sent electronically": (
        lambda n: (received(), replied(ON, "electronic", ON + n * DAY)),
        "delivered_on",
        range(-999, -7),  # before the receipt
        "",
        Never,
        (BEFORE, FAR_AFTER),
    ),
    "letter posted": (
        lambda n: letter(n, "posted_on", "post"),
        "posted_on",
        {*BEFORE_RECEIPT, *AFTER},
        "",
        Never,
        (),
    ),
    "letter posted, of a request long before": (
        lambda n: letter(n, "posted_on", "post", date(2020, 3, 3)),
        "posted_on",
        AFTER,
        "",
        Never,
        (FAR_BEFORE,),
    ),
    "letter signed for": (
        lambda n: letter(n, "signed_on", "post"),
        "signed_on",
        BEFORE_RECEIPT,
        "",
        Never,
        (BEFORE, FAR_AFTER),
    ),
    "letter signed for after it was posted": (
        lambda n: letter(n, "signed_on", "post", posted_on=ON),
        "signed_on",
        BEFORE,
        "",
        Never,
        (FAR_AFTER,),
    ),
    "letter handed over": (
        lambda n: letter(n, "signed_on", "in_person"),
        "signed_on",
        BEFORE_RECEIPT,
        "",
        Never,
        (BEFORE, AFTER),
    ),
    "letter handed over by another organ": (
        lambda n: letter(n, "signed_on", "entrusted"),
        "signed_on",
        BEFORE_RECEIPT,
        "",
        Never,
        (BEFORE, AFTER),
    ),
    "letter come into the system": (
        lambda n: letter(n, "arrived_on", "electronic"),
        "arrived_on",
        BEFORE_RECEIPT,
        "",
        Never,
        (BEFORE, AFTER),
    ),
    "signature refused": (
        lambda n: letter(n, "refused_on", "in_person"),
        "refused_on",
        BEFORE_RECEIPT,
        "",
        Never,
        (BEFORE, AFTER),
    ),
    "signature refused after it was posted": (
        lambda n: letter(n, "refused_on", "post", posted_on=ON),
        "refused_on",
        BEFORE,
        "",
        Never,
        (AFTER,),
    ),
    "ordered by a day": (
        lambda n: (received(), e.ReplyOrdered(ON, ordered_by="court", due_on=ON + n * DAY)),
        "due_on",
        Never,
        "",
        Never,
        (SAME_OR_BEFORE, FAR_AFTER),
    ),
}
NEAR = (-400, -184, -183, -182, -9, -8, -7, -6, -2, -1, 0, 1, 2, 20, 21, 22, 23, 182, 183, 184, 400)


@pytest.mark.parametrize("name", PAIRS)
@pytest.mark.parametrize("n", NEAR)
def test_each_pair_on_both_sides_of_its_border(name: str, n: int) -> None:
    """Impossible is refused, unlawful is found by its duty alone, odd is taken and told; everything else is silent."""
    judge(name, n)


@given(st.sampled_from(list(PAIRS)), st.integers(-900, 900))
def test_each_pair_at_any_distance(name: str, n: int) -> None:
    """The same at any distance."""
    judge(name, n)


def judge(name: str, n: int) -> None:
    """Hold a pair of days against what a person would say."""
    facts, field, refused, duty, unlawful, odd = PAIRS[name]
    if n in refused:
        with pytest.raises(OutOfOrder, match=field):
            Case.of("1", *facts(n))
        return
    case = Case.of("1", *facts(n))
    found = {breach.duty for breach in breaches([case], LATER)}
    watched = {"respond_by_reasonable", "extension_approved_first", "delivered_in_time"}
    assert found & watched == ({duty} if n in unlawful else set())
    told = [found.field for found in oddities(case) if found.no == len(case.history)]
    assert told == ([field] if any(n in days for days in odd) else [])
    assert not told or may_be_odd(case.history[-1].fact)


def test_every_second_date_has_its_bounds() -> None:
    """No fact has a date beside its own day that the table does not know, and every bound is tried above."""
    dates = {
        (kind, attribute.name)
        for kind, cls in EVENT_OF.items()
        for attribute in all_fields(cls)
        if attribute.metadata["json"] == "date" and attribute.name != "on"
    }
    assert {(bound.kind, bound.field) for bound in BOUNDS} == dates
    assert {(facts(0)[-1].kind, field) for facts, field, *_ in PAIRS.values()} == dates


def test_each_bound_has_one_side_and_says_why() -> None:
    """It has a least or a most, a sentence in each language, and a duty where it is unlawful and nowhere else."""
    for bound in BOUNDS:
        assert (bound.least is None) != (bound.most is None), bound
        assert all(bound.why), bound
        assert bool(bound.duty) == (bound.verdict == "unlawful"), bound


# -- the day of recording ---------------------------------------------------------------------------------

NOON = datetime(2025, 3, 20, 4, tzinfo=UTC)  # noon in Beijing
TODAY = date(2025, 3, 20)
HAPPENED: dict[str, Callable[[date], tuple[Fact, ...]]] = {
    "auto_acknowledged_on": lambda day: (received(RECEIPT, auto_acknowledged_on=day),),
    "served_on": lambda day: (*begun(), consulted(ON, day)),
    "served_on by the other organ": lambda day: (*begun(), consulted(ON, day, third_party=False)),
    "approved_on": lambda day: (
        received(),
        e.Extended(ON, workdays=5, approved_by="李主任", approved_on=day),
    ),
    "delivered_on": lambda day: (received(), replied(ON, "post", day)),
}


def recorded(facts: tuple[Fact, ...], at: datetime, rules: int = 2) -> Case:
    """Record facts one after the other at a moment."""
    case = Case.opened("1", facts[0], at, rules)
    for fact in facts[1:]:
        case = case.after(fact, at, rules)
    return case


@pytest.mark.parametrize("name", HAPPENED)
def test_what_has_not_happened_yet_cannot_be_recorded(name: str) -> None:
    """Today is taken, tomorrow refused, with the day of recording; a midnight in Beijing is four in the afternoon UTC."""
    recorded(HAPPENED[name](TODAY), NOON)
    with pytest.raises(OutOfOrder, match="2025-03-20") as caught:
        recorded(HAPPENED[name](TODAY + DAY), NOON)
    assert name.split()[0] in caught.value.message("en")
    evening = datetime(2025, 3, 20, 15, 59, tzinfo=UTC)
    with pytest.raises(OutOfOrder):
        recorded(HAPPENED[name](TODAY + DAY), evening)
    recorded(HAPPENED[name](TODAY + DAY), evening + timedelta(minutes=1))


@pytest.mark.parametrize("name", HAPPENED)
def test_nor_by_way_of_a_correction(name: str) -> None:
    """What takes the place of a fact is held to the same."""
    case = recorded(HAPPENED[name](TODAY), NOON)
    no, wrong = len(case.history), HAPPENED[name](TODAY + DAY)[-1]
    with pytest.raises(OutOfOrder, match="2025-03-20"):
        case.after(e.Rectified(TODAY, event_no=no, replacement=wrong, reason="更正"), NOON)
    assert case.after(e.Rectified(TODAY, event_no=no, replacement=HAPPENED[name](ON)[-1], reason="更正"), NOON)


def test_a_limit_may_lie_in_the_future() -> None:
    """Days by which something is to be done are not days on which it was done."""
    for fact in (
        e.ClarificationRequested(ON, respond_by=TODAY + DAY),
        e.ReasonsRequested(ON, respond_by=TODAY + DAY),
        e.Deferred(ON, until=TODAY + DAY),
        e.ReplyOrdered(ON, ordered_by="court", due_on=TODAY + DAY),
    ):
        recorded((received(), fact), NOON)


# -- older books ------------------------------------------------------------------------------------------

WRONG: tuple[tuple[Fact, ...], ...] = (
    (received(ON, submitted_on=ON + DAY),),
    (*begun(), consulted(ON, ON - DAY)),
    (received(), replied(ON, "post", ON - DAY)),
    (received(), replied(ON, "post", TODAY + DAY)),
)


@pytest.mark.parametrize("facts", WRONG)
def test_what_older_rules_took_stays_and_is_told(facts: tuple[Fact, ...]) -> None:
    """It can be recorded under rules 1, replayed, and is among what is odd."""
    case = recorded(facts, NOON, FIRST)
    assert Case.replay("1", case.history) == case
    assert [found.no for found in oddities(case)] == [len(facts)]
    with pytest.raises(OutOfOrder):
        recorded(facts, NOON)


def test_a_fact_of_older_rules_can_be_mended_without_mending_its_dates() -> None:
    """A correction of its note is judged by the rules of the fact."""
    wrong = (received(), replied(ON, "post", ON - DAY))
    case = recorded(wrong, NOON, FIRST)
    noted = e.Replied(ON, outcome="granted", delivery="post", delivered_on=ON - DAY, note="已核对")
    case.after(e.Rectified(TODAY, event_no=2, replacement=noted, reason="补记"), NOON)


# -- no wrong date of the law -----------------------------------------------------------------------------


def entries(*facts: Fact) -> tuple[Entry, ...]:
    """Entries of an older book."""
    return tuple(Entry(n, fact, None, FIRST) for n, fact in enumerate(facts, 1))


def test_windows_never_run_from_before_the_reply() -> None:
    """Delivered in the year before, as an older book says: both windows run from the reply, and say why."""
    reply = replied(date(2025, 3, 20), "post", date(2024, 3, 20))
    case = Case.replay("1", entries(received(), reply))
    found = {limit.duty: limit for limit in deadlines(case, date(2025, 4, 1))}
    for duty, due in (("reconsideration_window", date(2025, 5, 19)), ("litigation_window", date(2025, 9, 22))):
        assert (found[duty].start, found[duty].due, found[duty].state) == (date(2025, 3, 20), due, "running")
        assert found[duty].warnings[0].zh == "送达日 2024-03-20 早于答复之日，暂自 2025-03-20 起算"
        assert "before the reply" in found[duty].warnings[0].en


def test_nobody_is_late_before_being_asked() -> None:
    """Served before it was sent, as an older book says: the time of the other side runs from the sending."""
    case = Case.replay("1", entries(*begun(), consulted(ON, date(2025, 1, 1))))
    asked = deadline(case, ON, duty="third_party_answer")
    assert (asked.start, asked.state, asked.due) == (ON, "running", china().nth_working_day_after(ON, 15))
    assert asked.warnings[0].zh == "送达日 2025-01-01 早于发出之日，自发出之日起算"
    reply = deadline(case, ON)
    assert (reply.state, reply.due_if_silent) == ("tolled", date(2025, 4, 22))


@pytest.mark.parametrize(("approved_on", "due"), [("2025-03-31", "2025-04-15"), ("2025-04-01", "2025-03-31")])
def test_consent_after_the_limit_extends_nothing(approved_on: str, due: str) -> None:
    """The limit ends on 31 March: consent on that day is late but counts, a day later nothing is left to extend."""
    told = e.Extended(date(2025, 3, 20), workdays=10, approved_by="甲", approved_on=date.fromisoformat(approved_on))
    case = Case.of("1", received(), told)
    limit = deadline(case, date(2025, 4, 2))
    assert limit.due == date.fromisoformat(due)
    assert any("不发生延长答复期限的效力" in words.zh for words in limit.warnings) == (due == "2025-03-31")
    assert "extension_approved_first" in {breach.duty for breach in breaches([case], date(2025, 4, 2))}


def test_a_reply_signed_for_later_says_so_beside_its_limit() -> None:
    """The limit is met on the day of the reply, with a warning that the day of signature counts."""
    handed = Case.of("1", received(), replied(date(2025, 3, 28), "in_person", date(2025, 5, 20)))
    limit = deadline(handed, LATER)
    assert limit.state == "met"
    assert any("2025-05-20" in words.zh and "235号 4" in words.zh for words in limit.warnings)
    posted = Case.of("1", received(), replied(date(2025, 3, 28), "post", date(2025, 5, 20)))
    assert not any("2025-05-20" in words.zh for words in deadline(posted, LATER).warnings)


def test_a_late_payment_says_both_things() -> None:
    """It was too late, and the limit begins anew; one in time says neither."""
    noticed = e.FeeNoticed(ON, amount=Decimal(100), method="by_item")
    last = china().nth_working_day_after(ON, 20)
    for paid_on, told in (
        (last, []),
        (last + DAY, [f"费用于 {last + DAY} 缴清，已过缴费期限 {last}；既已接受，期限自此重新计算"]),
    ):
        case = Case.of("1", received(), noticed, e.FeePaid(paid_on, amount=Decimal(100)))
        limit = deadline(case, paid_on)
        assert limit.start == paid_on
        assert [words.zh for words in limit.warnings] == told
