"""The law's own building blocks and messages: a statute that says a provision, an option, what is unknown, what is broken."""

from __future__ import annotations

from datetime import date

import pytest

from workflow.errors import BrokenLaw
from workflow.law import (
    NotInForce,
    Provision,
    Readings,
    Statute,
    UnknownProvision,
    UnknownReading,
    check_provisions,
    fee_by_item,
    fee_by_page,
    provision,
    provision_for_receipt,
    provisions,
    reading,
    versions,
)
from workflow.law.disputed import option
from workflow.words import Words

FIRST, LAST = date(2001, 2, 3), date(2009, 8, 7)
READ = date(2020, 1, 2)
NOTE = Words("注", "note")
LAW = Statute("LAW", "LAW-2001", "《某法》", FIRST, LAST, READ, "L", NOTE)


def test_a_statute_says_a_provision() -> None:
    """What all its provisions share, and what is said of this one."""
    whole = LAW.says(
        "limit",
        "3(1)(2)",
        "三日内",
        ("期限", "time limit"),
        3,
        "workday",
        duty="reply",
        bracket="项",
        month_day=(1, 31),
        note=Words("另注", "another note"),
        seen=False,
    )
    assert whole == Provision(
        id="limit",
        law="LAW",
        version="LAW-2001",
        article="L 3(1)(2)",
        title="《某法》",
        quote="三日内",
        words=Words("期限", "time limit"),
        duty="reply",
        in_force_from=FIRST,
        in_force_to=LAST,
        verified_on=None,
        count=3,
        unit="workday",
        bracket="项",
        month_day=(1, 31),
        note=Words("另注", "another note"),
    )


def test_what_a_statute_leaves_unsaid() -> None:
    """Its own id is the duty, brackets are paragraphs, the words were read, the note is the statute's."""
    plain = LAW.says("limit", "3(1)", "三日内", ("期限", "time limit"))
    assert (plain.duty, plain.bracket, plain.verified_on, plain.note) == ("limit", "款", READ, NOTE)
    assert (plain.count, plain.unit, plain.month_day) == (None, None, None)
    assert plain.zh_citation() == "《某法》（2001年）第三条第一款"
    bare = Statute("LAW", "LAW-2001", "《某法》", FIRST, None, READ).says(
        "limit", "3", "三日内", ("期限", "time limit")
    )
    assert (bare.article, bare.note) == ("3", None)


def broken(*wrong: Provision) -> str:
    """Return what is said of a law that contradicts itself, in both languages."""
    with pytest.raises(BrokenLaw) as refused:
        check_provisions(wrong)
    return f"{refused.value.message('zh')} | {refused.value.message('en')}"


def of(version: str, first: date, last: date | None, quote: str = "三日内", count: int | None = None) -> Provision:
    """A provision of one version of the law."""
    return Statute("LAW", version, "《某法》", first, last, READ).says("limit", "3", quote, ("期限", "limit"), count)


def test_what_is_said_of_a_law_that_contradicts_itself() -> None:
    """Which provision of which version, and what is wrong with it."""
    assert broken(of("V1", FIRST, LAST, " ")) == "条款 limit（V1）没有引文 | provision limit (V1) has no quote"
    assert broken(of("V1", FIRST, LAST, count=3)) == (
        "条款 limit（V1）有数字而没有单位 | provision limit (V1) has a count without a known unit"
    )
    assert (
        broken(of("V1", LAST, FIRST)) == "条款 limit（V1）失效日早于施行日 | provision limit (V1) ends before it begins"
    )
    twice = of("V1", FIRST, LAST), of("V1", date(2010, 1, 1), None)
    assert broken(*twice) == "条款 limit（V1）同一版本重复 | provision limit (V1) has one version twice"
    overlapping = of("V1", FIRST, LAST), of("V2", LAST, None)
    assert broken(*overlapping) == "条款 limit（V2）与 V1 施行期间重叠 | provision limit (V2) overlaps V1"
    apart = of("V1", FIRST, LAST), of("V2", date(2009, 8, 9), None)
    assert broken(*apart) == "条款 limit（V2）与 V1 之间有空档 | provision limit (V2) leaves a hole after V1"


def test_the_first_of_two_equal_versions_is_named() -> None:
    """Where one version stands twice among others, the first in the list is named."""
    with pytest.raises(BrokenLaw) as refused:
        check_provisions([of("V1", FIRST, LAST), of("V2", date(2009, 8, 8), None), of("V2", date(2011, 1, 1), None)])
    assert refused.value.message("en") == "provision limit (V1) has one version twice"


