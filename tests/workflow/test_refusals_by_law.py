"""Refusals cite the law that governs the case: of 2007 with its year, and nothing where that law says nothing.

The articles are read off the texts: 2007 Art. 20 to 27, 33; the reconsideration law of 2009, Art. 17 and 19; the
procedure law of 1989, Art. 58; 法释〔2011〕17号 Art. 5 and 9.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from desk import Desk
from workflow import Case, OutOfOrder
from workflow import articles as by
from workflow import events as e
from workflow.events import EVENT_OF, Fact
from workflow.law import SHIPPED, GoverningLaw, Readings
from workflow.law.rogi import ROGI_2019
from workflow.oddities import oddities
from workflow.second_dates import BOUNDS
from workflow.stages import MOVES

OLD = "《中华人民共和国政府信息公开条例》（2007年）"
NO_RULE = "适用于本案的规定没有这一条，依登记簿的规则；现行规定："
SPC11 = "《最高人民法院关于审理政府信息公开行政案件若干问题的规定》（法释〔2011〕17号）"
ARL = "《中华人民共和国行政复议法》（2009年）"
ALL = "《中华人民共和国行政诉讼法》（1989年）"
NEW = "《中华人民共和国政府信息公开条例》"
SINCE_2019 = "（2019-05-15 起施行）"
FEES = "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）第六条（2021-01-01 起施行）"

# By kind, of an act of 2015 in a request of 2015: the article in short, and as a clerk reads it. What the Regulation of
# 2007 did not have (an order of stages, other organs, reasons, deferral, lapse), it is not made to say.
OF_2015: dict[str, tuple[str, str]] = {
    "received": ("20(2)（2007年）, 24(2)（2007年）", f"依据：{OLD}第二十条第二款、第二十四条第二款"),
    "review_started": ("", f"{NO_RULE}{NEW}第四十五条{SINCE_2019}"),
    "clarification_requested": ("21(4)（2007年）", f"依据：{OLD}第二十一条第四项"),
    "clarified": ("21(4)（2007年）", f"依据：{OLD}第二十一条第四项"),
    "processing_started": ("", f"{NO_RULE}{NEW}第四十五条{SINCE_2019}"),
    "third_party_consulted": ("23（2007年）", f"依据：{OLD}第二十三条"),
    "third_party_answered": ("23（2007年）", f"依据：{OLD}第二十三条"),
    "agency_consulted": ("", f"{NO_RULE}{NEW}第三十四条{SINCE_2019}"),
    "agency_answered": ("", f"{NO_RULE}{NEW}第三十四条{SINCE_2019}"),
    "ground_found": ("SPC11 5(1)", f"依据：{SPC11}第五条第一款"),
    "third_party_told": ("23（2007年）", f"依据：{OLD}第二十三条"),
    "extended": ("24(2)（2007年）", f"依据：{OLD}第二十四条第二款"),
    "reasons_requested": ("", f"{NO_RULE}{NEW}第三十五条{SINCE_2019}"),
    "reasons_given": ("", f"{NO_RULE}{NEW}第三十五条{SINCE_2019}"),
    "deferred": ("", f"{NO_RULE}{NEW}第三十五条{SINCE_2019}"),
    "fee_noticed": ("27(1)（2007年）", f"依据：{OLD}第二十七条第一款"),
    "fee_paid": ("", f"{NO_RULE}{FEES}"),
    "replied": ("24(2)（2007年）", f"依据：{OLD}第二十四条第二款"),
    "letter_issued": (
        "",
        f"{NO_RULE}《关于政府信息公开处理决定送达问题的解释》（国办公开办函〔2016〕235号）第二点（2016-12-07 起施行）",
    ),
    "delivered": ("26（2007年）", f"依据：{OLD}第二十六条"),
    "lapsed": ("", f"{NO_RULE}{NEW}第三十条{SINCE_2019}、{FEES}"),
    "withdrawn": ("实践 practice", "依据：实践 practice"),
    "archived": ("", f"{NO_RULE}{NEW}第四十五条{SINCE_2019}"),
    "reply_ordered": ("SPC11 9(1)", f"依据：{SPC11}第九条第一款"),
    "reconsideration_filed": ("33(2)（2007年）", f"依据：{OLD}第三十三条第二款"),
    "reconsideration_accepted": ("ARL 17(1)（2009年）", f"依据：{ARL}第十七条第一款"),
    "reconsideration_refused": ("ARL 17(1)（2009年）, ARL 19（2009年）", f"依据：{ARL}第十七条第一款、第十九条"),
    "reconsideration_decided": ("33(2)（2007年）", f"依据：{OLD}第三十三条第二款"),
    "litigation_filed": ("33(2)（2007年）", f"依据：{OLD}第三十三条第二款"),
    "litigation_decided": ("33(2)（2007年）", f"依据：{OLD}第三十三条第二款"),
    "litigation_appealed": ("ALL 58（1989年）", f"依据：{ALL}第五十八条"),
    "reopened": ("", f"{NO_RULE}{NEW}第三十条{SINCE_2019}"),
    "voided": ("实践 practice", "依据：实践 practice"),
    "rectified": ("", f"{NO_RULE}{NEW}第四十五条{SINCE_2019}"),
}


def d(text: str) -> date:
    """Read a date."""
    return date.fromisoformat(text)


def received(on: str, submitted: str | None = None) -> e.Received:
    """A request that was handed in."""
    sent = d(submitted) if submitted else None
    return e.Received(d(on), channel="in_person", requester="business", subject="合同", submitted_on=sent)


def void(on: str) -> tuple[Fact, ...]:
    """A request that was made void on the day of receipt: nothing more may be recorded of it."""
    return received(on), e.Voided(d(on), reason="重复登记", approved_by="李")


def every(day: date) -> tuple[Fact, ...]:
    """A fact of every kind; what is mended is not there."""
    return (
        e.Received(day, channel="in_person", requester="business", subject="合同"),
        e.ReviewStarted(day),
        e.ClarificationRequested(day, respond_by=day),
        e.Clarified(day),
        e.ProcessingStarted(day),
        e.ThirdPartyConsulted(day, party="甲"),
        e.ThirdPartyAnswered(day, party="甲", position="agrees"),
        e.AgencyConsulted(day, agency="乙", joint=True),
        e.AgencyAnswered(day, agency="乙", position="agrees"),
        e.GroundFound(day, ground="published"),
        e.ThirdPartyTold(day, party="甲", decision="to_be_disclosed"),
        e.Extended(day, workdays=1, approved_by="李"),
        e.ReasonsRequested(day),
        e.ReasonsGiven(day, accepted=True),
        e.Deferred(day, until=day),
        e.FeeNoticed(day, amount=Decimal(1), method="by_page"),
        e.FeePaid(day, amount=Decimal(1)),
        e.Replied(day, outcome="granted", delivery="in_person"),
        e.LetterIssued(day, letter="reply_grant", number="1号", text_hash="sm3:9f"),
        e.Delivered(day, letter="1号", method="post"),
        e.Lapsed(day, cause="clarification"),
        e.Withdrawn(day),
        e.Archived(day),
        e.ReplyOrdered(day, ordered_by="court"),
        e.ReconsiderationFiled(day, dispute="复1"),
        e.ReconsiderationAccepted(day, dispute="复1", procedure="ordinary"),
        e.ReconsiderationRefused(day, dispute="复1"),
        e.ReconsiderationDecided(day, dispute="复1", result="other"),
        e.LitigationFiled(day, dispute="诉1", after_reconsideration=False),
        e.LitigationDecided(day, dispute="诉1", result="other"),
        e.LitigationAppealed(day, dispute="诉1"),
        e.Reopened(day, reason="有正当理由"),
        e.Voided(day, reason="重复登记", approved_by="李"),
        e.Rectified(day, event_no=9, reason="误登"),
    )


def refusal(facts: tuple[Fact, ...], tried: Fact) -> OutOfOrder:
    """Return how a fact is refused in the case of *facts*."""
    case = Case.of("1", *facts)
    with pytest.raises(OutOfOrder) as caught:
        case.after(tried)
    return caught.value


def test_every_move_of_2015_is_refused_by_the_law_of_2015() -> None:
    """Each kind of fact, in a void case of 2015: the article of its time, or that there was none; no other."""
    facts = {fact.kind: fact for fact in every(d("2015-03-04"))}
    assert facts.keys() == EVENT_OF.keys() == OF_2015.keys()
    for kind, fact in facts.items():
        error = refusal(void("2015-03-02"), fact)
        article, said = OF_2015[kind]
        assert (kind, error.article, error.message().count(f"（{said}）")) == (kind, article, 1)
        assert ("ROGI-2019" in error.message("en")) == (NEW in said.replace(OLD, ""))


def test_no_article_of_2019_stands_bare_in_a_refusal_of_2015() -> None:
    """What stands in brackets without a year or a title is practice alone."""
    today = {move.articles.today for move in MOVES} - {by.PRACTICE.today}
    for fact in every(d("2015-03-04")):
        error = refusal(void("2015-03-02"), fact)
        assert not [article for article in today if f"（依据：{article}）" in error.message()]
        assert not [article for article in today if f"(Art. {article})" in error.message("en")]


def test_every_move_of_today_is_refused_as_the_table_says() -> None:
    """In a case of 2026 the error names the article of ``ysq stages``, as it did."""
    articles = {move.kind: move.article for move in MOVES}
    for fact in every(d("2026-03-04")):
        error = refusal(void("2026-03-02"), fact)
        assert error.article == articles[fact.kind]
        assert f"（依据：{articles[fact.kind]}）" in error.message()
        assert f" (Art. {articles[fact.kind]})" in error.message("en")


@pytest.mark.parametrize("articles", {row.articles for row in (*MOVES, *BOUNDS) if row.articles.provisions})
def test_the_tables_name_the_article_of_their_provisions(articles: by.Articles) -> None:
    """What a table shows as today's is the article, or the letter, in which the newest version of each provision stands."""
    shown = {part.split()[-1].partition("(")[0] for part in articles.today.split(", ")}
    for rule in (SHIPPED.versions(id)[-1] for id in articles.provisions):
        letter, _, number = rule.article.rpartition(" ")
        assert rule.in_force_to is None
        assert shown & {letter, number.partition("(")[0]}, (articles, rule.article)


