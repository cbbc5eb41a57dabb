"""What a limit says beside its date: which act it is of, what other readings make of it, and the days off on the way."""

from __future__ import annotations

from datetime import date

import pytest

from workflow import Case, Readings
from workflow.clock import Deadline, deadlines
from workflow.clock.wording import spans
from workflow.events import (
    Delivered,
    Fact,
    LetterIssued,
    LitigationDecided,
    LitigationFiled,
    Received,
    ReconsiderationDecided,
    ReconsiderationFiled,
    Replied,
    ReplyOrdered,
    ReviewStarted,
    ThirdPartyConsulted,
)

REVIEW, SUIT = "reconsideration_window", "litigation_window"


def d(text: str) -> date:
    """Read a date."""
    return date.fromisoformat(text)


def received(on: str, channel: str = "in_person", **days: str) -> Received:
    """A request."""
    sent = {name: d(day) for name, day in days.items()}
    return Received(d(on), channel=channel, requester="natural_person", subject="会议纪要", **sent)


def replied(on: str, outcome: str = "unavailable_not_held", **more: object) -> Replied:
    """An answer, handed over."""
    return Replied(d(on), outcome=outcome, delivery="in_person", **more)


def limits(on: str, *facts: Fact, **chosen: str) -> tuple[Deadline, ...]:
    """Every limit of a case."""
    return deadlines(Case.of("1", *facts), d(on), readings=Readings.default().with_(**chosen))


def only(duty: str, on: str, *facts: Fact, **chosen: str) -> Deadline:
    """The one limit of this kind."""
    (found,) = [limit for limit in limits(on, *facts, **chosen) if limit.duty == duty]
    return found


def notes(limit: Deadline) -> str:
    """What is said beside a limit."""
    return "".join(words.zh for words in limit.warnings)


# -- which act it is of -----------------------------------------------------------------------------------


SILENT_AND_ORDERED = received("2014-05-05"), ReplyOrdered(d("2014-08-04"), ordered_by="court")


def over(found: tuple[Deadline, ...], *duties: str) -> list[tuple[str, str, str]]:
    """Which act each limit is of: its day, what is said of it, and the last day."""
    return [(str(x.over.on), x.over.words.zh, str(x.due)) for x in found if x.over and x.duty in duties]


def test_each_window_says_of_which_silence_it_is_and_the_older_one_comes_first() -> None:
    """Silent until 2014-05-26, ordered on 2014-08-04 and silent again until 2014-08-25: 60 days from each."""
    assert over(limits("2014-10-10", *SILENT_AND_ORDERED), REVIEW) == [
        ("2014-05-26", "2014-05-26 届满仍未答复", "2014-07-25"),
        ("2014-08-25", "2014-08-25 届满仍未按 2014-08-04 的责令答复", "2014-10-24"),
    ]


def test_windows_stand_in_the_order_of_the_days_of_their_acts() -> None:
    """Two answers, the first known after the second: the order is that of the answers, each with its review and its suit."""
    facts = (
        received("2025-02-20"),
        Replied(d("2025-03-10"), outcome="unavailable_not_held", delivery="post", delivered_on=d("2025-07-01")),
        ReplyOrdered(d("2025-05-06"), ordered_by="court"),
        replied("2025-05-12"),
    )
    found = limits("2025-07-02", *facts)
    assert [(x.duty, str(x.over.on)) for x in found if x.over and x.duty in {REVIEW, SUIT}] == [
        (REVIEW, "2025-03-10"),
        (SUIT, "2025-03-10"),
        (REVIEW, "2025-05-12"),
        (SUIT, "2025-05-12"),
    ]
    assert over(found, SUIT) == [
        ("2025-03-10", "2025-03-10 的答复", "2026-01-04"),
        ("2025-05-12", "2025-05-12 的答复", "2025-11-12"),
    ]
    assert over(found, "ordered_reply") == [("2025-05-06", "2025-05-06 的责令重新答复", "2025-06-04")]


def test_a_suit_after_review_is_of_the_decision() -> None:
    """Fifteen days from the decision, beside the answer's own window: the dispute and the day tell them apart."""
    facts = (
        received("2025-02-20"),
        replied("2025-03-10"),
        ReconsiderationFiled(d("2025-03-20"), dispute="复1"),
        ReconsiderationDecided(d("2025-05-19"), dispute="复1", result="upheld"),
    )
    assert over(limits("2025-05-20", *facts), SUIT) == [("2025-05-19", "2025-05-19 的复议决定（复1）", "2025-06-03")]
    silent = over(limits("2025-06-01", *facts[:3]), SUIT)
    assert [words for _, words, _ in silent] == ["2025-05-26 届满仍未作出复议决定（复1）"]