def test_a_notation_that_is_no_article_is_said_in_both_languages() -> None:
    """Which one it is."""
    with pytest.raises(BrokenLaw) as refused:
        LAW.says("limit", "3 bis", "三日内", ("期限", "limit")).zh_article()
    assert refused.value.words == Words("条文号写法不对：L 3 bis", "not an article: L 3 bis")


def test_an_option_is_said_in_both_languages() -> None:
    """With what supports it."""
    said = option("one", "一次", "once", "33(2)")
    assert (said.id, said.words, said.authority) == ("one", Words("一次", "once"), "33(2)")


def test_a_provision_not_in_force_names_its_spans() -> None:
    """The day asked for, and from when to when each version is; one still in force has no end."""
    with pytest.raises(NotInForce) as refused:
        provision("reply", date(2008, 4, 30))
    assert (refused.value.id, refused.value.on) == ("reply", date(2008, 4, 30))
    assert refused.value.spans == ((date(2008, 5, 1), date(2019, 5, 14)), (date(2019, 5, 15), None))
    assert refused.value.message("zh") == (
        "条款 reply：2008-04-30 没有施行中的规定；已收录的施行期间：2008-05-01 起至 2019-05-14；2019-05-15 起"
    )
    assert refused.value.message("en") == (
        "provision reply: nothing in force on 2008-04-30; what is encoded is in force "
        "from 2008-05-01 to 2019-05-14; from 2019-05-15"
    )


def test_an_unknown_provision_lists_those_that_exist() -> None:
    """In both languages, with what was asked for."""
    error = UnknownProvision("x", ["a", "b"])
    assert error.words == Words("没有条款 'x'；已收录：a、b", "no provision 'x'; known are: a, b")
    with pytest.raises(UnknownProvision) as refused:
        versions("x")
    assert refused.value.id == "x"
    with pytest.raises(UnknownProvision) as refused:
        provision_for_receipt("pigeon", date(2025, 3, 3))
    assert refused.value.id == "receipt:pigeon"
    assert refused.value.known[0] == "in_person"


def test_an_unknown_reading_lists_those_that_exist() -> None:
    """The point, or the option of a point."""
    assert UnknownReading("x", None, ["a", "b"]).words == Words(
        "没有争议点 'x'；可选：a、b", "no disputed point 'x'; known are: a, b"
    )
    assert UnknownReading("x", "y", ["a", "b"]).words == Words(
        "没有争议点 x 的选项 'y'；可选：a、b", "no option 'y' of disputed point x; known are: a, b"
    )
    with pytest.raises(UnknownReading) as refused:
        reading("x")
    assert (refused.value.id, refused.value.option) == ("x", None)
    with pytest.raises(UnknownReading) as refused:
        Readings.default().with_(fee_restart_length="half")
    assert (refused.value.id, refused.value.option) == ("fee_restart_length", "half")
    assert refused.value.known == ("full", "remainder")


def test_readings_are_written_and_read_as_text() -> None:
    """``point=option``, blanks between them."""
    chosen = Readings.default().with_(transition_2019="new_procedure", fee_restart_length="remainder")
    assert str(chosen) == "transition_2019=new_procedure fee_restart_length=remainder"
    assert Readings.parse("fee_restart_length=remainder  transition_2019=new_procedure") == chosen
    assert Readings.parse("") == Readings.default()
    with pytest.raises(UnknownReading) as refused:
        Readings.parse("fee_restart_length=full=remainder")
    assert refused.value.option == "full=remainder"


@pytest.mark.parametrize(("fee", "name"), [(fee_by_page, "pages"), (fee_by_item, "nth_items_in_month")])
def test_a_number_that_is_none_is_named(fee: object, name: str) -> None:
    """Which argument it was, and what it must be."""
    assert callable(fee)
    with pytest.raises(ValueError, match=rf"^{name} must be a whole number from 0 on, not -1（应为非负整数）$"):
        fee(-1)


def test_a_fee_is_a_whole_number_of_yuan_without_rounding() -> None:
    """Far up the tariff too, where a fraction would lose its last digits (the sum of an arithmetic series)."""
    k = 10**9 + 1
    assert fee_by_item(30 + 10 * k) == 2_000 + 1_000 * (k * (k + 1) // 2 + k)
    assert fee_by_item(45) == 2_000 + 10 * 200 + 5 * 300


def test_an_item_is_found_by_its_chinese_name() -> None:
    """第三十六条第一项, with or without the law's short name."""
    assert {p.article for p in provisions("第三十六条第一项")} >= {"36(1)"}
    assert not {p.article for p in provisions("第三十六条第一")} & {"36(1)"}
