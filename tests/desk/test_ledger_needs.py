"""What a line of the ledger must have is said all at once, by the options that fill it."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk import Desk
from persistence import CannotRead
from tests.desk.running import Ysq
from workflow.errors import MissingField, YishenqingError


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        (("处罚", "--count", "3"), "处罚 还须写明：--on 日期", "处罚 needs as well: --on DATE"),
        (
            ("规范性文件", "--on", "2025-03-03", "--count", "3"),
            "规范性文件 还须写明：--action 期初|制发|废止",
            "规范性文件 needs as well: --action opening|issued|abolished",
        ),
        (("收费",), "收费 还须写明：--on 日期 --amount 金额（元）", "收费 needs as well: --on DATE --amount YUAN"),
        (("申报", "--year", "2025"), "申报 还须写明：--cell 行[.列]=数", "needs as well: --cell ROW[.COLUMN]=FIGURE"),
    ],
    ids=lambda one: one[0] if isinstance(one, tuple) else "",
)
def test_what_a_line_needs(ysq: Ysq, words: tuple[str, ...], zh: str, en: str) -> None:
    """Every option that is missing is named, with what it takes; nothing was recorded."""
    ysq("init")
    said = ysq("ledger", "add", *words)
    assert (said.status, zh in said.err) == (2, True)
    assert en in ysq("ledger", "add", *words, "--lang", "en").err
    assert ysq("ledger", "list", "--json").json == []


def test_a_line_in_python(ysq: Ysq) -> None:
    """The field that is missing is named, with the words that it takes."""
    from workflow.annual import LedgerLine

    with pytest.raises(MissingField, match="document 缺少必填字段 action（opening、issued、abolished）"):
        LedgerLine(ledger="document", kind="regulation")


def test_a_case_file_that_is_not_there(tmp_path: Path) -> None:
    """It is an error of ours, which whoever catches ours catches."""
    with Desk.open(tmp_path / "r.db") as desk:
        for path in (tmp_path / "nix.jsonl", tmp_path):
            with pytest.raises(YishenqingError) as caught:
                desk.import_file(path)
            assert isinstance(caught.value, CannotRead)
            assert caught.value.path == path
