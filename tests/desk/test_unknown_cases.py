"""A number that is of no case says which may be meant and what to do; one that is taken says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk.running import Ysq

RECEIVED = (
    '{"case":"2025-001","event":"received","on":"2025-04-02","channel":"fax","requester":"business","subject":"甲"}\n'
)


@pytest.fixture(autouse=True)
def two_cases(ysq: Ysq) -> None:
    """A register with the cases 2025-001 and 2025-002."""
    ysq("init")
    for subject in ("会议纪要", "补贴名单"):
        ysq("receive", "--on", "2025-04-01", "--channel", "fax", "--requester", "business", "--subject", subject)


@pytest.mark.parametrize(
    "command",
    [
        ("record", "2025-020", "fee_paid", "--on", "2025-04-02", "--amount", "1"),
        ("record", "2025-020", "received", "--on", "2025-04-02", "--channel", "fax", "--requester", "business"),
        ("void", "2025-001", "--reason", "重复", "--approved-by", "李四", "--duplicate-of", "2025-020"),
        ("export", "2025-020"),
        ("show", "2025-020"),
    ],
    ids=lambda command: command[0],
)
def test_a_mistyped_number(ysq: Ysq, command: tuple[str, ...]) -> None:
    """The nearest numbers are named, and the command that receives a request: not the fact that needs a case."""
    said = ysq(*command, *(("--subject", "甲") if "received" in command else ()))
    assert said.status == 2
    assert "是否指其中之一：2025-002" in said.err
    assert "ysq receive" in said.err


def test_nothing_is_near(ysq: Ysq) -> None:
    """Nobody is sent in a circle."""
    said = ysq("record", "2031-555", "fee_paid", "--on", "2025-04-02", "--amount", "1", "--lang", "en")
    assert "the register has no case 2031-555; a new request is received first (ysq receive)" in said.err


def test_an_import_of_a_number_that_is_taken(ysq: Ysq, tmp_path: Path) -> None:
    """The number is at fault, and not the day: it is said that it is in this register."""
    (tmp_path / "f.jsonl").write_text(RECEIVED.replace("04-02", "03-01"), "utf-8")
    assert "案件 2025-001 已登记在本登记簿中" in ysq("import", "f.jsonl").err
    assert "case 2025-001 is already in this register" in ysq("import", "f.jsonl", "--lang", "en").err