@pytest.mark.parametrize(
    ("asked", "fact", "article"),
    [
        ("2009-03-02", e.ReplyOrdered(d("2009-04-01"), ordered_by="court"), "SPC00 60(1)"),  # before 法释〔2011〕17号
        ("2018-03-02", e.LitigationAppealed(d("2018-04-01"), dispute="诉1"), "行政诉讼法 85"),
        (
            "2018-03-02",
            e.ReconsiderationAccepted(d("2018-04-01"), dispute="复1", procedure="ordinary"),
            "ARL 17(1)（2017年）",
        ),
        (
            "2018-03-02",
            e.LetterIssued(d("2018-04-01"), letter="reply_grant", number="1号", text_hash="sm3:9f"),
            "235号",
        ),
        ("2018-03-02", e.Lapsed(d("2022-04-01"), cause="clarification"), ""),  # 109号 alone is no rule for it
        ("2020-03-02", e.Lapsed(d("2020-04-01"), cause="clarification"), "30"),  # before 109号
        ("2020-03-02", e.FeeNoticed(d("2020-04-01"), amount=Decimal(1), method="by_page"), "42(1)"),
        ("2024-03-04", e.ReplyOrdered(d("2025-05-31"), ordered_by="court"), "SPC11 9(1)"),
        ("2024-03-04", e.ReplyOrdered(d("2025-06-01"), ordered_by="court"), "法释〔2025〕8号 11"),
        ("2019-05-14", e.Extended(d("2019-06-03"), workdays=1, approved_by="李"), "24(2)（2007年）"),
        ("2019-05-15", e.Extended(d("2019-06-03"), workdays=1, approved_by="李"), "33(2)"),
        ("2019-05-14", e.Archived(d("2019-06-03")), "45"),  # the order of work is that of the day of the act
        ("2019-05-14", e.Archived(d("2019-05-14")), ""),
    ],
)
def test_the_receipt_or_the_act_selects_the_law(asked: str, fact: Fact, article: str) -> None:
    """What the procedure of a request is, its receipt selects; suits, fees, letters and the order of work, the act."""
    assert refusal(void(asked), fact).article == article


