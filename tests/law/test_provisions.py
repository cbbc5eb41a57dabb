"""Provisions: versions, look-ups, renderings, and the check that refuses a law that contradicts itself."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.errors import BrokenLaw, YishenqingError
from workflow.law import (
    PROVISIONS,
    NotInForce,
    Provision,
    ReviewFirst,
    UnknownProvision,
    check_provisions,
    law_version,
    provision,
    provision_for_outcome,
    provision_for_receipt,
    provision_ids,
    provisions,
    review_first,
    versions,
    zh_number,
)
from workflow.law.provisions import SHIPPED
from workflow.law.readings import Readings
from workflow.outcomes import Outcome

OLD, NEW = versions("reply")
FORTNIGHT: Any = "fortnight"

CONTRACT_DUTIES = {
    "reply",
    "clarification_notice",
    "clarification",
    "third_party_answer",
    "agency_answer",
    "fee_payment",
    "ordered_reply",
    "reconsideration_window",
    "litigation_window",
    "extension_in_time",
    "deferral_in_time",
    "fee_notice_in_time",
    "receipt_confirmation",
    "clarification_once",
    "extension_approved",
    "extension_length",
    "lapse_premature",
    "consultation_ignored",
}


def test_the_encoded_law_is_consistent() -> None:
    """The law as shipped passes its own check, and no version is lost in grouping."""
    grouped = check_provisions(PROVISIONS)
    assert sum(map(len, grouped.values())) == len(PROVISIONS)
    assert tuple(grouped) == provision_ids()


@pytest.mark.parametrize(
    ("provisions_", "complaint"),
    [
        ([OLD, attrs.evolve(NEW, in_force_from=date(2019, 5, 14))], "overlaps"),
        ([attrs.evolve(OLD, in_force_to=None), NEW], "overlaps"),
        ([OLD, attrs.evolve(NEW, in_force_from=date(2019, 5, 16))], "hole"),
        ([attrs.evolve(NEW, quote="")], "no quote"),
        ([attrs.evolve(NEW, quote="  ")], "no quote"),
        ([attrs.evolve(NEW, unit=None)], "without a known unit"),
        ([attrs.evolve(NEW, unit=FORTNIGHT)], "without a known unit"),
        ([attrs.evolve(NEW, in_force_to=date(2019, 5, 14))], "ends before it begins"),
        ([NEW, NEW], "one version twice"),
        ([OLD, attrs.evolve(NEW, version=OLD.version)], "one version twice"),
    ],
)
def test_a_law_that_contradicts_itself_is_refused(provisions_: list[Provision], complaint: str) -> None:
    """Each rule of the check, broken once, raises BrokenLaw in both languages and names the provision."""
    with pytest.raises(BrokenLaw) as caught:
        check_provisions(provisions_)
    assert complaint in caught.value.message("en")
    assert "reply" in caught.value.message("zh")


def test_versions_in_any_order_and_one_day_long_are_accepted() -> None:
    """Order does not matter, and a version may last a single day."""
    day = attrs.evolve(OLD, in_force_from=date(2019, 5, 14))
    assert check_provisions([NEW, day]) == {"reply": (day, NEW)}
    assert check_provisions([]) == {}


@pytest.mark.parametrize(
    ("id", "on", "version", "article", "count"),
    [
        ("reply", date(2008, 5, 1), "ROGI-2007", "24(2)", 15),
        ("reply", date(2019, 5, 14), "ROGI-2007", "24(2)", 15),
        ("reply", date(2019, 5, 15), "ROGI-2019", "33(2)", 20),
        ("extension_max", date(2019, 5, 14), "ROGI-2007", "24(2)", 15),
        ("extension_max", date(2019, 5, 15), "ROGI-2019", "33(2)", 20),
        ("exclusion", date(2019, 5, 14), "ROGI-2007", "24(3)", None),
        ("exclusion", date(2019, 5, 15), "ROGI-2019", "33(3)", None),
        ("clarification_notice", date(2019, 5, 14), "ROGI-2007", "21(4)", None),
        ("clarification_notice", date(2019, 5, 15), "ROGI-2019", "30", 7),
        ("third_party_answer", date(2019, 5, 15), "ROGI-2019", "32", 15),
        ("agency_answer", date(2019, 5, 15), "ROGI-2019", "34", 15),
        ("fee_payment", date(2021, 1, 1), "FEE-109-2020", "109号 6", 20),
        ("reconsideration_window", date(2024, 1, 1), "ARL-2023", "ARL 20(1)", 60),
        ("litigation_after_reconsideration", date(2024, 1, 1), "ALL-2017", "ALL 45", 15),
        ("litigation_direct", date(2024, 1, 1), "ALL-2017", "ALL 46(1)", 6),
        ("litigation_non_reply", date(2024, 1, 1), "SPC-2018", "SPC18 66", 6),
        ("ordered_reply", date(2025, 5, 31), "SPC-2011", "SPC11 9(1)", None),
        ("ordered_reply", date(2025, 6, 1), "SPC-2025", "SPC25 11", 20),
    ],
)
def test_the_version_in_force_on_the_day_is_found(
    id: str, on: date, version: str, article: str, count: int | None
) -> None:
    """First and last days in force are inclusive."""
    found = provision(id, on)
    assert (found.version, found.article, found.count) == (version, article, count)


@pytest.mark.parametrize(
    ("id", "first"),
    [
        ("reply", date(2008, 5, 1)),
        ("agency_answer", date(2019, 5, 15)),
        ("restart", date(2019, 5, 15)),
        ("deferral", date(2019, 5, 15)),
        ("receipt_online", date(2019, 5, 15)),
        ("fee_payment", date(2021, 1, 1)),
        ("fee_restart", date(2021, 1, 1)),
        ("reconsideration_window", date(1999, 10, 1)),
        ("litigation_direct", date(1990, 10, 1)),
        ("litigation_non_reply", date(2015, 5, 1)),
        ("not_suable_creation", date(2011, 8, 13)),
        ("gate_not_told", date(2026, 7, 1)),
        ("review_first_scope", date(2025, 6, 1)),
    ],
)
def test_before_its_first_day_a_provision_is_not_in_force(id: str, first: date) -> None:
    """The error says what was asked and from when something is in force."""
    assert provision(id, first).in_force_from == first
    with pytest.raises(NotInForce) as caught:
        provision(id, first - timedelta(days=1))
    assert isinstance(caught.value, YishenqingError)
    for text in (caught.value.message("zh"), caught.value.message("en")):
        assert id in text
        assert str(first) in text


def test_an_unknown_id_lists_the_known_ones() -> None:
    """A misspelt id is told apart from a law that is not in force."""
    with pytest.raises(UnknownProvision, match="clarification_notice"):
        provision("clarificaton_notice", date(2025, 1, 1))


@given(on=st.dates(date(2008, 5, 1), date(2100, 1, 1)))
@settings(deadline=None)
def test_exactly_one_version_governs_each_day(on: date) -> None:
    """From 2008-05-01 every day has one reply limit, and its version is the version of the law."""
    assert [p for p in versions("reply") if p.in_force(on)] == [provision("reply", on)]
    assert law_version(on) == ("ROGI-2007" if on < date(2019, 5, 15) else "ROGI-2019")


def test_before_the_first_regulation_no_law_governs() -> None:
    """A request received before 2008-05-01 has no law here."""
    with pytest.raises(NotInForce):
        law_version(date(2008, 4, 30))


def test_an_article_finds_its_paragraphs_and_nothing_else() -> None:
    """33 finds its three paragraphs; 3 finds nothing of 30 to 39; brackets may be full-width or Chinese."""
    assert {p.article for p in provisions("33")} == {"33(1)", "33(2)", "33(3)"}
    assert provisions("3") == ()
    assert {p.article for p in provisions("33（2）")} == {"33(2)"}
    assert provisions("第三十三条第二款") == provisions("33(2)")
    assert {p.id for p in provisions("第三十条")} == {p.id for p in provisions("30")}
    assert {p.article for p in provisions("109号 6")} == {"109号 6"}
    assert {p.law for p in provisions("109号")} == {"FEE-109"}
    assert provisions() == PROVISIONS
    assert provisions("第") == provisions("") == ()


ASKED = {
    "33(2)": {"ROGI 33(2)"},
    "第三十三条第二款": {"ROGI 33(2)"},
    "75": {"CPL CPL 75(3)"},
    "第七十五条": {"CPL CPL 75(3)"},
    "75(3)": {"CPL CPL 75(3)"},
    "行政复议法第二十条第一款": {"ARL ARL 20(1)"},
    "《行政复议法》 第二十条第一款": {"ARL ARL 20(1)"},
    "复议法第八十八条": {"ARL ARL 88(1)", "ARL ARL 88(2)"},
    "民法典": {"CC CC 201(1)"},
    "法释〔2015〕9号": {"SPC15 SPC15 4", "SPC15 SPC15 26(1)"},
}


@pytest.mark.parametrize("text", ASKED)
def test_a_search_finds_by_title_and_by_the_article_of_any_law(text: str) -> None:
    """What the Regulation has not is looked for in the other laws; a title may be shortened, an article behind it."""
    assert {f"{p.law} {p.article}" for p in SHIPPED.search(text)} == ASKED[text]


def test_a_search_finds_the_whole_of_a_law() -> None:
    """Every version of it, and not the regulation that implements it; a version by its name; of what is none, nothing."""
    assert {p.version for p in SHIPPED.search("行政复议法")} == {"ARL-1999", "ARL-2009", "ARL-2017", "ARL-2023"}
    assert {p.version for p in SHIPPED.search("行政复议法（2017年）")} == {"ARL-2017"}
    assert {p.law for p in SHIPPED.search("实施条例")} == {"IR"}
    assert {p.version for p in SHIPPED.search("ROGI-2007")} == {"ROGI-2007"}
    for nothing in ("", " ", "第", "法", "第九百条", "900", "刑法", "《》"):
        assert SHIPPED.search(nothing) == ()


def test_a_search_finds_a_law_that_an_application_added_without_title_marks() -> None:
    """A title need not stand between 《 and 》."""
    local = attrs.evolve(SHIPPED.find("day_zero", date(2025, 1, 1)), id="local_rule", law="LOCAL", title="某省公开办法")
    found = SHIPPED.amended(local).search("公开办法")
    assert [p.id for p in found] == ["local_rule"]


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_rests_on_a_provision(outcome: Outcome) -> None:
    """Each outcome has a provision today, and the newest is meant when no day is given."""
    today = provision_for_outcome(outcome, date(2026, 11, 23))
    assert provision_for_outcome(outcome) == today
    assert today.id == f"outcome_{outcome.value}"


@pytest.mark.parametrize(
    ("outcome", "article"),
    [
        (Outcome.GRANTED_ALREADY_PUBLIC, "36(1)"),
        (Outcome.GRANTED, "36(2)"),
        (Outcome.PARTLY_GRANTED, "37"),
        (Outcome.REFUSED_STATE_SECRET, "14"),
        (Outcome.REFUSED_BY_LAW, "14"),
        (Outcome.REFUSED_SECURITY_STABILITY, "14"),
        (Outcome.REFUSED_THIRD_PARTY, "15"),
        (Outcome.REFUSED_INTERNAL_AFFAIRS, "16(1)"),
        (Outcome.REFUSED_DELIBERATIVE, "16(2)"),
        (Outcome.REFUSED_ENFORCEMENT_FILE, "16(2)"),
        (Outcome.REFUSED_REGISTRY_QUERY, "36(7)"),
        (Outcome.UNAVAILABLE_NOT_HELD, "36(4)"),
        (Outcome.UNAVAILABLE_NOT_RESPONSIBLE, "36(5)"),
        (Outcome.UNAVAILABLE_NEEDS_CREATION, "38"),
        (Outcome.UNAVAILABLE_STILL_UNCLEAR, "30"),
        (Outcome.NOT_PROCESSED_PETITION, "39(1)"),
        (Outcome.NOT_PROCESSED_REPEAT, "36(6)"),
        (Outcome.NOT_PROCESSED_PUBLICATION, "39(2)"),
        (Outcome.NOT_PROCESSED_EXCESSIVE, "35"),
        (Outcome.NOT_PROCESSED_RECONFIRMATION, "30号 表三(五)5"),
        (Outcome.OTHER, "30号 表三(六)3"),
    ],
)
def test_an_outcome_names_the_article_of_the_contract(outcome: Outcome, article: str) -> None:
    """The articles are those of the case file's table of outcomes."""
    assert provision_for_outcome(outcome).article == article


