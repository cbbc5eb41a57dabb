"""Amendments: the law is a value, and an amendment given as data is followed by everything."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import attrs
import pytest

from desk import Desk
from desk.cli import run as ysq
from workflow import Case, Delivery, Outcome, Requester
from workflow.annual import report_due
from workflow.calendar import china
from workflow.clock import deadline, deadlines, reply_deadline
from workflow.duties import breaches
from workflow.errors import BrokenLaw
from workflow.events import (
    Channel,
    ClarificationRequested,
    Clarified,
    Extended,
    Fact,
    FeeMethod,
    FeeNoticed,
    FeePaid,
    Received,
    Replied,
    ReviewStarted,
    ThirdPartyConsulted,
)
from workflow.law import SHIPPED, GoverningLaw, Law, Provision, Readings, fee_by_item, fee_by_page
from workflow.law.fee_rules import FEE_109
from workflow.law.rogi import ROGI_2019
from workflow.testing.scenarios import MalformedScenario, read_yaml, run
from workflow.testing.scenarios.coverage import report, touched

ROOT = Path(__file__).parents[2]
FIRST = date(2027, 7, 1)

# The amendment: twenty working days become fifteen for what is received from 2027-07-01 on.
ROGI_2027 = ROGI_2019._replace(version="ROGI-2027", in_force_from=FIRST)
QUOTE = "应当自收到申请之日起15个工作日内予以答复"
WORDS = ("答复期限", "time limit for the reply")
LAW_2027 = SHIPPED.amended(ROGI_2027.says("reply", "33(2)", QUOTE, WORDS, 15, "workday"))
READINGS = Readings.default().under(LAW_2027)


def d(text: str) -> date:
    """Return a day."""
    return date.fromisoformat(text)


def received(on: str) -> Received:
    """Return a request handed in on a day."""
    return Received(d(on), channel=Channel.IN_PERSON, requester=Requester.BUSINESS, subject="补贴名单")


def day_by_day(start: str, n: int) -> date:
    """Return the n-th working day after *start*, asking for each day in turn whether it is worked."""
    day = d(start)
    while n:
        day += timedelta(days=1)
        n -= china().is_working_day(day)
    return day


def due(*facts: Fact, on: str = "2028-01-31", readings: Readings = READINGS) -> date:
    """Return the deadline for the reply."""
    return reply_deadline(Case.of("1", *facts), d(on), china(), readings).due


@pytest.mark.parametrize(
    ("on", "days"), [("2027-06-30", 20), ("2027-07-01", 15), ("2027-07-02", 15), ("2025-03-03", 20)]
)
def test_the_reply_follows_the_day_of_receipt(on: str, days: int) -> None:
    """Twenty working days up to the last day of the old version, fifteen from the first of the new one."""
    assert due(received(on)) == day_by_day(on, days)
    assert due(received(on), readings=Readings.default()) == day_by_day(on, 20)


def test_a_request_of_the_old_law_restarts_under_it() -> None:
    """Clarified after the amendment, what was received before keeps its twenty working days."""
    asked = ClarificationRequested(d("2027-07-05"), respond_by=d("2027-07-20"))
    assert due(received("2027-06-30"), asked, Clarified(d("2027-07-10"))) == day_by_day("2027-07-10", 20)
    assert due(received("2027-07-01"), asked, Clarified(d("2027-07-10"))) == day_by_day("2027-07-10", 15)


def test_the_limit_names_its_version() -> None:
    """``Deadline.law`` is the version of the provision on the reply."""
    for on, version in (("2027-06-30", "ROGI-2019"), ("2027-07-01", "ROGI-2027")):
        limit = deadline(Case.of("1", received(on)), d("2027-07-15"), None, READINGS)
        assert limit.law == limit.steps[1].rule.version == version
        assert [step.rule.version for step in limit.steps] == ["ROGI-2019", version]


def test_it_explains_itself_in_both_languages() -> None:
    """The number, the article and the version are those of the amendment."""
    limit = deadline(Case.of("1", received("2027-07-01")), d("2027-07-15"), None, READINGS)
    assert f"第 15 个工作日为 {limit.due}" in limit.explain("zh")
    assert f"15 working days from the day after 2027-07-01 (Thu) end on {limit.due}" in limit.explain("en")
    assert "[ROGI-2027 33(2)]" in limit.explain("en")


def test_everything_else_stays_in_force() -> None:
    """Every other provision has the versions it had; the amended one ended the day before."""
    for id in SHIPPED.provision_ids():
        if id != "reply":
            assert LAW_2027.versions(id) == SHIPPED.versions(id)
    *_, ended, begun = LAW_2027.versions("reply")
    assert (ended.in_force_to, begun.in_force_from) == (d("2027-06-30"), FIRST)
    assert ended == attrs.evolve(SHIPPED.versions("reply")[-1], in_force_to=d("2027-06-30"))


def test_what_was_not_amended_still_holds_after_it() -> None:
    """Exclusion, longest extension, the third party's time, the fee and the restart: as under the law of 2019."""
    extended = Extended(d("2027-07-08"), workdays=20, approved_by="主任")
    assert due(received("2027-07-01"), extended) == day_by_day("2027-07-01", 35)
    consulted = (ReviewStarted(d("2027-07-02")), ThirdPartyConsulted(d("2027-07-05"), party="甲公司"))
    case = Case.of("1", received("2027-07-01"), *consulted)
    limits = {limit.duty: limit for limit in deadlines(case, d("2027-07-06"), china(), READINGS)}
    assert limits["third_party_answer"].due == day_by_day("2027-07-05", 15)
    assert (limits["reply"].state, limits["reply"].due_if_silent) == ("tolled", day_by_day("2027-07-01", 30))
    fee = FeeNoticed(d("2027-07-05"), amount=Decimal(100), method=FeeMethod.BY_ITEM)
    assert due(received("2027-07-01"), fee, FeePaid(d("2027-07-12"), amount=Decimal(100))) == day_by_day(
        "2027-07-12", 15
    )