def test_what_is_mixed_is_cited_in_full() -> None:
    """Delivery in 2018 rests on the Regulation of 2007 and on a letter that still stands."""
    error = refusal(void("2018-03-02"), e.Delivered(d("2018-04-01"), letter="1号", method="post"))
    letter = "《关于政府信息公开处理决定送达问题的解释》（国办公开办函〔2016〕235号）第四点"
    assert error.article == "26（2007年）, 235号 4"
    assert f"（依据：{OLD}第二十六条、{letter}）" in error.message()
    assert "(ROGI-2007 26, Art. 235号 4)" in error.message("en")


def test_a_day_before_the_receipt() -> None:
    """The limit of 2007 runs from the receipt as well: Art. 24(2); since 2019 Art. 31 says which day that is."""
    assert refusal((received("2015-03-02"),), e.ReviewStarted(d("2015-03-01"))).article == "24(2)（2007年）"
    assert refusal((received("2025-03-03"),), e.ReviewStarted(d("2025-03-02"))).article == "31"


def test_a_correction_is_refused_by_the_law_of_the_fact_that_cannot_stand() -> None:
    """The receipt struck out in 2015, and an answer put on a day before the receipt."""
    facts = (
        received("2015-03-02"),
        e.ReviewStarted(d("2015-03-04")),
        e.Extended(d("2015-03-05"), workdays=1, approved_by="李"),
    )
    struck = refusal(facts, e.Rectified(d("2015-03-06"), event_no=1, reason="误登"))
    assert (struck.article, "ROGI-2019 45" in struck.message("en")) == ("", True)
    early = e.Extended(d("2015-03-01"), workdays=1, approved_by="李")
    moved = refusal(facts, e.Rectified(d("2015-03-06"), event_no=3, replacement=early, reason="误登"))
    assert moved.article == "24(2)（2007年）"