def test_an_outcome_unknown_to_the_old_law_is_not_in_force_then() -> None:
    """The Regulation of 2007 had grants and refusals, but no petitions, repeats or registry queries."""
    assert provision_for_outcome(Outcome.GRANTED, date(2019, 5, 14)).article == "21(1)"
    with pytest.raises(NotInForce):
        provision_for_outcome(Outcome.NOT_PROCESSED_REPEAT, date(2019, 5, 14))


@pytest.mark.parametrize(
    ("channel", "article"),
    [
        ("in_person", "31(1)"),
        ("oral", "29(1)"),
        ("registered_mail", "31(2)"),
        ("ordinary_mail", "31(2)"),
        ("online", "31(3)"),
        ("fax", "31(3)"),
    ],
)
def test_each_channel_has_its_rule_of_receipt(channel: str, article: str) -> None:
    """Article 31 tells channels apart from 2019-05-15; before, one general provision serves."""
    assert provision_for_receipt(channel, date(2019, 5, 15)).article == article
    assert provision_for_receipt(channel, date(2019, 5, 14)).article == "24(2)"
    with pytest.raises(UnknownProvision):
        provision_for_receipt("pigeon", date(2025, 1, 1))


def test_every_duty_of_the_contract_rests_on_a_provision() -> None:
    """Each duty that the command line names can be traced to words of the law."""
    assert {p.duty for p in PROVISIONS} >= CONTRACT_DUTIES