def late() -> Case:
    """Return a case that is answered on working day 18."""
    replied = Replied(day_by_day("2027-07-01", 18), outcome=Outcome.GRANTED, delivery=Delivery.IN_PERSON)
    return Case.of("1", received("2027-07-01"), replied)


def test_duties_follow() -> None:
    """An answer on working day 18 is three days late under the amendment, and in time without it."""
    (breach,) = breaches([late()], d("2027-12-31"), china(), READINGS)
    assert (breach.duty, breach.due, breach.workdays_late) == ("reply", day_by_day("2027-07-01", 15), 3)
    assert list(breaches([late()], d("2027-12-31"), china())) == []


STORY = """
- 情形: 修改后十五个工作日
  依据: 条例第三十三条第二款
  收到申请: 2027-07-01
  应当:
    答复期限: {due}
    适用版本: {version}
    依次: [31(1), 33(2)]
"""


@pytest.mark.parametrize("version", ["ROGI-2027", "2027"])
def test_scenarios_follow(version: str) -> None:
    """A scenario has the words of the law that it is judged under, and its coverage counts them."""
    text = STORY.format(due=day_by_day("2027-07-01", 15), version=version)
    (scenario,) = read_yaml(text, law=LAW_2027)
    result = run(scenario)
    assert result.passed, result.report()
    assert touched(result).articles == ("ROGI-2019 33(2)", "ROGI-2027 33(2)", "ROGI-2019 31(1)")
    assert "1  ROGI-2027 33(2)" in report([touched(result)], "en", LAW_2027)
    with pytest.raises(MalformedScenario, match=f"读到“{version}”，可用：2019、2007"):
        read_yaml(text)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return the path of a register that holds one request of either law."""
    path = tmp_path / "register.db"
    with Desk.create(path, now=d("2027-07-26")) as desk:
        desk.register.open_case("old", received("2027-06-30"), desk.now)
        desk.register.open_case("new", received("2027-07-01"), desk.now)
    return path


def test_the_desk_follows(book: Path) -> None:
    """A register opened under the amendment reckons, lists and judges by it; opened without, by the shipped law."""
    with Desk.open(book, law=LAW_2027, now=d("2027-07-26")) as desk:
        assert desk.readings == READINGS
        assert desk.deadline("new").due == day_by_day("2027-07-01", 15)
        assert [(line.case, line.due) for line in desk.due()] == [
            ("new", day_by_day("2027-07-01", 15)),
            ("old", day_by_day("2027-06-30", 20)),
        ]
        assert [breach.case for breach in desk.audit()] == ["new"]
    with Desk.open(book, now=d("2027-07-26")) as desk:
        assert desk.deadline("new").due == day_by_day("2027-07-01", 20)
        assert list(desk.audit()) == []


def test_a_desk_takes_the_law_of_its_readings(tmp_path: Path) -> None:
    """Readings under a law bring it, whether the register is created or opened."""
    with Desk.create(tmp_path / "a.db", readings=READINGS) as desk:
        assert desk.readings == READINGS
    with Desk.open(tmp_path / "b.db", readings=READINGS) as desk, Desk(desk.register, law=LAW_2027) as again:
        assert desk.readings == again.readings == READINGS


def printed(capsysbinary: pytest.CaptureFixture[bytes], *arguments: str, law: Law | None = LAW_2027) -> str:
    """Run a command under the amendment and return what it prints."""
    assert ysq(arguments, law) == 0
    return capsysbinary.readouterr().out.decode()


def test_the_command_line_follows(book: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """``ysq law``, ``deadline``, ``due`` and ``scenario`` print the amendment."""
    shown = printed(capsysbinary, "law", "33", "--json")
    assert [p["version"] for p in json.loads(shown) if p["count"] == 15] == ["ROGI-2027"]
    assert "ROGI-2027" not in printed(capsysbinary, "law", "33", law=None)
    limit, *_ = json.loads(printed(capsysbinary, "deadline", "new", "--on", "2027-07-02", "--json", "--db", str(book)))
    assert (limit["due"], limit["law"]) == (str(day_by_day("2027-07-01", 15)), "ROGI-2027")
    lines = json.loads(printed(capsysbinary, "due", "--on", "2027-07-02", "--json", "--db", str(book)))
    assert {line["case"]: line["due"] for line in lines}["new"] == str(day_by_day("2027-07-01", 15))
    assert "transition_2019" in printed(capsysbinary, "readings", "--db", str(book))
    story = book.parent / "修改.情形.yaml"
    story.write_text(STORY.format(due=day_by_day("2027-07-01", 15), version="2027"), "utf-8")
    assert "✓" in printed(capsysbinary, "scenario", str(story))


def test_two_laws_alternate_in_one_process() -> None:
    """Each law gives its own answers, however often the other is asked in between."""
    for _ in range(3):
        assert due(received("2027-07-01")) == day_by_day("2027-07-01", 15)
        assert due(received("2027-07-01"), readings=Readings.default()) == day_by_day("2027-07-01", 20)


# -- what is chosen by the act ----------------------------------------------------------------------------

FEE_2027 = FEE_109._replace(version="FEE-109-2027", in_force_from=FIRST)
PAYMENT = FEE_2027.says(
    "fee_payment", "6", "应当在收到收费通知次日起10个工作日内缴纳费用", ("缴费期限", "payment"), 10, "workday"
)


def fee_limit(noticed: str, law: Law) -> date:
    """Return the last day on which a fee noticed on a day may be paid; the request is older than the amendment."""
    fee = FeeNoticed(d(noticed), amount=Decimal(100), method=FeeMethod.BY_ITEM)
    case = Case.of("1", received("2027-06-28"), fee)
    return deadline(case, d(noticed), china(), Readings.default().under(law), duty="fee_payment").due


def test_an_amendment_by_the_act() -> None:
    """Ten working days to pay a fee noticed from the first day on, whenever the request was received."""
    law = SHIPPED.amended(PAYMENT)
    assert fee_limit("2027-06-30", law) == day_by_day("2027-06-30", 20)
    assert fee_limit("2027-07-01", law) == day_by_day("2027-07-01", 10)


def test_data_say_by_which_day_a_version_is_chosen() -> None:
    """The same amendment chosen by the receipt leaves a request received before it alone."""
    chosen = [attrs.evolve(p, selected_by="receipt") if p.id == "fee_payment" else p for p in SHIPPED.provisions()]
    law = Law.of(chosen).amended(attrs.evolve(PAYMENT, selected_by="receipt"))
    assert fee_limit("2027-07-01", law) == day_by_day("2027-07-01", 20)


def test_a_rule_of_the_reply_chosen_by_the_act() -> None:
    """The longest extension follows the receipt; where data say so it follows the day of the extension."""
    shorter = ROGI_2027.says(
        "extension_max", "33(2)", "最长不得超过5个工作日", ("延长期限上限", "longest"), 5, "workday"
    )
    facts = received("2027-06-28"), Extended(d("2027-07-02"), workdays=10, approved_by="主任")
    assert due(*facts, readings=Readings.default().under(SHIPPED.amended(shorter))) == day_by_day("2027-06-28", 30)
    by_act = [attrs.evolve(p, selected_by="act") if p.id == "extension_max" else p for p in SHIPPED.provisions()]
    law = Law.of(by_act).amended(attrs.evolve(shorter, selected_by="act"))
    assert due(*facts, readings=Readings.default().under(law)) == day_by_day("2027-06-28", 25)
    found = breaches([Case.of("1", *facts)], d("2027-07-02"), china(), Readings.default().under(law))
    assert [breach.duty for breach in found] == ["extension_length"]


BY_RECEIPT = "reply extension_max exclusion clarification_notice third_party_answer restart reasons deferral"
BY_THE_ACT = "roll fee_notice fee_payment fee_restart"


def test_each_rule_says_by_what_it_is_chosen() -> None:
    """What the Regulation says is chosen by the receipt, what another text says by the day of the act."""
    chosen = {id: SHIPPED.selected_by(id) for id in f"{BY_RECEIPT} {BY_THE_ACT}".split()}
    assert chosen == {**dict.fromkeys(BY_RECEIPT.split(), "receipt"), **dict.fromkeys(BY_THE_ACT.split(), "act")}


def test_the_governing_day_is_that_of_receipt_or_act() -> None:
    """By receipt the day of the act is not asked; by the act the receipt is not."""
    law = GoverningLaw(LAW_2027, d("2027-06-30"))
    assert law.rule("reply", d("2028-01-01")).version == "ROGI-2019"
    assert law.find("agency_answer", d("2010-01-01")) == law.rule("agency_answer")
    assert law.find("fee_payment", d("2020-12-31")) is None
    assert law.rule("fee_payment", d("2020-12-31")) == SHIPPED.versions("fee_payment")[0]
    assert GoverningLaw(LAW_2027, d("2018-01-02")).find("agency_answer", FIRST) is None


# -- other numbers ----------------------------------------------------------------------------------------


def test_the_tariff_and_the_report_follow() -> None:
    """Fees are those of the law and day asked for; the day of the annual report is that of the law of the readings."""
    dearer = FEE_2027.says("fee_page_31", "5", "31—100页的部分：15元/页", ("31至100页", "pages"), 15, "yuan")
    law = SHIPPED.amended(dearer)
    assert (fee_by_page(40), fee_by_page(40, law), fee_by_page(40, law, d("2027-06-30"))) == (100, 150, 100)
    assert (fee_by_item(11, law), fee_by_item(31, law, d("2028-01-01"))) == (fee_by_item(11), fee_by_item(31))
    earlier = ROGI_2027.says(
        "annual_report_departments", "49(1)", "每年1月15日前", ("年报", "report"), month_day=(1, 15)
    )
    readings = Readings.default().under(SHIPPED.amended(earlier))
    assert (report_due(2027, readings=readings), report_due(2027)) == (d("2028-01-15"), d("2028-01-31"))
    assert report_due(2026, readings=readings) == d("2027-01-31")


# -- the value --------------------------------------------------------------------------------------------


def reply(first: date, last: date | None = None, version: str = "ROGI-2027", count: int = 15) -> Provision:
    """Return a version of the provision on the reply."""
    statute = ROGI_2019._replace(version=version, in_force_from=first, in_force_to=last)
    return statute.says("reply", "33(2)", QUOTE, WORDS, count, "workday")


@pytest.mark.parametrize(
    ("amendments", "zh", "en"),
    [
        ([reply(d("2019-05-15"))], "不晚于其所修改的", "begins on 2019-05-15, not after ROGI-2019"),
        ([reply(d("2018-01-01"))], "不晚于其所修改的", "begins on 2018-01-01, not after ROGI-2019"),
        ([reply(FIRST), reply(FIRST, version="X")], "不晚于其所修改的", "not after ROGI-2027"),
        ([reply(FIRST, version="ROGI-2019")], "同一版本重复", "has one version twice"),
        ([reply(FIRST, d("2027-06-30"))], "失效日早于施行日", "ends before it begins"),
        ([reply(FIRST, d("2027-12-31")), reply(d("2028-03-01"), version="X")], "空档", "leaves a hole"),
        ([attrs.evolve(reply(FIRST), selected_by="act")], "不同的日子", "selected by different days"),
        ([attrs.evolve(reply(FIRST), selected_by="x")], "何日", "selected by no known day"),  # type: ignore[arg-type]  # wrong on purpose
        ([attrs.evolve(reply(FIRST), quote=" ")], "没有引文", "has no quote"),
    ],
)
def test_an_amendment_that_contradicts_the_law_is_refused(amendments: list[Provision], zh: str, en: str) -> None:
    """The checks of a law hold for what an amendment makes of it; both languages say what is wrong."""
    with pytest.raises(BrokenLaw) as refused:
        SHIPPED.amended(*amendments)
    assert zh in refused.value.message("zh")
    assert en in refused.value.message("en")


def test_amendments_of_several_years_and_new_provisions() -> None:
    """They are taken in the order of their days, and a new id needs nothing to end."""
    new = ROGI_2027.says("translation", "33(4)", "可以提供译本", ("译本", "translation"))
    law = SHIPPED.amended(reply(d("2030-01-01"), version="ROGI-2030", count=10), new, reply(FIRST))
    assert [p.count for p in law.versions("reply")] == [15, 20, 15, 10]
    assert law.versions("reply")[2].in_force_to == d("2029-12-31")
    assert law.provision("translation", FIRST) == new
    assert law.find("translation", d("2027-06-30")) is None
    assert len(law.provisions()) == len(SHIPPED.provisions()) + 3
    # A version that ended by the day before is left as it is.
    assert SHIPPED.amended(reply(FIRST, d("2028-12-31")), reply(d("2029-01-01"), version="X")).versions("reply")[2] == (
        reply(FIRST, d("2028-12-31"))
    )


def test_laws_are_values() -> None:
    """Equal provisions make equal laws with one hash and one revision; another number makes another law."""
    same = SHIPPED.amended(reply(FIRST))
    assert same == LAW_2027
    assert same is not LAW_2027
    assert {same, LAW_2027, SHIPPED} == {SHIPPED, LAW_2027}
    assert (same.revision, SHIPPED.revision) == (LAW_2027.revision, Law.of(SHIPPED.provisions()).revision)
    assert SHIPPED != LAW_2027
    assert SHIPPED != "the law"
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        SHIPPED._provisions = ()  # type: ignore[misc]  # wrong on purpose


REPLY = SHIPPED.versions("reply")[-1]


@pytest.mark.parametrize(
    "change",
    [
        {"version": "ROGI-2020"},
        {"article": "33(4)"},
        {"count": 21},
        {"unit": "calendar_day"},
        {"month_day": (1, 31)},
        {"in_force_to": date(2030, 1, 1)},
    ],
)
def test_the_revision_names_what_can_move_a_date(change: dict[str, object]) -> None:
    """Each such change gives another revision; words and notes do not."""

    def changed(**with_: object) -> str:
        return Law.of(attrs.evolve(p, **with_) if p is REPLY else p for p in SHIPPED.provisions()).revision  # type: ignore[arg-type]  # drawn by name

    assert changed(**change) != SHIPPED.revision
    assert changed(quote="又及", title="又及", note=None) == SHIPPED.revision


def test_readings_carry_the_law() -> None:
    """Choices keep it, equality minds it, and the text of the readings names the choices alone."""
    chosen = READINGS.with_(art35_pause="restart")
    assert (chosen.law, str(chosen)) == (LAW_2027, "art35_pause=restart")
    assert chosen == Readings.parse("art35_pause=restart", LAW_2027)
    assert chosen != Readings.parse("art35_pause=restart")
    assert Readings.default() != READINGS
    assert READINGS.under(None) is READINGS
    assert READINGS.under(SHIPPED) == Readings.default() == Readings()
    assert {other.law for _, _, other in READINGS.alternatives()} == {LAW_2027}
    assert hash(READINGS) == hash(Readings.default().under(SHIPPED.amended(reply(FIRST))))
    assert "Provision" not in repr(READINGS)


# -- nobody asks the shipped law beside the readings ------------------------------------------------------

SHORTCUTS = {
    "PROVISIONS",
    "SHIPPED",
    "in_force_from",
    "law_version",
    "provision",
    "provision_for_outcome",
    "provision_for_receipt",
    "provision_ids",
    "provision_or_first",
    "provisions",
    "versions",
}
ALLOWED = {
    "workflow/__init__.py",  # names ``provision`` among what applications may import
}


def outside_law() -> Iterator[tuple[str, ast.Module]]:
    """Yield the files of the law's room that are not the law itself."""
    for path in sorted((ROOT / "workflow").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith("workflow/law/"):
            yield name, ast.parse(path.read_text("utf-8"))


def test_only_the_law_itself_uses_the_shortcuts() -> None:
    """Everything else asks the law of the readings, so that no amendment passes it by."""
    asking = {
        name
        for name, tree in outside_law()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and {alias.name for alias in node.names} & SHORTCUTS
    }
    assert asking == ALLOWED


def test_no_number_of_the_law_is_read_at_import() -> None:
    """No statement of a module or class calls a look-up: what is read there would not follow an amendment."""
    looked_up = SHORTCUTS | {"find", "rule", "fee_by_page", "fee_by_item", "page_tiers", "item_tiers"}
    for name, tree in outside_law():
        for node in _at_import(tree):
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                assert called not in looked_up, f"{name}, line {node.lineno}: {called}"


def _at_import(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes that are evaluated when the module is imported."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield child
            yield from _at_import(child)


def test_no_branch_asks_the_name_of_a_version() -> None:
    """No file but the law's own names a version of a law, docstrings apart."""
    for name, tree in outside_law():
        docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
                assert not node.value.startswith("ROGI-"), f"{name}, line {node.lineno}: {node.value}"
