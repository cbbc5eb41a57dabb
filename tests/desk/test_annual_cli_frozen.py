"""``ysq annual --freeze``, ``--diff`` and ``--frozen``, run in this process."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from desk import Desk
from tests.desk.running import Ysq
from workflow import Received, Replied
from workflow.events import Channel, Delivery
from workflow.outcomes import Outcome, Requester

DAY = date(2025, 3, 3)
ROWS = (("other", 0, 1), ("concluded_total", 1, 2), ("carried_forward", 1, 0))
CHARGE = '{"ledger":"charge","on":"2025-12-30","amount":"380"}'


@pytest.fixture(autouse=True)
def _register(ysq: Ysq) -> None:
    """A register of two cases of 2025, one of them granted; the desk knows it is later."""
    received = Received(DAY, channel=Channel.FAX, requester=Requester.BUSINESS, subject="纪要")
    granted = Replied(DAY, outcome=Outcome.GRANTED, delivery=Delivery.POST)
    with Desk.open("register.db", now=date(2026, 1, 20)) as desk:
        desk.import_facts([("1", received), ("1", granted), ("2", received)])


def withdraw(*, ledger: bool = False) -> None:
    """Record late that the second case was withdrawn, and with *ledger* a charge."""
    with Desk.open("register.db", now=date(2026, 2, 2)) as desk:
        desk.import_lines(['{"case":"2","event":"withdrawn","on":"2025-04-01"}', *[CHARGE] * ledger])


def test_freezing_and_the_line_that_says_so(ysq: Ysq) -> None:
    """A frozen year says when it was frozen and that nothing has changed; the figures are printed as ever."""
    before = ysq("annual", "2025")
    frozen = ysq("annual", "2025", "--freeze", "--by", "张三", "--json")
    assert (frozen.status, frozen.err.count("\n")) == (0, 1)
    assert frozen.err.startswith("提示：表二有 10 格没有登记")
    assert (frozen.json["year"], frozen.json["form"], frozen.json["by"]) == (2025, "2021", "张三")
    assert frozen.json["head"].startswith("sha256:")
    after = ysq("annual", "2025")
    assert (after.status, after.text) == (0, before.text)
    assert "定稿（张三），现有数字与定稿相同" in after.err
    assert ysq("annual", "2025", "--json").json["frozen"]["differing"] == 0
    assert ysq("verify").status == 0
    assert ysq("annual", "2025", "--diff").status == 0


def test_what_differs_with_its_cases_and_facts(ysq: Ysq) -> None:
    """A withdrawal recorded late shows in each cell, with the case, the fact, and exit status 1."""
    ysq("annual", "2025", "--freeze")
    withdraw(ledger=True)
    found = ysq("annual", "2025", "--diff", "--json")
    cells = [(d["row"], d["column"], d["frozen"], d["present"], d["cases"]) for d in found.json["differences"]]
    assert found.status == 1
    assert cells == [
        ("charge", "amount", None, "0.038", []),
        *((row, column, before, after, ["2"]) for row, before, after in ROWS for column in ("business", "total")),
    ]
    assert [(fact["case"], fact["no"], fact["event"]) for fact in found.json["facts"]] == [("2", 2, "withdrawn")]
    assert found.json["ledger"] == [json.loads(CHARGE)]
    said = ysq("annual", "2025", "--diff")
    assert "表三 四、结转下年度继续办理 总计列：定稿 1，现为 0（2）" in said.text
    assert re.search("2025-04-01  撤回申请 +2026-02-02", said.text)
    assert "收费 380 元" in said.text
    assert "frozen 1, now 0 (2)" in ysq("annual", "2025", "--diff", "--lang", "en").text


def test_a_frozen_year_never_changes_in_silence(ysq: Ysq) -> None:
    """The present count is printed, with a word on what differs; what was handed in can be printed as well."""
    ysq("annual", "2025", "--freeze")
    withdraw()
    present, kept = ysq("annual", "2025", "--json"), ysq("annual", "2025", "--frozen", "--json")
    assert present.json["frozen"]["differing"] == 6
    assert kept.json["frozen"] == present.json["frozen"]
    carried = [{row["id"]: row["cells"][-1] for row in r.json["table3"]["rows"]} for r in (present, kept)]
    assert [rows["carried_forward"] for rows in carried] == [0, 1]
    assert "6 格与定稿不同" in ysq("annual", "2025").err
    assert "6 cells differ" in ysq("annual", "2025", "--lang", "en").err


def test_freezing_again(ysq: Ysq) -> None:
    """A second time is refused without a reason; with one, the corrected report takes the place of the first."""
    ysq("annual", "2025", "--freeze")
    withdraw()
    refused = ysq("annual", "2025", "--freeze")
    assert (refused.status, refused.err.count("\n")) == (2, 1)
    assert "--again --reason" in refused.err
    assert ysq("annual", "2025", "--freeze", "--again", "--reason", "漏登").status == 0
    assert ysq("annual", "2025", "--diff").status == 0


def test_a_year_that_does_not_follow_on_is_not_frozen(ysq: Ysq) -> None:
    """What was handed in for 2024 carried nothing forward; a case of 2024 found later breaks 2025: the answer is no."""
    ysq("annual", "2024", "--freeze")
    with Desk.open("register.db", now=date(2026, 2, 2)) as desk:
        desk.receive(
            date(2024, 12, 30), channel=Channel.FAX, requester=Requester.RESEARCH, subject="补登", number="漏1"
        )
    broken = ysq("annual", "2025", "--json")
    assert broken.status == 1
    assert {(i["rule"], i["left"], i["right"], *i["cases"]) for i in broken.json["imbalances"]} == {
        ("carry", 1, 0, "漏1")
    }
    refused = ysq("annual", "2025", "--freeze")
    assert (refused.status, "--reason" in refused.err) == (1, True)
    assert ysq("annual", "2025", "--freeze", "--reason", "另行说明").status == 0


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["2025", "--freeze", "--diff"], "--diff"),
        (["2025", "--freeze", "--frozen"], "--frozen"),
        (["2025", "--by", "张三"], "--freeze"),
        (["2025", "--reason", "x", "--diff"], "--freeze"),
        (["2025", "--freeze", "--db", "register.db", "--db", "b.db"], "--freeze"),
        (["2025", "--diff", "--db", "."], "--diff"),
        (["2025", "--frozen", "--as-known-on", "2026-01-31"], "--as-known-on"),
        (["2025", "--freeze", "--as-known-on", "2026-01-31"], "--as-known-on"),
        (["2025", "--frozen", "--form", "2019"], "--form"),
        (["2025", "--diff", "--form", "2021"], "--form"),
        (["2025", "--diff"], "--freeze"),
        (["2025", "--frozen"], "--freeze"),
        (["2025", "--freeze", "--again", "--reason", "x"], "--again"),
        (["2099", "--freeze"], "2099-12-31"),
    ],
)
def test_what_is_refused(ysq: Ysq, arguments: list[str], named: str) -> None:
    """Options that do not go together and years that cannot be frozen: status 2, one line that says what is allowed."""
    for lang in ("zh", "en"):
        said = ysq("annual", *arguments, "--lang", lang)
        assert (said.status, said.text, said.err.count("\n")) == (2, "", 1)
        assert named in said.err