def test_second_dates_cite_the_law_of_the_case() -> None:
    """Art. 31 of 2019 stands in no sentence about a request of 2015, nor does a letter of 2016 about a reply of 2015."""
    with pytest.raises(OutOfOrder) as caught:
        Case.of("1", received("2015-03-02", "2015-03-03"))
    assert caught.value.reason.zh.endswith("：提交在先，收到在后；应不晚于 2015-03-02")
    with pytest.raises(OutOfOrder) as caught:
        Case.of("1", received("2025-03-03", "2025-03-04"))
    assert caught.value.reason.zh.endswith("：提交在先，收到在后（31）；应不晚于 2025-03-03")
    for on, said in (("2015-03-04", "before it was made; allowed"), ("2025-03-04", "235号 4); allowed")):
        reply = e.Replied(d(on), outcome="granted", delivery="post", delivered_on=d(f"{on[:8]}03"))
        error = refusal((received(f"{on[:8]}03"),), reply)
        assert ("235号" in error.reason.en) == (on[:4] == "2025"), said


def test_oddities_cite_the_law_of_the_case() -> None:
    """A deferral to a day that is over: Art. 35 says so of a request of 2025; that of 2015 had no deferral."""
    for asked, until, said in (
        ("2015-03-02", "2015-03-04", "延迟后的期限须在告知之后"),
        ("2025-03-03", "2025-03-04", "延迟后的期限须在告知之后（35）"),
    ):
        (odd,) = oddities(Case.of("1", received(asked), e.Deferred(d(until), until=d(until))))
        assert odd.words.zh.endswith(f"：{said}")


