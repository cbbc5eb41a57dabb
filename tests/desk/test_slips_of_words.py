"""A word of the command line that is mistyped, or left out: what is said leads on."""

from __future__ import annotations

import pytest

from tests.desk.running import Ysq


@pytest.fixture(autouse=True)
def case(ysq: Ysq) -> None:
    """A register with one case."""
    ysq("init")
    ysq("receive", "--on", "2025-04-01", "--channel", "fax", "--requester", "business", "--subject", "会议纪要")


def test_a_mistyped_kind(ysq: Ysq) -> None:
    """One is suggested, with its Chinese; the other 26 are not listed."""
    said = ysq("record", "2025-001", "replyed", "--on", "2025-04-02")
    assert (said.status, said.err.count("_")) == (2, 0)
    assert "是否指 replied（答复）" in said.err


def test_the_kind_of_a_fact_is_not_corrected(ysq: Ysq) -> None:
    """The way is shown: strike it out, and record the right one."""
    ysq("record", "2025-001", "withdrawn", "--on", "2025-04-02")
    said = ysq("rectify", "2025-001", "2", "--reason", "误", "--kind", "replied")
    assert said.status == 2
    assert "请删去这一条（--strike），再记录正确的一条" in said.err


def test_a_day_that_is_left_out(ysq: Ysq) -> None:
    """The ways to write a day are those that the command line takes."""
    said = ysq("record", "2025-001", "withdrawn")
    assert "withdrawn 缺少必填字段 on（日期，写作 2025-03-03、2025/3/3 或 2025年3月3日）" in said.err


def test_a_mistyped_option(ysq: Ysq) -> None:
    """Only what is like it is suggested."""
    said = ysq("receive", "--on", "2025-04-01", "--chanel", "fax")
    assert "没有选项 --chanel（是否指 --channel）" in said.err