@pytest.mark.parametrize(
    ("id", "on", "text"),
    [
        ("reply", date(2025, 1, 1), "第三十三条第二款"),
        ("reply", date(2019, 1, 1), "第二十四条第二款"),
        ("restart", date(2025, 1, 1), "第三十条"),
        ("receipt_in_person", date(2025, 1, 1), "第三十一条第一项"),
        ("receipt_online", date(2025, 1, 1), "第三十一条第三项"),
        ("outcome_unavailable_not_held", date(2025, 1, 1), "第三十六条第四项"),
        ("outcome_not_processed_publication", date(2025, 1, 1), "第三十九条第二款"),
        ("responsible_organ", date(2025, 1, 1), "第十条第一款"),
        ("clarification_notice", date(2019, 1, 1), "第二十一条第四项"),
        ("fee_payment", date(2025, 1, 1), "第六条"),
        ("fee_item_rate", date(2025, 1, 1), "第四条第二款第二项"),
        ("review_first", date(2025, 1, 1), "第二十三条第一款第四项"),
        ("reconsideration_scope", date(2025, 1, 1), "第十一条第十四项"),
        ("not_suable_fee", date(2025, 6, 1), "第十条第二款第三项"),
        ("review_first_scope", date(2025, 6, 1), "第一条第二项"),
        ("service_by_post", date(2025, 1, 1), "第四点"),
        ("day_zero", date(2025, 1, 1), "第二百零一条第一款"),
        ("outcome_other", date(2025, 1, 1), "表三（六）3"),
        ("final_result", date(2025, 1, 1), "第三部分"),
    ],
)
def test_an_article_is_written_in_chinese(id: str, on: date, text: str) -> None:
    """Brackets are paragraphs (款) or items (项) as the law has them; letters have points."""
    assert provision(id, on).zh_article() == text