def test_the_last_line_and_json_name_the_act() -> None:
    """In both languages, and under a key of its own; a limit of which a case has one has none."""
    first, second = (x for x in limits("2014-10-10", *SILENT_AND_ORDERED) if x.duty == REVIEW)
    assert "⇒ 行政复议申请期限（2014-05-26 届满仍未答复）届满日：2014-07-25" in first.explain()
    assert "=> window for reconsideration (no reply by 2014-08-25, as ordered on 2014-08-04) due 2014-10-24" in (
        second.explain("en")
    )
    assert first.as_json()["over"] == {"on": "2014-05-26", "words": "2014-05-26 届满仍未答复"}
    reply = limits("2014-10-10", *SILENT_AND_ORDERED)[0]
    assert "over" not in reply.as_json()


def test_two_third_parties_are_told_apart() -> None:
    """The fifteen working days of each bear its name."""
    asked = [ThirdPartyConsulted(d("2025-03-05"), party=party) for party in ("甲公司", "乙公司")]
    found = limits("2025-03-06", received("2025-03-03"), ReviewStarted(d("2025-03-03")), *asked)
    assert [words for _, words, _ in over(found, "third_party_answer")] == ["甲公司", "乙公司"]


# -- the provision of service -----------------------------------------------------------------------------


def test_what_begins_no_time_for_review_is_said_of_review_only() -> None:
    """实施条例 23 governs the sixty days for review; of the time to sue it says nothing."""
    facts = (
        received("2026-05-11"),
        replied("2026-06-01", document="答1"),
        LetterIssued(d("2026-06-01"), letter="reply", number="答1", text_hash="sm3:9f"),
        Delivered(d("2026-06-02"), letter="答1", method="in_person", refused_on=d("2026-06-02")),
    )
    review, suit = (only(duty, "2026-07-02", *facts) for duty in (REVIEW, SUIT))
    assert "实施条例第二十三条" in notes(review)
    assert "第二十三条" not in notes(suit)


def test_the_time_to_sue_of_who_was_not_told_begins_under_no_article_on_review() -> None:
    """SPC18 64 counts from knowing; 实施条例 15 and 23 say when the sixty days for review begin."""
    facts = (
        received("2025-05-12"),
        Replied(d("2025-06-03"), outcome="unavailable_not_held", delivery="post", document="答1", remedies_told=False),
        LetterIssued(d("2025-06-03"), letter="reply", number="答1", text_hash="sm3:9f"),
        Delivered(d("2025-06-05"), letter="答1", method="post", signed_on=d("2025-06-05")),
    )
    review, suit = (only(duty, "2025-06-10", *facts) for duty in (REVIEW, SUIT))
    assert (review.steps[0].article, suit.steps[0].article) == ("IR 15(1)(3)", "SPC18 64(1)")
    assert (review.due, suit.due) == (d("2026-06-05"), d("2026-06-05"))


# -- a suit beside the time for review --------------------------------------------------------------------


def suing(on: str, after: bool = False) -> LitigationFiled:
    """A suit."""
    return LitigationFiled(d(on), dispute="诉1", after_reconsideration=after)


def ruled(on: str, result: str) -> LitigationDecided:
    """It is decided."""
    return LitigationDecided(d(on), dispute="诉1", result=result)


ANSWERED_2014 = received("2014-05-05"), replied("2014-05-20")


@pytest.mark.parametrize(
    ("facts", "on", "article"),
    [
        ((*ANSWERED_2014, suing("2014-06-20")), "2014-06-25", "（2009年）第十六条第二款"),
        (
            (*ANSWERED_2014, suing("2014-06-20"), ruled("2014-07-10", "upheld")),
            "2014-07-11",
            "（2009年）第十六条第二款",
        ),
        ((received("2025-05-12"), replied("2025-06-03"), suing("2025-06-20")), "2025-06-25", "第二十九条第二款"),
        ((received("2025-05-12"), suing("2025-06-20")), "2025-06-25", "第二十九条第二款"),  # over silence
    ],
)
def test_a_direct_suit_is_told_beside_the_time_for_review(facts: tuple[Fact, ...], on: str, article: str) -> None:
    """人民法院已经依法受理的，不得申请行政复议 (行政复议法 16(2), from 2024 29(2)): whether it was taken is not recorded."""
    limit = only(REVIEW, on, *facts)
    assert f"提起行政诉讼；人民法院已经依法受理的，不得申请行政复议〔《中华人民共和国行政复议法》{article}〕" in notes(
        limit
    )
    assert limit.state == "running"