def test_the_moves_of_a_case_name_the_articles_of_its_law() -> None:
    """A reply to a request of 2015 rests on Art. 24(2) of 2007 whenever it is made; a suit, on the law of its day."""
    case = Case.of("1", received("2015-03-02"))
    then, now = ({move.kind: move.article for move in case.lawful_moves(on)} for on in (None, d("2026-03-02")))
    assert (then["replied"], now["replied"]) == ("24(2)（2007年）", "24(2)（2007年）")
    assert (then["deferred"], now["deferred"]) == ("", "")
    assert (then["archived"], now["archived"]) == ("", "45")
    assert (then["litigation_appealed"], now["litigation_appealed"]) == ("ALL 58（1989年）", "行政诉讼法 85")


@pytest.mark.parametrize(("transition", "article"), [("old_limit", ""), ("new_procedure", "35")])
def test_a_register_that_takes_open_requests_over_cites_the_new_law(transition: str, article: str) -> None:
    """Reasons given that nobody asked for, on 2019-05-20, in a request of 2019-05-06: by the reading of the register."""
    readings = Readings.default().with_(transition_2019=transition)
    with Desk.create(":memory:", readings=readings, now=d("2019-05-21")) as desk:
        desk.receive(d("2019-05-06"), channel="in_person", requester="business", subject="合同")
        with pytest.raises(OutOfOrder) as caught:
            desk.record("2019-001", e.ReasonsGiven(d("2019-05-20"), accepted=True))
        assert caught.value.article == article
        desk.record("2019-001", e.Replied(d("2019-05-10"), outcome="granted", delivery="in_person"))
        with pytest.raises(OutOfOrder) as caught:
            desk.record("2019-001", e.ReasonsGiven(d("2019-05-20"), accepted=True))
        assert caught.value.article == ""  # answered before, it keeps its law


def test_a_request_that_no_law_reaches_is_refused_all_the_same() -> None:
    """Older books hold requests of before 2008-05-01; taken over by no reading, they are refused without an article."""
    readings = Readings.default().with_(transition_2019="new_procedure")
    law = by.law_before(d("2007-03-02"), d("2019-06-03"), None)
    assert by.REPLY.cited(law, d("2019-06-03")).article == ""
    with Desk.create(":memory:", readings=readings, now=d("2019-06-04")) as desk:
        home = desk.receive(d("2019-05-20"), channel="in_person", requester="business", subject="合同").home
    assert by.law_before(d("2007-03-02"), d("2019-06-03"), home).governed_on == d("2007-03-02")


def test_an_amendment_is_cited_with_its_version() -> None:
    """Where an application amends the Regulation, neither its old article nor the table's is said of the other."""
    amendment = ROGI_2019._replace(version="ROGI-2027", in_force_from=d("2027-07-01"))
    law = SHIPPED.amended(amendment.says("reply", "34(1)", "应当答复", ("答复期限", "time limit"), 15, "workday"))
    cited = [by.REPLY.cited(GoverningLaw(law, d(on)), d(on)) for on in ("2027-06-30", "2027-07-01")]
    assert [authority.article for authority in cited] == ["33(2)（2019年）", "34(1)"]
    assert [authority.words.en for authority in cited] == ["ROGI-2019 33(2)", "Art. 34(1)"]


def test_one_refusal_cites_one_regulation() -> None:
    """A request of the last day of the Regulation of 2007, and a second receipt a day later: both articles are of 2007."""
    first = e.Received(date(2019, 5, 14), channel="in_person", requester="business", subject="名单")
    with pytest.raises(OutOfOrder) as caught:
        Case.of("1", first).after(
            e.Received(date(2019, 5, 15), channel="in_person", requester="business", subject="名单")
        )
    assert caught.value.article == "20(2)（2007年）, 24(2)（2007年）"