def test_every_article_can_be_written_in_chinese() -> None:
    """No provision carries a notation that cannot be rendered."""
    for p in PROVISIONS:
        assert p.zh_citation().startswith("《")
        assert p.zh_article() in p.zh_citation()


def test_a_notation_that_is_no_article_is_refused() -> None:
    """A misspelt article is found when it is rendered."""
    with pytest.raises(BrokenLaw):
        attrs.evolve(NEW, article="33-2").zh_article()


@pytest.mark.parametrize(
    ("number", "text"),
    [
        *[
            (1, "一"),
            (10, "十"),
            (11, "十一"),
            (20, "二十"),
            (33, "三十三"),
            (100, "一百"),
            (103, "一百零三"),
        ],
        *[(110, "一百一十"), (199, "一百九十九"), (200, "二百"), (201, "二百零一"), (999, "九百九十九")],
    ],
)
def test_numbers_are_written_as_articles_are_numbered(number: int, text: str) -> None:
    """Chinese numerals from 1 to 999."""
    assert zh_number(number) == text


@pytest.mark.parametrize("number", [0, -1, 1000])
def test_numbers_that_no_article_bears_are_refused(number: int) -> None:
    """There is no article nought."""
    with pytest.raises(ValueError, match="1 to 999"):
        zh_number(number)


