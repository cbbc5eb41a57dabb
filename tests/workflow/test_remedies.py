"""The windows of the remedies through time: each act by the law of its own day, with the article of that day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import attrs
import pytest

from workflow import Case, Delivery, Outcome, Readings, Requester
from workflow.calendar import china
from workflow.clock import Deadline, deadlines
from workflow.events import (
    Channel,
    Delivered,
    DisputeResult,
    Fact,
    FeeMethod,
    FeeNoticed,
    FeePaid,
    LapseCause,
    Lapsed,
    LetterIssued,
    LitigationAppealed,
    LitigationDecided,
    LitigationFiled,
    OrderedBy,
    PartyDecision,
    Position,
    Procedure,
    Received,
    ReconsiderationAccepted,
    ReconsiderationDecided,
    ReconsiderationFiled,
    ReconsiderationRefused,
    Rectified,
    Reopened,
    Replied,
    ReplyOrdered,
    ReviewStarted,
    ThirdPartyAnswered,
    ThirdPartyConsulted,
    ThirdPartyTold,
)
from workflow.law import SHIPPED, Law, reading

REVIEW, SUIT = "reconsideration_window", "litigation_window"


def d(text: str) -> date:
    """Return a day."""
    return date.fromisoformat(text)


def received(on: str) -> Received:
    """Return a request handed in on a day."""
    return Received(d(on), channel=Channel.IN_PERSON, requester=Requester.NATURAL_PERSON, subject="补贴名单")


def known(on: str, outcome: str = "unavailable_not_held", **more: object) -> tuple[Fact, ...]:
    """Return a request of ten days before, answered and known on a day."""
    before = (d(on) - timedelta(days=10)).isoformat()
    return received(before), Replied(d(on), outcome=Outcome(outcome), delivery=Delivery.IN_PERSON, **more)  # type: ignore[arg-type]  # typed out in each test


def reviewed(on: str, dispute: str = "复1") -> ReconsiderationFiled:
    """Reconsideration asked for."""
    return ReconsiderationFiled(d(on), dispute=dispute)


def decided(on: str, result: str = "upheld", dispute: str = "复1") -> ReconsiderationDecided:
    """A review decided."""
    return ReconsiderationDecided(d(on), dispute=dispute, result=DisputeResult(result))


def sued(on: str, after: bool = False) -> LitigationFiled:
    """A suit."""
    return LitigationFiled(d(on), dispute="诉1", after_reconsideration=after)


def dismissed(on: str, result: str = "other") -> LitigationDecided:
    """A suit decided, as turned away where nothing else is said."""
    return LitigationDecided(d(on), dispute="诉1", result=DisputeResult(result))


def windows(duty: str, on: str, facts: tuple[Fact, ...], **options: str) -> list[Deadline]:
    """Return the windows of one remedy as they stand on a day."""
    readings = Readings.default().with_(**options)
    return [x for x in deadlines(Case.of("2025-007", *facts), d(on), china(), readings) if x.duty == duty]


def dues(duty: str, on: str, facts: tuple[Fact, ...], **options: str) -> list[str]:
    """Return their last days."""
    return [x.due.isoformat() for x in windows(duty, on, facts, **options)]


def said(limit: Deadline) -> str:
    """Return the warnings of a limit in one text."""
    return "；".join(words.zh for words in limit.warnings)


FIRST = known("2025-03-03")
ANEW = ReplyOrdered(d("2025-03-20"), ordered_by=OrderedBy.SUPERVISOR, due_on=d("2025-04-03"))


def again(on: str = "2025-04-01", delivered: str | None = None, outcome: str = "unavailable_not_held") -> Replied:
    """The second answer, handed over, or posted and delivered on another day."""
    way, day = (Delivery.POST, d(delivered)) if delivered else (Delivery.IN_PERSON, None)
    return Replied(d(on), outcome=Outcome(outcome), delivery=way, delivered_on=day)


# -- the table of the texts that were read -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "review", "suit", "articles"),
    [
        ("2008-06-02", "2008-08-01", "2008-09-02", ("ARL 9(1)", "ALL 39")),
        ("2014-12-15", "2015-02-13", "2015-03-16", ("ARL 9(1)", "ALL 39")),
        ("2015-01-31", "2015-04-01", "2015-04-30", ("ARL 9(1)", "ALL 39")),
        ("2015-02-01", "2015-04-02", "2015-08-03", ("ARL 9(1)", "ALL 46(1)")),
        ("2015-02-10", "2015-04-13", "2015-08-10", ("ARL 9(1)", "ALL 46(1)")),
        ("2017-06-30", "2017-08-29", "2018-01-02", ("ARL 9(1)", "ALL 46(1)")),
        ("2022-03-22", "2022-05-23", "2022-09-22", ("ARL 9(1)", "ALL 46(1)")),
        ("2023-11-20", "2024-01-19", "2024-05-20", ("ARL 9(1)", "ALL 46(1)")),
        ("2024-01-01", "2024-03-01", "2024-07-01", ("ARL 20(1)", "ALL 46(1)")),
    ],
)
def test_windows_by_the_law_of_the_day_on_which_the_act_was_known(
    on: str, review: str, suit: str, articles: tuple[str, str]
) -> None:
    """Sixty days throughout; three months to sue until 2015-04-30, and six from what was still open on 2015-05-01."""
    found = (*windows(REVIEW, on, known(on)), *windows(SUIT, on, known(on)))
    assert [x.due for x in found] == [d(review), d(suit)]
    assert tuple(x.article for x in found) == articles
    assert [said(x) for x in found] == ["", ""]


@pytest.mark.parametrize(
    ("on", "version", "transition"),
    [
        ("2015-01-31", "ALL-1989", False),
        ("2015-02-01", "ALL-2014", True),
        ("2015-04-30", "ALL-2014", True),
        ("2015-05-01", "ALL-2014", False),
        ("2017-06-30", "ALL-2014", False),
        ("2017-07-01", "ALL-2017", False),
    ],
)
def test_the_step_into_the_amended_law_is_told(on: str, version: str, transition: bool) -> None:
    """A window still open on 2015-05-01 begins with SPC15 26(1), and counts under the amended law."""
    (found,) = windows(SUIT, on, known(on))
    assert found.law == version
    assert (found.steps[0].article == "SPC15 26(1)") is transition


@pytest.mark.parametrize(
    ("duty", "on", "asked", "article"),
    [
        (REVIEW, "2012-11-01", "2012-12-31", "none"),
        (REVIEW, "2012-11-06", "2012-12-31", "none"),  # 2013-01-05, a Saturday that was worked
        (REVIEW, "2011-05-04", "2011-06-01", "CPL 75(3)"),
        (REVIEW, "2013-01-15", "2013-02-01", "CPL 82(3)"),
        (REVIEW, "2020-07-08", "2020-08-01", "CPL 82(3)"),
        (REVIEW, "2022-03-22", "2022-04-01", "CPL 85(3)"),
        (SUIT, "2014-12-15", "2015-01-05", "CPL 82(3)"),
        (SUIT, "2017-06-30", "2017-07-05", "CPL 82(3)"),
        (SUIT, "2017-08-10", "2017-09-01", "SPC18 48(3)"),
        (SUIT, "2022-09-01", "2022-10-10", "none"),
        (SUIT, "2022-08-05", "2022-10-10", "SPC18 48(3)"),
    ],
)
def test_the_roll_cites_the_article_of_its_day(duty: str, on: str, asked: str, article: str) -> None:
    """The civil procedure law by its number of that day; suits by the interpretation of 2018 once it stood."""
    (found,) = windows(duty, asked, known(on))
    rolls = [step.article for step in found.steps if step.op == "roll"]
    assert rolls == ([] if article == "none" else [article])


# -- gates and bars ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("on", "open_"), [("2023-12-31", True), ("2024-01-01", False), ("2026-06-30", False)])
def test_a_refusal_goes_to_reconsideration_first_from_2024(on: str, open_: bool) -> None:
    """By the day on which it was known (ARL 23(1)(4))."""
    facts = known(on, "refused_internal_affairs")
    assert bool(windows(SUIT, on, facts)) is open_
    assert ("应当先申请行政复议" in said(windows(REVIEW, on, facts)[0])) is not open_


def test_a_refusal_made_before_2024_and_known_in_it_says_that_the_gate_is_disputed() -> None:
    """Answered 2023-12-28, delivered 2024-01-03."""
    reply = Replied(
        d("2023-12-28"), outcome=Outcome.REFUSED_BY_LAW, delivery=Delivery.POST, delivered_on=d("2024-01-03")
    )
    facts = received("2023-12-20"), reply
    assert windows(SUIT, "2024-01-05", facts) == []
    (review,) = windows(REVIEW, "2024-01-05", facts)
    assert "复议前置是否适用有争议" in said(review)
    assert "有争议" not in said(windows(REVIEW, "2024-01-01", known("2024-01-01", "refused_by_law"))[0])


def test_the_refused_part_of_a_partial_grant_is_an_inference_until_2026_07_01() -> None:
    """Said as such, with the suit as another reading; from 2026-07-01 it is the law (IR 31), whatever is read."""
    before, after = known("2026-06-30", "partly_granted"), known("2026-07-01", "partly_granted")
    (review,) = windows(REVIEW, "2026-06-30", before)
    assert windows(SUIT, "2026-06-30", before) == []
    assert "推定" in said(review)
    assert "至 2026-12-30" in said(review)
    assert dues(SUIT, "2026-06-30", before, partial_review_first="review_or_suit") == ["2026-12-30"]
    assert windows(SUIT, "2026-07-01", after, partial_review_first="review_or_suit") == []
    assert "推定" not in said(windows(REVIEW, "2026-07-01", after)[0])


@pytest.mark.parametrize(("articles", "open_"), [(("36(4)",), True), (("36(4)", "16(2)"), False), ((), False)])
def test_a_partial_grant_that_withholds_nothing_under_14_to_16_may_be_sued_over(
    articles: tuple[str, ...], open_: bool
) -> None:
    """What it withheld is told by the articles that it cites; where none is recorded, the safe course."""
    facts = known("2026-07-06", "partly_granted", articles=articles)
    assert bool(windows(SUIT, "2026-07-06", facts)) is open_


@pytest.mark.parametrize(
    ("outcome", "on", "asked", "open_", "words"),
    [
        ("not_processed_publication", "2011-05-20", "2011-08-12", True, "自 2011-08-13 起"),
        ("not_processed_publication", "2011-05-20", "2011-08-13", False, "第二条第二项"),
        ("not_processed_publication", "2011-05-20", "2011-12-01", False, "第二条第二项"),
        ("unavailable_needs_creation", "2025-05-20", "2025-05-31", False, "法释〔2011〕17号"),
        ("unavailable_needs_creation", "2025-05-20", "2025-06-01", False, "法释〔2025〕8号"),
        ("not_processed_petition", "2024-12-10", "2025-05-31", True, "自 2025-06-01 起"),
        ("not_processed_petition", "2024-12-10", "2025-06-01", False, "第十条第二款第七项"),
        ("refused_registry_query", "2024-11-29", "2025-06-30", True, ""),  # the window closed on 2025-05-29
        ("not_processed_publication", "2011-05-10", "2011-08-10", True, ""),  # closed before the bar began
    ],
)
def test_what_courts_do_not_take_is_asked_for_the_day_of_suing(
    outcome: str, on: str, asked: str, open_: bool, words: str
) -> None:
    """While the window is open, the day asked about; a bar that begins within it is told with its day."""
    facts = known(on, outcome)
    suits = windows(SUIT, asked, facts)
    assert bool(suits) is open_
    assert words in said(suits[0] if open_ else windows(REVIEW, asked, facts)[0])
    assert bool(said(suits[0]) if open_ else words) is bool(words)


def test_a_suit_that_was_brought_before_the_bar_stands() -> None:
    """Sued on 2025-05-30 over a petition: asked in July, the window was met."""
    facts = (*known("2024-12-10", "not_processed_petition"), sued("2025-05-30"))
    (found,) = windows(SUIT, "2025-07-01", facts)
    assert (found.state, found.done) == ("met", d("2025-05-30"))


@pytest.mark.parametrize(
    ("granted", "option", "open_"),
    [
        *((None, "suable", True), (False, "suable", True), (True, "suable", False)),
        *((None, "not_suable", False), (False, "not_suable", False), (True, "not_suable", False)),
    ],
)
def test_a_repeat_is_barred_where_the_first_answer_supplied_the_information(
    granted: bool | None, option: str, open_: bool
) -> None:
    """Otherwise by the reading; where it is not recorded, that is said (SPC25 10(2)(4))."""
    facts = known("2025-07-10", "not_processed_repeat", earlier_granted=granted)
    suits = windows(SUIT, "2025-07-10", facts, repeat_after_refusal=option)
    assert bool(suits) is open_
    if suits:
        assert ("首次答复是否已予公开未记录" in said(suits[0])) is (granted is None)


def test_the_wide_reading_of_review_first_ends_for_suits_from_2025_06_01() -> None:
    """It reads ARL 23(1)(4); courts take 无法提供 since SPC25 1(1), by the day of suing and not of the answer."""
    facts, wide = known("2025-05-12", "unavailable_not_held"), {"review_first_2024": "wide"}
    assert windows(SUIT, "2025-05-31", facts, **wide) == []
    assert dues(SUIT, "2025-06-01", facts, **wide) == ["2025-11-12"]
    assert windows(SUIT, "2025-06-20", (*facts, sued("2025-05-30")), **wide) == []


def test_a_filed_reconsideration_ends_the_direct_suit() -> None:
    """From then on the time to sue runs from its result (SPC18 57, 59); a suit brought before stands."""
    facts = (*known("2022-03-22"), reviewed("2022-04-11"))
    assert windows(SUIT, "2022-04-10", facts)
    assert windows(SUIT, "2022-04-11", facts) == []
    assert "第五十七条" in said(windows(REVIEW, "2022-04-11", facts)[0])
    assert "第三十四条" in said(windows(REVIEW, "2010-04-12", (*known("2010-03-22"), reviewed("2010-04-12")))[0])
    both = (*known("2022-03-22"), sued("2022-04-08"), reviewed("2022-04-11"))
    assert [x.state for x in windows(SUIT, "2022-05-01", both)] == ["met"]
    assert windows(SUIT, "2022-09-22", (*known("2022-03-22"), reviewed("2022-09-22"))) == [], "on the last day"
    too_late = (*known("2022-03-22"), reviewed("2022-09-23"))
    assert [x.state for x in windows(SUIT, "2022-10-01", too_late)] == ["missed"]


# -- told or not told --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "review", "suit", "article"),
    [
        ("2010-06-01", "2010-08-02", "2012-06-01", "SPC00 41(1)"),
        ("2015-04-30", "2015-06-29", "2017-05-02", "SPC00 41(1)"),
        ("2018-02-07", "2018-04-08", "2020-02-07", "SPC00 41(1)"),
        ("2018-02-08", "2018-04-09", "2019-02-11", "SPC18 64(1)"),
        ("2023-12-31", "2024-02-29", "2024-12-31", "SPC18 64(1)"),
        ("2024-01-02", "2025-01-02", "2025-01-02", "SPC18 64(1)"),
        ("2025-03-03", "2026-03-03", "2026-03-03", "SPC18 64(1)"),
    ],
)
def test_who_was_not_told_has_longer(on: str, review: str, suit: str, article: str) -> None:
    """Reconsideration a year at most from 2024 (ARL 20(3)); a suit two years until 2018-02-07, then one."""
    facts = known(on, remedies_told=False)
    (found,) = windows(SUIT, on, facts)
    assert (dues(REVIEW, on, facts), found.due, found.article) == ([review], d(suit), article)
    assert "未告知" in said(found)
    assert "未告知" in said(windows(REVIEW, on, facts)[0])


@pytest.mark.parametrize("told", [True, None])
def test_where_nothing_is_said_of_telling_nothing_is_assumed(told: bool | None) -> None:
    """The ordinary windows, without a warning."""
    facts = known("2025-03-03", remedies_told=told)
    found = (*windows(REVIEW, "2025-03-03", facts), *windows(SUIT, "2025-03-03", facts))
    assert [(x.due, x.warnings) for x in found] == [(d("2025-05-06"), ()), (d("2025-09-03"), ())]


def test_how_long_one_may_sue_who_was_not_told_between_2015_and_2018_is_a_reading() -> None:
    """Two years by default, one to be safe; outside these days the reading changes nothing."""
    facts = known("2016-06-01", remedies_told=False)
    (found,) = windows(SUIT, "2016-06-01", facts)
    assert (found.due, found.safe_due) == (d("2018-06-01"), d("2017-06-01"))
    assert [str(other.due) for other in found.readings] == ["2017-06-01"]
    assert dues(SUIT, "2016-06-01", facts, not_told_2015="one_year") == ["2017-06-01"]
    for on in ("2015-04-30", "2018-02-08"):
        outside = known(on, remedies_told=False)
        assert dues(SUIT, on, outside) == dues(SUIT, on, outside, not_told_2015="one_year")


def test_an_amendment_to_come_and_a_law_without_the_transition_of_2015_leave_old_windows() -> None:
    """The one year of that reading is that of 2018, whatever follows it; without the transition a window keeps its law."""
    facts = known("2016-06-01", remedies_told=False)
    to_come = attrs.evolve(
        SHIPPED.provision("litigation_not_told", d("2026-01-01")),
        version="SPC-2027",
        in_force_from=d("2027-01-01"),
        count=3,
    )
    readings = Readings.default().under(SHIPPED.amended(to_come)).with_(not_told_2015="one_year")
    case = Case.of("1", *facts)
    (suit,) = (x for x in deadlines(case, d("2016-06-01"), china(), readings) if x.duty == SUIT)
    assert (suit.due, suit.law) == (d("2017-06-01"), "SPC-2018")
    lean = Law.of(p for p in SHIPPED.provisions() if p.id != "litigation_transition_2015")
    case = Case.of("1", *known("2015-02-10"))
    (suit,) = (x for x in deadlines(case, d("2015-02-10"), china(), Readings.default().under(lean)) if x.duty == SUIT)
    assert suit.due == d("2015-05-11")  # three months end on Sunday 2015-05-10


def late(on: str, arrived: str, **more: object) -> tuple[Fact, ...]:
    """An answer that was delivered years after it was made."""
    reply = Replied(
        d(on),
        outcome=Outcome.UNAVAILABLE_NOT_HELD,
        delivery=Delivery.POST,
        delivered_on=d(arrived),
        **more,  # type: ignore[arg-type]  # typed out in each test
    )
    return received("2008-05-05"), reply


@pytest.mark.parametrize(
    ("on", "arrived", "review", "suit", "article"),
    [
        ("2008-06-02", "2013-05-20", "2013-07-19", "2013-06-03", "SPC00 42"),
        ("2013-06-03", "2018-03-01", "2018-05-02", "2018-06-04", "ALL 46(2)"),
        ("2019-03-04", "2024-02-01", "2024-03-04", "2024-03-04", "ALL 46(2)"),
    ],
)
def test_no_window_outlives_five_years_from_the_act(
    on: str, arrived: str, review: str, suit: str, article: str
) -> None:
    """For suits throughout, for reconsideration from 2024 (SPC00 42, ALL 46(2), ARL 21)."""
    facts = late(on, arrived)
    (found,) = windows(SUIT, arrived, facts)
    assert (dues(REVIEW, arrived, facts), found.due, found.article) == ([review], d(suit), article)


def test_silence_that_the_amendment_of_2015_may_reach_says_until_when() -> None:
    """No text ended the time to sue before 2015-05-01; a time still running then may be six months (SPC15 26(1), 4)."""
    (found,) = windows(REVIEW, "2015-12-20", (received("2015-04-09"),))  # the limit ended on 2015-04-30
    assert "2015-10-30" in said(found)
    assert "silence_before_2015=six_months" in said(found)
    (found,) = windows(REVIEW, "2015-12-20", (received("2014-03-03"),))  # six months were over long before
    assert "silence_before_2015" not in said(found)


@pytest.mark.parametrize(
    ("on", "due"),
    [
        ("2014-10-11", []),  # fifteen working days end on 10-31, six months on 2015-04-30, when the old law still stood
        ("2014-10-13", ["2015-05-04"]),  # on 11-03, six months on Sunday 2015-05-03, in the holiday
        ("2015-04-09", ["2015-10-30"]),  # on 2015-04-30
    ],
)
def test_silence_before_2015_has_six_months_by_a_reading(on: str, due: list[str]) -> None:
    """Where they were still running on 2015-05-01 (SPC15 26(1), 4); the default is that no text says until when."""
    facts, six = (received(on),), {"silence_before_2015": "six_months"}
    assert dues(SUIT, "2015-12-20", facts) == []
    assert dues(SUIT, "2015-12-20", facts, **six) == due
    assert ("未规定起诉期限的终日" in said(windows(REVIEW, "2015-12-20", facts, **six)[0])) == (not due)


def test_the_six_months_of_that_reading_are_said_and_closed_as_others_are() -> None:
    """Under SPC15 26(1) and 4; a suit meets them, a reconsideration ends them (SPC00 34)."""
    facts, six = (received("2015-04-09"),), {"silence_before_2015": "six_months"}
    (found,) = windows(SUIT, "2015-05-04", facts, **six)
    assert ([step.article for step in found.steps], found.state) == (["SPC15 26(1)", "SPC15 4"], "running")
    assert "按解读 silence_before_2015" in said(found)
    (met,) = windows(SUIT, "2015-12-20", (*facts, sued("2015-06-01")), **six)
    assert (met.done, met.state) == (d("2015-06-01"), "met")
    reconsidered = (*facts, reviewed("2015-06-01"))
    assert windows(SUIT, "2015-06-02", reconsidered, **six) == []
    assert "不再直接起诉" in said(windows(REVIEW, "2015-06-02", reconsidered, **six)[0])
    (later,) = windows(SUIT, "2015-05-05", (received("2015-04-10"),), **six)
    assert "silence_before_2015" not in said(later)


def test_a_refusal_to_sign_of_an_older_answer_begins_nothing_and_says_so() -> None:
    """IR 23 of 2026 speaks of acts from its first day on; before it only the signature counted."""
    reply = Replied(d("2026-06-25"), outcome="unavailable_not_held", delivery="in_person", document="榕公复〔2026〕1号")
    letter = LetterIssued(d("2026-06-25"), letter="reply", number="榕公复〔2026〕1号", text_hash="sm3:9f")
    refused = Delivered(d("2026-07-10"), letter="榕公复〔2026〕1号", method="in_person", refused_on=d("2026-07-10"))
    (found,) = windows(REVIEW, "2026-07-12", (received("2026-06-22"), reply, letter, refused))
    assert (found.start, "2026-07-10" in said(found)) == (d("2026-06-25"), True)


def by_letter(on: str, *deliveries: Delivered, **letter: Any) -> tuple[Fact, ...]:
    """Make a reply by letter no. 1, with its letter and what became of it."""
    reply = Replied(d(on), outcome="unavailable_not_held", delivery="in_person", **letter.pop("reply", {}))
    issued = LetterIssued(d(on), letter="reply", number="1号", text_hash="sm3:9f", **letter)
    return (received(on), reply, issued, *deliveries)


def test_two_deliveries_on_one_day_are_one_day() -> None:
    """Signed for and arrived on the same day, under one provision or another: the day is that day."""
    signed = Delivered(d("2026-07-10"), letter="1号", method="in_person", signed_on=d("2026-07-10"))
    arrived = Delivered(d("2026-07-10"), letter="1号", method="electronic", arrived_on=d("2026-07-10"))
    for order in ((signed, arrived), (arrived, signed)):
        (found,) = windows(REVIEW, "2026-07-12", by_letter("2026-07-06", *order, reply={"document": "1号"}))
        assert found.start == d("2026-07-10")


def test_one_delivery_signed_for_and_arrived_on_one_day() -> None:
    """Both days are that day, whichever provision is named for it."""
    both = Delivered(
        d("2026-07-10"), letter="1号", method="electronic", signed_on=d("2026-07-10"), arrived_on=d("2026-07-10")
    )
    (found,) = windows(REVIEW, "2026-07-12", by_letter("2026-07-06", both, reply={"document": "1号"}))
    assert found.start == d("2026-07-10")


def test_a_refusal_by_post_of_a_new_answer_is_not_told_as_of_an_old_one() -> None:
    """Refusal to sign counts for direct service only; the words on answers of before 2026-07-01 are not for later ones."""
    refused = Delivered(d("2026-07-10"), letter="1号", method="post", refused_on=d("2026-07-10"))
    (found,) = windows(REVIEW, "2026-07-12", by_letter("2026-07-01", refused, reply={"document": "1号"}))
    assert (found.start, "不影响起算" in said(found)) == (d("2026-07-01"), False)
    (found,) = windows(REVIEW, "2026-07-12", by_letter("2026-06-30", refused, reply={"document": "1号"}))
    assert any(
        words.en.endswith("only answers from 2026-07-01 on count from such a day (IR 23)") for words in found.warnings
    )


def test_a_letter_is_that_of_the_fact_whose_number_it_names() -> None:
    """Of the reply as it was mended too; a number that no fact has names none."""
    signed = Delivered(d("2026-07-10"), letter="1号", method="in_person", signed_on=d("2026-07-10"))
    facts = by_letter("2026-07-06", signed, answers=2)
    mended = Rectified(
        d("2026-07-10"),
        event_no=2,
        replacement=Replied(d("2026-07-06"), outcome="unavailable_not_held", delivery="in_person", note="核对"),
        reason="核对",
    )
    (found,) = windows(REVIEW, "2026-07-12", (*facts, mended))
    assert found.start == d("2026-07-10")
    (found,) = windows(REVIEW, "2026-07-12", by_letter("2026-07-06", signed, answers=99))
    assert found.start == d("2026-07-06")


def test_after_a_refusal_the_law_of_that_day() -> None:
    """A review organ that refused on 2015-05-04 is sued under the law as amended, whatever law governs the request."""
    filed = ReconsiderationFiled(d("2015-04-28"), dispute="复1"), ReconsiderationRefused(d("2015-05-04"), dispute="复1")
    facts = (*known("2015-04-20"), *filed)
    (found,) = windows(SUIT, "2015-05-05", facts)
    assert (found.due, found.article) == (d("2015-05-19"), "ALL 45")


def test_what_a_suit_over_a_repeat_or_older_silence_says_in_english() -> None:
    """The two doubts are told in both languages."""
    (found,) = windows(SUIT, "2025-07-10", known("2025-07-01", "not_processed_repeat"))
    assert "whether the first answer supplied the information is not recorded; if it did, no court takes the suit" in [
        words.en for words in found.warnings
    ]
    (found,) = windows(SUIT, "2026-07-01", (received("2026-06-01"),))
    assert any("no text says whether that reaches limits that ended before" in words.en for words in found.warnings)


# -- time in court that does not count (IR 26) -------------------------------------------------------------

TURNED_AWAY = known("2026-07-06", "refused_internal_affairs", review_first_told=False)


@pytest.mark.parametrize(
    ("more", "asked", "due", "state"),
    [
        ((), "2026-07-20", "2026-09-04", "running"),
        ((sued("2026-07-20"),), "2026-07-25", "2026-09-10", "tolled"),
        ((sued("2026-07-20"), dismissed("2026-07-29")), "2026-08-03", "2026-09-14", "running"),
        ((sued("2026-07-06"), dismissed("2026-07-13")), "2026-08-03", "2026-09-11", "running"),  # from 07-07 on
        ((sued("2026-07-20"), dismissed("2026-07-29", "upheld")), "2026-08-03", "2026-09-04", "running"),
        ((sued("2026-09-04"), dismissed("2026-09-13")), "2026-09-13", "2026-09-14", "running"),
        ((sued("2026-09-07"), dismissed("2026-09-16")), "2026-09-20", "2026-09-04", "missed"),
    ],
)
def test_time_in_court_of_one_who_was_not_told_of_review_first_does_not_count(
    more: tuple[Fact, ...], asked: str, due: str, state: str
) -> None:
    """From the day of suing to service of the ruling, both included; not of a suit that was heard, nor after the end."""
    (found,) = windows(REVIEW, asked, (*TURNED_AWAY, *more))
    assert (found.due, found.state) == (d(due), state)


def test_time_in_court_counts_where_the_requester_was_told_or_nothing_is_recorded() -> None:
    """And where the ruling came before 2026-07-01."""
    suit = sued("2026-07-20"), dismissed("2026-07-29")
    for told in (True, None):
        facts = (*known("2026-07-06", "refused_internal_affairs", review_first_told=told), *suit)
        assert dues(REVIEW, "2026-08-03", facts) == ["2026-09-04"]
    earlier = known("2026-05-06", "refused_internal_affairs", review_first_told=False)
    assert dues(REVIEW, "2026-07-03", (*earlier, sued("2026-06-01"), dismissed("2026-06-30"))) == ["2026-07-06"]
    assert dues(REVIEW, "2026-07-03", (*earlier, sued("2026-06-01"), dismissed("2026-07-01"))) == ["2026-08-05"]


def test_a_suit_that_may_have_been_withdrawn_lengthens_nothing_for_sure() -> None:
    """Only a ruling that turns the suit away leaves its time out (IR 26): the safe day is that of the sixty days."""
    ended = (*TURNED_AWAY, sued("2026-07-20"), dismissed("2026-07-29"))
    (found,) = windows(REVIEW, "2026-08-03", ended)
    assert (found.due, found.safe_due) == (d("2026-09-14"), d("2026-09-04"))
    assert "撤诉" in said(found)
    assert "2026-09-04" in said(found)
    (pending,) = windows(REVIEW, "2026-07-25", ended)
    assert pending.safe_due == d("2026-09-04")
    (plain,) = windows(REVIEW, "2026-07-10", ended)
    assert (plain.safe_due, "撤诉" in said(plain)) == (d("2026-09-04"), False)


def test_an_appeal_keeps_the_time_in_court_out() -> None:
    """A ruling under appeal turns nothing away yet: the suit is open again, and its last ruling counts (ALL 85)."""
    first = LitigationDecided(d("2026-07-29"), dispute="诉1", result="other", final=False)
    appealed = (*TURNED_AWAY, sued("2026-07-20"), first, LitigationAppealed(d("2026-08-05"), dispute="诉1"))
    (found,) = windows(REVIEW, "2026-09-01", appealed)
    assert found.state == "tolled"
    ended = (*appealed, LitigationDecided(d("2026-09-10"), dispute="诉1", result="other"))
    (found,) = windows(REVIEW, "2026-09-11", ended)
    # Sixty days end on 2026-09-04; 20 July to 10 September, 53 days, do not count: 2026-10-27.
    assert (found.due, found.safe_due) == (d("2026-10-27"), d("2026-09-04"))


def test_the_longest_period_runs_on_while_a_court_has_the_suit() -> None:
    """Five years from the act no window outlives (ARL 21): one whose suit is pending is tolled until then, and over after."""
    made, learnt = d("2021-11-10"), d("2026-08-26")
    answer = known("2021-11-10", "refused_internal_affairs", review_first_told=False, delivered_on=learnt)
    suit = (*answer, sued("2026-09-02"))
    assert made.replace(year=2026) == d("2026-11-10")
    for asked, state in (("2026-11-09", "tolled"), ("2026-11-10", "tolled"), ("2026-11-11", "missed")):
        (found,) = windows(REVIEW, asked, suit)
        assert (found.due, found.state) == (d("2026-11-10"), state)


# -- a reply that never came -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "asked", "review", "suits", "article"),
    [
        ("2015-04-09", "2015-05-01", "2015-06-29", [], "IR 16(1)(1)"),  # the limit ends on 2015-04-30
        ("2015-04-10", "2015-05-05", "2015-07-03", ["2015-11-04"], "IR 16(1)(1)"),
        ("2018-01-16", "2018-02-08", "2018-04-08", ["2018-08-06"], "IR 16(1)(1)"),
        ("2026-06-01", "2026-07-01", "2026-08-31", ["2026-12-30"], "IR 16(1)(1)"),  # it ends on 2026-06-30
        ("2026-06-02", "2026-07-02", "2026-08-31", [], "IR 24(1)(1)"),
    ],
)
def test_silence_through_time(on: str, asked: str, review: str, suits: list[str], article: str) -> None:
    """No end of the suit before 2015-05-01, six months since, reconsideration first from 2026-07-01."""
    facts = (received(on),)
    (found,) = windows(REVIEW, asked, facts)
    assert (found.due, found.steps[0].article) == (d(review), article)
    assert dues(SUIT, asked, facts) == suits


def test_what_was_filed_while_the_limit_ran_is_no_remedy_against_silence() -> None:
    """Day 20 is 2025-06-10 (IR 16(1)(1)): filed on that day or before, the windows stand; a day later it is met."""
    facts = (received("2025-05-12"),)
    for filed in ("2025-06-06", "2025-06-10"):
        early = (*facts, reviewed(filed))
        assert [(x.due, x.done) for x in windows(REVIEW, "2025-06-20", early)] == [(d("2025-08-11"), None)]
        assert [(x.due, x.done) for x in windows(SUIT, "2025-06-20", (*facts, sued(filed)))] == [
            (d("2025-12-10"), None)
        ]
        assert dues(SUIT, "2025-06-20", early) == ["2025-12-10"], "and the suit stays open"
    assert [x.done for x in windows(REVIEW, "2025-06-20", (*facts, reviewed("2025-06-11")))] == [d("2025-06-11")]
    order = ReplyOrdered(d("2025-09-01"), ordered_by=OrderedBy.COURT)  # its limit ends on 2025-09-28
    ordered = (*known("2025-03-03"), order, sued("2025-09-10"))
    assert [x.done for x in windows(SUIT, "2025-09-29", ordered)] == [d("2025-09-10"), None]


def test_where_no_text_ends_the_suit_against_silence_that_is_said() -> None:
    """Before 2015-05-01, by the window for reconsideration."""
    assert "未规定起诉期限的终日" in said(windows(REVIEW, "2015-05-01", (received("2015-04-09"),))[0])
    assert "未规定" not in said(windows(REVIEW, "2015-05-05", (received("2015-04-10"),))[0])


def test_silence_from_2026_07_01_is_a_reading() -> None:
    """Reconsideration first is the safe course; the other leaves the suit open, and both say that the texts disagree."""
    facts = (received("2026-06-02"),)
    assert "silence_review_first" in said(windows(REVIEW, "2026-07-02", facts)[0])
    (suit,) = windows(SUIT, "2026-07-02", facts, silence_review_first="review_or_suit")
    assert (suit.due, "自 2026-07-01 起" in said(suit)) == (d("2027-01-04"), False)
    earlier = (received("2026-06-01"),)
    assert dues(SUIT, "2026-07-01", earlier, silence_review_first="review_or_suit") == ["2026-12-30"]
    assert "自 2026-07-01 起" in said(windows(SUIT, "2026-07-01", earlier)[0])


def test_review_first_for_want_of_a_reply_is_no_older_than_its_law() -> None:
    """The reading rests on ARL 23(1)(3): before 2024 it closes nothing."""
    assert dues(SUIT, "2022-03-01", (received("2022-01-15"),), non_reply_remedy="review_first") == ["2022-08-16"]
    assert windows(SUIT, "2025-06-11", (received("2025-05-12"),), non_reply_remedy="review_first") == []


def test_each_reading_of_silence_acts_in_its_own_period_and_is_named() -> None:
    """A limit that ends until 2026-06-30 asks non_reply_remedy alone, a later one silence_review_first alone."""
    until, since = (received("2026-06-01"),), (received("2026-06-02"),)
    first = {"non_reply_remedy": "review_first", "silence_review_first": "review_or_suit"}
    then = {"non_reply_remedy": "review_or_suit", "silence_review_first": "review_first"}
    assert dues(SUIT, "2026-07-02", since, **first) == ["2027-01-04"]
    assert "解读" not in said(windows(REVIEW, "2026-07-02", since, **first)[0])
    assert dues(SUIT, "2026-07-01", until, **first) == []
    assert "解读 non_reply_remedy" in said(windows(REVIEW, "2026-07-01", until, **first)[0])
    assert dues(SUIT, "2026-07-01", until, **then) == ["2026-12-30"]
    assert dues(SUIT, "2026-07-02", since, **then) == []
    assert "解读 silence_review_first" in said(windows(REVIEW, "2026-07-02", since, **then)[0])
    assert "2026年6月30日" in reading("non_reply_remedy").question.zh


def test_an_ordered_reply_that_never_came_opens_windows_of_its_own() -> None:
    """From the end of its limit, 2025-09-28; the answer ends them."""
    order = ReplyOrdered(d("2025-09-01"), ordered_by=OrderedBy.COURT)
    facts = (*known("2025-03-03"), order)
    assert [x.start for x in windows(REVIEW, "2025-09-28", facts)] == [d("2025-03-03")]
    assert dues(REVIEW, "2025-09-29", facts) == ["2025-05-06", "2025-11-27"]
    assert dues(SUIT, "2025-09-29", facts) == ["2025-09-03", "2026-03-30"]
    before = (*known("2025-03-03"), reviewed("2025-04-01"), decided("2025-05-30"), order)
    assert [x.done for x in windows(REVIEW, "2025-09-29", before)] == [d("2025-04-01"), None]
    assert "能否另行复议、起诉有争议" in said(windows(SUIT, "2025-09-29", facts)[1])
    answered = (*facts, Replied(d("2025-09-30"), outcome=Outcome.GRANTED, delivery=Delivery.IN_PERSON))
    assert dues(REVIEW, "2025-09-30", answered) == ["2025-05-06", "2025-12-01"]


# -- after the review organ --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "article"),
    [("2015-04-30", "ALL 38(2)"), ("2015-05-01", "ALL 45"), ("2017-06-30", "ALL 45"), ("2025-09-23", "ALL 45")],
)
def test_fifteen_days_after_a_decision(on: str, article: str) -> None:
    """By the law of the day of the decision; one that may be a withdrawal says so."""
    filed = (d(on) - timedelta(days=30)).isoformat()
    facts = (*known(filed), reviewed(filed), decided(on))
    (found,) = windows(SUIT, on, facts)
    assert found.article == article
    assert said(found) == ""
    withdrawn = (*known(filed), reviewed(filed), decided(on, "other"))
    assert "撤回" in said(windows(SUIT, on, withdrawn)[0])


@pytest.mark.parametrize(
    ("outcome", "on", "filed", "last", "article"),
    [
        ("refused_internal_affairs", "2025-03-20", "2025-04-01", "2025-06-24", "ARL 34"),
        ("unavailable_not_held", "2025-03-20", "2025-04-01", "2025-06-24", "ALL 45"),
        ("unavailable_not_held", "2014-06-03", "2014-06-03", "2014-08-19", "ALL 38(2)"),
    ],
)
def test_fifteen_days_after_a_review_organ_stayed_silent(
    outcome: str, on: str, filed: str, last: str, article: str
) -> None:
    """From the end of its time, once that has passed; what is not recorded is said, and a decision ends it."""
    facts = (*known(on, outcome), reviewed(filed))
    (found,) = windows(SUIT, last, facts)
    assert (found.due, found.article) == (d(last), article)
    assert "未记录" in said(found)
    assert windows(SUIT, found.start.isoformat(), facts) == []
    after = (d(last) + timedelta(days=1)).isoformat()
    assert [x.start for x in windows(SUIT, after, (*facts, decided(after)))] == [d(after)]


@pytest.mark.parametrize(
    ("filed", "accepted", "procedure", "last", "words"),
    [
        ("2025-04-01", "2025-04-03", "simple", "2025-05-21", ""),  # 30 days end on 05-03, in the holiday: 05-06
        ("2025-04-01", "2025-04-03", "ordinary", "2025-06-18", "是否延长"),  # 60 days: 06-02, in the holiday: 06-03
        ("2025-04-01", "2025-04-11", "simple", "2025-05-27", ""),  # 30 days end on Sunday 05-11: 05-12
        ("2023-06-01", "2023-06-01", "simple", "2023-08-15", "是否延长"),  # no simple procedure before 2024
    ],
)
def test_the_time_of_a_review_is_counted_from_its_acceptance(
    filed: str, accepted: str, procedure: str, last: str, words: str
) -> None:
    """Thirty days in the simple procedure, sixty in the ordinary one; then fifteen to sue."""
    taken = ReconsiderationAccepted(d(accepted), dispute="复1", procedure=Procedure(procedure))
    facts = (*known((d(filed) - timedelta(days=5)).isoformat(), "refused_internal_affairs"), reviewed(filed), taken)
    found = [x for x in windows(SUIT, last, facts) if x.start > d(accepted)]
    assert [x.due for x in found] == [d(last)]
    assert words in said(found[0])
    assert bool(said(found[0])) is bool(words)


@pytest.mark.parametrize(
    ("outcome", "on", "begins", "article"),
    [
        ("refused_internal_affairs", "2025-04-08", "ARL 34", "ARL 34"),
        ("unavailable_not_held", "2025-04-08", "SPC18 56(2)", "ALL 45"),
        ("unavailable_not_held", "2014-04-08", "SPC00 33(2)", "ALL 38(2)"),
    ],
)
def test_fifteen_days_after_a_review_organ_refused(outcome: str, on: str, begins: str, article: str) -> None:
    """From the refusal, and no other window of the kind after it, however long ago it is."""
    filed = (d(on) - timedelta(days=6)).isoformat()
    facts = (*known(filed, outcome), reviewed(filed), ReconsiderationRefused(d(on), dispute="复1"))
    (found,) = windows(SUIT, on, facts)
    assert (found.due, found.steps[0].article, found.article) == (d(on) + timedelta(days=15), begins, article)
    assert [x.start for x in windows(SUIT, f"{on[:4]}-12-01", facts)] == [d(on)]


def test_after_silence_that_had_to_go_to_review_first_the_suit_rests_on_article_34() -> None:
    """A reply due on 2026-08-03 never came; one due on 2026-06-30, and one that came before the filing, are no such silence."""

    def refused(*facts: Fact) -> tuple[str, str]:
        (found,) = (x for x in windows(SUIT, "2026-08-14", facts) if x.start == d("2026-08-13"))
        return found.steps[0].article, found.article

    filed = reviewed("2026-08-10"), ReconsiderationRefused(d("2026-08-13"), dispute="复 1")
    late = Replied(d("2026-08-07"), outcome=Outcome.UNAVAILABLE_NOT_HELD, delivery=Delivery.IN_PERSON)
    meanwhile = Replied(d("2026-08-11"), outcome=Outcome.UNAVAILABLE_NOT_HELD, delivery=Delivery.IN_PERSON)
    assert refused(received("2026-07-06"), *filed) == ("ARL 34", "ARL 34")
    assert refused(received("2026-07-06"), filed[0], meanwhile, filed[1]) == ("ARL 34", "ARL 34")
    assert refused(received("2026-07-06"), late, *filed) == ("SPC18 56(2)", "ALL 45")
    assert refused(received("2026-06-01"), *filed) == ("SPC18 56(2)", "ALL 45")
    (found,) = windows(SUIT, "2026-11-20", (received("2026-07-06"), reviewed("2026-08-10")))
    assert found.article == "ARL 34"
    ordered = ReplyOrdered(d("2026-06-15"), ordered_by=OrderedBy.COURT, workdays=15)  # until 2026-07-07
    assert refused(*known("2026-03-16"), ordered, *filed) == ("ARL 34", "ARL 34")


# -- a review that was withdrawn (SPC00 35, SPC18 58; ARL23 74(2)): the book says only that it ended otherwise ----


@pytest.mark.parametrize(
    ("facts", "asked", "words"),
    [
        pytest.param(
            (*known("2025-03-03"), reviewed("2025-03-20"), decided("2025-04-15", "other")),
            "2025-04-15",
            (
                "于 2025-04-15 经同意撤回",
                "直接起诉的期限照常计算，至 2025-09-03",
                "第五十八条",
                "期限至 2025-05-06",
                "第七十四条第二款",
            ),
            id="both are left",
        ),
        pytest.param(
            (*known("2025-03-03"), reviewed("2025-03-20"), decided("2025-09-15", "other")),
            "2025-09-15",
            ("直接起诉的期限已于 2025-09-03 届满", "复议申请期限已于 2025-05-06 届满"),
            id="both are over",
        ),
        pytest.param(
            (*known("2025-03-03"), reviewed("2025-03-20"), decided("2025-09-03", "other")),
            "2025-09-03",
            ("直接起诉的期限照常计算，至 2025-09-03",),
            id="the last day is left",
        ),
        pytest.param(
            (*known("2025-03-03", "refused_deliberative"), reviewed("2025-03-20"), decided("2025-04-15", "other")),
            "2025-04-15",
            ("于 2025-04-15 撤回", "不能直接起诉", "期限至 2025-05-06"),
            id="review comes first",
        ),
        pytest.param(
            (*known("2025-03-03", "partly_granted"), reviewed("2025-03-20"), decided("2025-04-15", "other")),
            "2025-04-15",
            ("应当先申请行政复议（推定）的，不能直接起诉",),
            id="review comes first by inference",
        ),
        pytest.param(
            (received("2025-05-12"), reviewed("2025-06-20"), decided("2025-07-15", "other")),
            "2025-07-15",
            ("于 2025-07-15 经同意撤回", "至 2025-12-10", "期限至 2025-08-11"),
            id="over silence",
        ),
        pytest.param(
            (received("2026-06-02"), reviewed("2026-07-06"), decided("2026-07-20", "other")),
            "2026-07-20",
            ("不能直接起诉", "期限至 2026-08-31"),
            id="over silence that goes to review first",
        ),
        pytest.param(
            (*known("2014-06-03"), reviewed("2014-06-10"), decided("2014-07-01", "other")),
            "2014-07-01",
            ("于 2014-07-01 经同意撤回", "至 2014-09-03", "第三十五条"),
            id="under the law of 1989",
        ),
        pytest.param(
            (received("2014-03-03"), reviewed("2014-04-10"), decided("2014-07-01", "other")),
            "2014-07-01",
            ("于 2014-07-01 经同意撤回", "所见文本未规定终日"),
            id="over silence that no text ends",
        ),
        pytest.param(
            (*FIRST, ANEW, again(), reviewed("2025-04-10"), decided("2025-04-15", "other")),
            "2025-04-15",
            ("至 2025-10-09", "期限至 2025-06-03"),
            id="over the second answer",
        ),
        pytest.param(
            (received("2025-03-03"), reviewed("2025-03-10"), decided("2025-03-14", "other")),
            "2025-03-14",
            ("于 2025-03-14 经同意撤回", "在直接起诉的期限内"),
            id="over nothing that was there",
        ),
    ],
)
def test_what_is_left_after_a_review_that_was_withdrawn(
    facts: tuple[Fact, ...], asked: str, words: tuple[str, ...]
) -> None:
    """The day of withdrawal, and until when a suit may be brought, or a review asked for again."""
    (found,) = (x for x in windows(SUIT, asked, facts) if x.start == d(asked))
    for wanted in words:
        assert wanted in said(found)
    assert ("第七十四条第二款" in said(found)) == ("复议申请期限至" in said(found))


def test_a_withdrawn_review_opens_no_suit_that_courts_do_not_take() -> None:
    """Nor is anything said of it where the review was decided otherwise, or before 2024 of asking again."""
    barred = (*known("2023-07-03", "not_processed_publication"), reviewed("2023-07-20"), decided("2023-08-01", "other"))
    (found,) = windows(SUIT, "2023-08-01", barred)
    assert said(found) == ""
    (found,) = windows(SUIT, "2025-04-15", (*known("2025-03-03"), reviewed("2025-03-20"), decided("2025-04-15")))
    assert said(found) == ""


# -- service (IR 15 until 2026-06-30, IR 23 since) -----------------------------------------------------------


def served(
    on: str, method: str, day: str, answers: int | None = None, number: str = "答〔1〕", **days: object
) -> tuple[Fact, ...]:
    """An answer of a day and the delivery of its letter, whose ways and days are given."""
    asked = received((d(on) - timedelta(days=10)).isoformat())
    document = None if answers else "答〔1〕"
    reply = Replied(d(on), outcome=Outcome.UNAVAILABLE_NOT_HELD, delivery=Delivery(method), document=document)
    issued = LetterIssued(d(on), letter="reply", number=number, text_hash="sm3:9f", answers=answers)
    return asked, reply, issued, Delivered(d(day), letter=number, method=Delivery(method), **days)  # type: ignore[arg-type]  # typed out in each test


@pytest.mark.parametrize(
    ("on", "method", "days", "start", "article"),
    [
        ("2026-07-01", "electronic", {"arrived_on": "2026-07-03"}, "2026-07-03", "IR 23(1)(4)"),
        ("2026-06-30", "electronic", {"arrived_on": "2026-07-03"}, "2026-07-03", "ARL 20(1)"),
        ("2026-07-01", "in_person", {"refused_on": "2026-07-03"}, "2026-07-03", "IR 23(1)(2)"),
        ("2026-07-01", "entrusted", {"refused_on": "2026-07-03"}, "2026-07-03", "IR 23(1)(2)"),
        ("2026-06-30", "entrusted", {"refused_on": "2026-07-03"}, "2026-06-30", "ARL 20(1)"),
        ("2026-07-01", "post", {"signed_on": "2026-07-03"}, "2026-07-03", "IR 23(1)(3)"),
        ("2026-07-01", "post", {"refused_on": "2026-07-03"}, "2026-07-01", "ARL 20(1)"),
        ("2026-06-30", "post", {"signed_on": "2026-07-03"}, "2026-07-03", "IR 15(1)(3)"),
        ("2026-06-30", "in_person", {"signed_on": "2026-07-03"}, "2026-07-03", "IR 15(1)(2)"),
    ],
)
def test_the_sixty_days_begin_with_service(
    on: str, method: str, days: dict[str, str], start: str, article: str
) -> None:
    """Arrival in the system and refusal to sign from 2026-07-01; where nothing tells of service, with the answer."""
    facts = served(on, method, "2026-07-03", **{name: d(day) for name, day in days.items()})
    (review,) = windows(REVIEW, "2026-07-03", facts)
    assert (review.start, review.steps[0].article) == (d(start), article)
    assert [x.start for x in windows(SUIT, "2026-07-03", facts)] == [d(start)]
    assert ("送达日未记录" in said(review)) is (start == on and method != "in_person")


def test_the_letter_of_an_answer_is_known_by_its_number_or_by_what_it_answers() -> None:
    """Fact 2 is the answer; a letter of another number that answers nothing is another letter, and one may come back."""
    signed = {"signed_on": d("2026-07-09")}
    for answers, number, start in (
        (2, "函9", "2026-07-09"),
        (None, "答[1]", "2026-07-09"),
        (None, "函9", "2026-07-06"),
    ):
        facts = served("2026-07-06", "post", "2026-07-09", answers, number, **signed)
        assert windows(REVIEW, "2026-07-09", facts)[0].start == d(start)
    back = served("2026-07-06", "post", "2026-07-09", returned=True, **signed)
    assert windows(REVIEW, "2026-07-09", back)[0].start == d("2026-07-06")


# -- several answers in one case ----------------------------------------------------------------------------


def standing(duty: str, on: str, *facts: Fact) -> list[tuple[str, str]]:
    """Return the last day of each window of one remedy, and when it was used or how it stands."""
    return [(x.due.isoformat(), x.done.isoformat() if x.done else x.state) for x in windows(duty, on, facts)]


def test_a_reconsideration_over_the_second_answer_leaves_the_suit_over_the_first() -> None:
    """It is over the newest answer known on its day; SPC18 57 and 59 close the suit over that one alone."""
    facts = (*FIRST, ANEW, again(), reviewed("2025-04-10"))
    assert standing(SUIT, "2025-04-11", *facts) == [("2025-09-03", "running")]
    assert standing(REVIEW, "2025-04-11", *facts) == [("2025-05-06", "running"), ("2025-06-03", "2025-04-10")]


def test_a_reconsideration_before_the_second_answer_was_known_leaves_the_suit_over_the_second() -> None:
    """The second was posted on 04-01 and delivered on 04-15; what was filed on 04-10 is over the first."""
    facts = (*FIRST, ANEW, again(delivered="2025-04-15"), reviewed("2025-04-10"))
    assert standing(SUIT, "2025-04-15", *facts) == [("2025-10-15", "running")]
    assert standing(REVIEW, "2025-04-15", *facts) == [("2025-05-06", "2025-04-10"), ("2025-06-16", "running")]
    on_that_day = (*FIRST, ANEW, again(delivered="2025-04-15"), reviewed("2025-04-15"))
    assert standing(SUIT, "2025-04-15", *on_that_day) == [("2025-09-03", "running")]


def test_a_reconsideration_before_any_answer_was_known_is_over_the_one_that_was_made() -> None:
    """The requester knew of it earlier than the book: nothing else can be meant."""
    facts = (FIRST[0], again(delivered="2025-04-15"), reviewed("2025-04-10"))
    assert standing(REVIEW, "2025-04-15", *facts) == [("2025-06-16", "2025-04-10")]


def test_a_suit_is_over_the_newest_answer_too() -> None:
    """Brought after the second answer, it leaves the time over the first as it was."""
    facts = (*FIRST, ANEW, again(), sued("2025-04-16"))
    assert standing(SUIT, "2025-04-17", *facts) == [("2025-09-03", "running"), ("2025-10-09", "2025-04-16")]


def test_a_reconsideration_over_a_reply_that_never_came_leaves_the_suit_over_the_first_answer() -> None:
    """The order was to be obeyed by 04-03: what is filed after that is over the silence, until then over the answer."""
    facts = (*FIRST, ANEW, reviewed("2025-04-10"))
    assert standing(SUIT, "2025-04-11", *facts) == [("2025-09-03", "running")]
    assert standing(REVIEW, "2025-04-11", *facts) == [("2025-05-06", "running"), ("2025-06-03", "2025-04-10")]
    in_time = (*FIRST, ANEW, reviewed("2025-04-03"))
    assert standing(SUIT, "2025-04-11", *in_time) == [("2025-10-09", "running")]
    answered = (*facts, again("2025-04-20"))
    assert standing(SUIT, "2025-04-20", *answered) == [("2025-09-03", "running"), ("2025-10-20", "running")]


def test_after_a_lapse_that_was_taken_back_a_reconsideration_is_over_the_silence_that_followed() -> None:
    """Reopened on 03-10 and paid on 03-11: twenty working days end on 04-09 (04-04 is off), the lapse is no newer."""
    noticed = FeeNoticed(d("2025-02-05"), amount=Decimal(100), method=FeeMethod.BY_ITEM)
    lapsed = Lapsed(d("2025-03-05"), cause=LapseCause.FEE)
    reopened, paid = Reopened(d("2025-03-10"), reason="住院"), FeePaid(d("2025-03-11"), amount=Decimal(100))
    facts = (received("2025-01-20"), noticed, lapsed, reopened, paid, reviewed("2025-04-10"))
    assert standing(SUIT, "2025-04-11", *facts) == [("2025-09-05", "running")]


def test_whether_review_had_to_come_first_is_asked_of_the_answer_that_it_was_over() -> None:
    """A refusal, then an answer that may be sued over at once: after a refusal to accept, the suit rests on ALL 45."""
    facts = (*known("2025-03-03", "refused_deliberative"), ANEW, again(), reviewed("2025-04-10"))
    refused = ReconsiderationRefused(d("2025-04-14"), dispute="复1")
    (found,) = (x for x in windows(SUIT, "2025-04-15", (*facts, refused)) if x.start == d("2025-04-14"))
    assert found.article == "ALL 45"
    silent = [x for x in windows(SUIT, "2025-07-01", facts) if x.start > d("2025-05-01")]
    assert [x.article for x in silent] == ["ALL 45"]


# -- the third party ---------------------------------------------------------------------------------------

THIRD_REVIEW, THIRD_SUIT = "third_party_reconsideration_window", "third_party_litigation_window"


def objected(position: str, *more: Fact) -> tuple[Fact, ...]:
    """A request of 2025-03-03 over which a third party was asked, and how it answered."""
    return (
        received("2025-03-03"),
        ReviewStarted(d("2025-03-04")),
        ThirdPartyConsulted(d("2025-03-05"), party="甲公司"),
        ThirdPartyAnswered(d("2025-03-10"), party="甲公司", position=Position(position)),
        *more,
    )


def test_a_third_party_that_is_told_of_a_disclosure_has_windows_of_its_own() -> None:
    """From the day on which it was told: sixty days, six months; one that is told of a refusal has none."""
    told = ThirdPartyTold(d("2025-03-12"), party="甲公司", decision=PartyDecision.TO_BE_DISCLOSED)
    facts = objected("objects_with_reasons", told)
    assert dues(THIRD_REVIEW, "2025-03-12", facts) == ["2025-05-12"]
    (suit,) = windows(THIRD_SUIT, "2025-03-12", facts)
    assert (suit.due, suit.state, said(suit)) == (d("2025-09-12"), "running", "")
    assert "（甲公司）" in suit.explain("zh")
    other = ThirdPartyTold(d("2025-03-12"), party="甲公司", decision=PartyDecision.NOT_DISCLOSED)
    assert windows(THIRD_REVIEW, "2025-03-12", objected("objects", other)) == []


@pytest.mark.parametrize(
    ("position", "outcome", "count"),
    [
        *(("objects", "granted", 1), ("objects_with_reasons", "partly_granted", 1)),
        *(("agrees", "granted", 0), ("objects", "refused_third_party", 0)),
    ],
)
def test_a_third_party_that_objected_and_was_not_told(position: str, outcome: str, count: int) -> None:
    """From the disclosure for now, with a warning: its time runs from its knowing."""
    reply = Replied(d("2025-03-20"), outcome=Outcome(outcome), delivery=Delivery.IN_PERSON)
    found = windows(THIRD_SUIT, "2025-03-20", objected(position, reply))
    assert [x.due for x in found] == [d("2025-09-22")] * count
    assert all("自其知道之日起算" in said(x) for x in found)
    told = ThirdPartyTold(d("2025-03-25"), party="甲公司 ", decision=PartyDecision.TO_BE_DISCLOSED)
    later = windows(THIRD_SUIT, "2025-03-25", objected(position, reply, told))
    assert [(x.start, said(x)) for x in later] == [(d("2025-03-25"), "")]


def told(on: str, party: str = "甲公司", decision: str = "to_be_disclosed") -> ThirdPartyTold:
    """A third party told of a decision."""
    return ThirdPartyTold(d(on), party=party, decision=PartyDecision(decision))


def test_a_third_party_that_is_told_again_has_no_new_time() -> None:
    """It knew on 03-12, however its name is written; another party has its own time (ARL 20(1), ALL 46(1))."""
    facts = objected("objects", told("2025-03-12"), told("2025-03-20", "甲公司 "), told("2025-03-20", "乙公司"))
    assert dues(THIRD_REVIEW, "2025-03-20", facts) == ["2025-05-12", "2025-05-19"]
    assert dues(THIRD_SUIT, "2025-03-20", facts) == ["2025-09-12", "2025-09-22"]
    assert [said(x) for x in windows(THIRD_SUIT, "2025-03-19", facts)] == [""]


def test_what_a_second_telling_would_change_is_said() -> None:
    """Who was first not told of the time has it from learning of it, a year at most (SPC18 64(1), ARL23 20(3))."""
    facts = objected("objects", told("2025-03-12"), told("2025-03-20"))
    (suit,), (review,) = windows(THIRD_SUIT, "2025-03-20", facts), windows(THIRD_REVIEW, "2025-03-20", facts)
    assert "2025-03-20 再次告知" in said(suit)
    assert "至 2025-09-22" in said(suit)
    assert "第六十四条第一款" in said(suit)
    assert "至 2025-05-19" in said(review)
    assert "第二十条第三款" in said(review)
    (late,) = windows(THIRD_SUIT, "2026-03-05", objected("objects", told("2025-03-12"), told("2026-03-05")))
    assert "至 2026-03-12" in said(late), "a year after knowing, and no longer"
    on_that_day = objected("objects", told("2025-03-12"), told("2025-03-12"))
    assert [said(x) for x in windows(THIRD_SUIT, "2025-03-20", on_that_day)] == [""], "it is the same time"


def test_before_2024_no_text_lengthens_the_time_for_review_of_who_was_not_told() -> None:
    """ARL 9 says nothing of it; the suit has its year."""
    asked = ThirdPartyConsulted(d("2023-03-02"), party="甲公司")
    facts = (received("2023-03-01"), ReviewStarted(d("2023-03-02")), asked, told("2023-03-10"), told("2023-03-20"))
    (review,) = windows(THIRD_REVIEW, "2023-03-20", facts)
    assert (review.due, said(review)) == (d("2023-05-09"), "2023-03-20 再次告知同一决定，期限仍自首次告知之日起计算")
    assert "至 2023-09-20" in said(windows(THIRD_SUIT, "2023-03-20", facts)[0])


def test_a_third_party_that_is_told_of_another_decision_has_another_time() -> None:
    """After a second answer was ordered, or after it was told that nothing is disclosed."""
    first, order = (
        Replied(d("2025-03-13"), outcome="granted", delivery="in_person"),
        ReplyOrdered(d("2025-03-17"), ordered_by=OrderedBy.SUPERIOR),
    )
    ordered = objected("objects", told("2025-03-12"), first, order, told("2025-03-20"))
    assert dues(THIRD_SUIT, "2025-03-20", ordered) == ["2025-09-12", "2025-09-22"]
    while_open = objected("objects", told("2025-03-12"), order, told("2025-03-20"))
    assert dues(THIRD_SUIT, "2025-03-20", while_open) == ["2025-09-12"], "no answer had been given yet"
    other = objected("objects", told("2025-03-12"), told("2025-03-14", decision="not_disclosed"), told("2025-03-20"))
    assert dues(THIRD_SUIT, "2025-03-20", other) == ["2025-09-12", "2025-09-22"]
    again = Replied(d("2025-03-20"), outcome="granted", delivery="in_person")
    untold = objected("objects", told("2025-03-12"), first, order, again)
    assert [(x.start, "未记录告知" in said(x)) for x in windows(THIRD_SUIT, "2025-03-20", untold)] == [
        (d("2025-03-12"), False),
        (d("2025-03-20"), True),
    ]


# -- what no fact tells ---------------------------------------------------------------------------------------


def test_each_window_says_once_that_time_lost_to_force_majeure_is_not_reckoned() -> None:
    """ARL 20(2), ALL 48: there is no such fact; other limits know of none, and no limit warns of it."""
    facts = objected("objects", told("2025-03-12"), again("2025-03-20"))
    for limit in deadlines(Case.of("1", *facts), d("2025-03-20")):
        window = limit.duty in {REVIEW, SUIT, THIRD_REVIEW, THIRD_SUIT}
        assert limit.explain("zh").count("不可抗力") == window, limit.duty
        assert limit.explain("en").count("force majeure") == window, limit.duty
        assert "不可抗力" not in said(limit)
    (met,) = windows(SUIT, "2025-03-20", (*known("2025-03-03"), sued("2025-03-20")))
    assert "不可抗力" not in met.explain("zh"), "it needs no more time"


# -- public cases and made ones ----------------------------------------------------------------------------


def filed_case(*facts: Fact) -> tuple[Fact, ...]:
    """Return the facts of a case as they were recorded."""
    return facts


@pytest.mark.parametrize(
    ("facts", "asked", "review", "suits"),
    [
        pytest.param(
            filed_case(
                received("2014-10-08"),
                Replied(d("2014-10-20"), outcome=Outcome.UNAVAILABLE_NOT_HELD, delivery=Delivery.IN_PERSON),
                reviewed("2014-12-10"),
                decided("2015-02-06"),
            ),
            *("2015-02-26", None, ["2015-02-25"]),
            id="LC04",
        ),
        pytest.param(
            filed_case(
                received("2016-12-27"),
                Replied(d("2017-01-19"), outcome=Outcome.GRANTED, delivery=Delivery.POST, delivered_on=d("2017-02-06")),
            ),
            *("2017-03-01", None, ["2017-08-07"]),
            id="LC06",
        ),
        pytest.param(
            filed_case(received("2022-01-15"), reviewed("2022-02-20")), *("2022-02-21", "2022-04-18", None), id="LC12"
        ),
        pytest.param(filed_case(received("2023-10-14")), *("2024-01-16", "2024-01-09", None), id="LC15"),
        pytest.param(
            filed_case(
                received("2023-04-10"),
                Replied(d("2023-05-09"), outcome=Outcome.PARTLY_GRANTED, delivery=Delivery.IN_PERSON),
            ),
            *("2023-05-25", "2023-07-10", None),
            id="LC19",
        ),
        pytest.param(
            filed_case(
                received("2024-01-22"),
                Replied(d("2024-02-18"), outcome=Outcome.UNAVAILABLE_NOT_HELD, delivery=Delivery.ELECTRONIC),
            ),
            *("2024-03-01", "2024-04-18", None),
            id="LC22",
        ),
        pytest.param(
            filed_case(
                received("2023-06-12"),
                Replied(d("2023-07-01"), outcome=Outcome.NOT_PROCESSED_PUBLICATION, delivery=Delivery.IN_PERSON),
            ),
            *("2023-07-10", "2023-08-30", []),
            id="K03",
        ),
        pytest.param(
            filed_case(
                received("2025-06-10"),
                Replied(d("2025-07-01"), outcome=Outcome.NOT_PROCESSED_REPEAT, delivery=Delivery.IN_PERSON),
            ),
            *("2025-07-10", None, ["2026-01-04"]),
            id="K05",
        ),
        pytest.param(
            filed_case(
                received("2025-03-03"),
                Replied(d("2025-03-20"), outcome=Outcome.REFUSED_INTERNAL_AFFAIRS, delivery=Delivery.IN_PERSON),
                reviewed("2025-04-01"),
            ),
            *("2025-12-01", None, ["2025-06-24"]),
            id="K13",
        ),
    ],
)
def test_dated_cases(facts: tuple[Fact, ...], asked: str, review: str | None, suits: list[str] | None) -> None:
    """Published judgments and decisions, and situations made up by article; ``None`` is not asked."""
    if review is not None:
        assert dues(REVIEW, asked, facts) == [review]
    if suits is not None:
        assert dues(SUIT, asked, facts) == suits


def test_what_rests_on_no_text_that_was_read_says_so_where_it_is_used() -> None:
    """The roll of 2020 cites an article that was not read in its place; that of 2022 was read."""
    (unread,) = windows(REVIEW, "2020-08-01", known("2020-07-08"))
    (read,) = windows(REVIEW, "2022-04-01", known("2022-03-22"))
    assert "第八十二条第三款，未见原文〕" in unread.explain("zh")
    assert "[CPL-2017 CPL 82(3), text not seen]" in unread.explain("en")
    assert "未见原文" not in read.explain("zh")
