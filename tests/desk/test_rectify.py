"""One fact is mended by the fields that change; the book knows the rest."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from desk import Desk
from desk.mending import CannotRectify
from persistence import MemoryRegister, Stale
from tests.desk.running import Ysq
from workflow import InvalidFact, OutOfOrder
from workflow import events as e
from workflow.errors import UnknownField
from workflow.outcomes import Requester

d = date.fromisoformat
ASKED: dict[str, Any] = {"channel": e.Channel.ONLINE, "requester": Requester.BUSINESS}


def desk_on(on: str = "2026-03-09") -> Desk:
    """Return a desk with one case that was asked to clarify."""
    desk = Desk(MemoryRegister(), now=d(on))
    number = desk.receive(d("2026-03-03"), subject="名但", by="王", submitted_on=d("2026-03-03"), **ASKED).number
    desk.record(
        number,
        e.ClarificationRequested(d("2026-03-05"), respond_by=d("2026-03-20"), items=("范围", "年份"), note="电话"),
    )
    return desk


def test_the_fields_that_change_are_enough() -> None:
    """Everything else of the fact stays, its clerk too; who mends it and why belong to the correction."""
    desk = desk_on()
    case = desk.rectify("2026-001", 1, subject="名单", reason="笔误", by="李")
    assert case.received == e.Received(d("2026-03-03"), subject="名单", by="王", submitted_on=d("2026-03-03"), **ASKED)
    mending = case.history[-1].fact
    assert (mending.on, mending.by, mending.kind) == (d("2026-03-09"), "李", "rectified")
    assert list(case.corrections) == [1]


def test_a_mended_fact_is_mended_from_what_holds_now() -> None:
    """The second correction keeps what the first one changed."""
    desk = desk_on()
    desk.rectify("2026-001", 1, subject="名单", reason="笔误")
    case = desk.rectify("2026-001", 1, channel="fax", fact_by="赵", reason="渠道不对")
    assert (case.received.subject, case.received.channel, case.received.by) == ("名单", e.Channel.FAX, "赵")


def test_a_field_can_be_emptied() -> None:
    """``None`` empties what need not be there, an empty tuple a list; what must be there is refused."""
    desk = desk_on()
    case = desk.rectify("2026-001", 1, submitted_on=None, reason="未填")
    case = desk.rectify("2026-001", 2, items=(), note=None, reason="未填")
    asked = case.facts[1]
    assert case.received.submitted_on is None
    assert asked == e.ClarificationRequested(d("2026-03-05"), respond_by=d("2026-03-20"))
    with pytest.raises(InvalidFact):
        desk.rectify("2026-001", 2, respond_by=None, reason="未填")


def test_a_correction_that_changes_nothing_is_refused() -> None:
    """So is one of a field that the fact does not have, of a fact that is not there, and of one that was struck out."""
    desk = desk_on()
    for no, changed in ((1, {}), (1, {"subject": "名但"}), (9, {"subject": "x"}), (0, {})):
        with pytest.raises(CannotRectify):
            desk.rectify("2026-001", no, reason="x", **changed)
    with pytest.raises(UnknownField):
        desk.rectify("2026-001", 1, outcome="granted", reason="x")
    with pytest.raises(CannotRectify):
        desk.rectify("2026-001", 2, strike=True, note="x", reason="x")
    desk.rectify("2026-001", 2, strike=True, reason="重复")
    for how in ({"note": "x"}, {"strike": True}):
        with pytest.raises(CannotRectify) as caught:
            desk.rectify("2026-001", 2, reason="x", **how)
        assert "第 3 条" in str(caught.value)
    assert len(desk.case("2026-001").history) == 3


def test_a_correction_is_struck_out() -> None:
    """What it mended holds again; its own fields are not mended, since the fact itself can be."""
    desk = desk_on()
    desk.rectify("2026-001", 2, strike=True, reason="重复")
    with pytest.raises(CannotRectify):
        desk.rectify("2026-001", 3, fact_reason="x", reason="x")
    case = desk.rectify("2026-001", 3, strike=True, reason="并不重复")
    assert len(case.facts) == 2
    desk.rectify("2026-001", 2, respond_by=d("2026-03-27"), reason="误写")
    assert desk.case("2026-001").facts[1].values()["respond_by"] == d("2026-03-27")


def test_a_void_is_mended_and_its_own_reason_with_it() -> None:
    """``fact_reason`` is the reason of the fact that is mended."""
    desk = desk_on()
    desk.void("2026-001", reason="重复", approved_by="李")
    case = desk.rectify("2026-001", 3, fact_reason="测试件", reason="理由不对")
    assert case.void is not None
    assert (case.void.reason, case.voided) == ("测试件", True)


def test_a_correction_that_cannot_be_is_refused() -> None:
    """The mended history must be possible; amounts and days must be what they are anywhere."""
    desk = desk_on()
    with pytest.raises(OutOfOrder):
        desk.rectify("2026-001", 1, on=d("2026-03-06"), reason="x")
    with pytest.raises(OutOfOrder) as caught:
        desk.rectify("2026-001", 1, strike=True, reason="x")
    assert "作废" in str(caught.value)
    desk.record("2026-001", e.FeeNoticed(d("2026-03-06"), amount=Decimal(400), method=e.FeeMethod.BY_ITEM))
    with pytest.raises(InvalidFact):
        desk.rectify("2026-001", 3, amount=Decimal("0.001"), reason="x")
    assert desk.rectify("2026-001", 3, amount=Decimal("40.5"), reason="x").facts[2].values()["amount"] == Decimal(
        "40.5"
    )


def test_two_who_mend_one_fact_at_once_do_not_undo_each_other() -> None:
    """Whoever saw fewer facts than there are is told what came meanwhile."""
    desk = desk_on()
    seen = len(desk.case("2026-001").history)
    desk.rectify("2026-001", 1, subject="名单", reason="笔误", expecting=seen)
    with pytest.raises(Stale):
        desk.rectify("2026-001", 1, channel="fax", reason="渠道", expecting=seen)


def made(ysq: Ysq) -> None:
    asked = ("--channel", "online", "--requester", "business", "--subject", "名但", "--by", "王", "--on", "2026-03-03")
    assert (ysq("init").status, ysq("receive", *asked).status) == (0, 0)
    said = ("--respond-by", "2026-03-20", "--items", "范围", "--items", "年份")
    assert ysq("record", "2026-001", "clarification_requested", "--on", "2026-03-05", *said).status == 0


def test_the_command_mends_by_fields(ysq: Ysq) -> None:
    """``ysq rectify`` prints the case; the history marks what was replaced, and what was struck out."""
    made(ysq)
    mended = ysq("rectify", "2026-001", "1", "--subject", "名单", "--reason", "笔误", "--by", "李", "--json")
    assert (mended.status, mended.json["subject"]) == (0, "名单")
    assert [entry.get("mended") for entry in mended.json["history"]] == ["replaced", None, None]
    replacement = mended.json["history"][2]["replacement"]
    assert replacement == {
        "event": "received",
        "on": "2026-03-03",
        "channel": "online",
        "requester": "business",
        "subject": "名单",
        "by": "王",
    }
    assert (
        ysq("rectify", "2026-001", "2", "--items", "", "--respond-by", "2026年3月27日", "--reason", "误写").status == 0
    )
    again = ysq("rectify", "2026-001", "1", "--fact-by", "赵", "--reason", "经办人不对", "--json").json["history"]
    assert (again[4]["replacement"]["subject"], again[4]["replacement"]["by"]) == ("名单", "赵")
    assert "items" not in again[3]["replacement"]
    struck = ysq("rectify", "2026-001", "2", "--strike", "--reason", "重复", "--json")
    assert [entry.get("mended") for entry in struck.json["history"][:2]] == ["replaced", "struck_out"]
    shown = ysq("show", "2026-001").text
    assert ("收到申请（已更正）" in shown, "补正告知（已删去）" in shown) == (True, True)
    assert "(struck out)" in ysq("show", "2026-001", "--lang", "en").text
    assert ysq("verify").status == 0


def test_the_command_refuses_in_words(ysq: Ysq) -> None:
    """Nothing to change, another kind's field, no reason, no such fact: each is said, and nothing is written."""
    made(ysq)
    for arguments, word in (
        (("1", "--reason", "x"), "--strike"),
        (("1", "--subject", "名但", "--reason", "x"), "没有改动"),
        (("1", "--outcome", "granted", "--reason", "x"), "subject"),
        (("1", "--subject", "名单"), "--reason"),
        (("1", "--on", "", "--reason", "x"), "on"),
        (("7", "--subject", "名单", "--reason", "x"), "2 条记录"),
        (("1", "--strike", "--subject", "x", "--reason", "x"), "只能取一"),
    ):
        refused = ysq("rectify", "2026-001", *arguments)
        assert (refused.status, word in refused.err, refused.out) == (2, True, b""), refused.err
    assert len(ysq("show", "2026-001", "--json").json["history"]) == 2
    assert "申请内容" in ysq("rectify", "--fields", "received").text


def test_an_old_fact_is_mended_under_the_rules_that_hold_now(tmp_path: Path) -> None:
    """A subject that the first rules let be empty is mended; what the correction adds is judged by today's rules."""
    line = (
        '{"case":"1","event":"received","on":"2025-03-03","channel":"fax","requester":"business","subject":"",'
        '"recorded_at":"2025-03-03T04:00:00Z"}'
    )
    with Desk.create(tmp_path / "register.db", now=d("2026-03-09")) as desk:
        desk.import_lines([line])
        case = desk.rectify("1", 1, subject="名单", requesters=3, reason="补录")
        assert (case.received.subject, case.received.requesters, desk.verify().problems) == ("名单", 3, ())
