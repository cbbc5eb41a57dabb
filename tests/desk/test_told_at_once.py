"""Taken, and told at once: the same request received twice, and facts that a void case no longer needs."""

from __future__ import annotations

import pytest

from tests.desk.running import Ysq

ASKED = {
    "--on": "2025-04-01", "--channel": "fax", "--requester": "business", "--subject": "会议纪要", "--name": "甲公司",
}  # fmt: skip


def receive(ysq: Ysq, **changed: str) -> str:
    """Receive the request with other options, and return what is said of it."""
    options = ASKED | {f"--{name}": value for name, value in changed.items()}
    ran = ysq("receive", *(word for pair in options.items() for word in pair))
    assert ran.status == 0
    return ran.text


@pytest.fixture(autouse=True)
def register(ysq: Ysq) -> None:
    """A register with one case."""
    ysq("init")
    assert "同日、同渠道" not in receive(ysq)


def test_the_same_request_twice(ysq: Ysq) -> None:
    """The second is taken, and names the first; the first says nothing, and a void one is no twin."""
    assert "与案件 2025-001 同日、同渠道、同类申请人、同一内容" in receive(ysq)
    assert "says the same as 2025-001" in ysq("show", "2025-002", "--lang", "en").text
    assert "同日、同渠道" not in ysq("show", "2025-001").text
    ysq("void", "2025-001", "--reason", "重复", "--by", "张三", "--approved-by", "李四")
    assert "同日、同渠道" not in ysq("show", "2025-002").text


@pytest.mark.parametrize(
    "changed",
    [{"on": "2025-04-02"}, {"channel": "oral"}, {"requester": "research"}, {"subject": "纪要"}, {"name": "乙公司"}],
    ids=str,
)
def test_another_request(ysq: Ysq, changed: dict[str, str]) -> None:
    """What differs in one of them, or is asked by somebody else, is no twin."""
    assert "同日、同渠道" not in receive(ysq, **changed)


def test_a_void_case_takes_a_fact(ysq: Ysq) -> None:
    """A fact of a day before is taken, and it is said that nothing comes of it."""
    ysq("void", "2025-001", "--reason", "重复", "--by", "张三", "--approved-by", "李四", "--on", "2025-04-03")
    said = ysq("record", "2025-001", "review_started", "--on", "2025-04-02")
    assert said.status == 0
    assert "记录时案件已由第 2 条作废" in said.text
    assert ysq("show", "2025-001", "--json").json["odd"][0]["no"] == 3