@pytest.mark.parametrize(
    ("facts", "on"),
    [
        (ANSWERED_2014, "2014-06-25"),
        ((*ANSWERED_2014, suing("2014-06-20"), ruled("2014-07-10", "other")), "2014-07-11"),  # perhaps turned away
        ((received("2025-05-12"), replied("2025-06-03", "refused_deliberative"), suing("2025-06-20")), "2025-06-25"),
        ((*ANSWERED_2014, ReconsiderationFiled(d("2014-06-03"), dispute="复1"), suing("2014-06-20")), "2014-06-25"),
    ],
)
def test_no_suit_that_a_court_could_not_take_is_told(facts: tuple[Fact, ...], on: str) -> None:
    """None, one that was turned away, one over what goes to review first, or one after review was asked for."""
    assert "已经依法受理" not in notes(only(REVIEW, on, *facts))


# -- other readings ---------------------------------------------------------------------------------------


def named(limit: Deadline) -> list[tuple[str, str, str]]:
    """The other readings of a limit and what they make of it."""
    return [(other.reading, other.option, str(other.due)) for other in limit.readings]


ONLINE_2018 = received("2018-01-15", "online", submitted_on="2018-01-13", auto_acknowledged_on="2018-01-13")


def test_an_online_receipt_of_2018_names_its_reading_and_its_sources() -> None:
    """The Regulation of 2007 says nothing of the day; guiding case 26 and letter 207 do, and another day is read too."""
    first, *_ = only("reply", "2018-01-20", ONLINE_2018).explain().split("\n")
    assert first == (
        "1. 收到申请之日为 2018-01-13（周六）（登记为 2018-01-15；解读 online_receipt_2007：系统确认申请提交成功之日，"
        "内部流转不延长期限；依据最高人民法院指导案例26号；国办公开办函〔2015〕207号 一、3）"
        "〔《中华人民共和国政府信息公开条例》（2007年）第二十四条第二款〕"
    )
    text = only("reply", "2018-01-20", ONLINE_2018).explain()
    assert "  另一解读（online_receipt_2007=both_confirm：双方确认之日）：2018-02-05（周一）" in text
    assert "  另一解读（rest_day_receipt=next_workday：其后第一个工作日）：2018-02-05（周一）" in text


@pytest.mark.parametrize(
    ("request_", "chosen", "said"),
    [
        (
            received("2025-10-09", "online", auto_acknowledged_on="2025-09-30"),
            {"online_confirmation": "auto_acknowledged"},
            "online_confirmation",
        ),
        (
            received("2025-10-09", "ordinary_mail", submitted_on="2025-09-30"),
            {"ordinary_mail_unreachable": "arrival"},
            "ordinary_mail_unreachable",
        ),
        (received("2025-03-01"), {"rest_day_receipt": "next_workday"}, "rest_day_receipt"),
    ],
)
def test_every_day_of_receipt_that_is_not_the_recorded_one_names_its_reading(
    request_: Received, chosen: dict[str, str], said: str
) -> None:
    """And the recorded one is the plain case, which names none."""
    first = only("reply", "2025-10-10", request_, **chosen).steps[0].text()
    assert f"登记为 {request_.on}；解读 {said}：" in first
    assert "解读" not in only("reply", "2025-10-10", request_).steps[0].text()


def test_want_of_a_reply_of_2024_tells_of_review_first() -> None:
    """Read as a failure to perform a duty, the sixty days end on 2024-05-31; the suit is open until 2024-10-08."""
    facts = (received("2024-03-04"),)
    suit = only(SUIT, "2024-05-01", *facts)
    assert (suit.due, suit.safe_due) == (d("2024-10-08"), d("2024-05-31"))
    assert named(suit) == [("non_reply_remedy", "review_first", "2024-05-31")]
    assert (
        "  另一解读（non_reply_remedy=review_first：属未履行法定职责，应先复议）：2024-05-31（周五）" in suit.explain()
    )
    review = only(REVIEW, "2024-05-01", *facts, non_reply_remedy="review_first")
    assert "另一解读（non_reply_remedy=review_or_suit）：可以直接起诉，至 2024-10-08" in notes(review)