def test_json_has_the_keys_of_the_contract_in_order() -> None:
    """Dates are ISO text, and what is still in force has no last day."""
    assert provision("reply", date(2025, 1, 1)).as_json() == {
        "law": "ROGI",
        "version": "ROGI-2019",
        "article": "33(2)",
        "quote": "应当自收到申请之日起20个工作日内予以答复",
        "duty": "reply",
        "count": 20,
        "unit": "workday",
        "in_force_from": "2019-05-15",
        "in_force_to": None,
        "verified_on": "2026-11-23",
    }
    assert OLD.as_json()["in_force_to"] == "2019-05-14"
    assert provision("fee_restart", date(2025, 1, 1)).as_json()["verified_on"] is None


def test_what_rests_on_memory_says_so() -> None:
    """A provision whose text was not seen carries a note in both languages."""
    unseen = [p for p in PROVISIONS if p.verified_on is None]
    assert {(p.id, p.version) for p in unseen} == {
        *((id, "FEE-109-2020") for id in ("fee_restart", "fee_remedy", "fee_page_unit")),
        *(("roll", version) for version in ("CPL-2007", "CPL-2017")),
    }
    for p in unseen:
        assert p.note is not None
        assert "memory" in p.note.en


def test_annual_reports_are_due_on_fixed_days() -> None:
    """Departments by 31 January, governments by 31 March; under the old law everyone by 31 March."""
    assert provision("annual_report_departments", date(2025, 1, 1)).month_day == (1, 31)
    assert provision("annual_report_governments", date(2025, 1, 1)).month_day == (3, 31)
    assert provision("annual_report_departments", date(2019, 1, 1)).month_day == (3, 31)


REFUSALS = [o for o in Outcome if o.startswith("refused_") and o is not Outcome.REFUSED_REGISTRY_QUERY]


@pytest.mark.parametrize("outcome", REFUSALS)
def test_refusals_go_to_reconsideration_first(outcome: Outcome) -> None:
    """Refusals under Art. 14 to 16, from 2024-01-01."""
    assert review_first(outcome, date(2024, 1, 1)) is ReviewFirst.REQUIRED
    assert review_first(outcome, date(2023, 12, 31)) is ReviewFirst.NO


def test_a_partial_grant_is_marked_as_an_inference() -> None:
    """The law does not name the refused part of a partial grant."""
    assert review_first(Outcome.PARTLY_GRANTED, date(2025, 6, 1)) is ReviewFirst.INFERRED


@pytest.mark.parametrize("outcome", [o for o in Outcome if o not in REFUSALS and o is not Outcome.PARTLY_GRANTED])
def test_other_answers_may_be_taken_to_court_at_once(outcome: Outcome) -> None:
    """A registry query among them; on every day, under the default reading."""
    assert not review_first(outcome, date(2024, 6, 1))
    assert not review_first(outcome, date(2025, 6, 1))


def test_the_wide_reading_ends_when_the_supreme_court_settled_the_point() -> None:
    """Under the wide reading every negative answer needs reconsideration first until 2025-05-31."""
    wide = Readings.default().with_(review_first_2024="wide")
    for outcome in (Outcome.UNAVAILABLE_NOT_HELD, Outcome.REFUSED_REGISTRY_QUERY):
        assert review_first(outcome, date(2024, 1, 1), wide) is ReviewFirst.REQUIRED
        assert review_first(outcome, date(2025, 5, 31), wide) is ReviewFirst.REQUIRED
        assert not review_first(outcome, date(2025, 6, 1), wide)
        assert not review_first(outcome, date(2023, 12, 31), wide)
    assert not review_first(Outcome.GRANTED, date(2024, 6, 1), wide)


def test_a_rule_is_quoted_from_its_first_version_before_it_was_in_force() -> None:
    """An explanation may name a rule for a day before its text: the first version stands in, else the one in force."""
    from workflow.law import in_force_from, provision_or_first

    assert in_force_from("fee_payment") == date(2021, 1, 1)
    assert provision_or_first("fee_payment", date(2020, 6, 1)) == provision("fee_payment", date(2021, 1, 1))
    assert provision_or_first("reply", date(2019, 5, 14)).version == "ROGI-2007"
    assert provision_or_first("reply", date(2019, 5, 15)).version == "ROGI-2019"