def test_want_of_a_reply_of_2026_gives_the_day_of_the_suit() -> None:
    """From 2026-08-03 six months end on 2027-02-03; sixty days on 2026-10-02, in the holiday, so on 2026-10-08."""
    facts = (received("2026-07-06"),)
    review = only(REVIEW, "2026-08-10", *facts)
    assert "另一解读（silence_review_first=review_or_suit）：可以直接起诉，至 2027-02-03" in notes(review)
    suit = only(SUIT, "2026-08-10", *facts, silence_review_first="review_or_suit")
    assert named(suit) == [("silence_review_first", "review_first", "2026-10-08")]


def test_a_negative_answer_of_2024_tells_of_the_wide_reading() -> None:
    """Not held, known 2024-03-18: sixty days end on 2024-05-17, six months on 2024-09-18. Nobody doubts it from 2025-06-01."""
    facts = received("2024-03-04"), replied("2024-03-18")
    suit = only(SUIT, "2024-05-01", *facts)
    assert (suit.due, named(suit)) == (d("2024-09-18"), [("review_first_2024", "wide", "2024-05-17")])
    review = only(REVIEW, "2024-05-01", *facts, review_first_2024="wide")
    assert "另一解读（review_first_2024=narrow）：可以直接起诉，至 2024-09-18" in notes(review)
    settled = received("2025-05-12"), replied("2025-06-03")
    assert named(only(SUIT, "2025-06-10", *settled)) == []
    granted = received("2024-03-04"), replied("2024-03-18", "granted")
    assert named(only(SUIT, "2024-05-01", *granted)) == []


def test_a_partial_grant_tells_of_review_first_both_ways() -> None:
    """Known 2024-03-18, with 16(1) as the ground."""
    facts = received("2024-03-04"), replied("2024-03-18", "partly_granted", articles=["16(1)"])
    assert "另一解读（partial_review_first=review_or_suit）：可以直接起诉，至 2024-09-18" in notes(
        only(REVIEW, "2024-05-01", *facts)
    )
    suit = only(SUIT, "2024-05-01", *facts, partial_review_first="review_or_suit")
    assert named(suit) == [("partial_review_first", "review_first", "2024-05-17")]


def test_a_repeat_tells_of_the_reading_by_which_no_court_takes_it() -> None:
    """SPC25 10(2)(4), where the first answer was a refusal."""
    facts = received("2025-06-10"), replied("2025-07-01", "not_processed_repeat", earlier_granted=False)
    assert "另一解读（repeat_after_refusal=not_suable）" in notes(only(SUIT, "2025-07-10", *facts))
    review = only(REVIEW, "2025-07-10", *facts, repeat_after_refusal="not_suable")
    assert "另一解读（repeat_after_refusal=suable）：可以直接起诉，至 2026-01-04" in notes(review)
    supplied = received("2025-06-10"), replied("2025-07-01", "not_processed_repeat", earlier_granted=True)
    assert "repeat_after_refusal" not in notes(only(REVIEW, "2025-07-10", *supplied))


# -- days off on the way ----------------------------------------------------------------------------------


def test_days_off_of_one_year_need_no_year() -> None:
    """The dates beside them have it."""
    assert spans((d("2025-04-04"), d("2025-05-01"), d("2025-05-02"))) == "04-04、05-01–05-02"


def test_days_off_of_several_years_bear_the_year_where_it_changes() -> None:
    """A run that crosses the year, too."""
    days = ("2018-10-01", "2018-10-02", "2018-12-31", "2019-01-01", "2019-02-04", "2020-01-01")
    assert spans(tuple(map(d, days))) == "2018-10-01–10-02、12-31–2019-01-01、02-04、2020-01-01"
    assert spans(tuple(map(d, days[-2:])), "en") == "2019-02-04, 2020-01-01"


def test_the_days_off_of_many_years_are_counted_not_listed() -> None:
    """A consultation of 2010 that was never answered: sixteen years of them."""
    facts = (
        received("2010-05-05"),
        ReviewStarted(d("2010-05-05")),
        ThirdPartyConsulted(d("2010-05-06"), party="甲公司"),
    )
    step = only("reply", "2026-01-05", *facts).steps[2]
    assert len(step.text()) < 250
    assert f"其间放假 2010-06-14 至 2026-01-02 共 {len(step.skipped)} 日" in step.text()
