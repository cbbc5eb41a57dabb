"""``ysq annual`` and ``ysq cell`` over several registers, with their warnings; run in this process."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desk import Desk
from persistence import Register, Settings
from tests.desk.running import Ysq
from workflow import Fact, Received, Replied, Withdrawn
from workflow.events import Channel, Delivery, LitigationDecided, LitigationFiled, ReconsiderationFiled
from workflow.outcomes import Outcome, Requester

DAY = date(2025, 3, 3)
LEDGER = [
    '{"ledger":"document","kind":"normative_document","action":"opening","on":"2025-01-01","count":32}',
    '{"ledger":"document","kind":"normative_document","action":"issued","on":"2025-02-02","count":23}',
    '{"ledger":"decision","kind":"licence","on":"2025-06-01","count":6}',
]


def asked(number: str, requester: Requester = Requester.BUSINESS) -> tuple[str, Fact]:
    return number, Received(DAY, channel=Channel.FAX, requester=requester, subject="纪要")


def book(path: Path, agency: str, *facts: tuple[str, Fact], ledger: list[str] | None = None) -> Path:
    """Make a register of these facts."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with Desk(Register.create(path, Settings(agency)), now=date(2026, 1, 15)) as desk:
        desk.import_facts(facts)
        desk.import_lines(ledger or [])
    return path


def replied(number: str, outcome: Outcome = Outcome.GRANTED) -> tuple[str, Fact]:
    return number, Replied(date(2025, 3, 5), outcome=outcome, delivery=Delivery.POST)


def received(report: Any) -> int:
    row = next(row for row in report["table3"]["rows"] if row["id"] == "received")
    total: int = row["cells"][-1]
    return total


@pytest.fixture
def three(tmp_path: Path) -> list[Path]:
    """The registers of three bureaus, the third in a folder below."""
    return [
        book(tmp_path / "甲.db", "甲局", asked("1"), replied("1")),
        book(tmp_path / "乙.db", "乙局", asked("1"), asked("2"), ledger=LEDGER),
        book(tmp_path / "县" / "丙.db", "丙局", asked("1")),
    ]


def test_registers_named_one_by_one(ysq: Ysq, three: list[Path]) -> None:
    """Each register is a part with its tables, its share and its balance; the top has the sums."""
    said = ysq("annual", "2025", "--db", "甲.db", "--db", "乙.db", "--json")
    report = said.json
    assert (said.status, said.err) == (0, "")
    assert received(report) == 3
    assert [(p["db"], p["agency"], p["share"], received(p)) for p in report["parts"]] == [
        ("甲.db", "甲局", 0.3333, 1),
        ("乙.db", "乙局", 0.6667, 2),
    ]
    assert all({"table2", "table3", "table4", "imbalances"} <= set(part) for part in report["parts"])
    assert (report["missing"], report["unreadable"], report["imbalances"]) == ([], [], [])


def test_one_register_is_no_rollup(ysq: Ysq, three: list[Path]) -> None:
    """A single file gives its own report, without parts; so does the environment."""
    assert set(ysq("annual", "2025", "--db", "甲.db", "--json").json) == {
        *("year", "form", "table2", "table3", "table4", "imbalances", "warnings")
    }


@pytest.mark.parametrize("given", [["."], ["乙.db", "."]])
def test_what_macos_leaves_beside_a_copy_is_passed_over(ysq: Ysq, three: list[Path], given: list[str]) -> None:
    """``._甲.db`` is no register; the sums are those of the others, and it is said."""
    for name in ("._甲.db", "县/._丙.db"):
        Path(name).write_bytes(b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X        ")
    with_it = [argument for path in given for argument in ("--db", path)]
    said = ysq("annual", "2025", "--json", *with_it)
    counted = {"甲.db", "乙.db", "县/丙.db"} & {str(Path(part["db"])) for part in said.json["parts"]}
    assert len(counted) == len(said.json["parts"]) == 3
    assert (said.status, said.json["unreadable"]) == (0, [])
    assert "提示：略过 ._甲.db" in said.err
    behind = ysq("cell", "2025", "received", "total", *with_it)
    assert (behind.status, "提示：略过 ._甲.db" in behind.err) == (0, True)
    assert len(behind.text.splitlines()) == received(said.json)


def test_a_folder_of_nothing_but_such_files_holds_no_register(ysq: Ysq, tmp_path: Path) -> None:
    """It is said, and the status is that of a folder without a register."""
    (tmp_path / "空").mkdir()
    (tmp_path / "空" / "._r.db").write_bytes(b"\x00\x05\x16\x07")
    said = ysq("annual", "2025", "--db", "空")
    assert said.status == 2
    assert "略过 空/._r.db" in said.err
    assert "空 中没有登记簿文件" in said.err


def test_folders_patterns_and_the_same_file_twice(ysq: Ysq, three: list[Path]) -> None:
    """A folder is searched with what is below it, a pattern as a shell would; no file is counted twice."""
    assert received(ysq("annual", "2025", "--db", ".", "--json").json) == 4
    assert received(ysq("annual", "2025", "--db", "*.db", "--json").json) == 3
    assert received(ysq("annual", "2025", "--db", "**/*.db", "--json").json) == 4
    assert received(ysq("annual", "2025", "--db", ".", "--db", "甲.db", "--db", "县/../甲.db", "--json").json) == 4


def test_the_terminal_shows_each_share(ysq: Ysq, three: list[Path]) -> None:
    """Below the sums stands a line for each register."""
    said = ysq("annual", "2025", "--db", ".")
    lines = [line.split() for line in said.text.splitlines() if line.startswith(("甲局", "乙局", "丙局"))]
    assert lines == [
        ["乙局", "2", "50.0%", "0", "0", "2", "0", "0", "成立"],
        ["丙局", "1", "25.0%", "0", "0", "1", "0", "0", "成立"],
        ["甲局", "1", "25.0%", "0", "1", "0", "0", "0", "成立"],
    ]


def test_who_is_missing(ysq: Ysq, three: list[Path], tmp_path: Path) -> None:
    """An expected organ without a register is named, and the answer is no."""
    (tmp_path / "名单.txt").write_text("\ufeff# 应报送\n甲局\n 丁局 \n\n乙局\n丙局\n丁局\n", encoding="utf-8")
    said = ysq("annual", "2025", "--db", ".", "--expect", "名单.txt")
    assert (said.status, said.err.splitlines()[-1]) == (1, "缺：丁局 没有登记簿")
    assert ysq("annual", "2025", "--db", ".", "--expect", "名单.txt", "--json").json["missing"] == ["丁局"]
    one = ysq("annual", "2025", "--db", "甲.db", "--expect", "名单.txt", "--json")
    assert (one.status, one.json["missing"]) == (1, ["丁局", "乙局", "丙局"])


def test_files_that_are_no_registers(ysq: Ysq, three: list[Path], tmp_path: Path) -> None:
    """What cannot be read is named and does not stop the others, but the roll-up is not whole: status 2."""
    (tmp_path / "a.db").write_text("不是登记簿", encoding="utf-8")
    with closing(sqlite3.connect(tmp_path / "b.db")) as other:
        other.execute("CREATE TABLE t (x)")
        other.commit()
    damaged = (tmp_path / "甲.db").read_bytes()
    (tmp_path / "c.db").write_bytes(damaged[:100] + b"\xff" * (len(damaged) - 100))
    said = ysq("annual", "2025", "--db", ".", "--db", "没有.db", "--db", "无*.db", "--json")
    assert said.status == 2
    assert received(said.json) == 4
    unread = [(one["db"], one["message"]) for one in said.json["unreadable"]]
    assert sorted(db for db, _ in unread) == ["a.db", "b.db", "c.db", "无*.db", "没有.db"]
    assert all(db in message for db, message in unread)
    loud = ysq("annual", "2025", "--db", ".")
    assert (loud.status, loud.err.count("未计入")) == (2, 3)


def test_nothing_to_roll_up(ysq: Ysq, tmp_path: Path) -> None:
    """Where there is no register at all there is no report, and one line says so."""
    (tmp_path / "空").mkdir()
    for given in ("空", "无*.db"):
        said = ysq("annual", "2025", "--db", given)
        assert (said.status, said.text) == (2, "")
        assert given in said.err
        assert said.err.count("\n") == 1
    assert ysq("annual", "2025", "--db", "空", "--expect", "没有.txt").status == 2
    (tmp_path / "utf16.txt").write_bytes("甲局".encode("utf-16"))
    said = ysq("annual", "2025", "--db", "空", "--expect", "utf16.txt")
    assert (said.status, "UTF-8" in said.err) == (2, True)


def test_a_second_register_of_an_organ_is_said(ysq: Ysq, three: list[Path], tmp_path: Path) -> None:
    """A second register of the same organ, which is no copy of the first, is counted, with a word about it."""
    book(tmp_path / "甲 二处.db", "甲局", asked("9"))
    said = ysq("annual", "2025", "--db", ".", "--json")
    assert (said.status, received(said.json)) == (0, 5)
    assert [one["rule"] for one in said.json["warnings"] if one["table"] is None] == ["agency_twice"]


def test_the_cases_of_several_registers(ysq: Ysq, three: list[Path]) -> None:
    """The cases behind a cell are listed register by register, since numbers repeat between organs."""
    said = ysq("cell", "2025", "received", "total", "--db", "甲.db", "--db", "乙.db")
    assert (said.status, said.text, said.err) == (0, "甲局\t1\n乙局\t1\n乙局\t2\n", "")
    found = ysq("cell", "2025", "granted", "total", "--db", "甲.db", "--db", "没有.db", "--json")
    assert found.json == [{"db": "甲.db", "agency": "甲局", "cases": ["1"]}]
    assert (found.status, "没有.db" in found.err) == (2, True)
    assert ysq("cell", "2025", "nonsense", "total", "--db", ".").status == 2
    assert ysq("cell", "2025", "received", "total", "--db", "没有.db", "--db", "无.db").status == 2


def test_disputes_beside_their_cases(ysq: Ysq, tmp_path: Path) -> None:
    """A cell of table IV shows the disputes; as JSON it stays a list of case numbers, each once."""
    facts = [
        asked("1"),
        replied("1"),
        ("1", LitigationFiled(date(2025, 5, 1), dispute="行初1号", after_reconsideration=True)),
        ("1", LitigationFiled(date(2025, 6, 1), dispute="行初2号", after_reconsideration=True)),
        ("1", LitigationDecided(date(2025, 9, 1), dispute="行初2号", result="upheld")),
        ("1", ReconsiderationFiled(date(2025, 4, 1), dispute="复1号")),
    ]
    book(tmp_path / "register.db", "甲局", *facts)  # type: ignore[arg-type]  # a result written as text
    cell = ("cell", "2025", "litigation_after_reconsideration")
    assert ysq(*cell, "total").text.splitlines() == [
        "1\t行初1号\t2025-05-01 提起",
        "1\t行初2号\t2025-06-01 提起，2025-09-01 结果维持",
    ]
    assert ysq(*cell, "total", "--json").json == ["1", "1"]
    assert ysq("cell", "2025", "reconsideration", "pending", "--lang", "en").text == "1\t复1号\tfiled 2025-04-01\n"


def test_ledger_lines_behind_table_two(ysq: Ysq, tmp_path: Path) -> None:
    """A cell of table II opens to its ledger lines, as the case file writes them."""
    book(tmp_path / "register.db", "甲局", ledger=LEDGER)
    assert ysq("cell", "2025", "licence", "decisions").text.splitlines() == [LEDGER[2]]
    stock = ysq("cell", "2025", "normative_document", "in_force", "--json").json
    assert stock == [json.loads(line) for line in LEDGER[:2]]
    assert ysq("cell", "2024", "licence", "decisions", "--json").json == []
    assert "decisions" in ysq("cell", "2025", "licence", "issued").err
    unknown = ysq("cell", "2025", "nonsense", "total")
    assert unknown.status == 2
    assert all(row in unknown.err for row in ("licence", "received", "litigation_direct"))


def test_warnings_are_told_and_change_no_status(ysq: Ysq, tmp_path: Path) -> None:
    """A refusal sued at once and a pile of withdrawals: in JSON, on standard error, and exit status 0."""
    facts = [asked("1"), replied("1", Outcome.REFUSED_DELIBERATIVE)]
    facts.append(("1", LitigationFiled(date(2025, 5, 1), dispute="行初1号", after_reconsideration=False)))
    for n in range(2, 7):
        facts += [asked(f"{n}"), (f"{n}", Withdrawn(DAY))]
    book(tmp_path / "register.db", "甲局", *facts)
    said = ysq("annual", "2025", "--json")
    assert (said.status, said.err, said.json["imbalances"]) == (0, "", [])
    assert [(one["rule"], one["table"], one["cases"]) for one in said.json["warnings"]] == [
        ("unrecorded", "table2", []),
        ("other_high", "table3", ["2", "3", "4", "5", "6"]),
        ("direct_suit", "table4", ["1"]),
    ]
    shown = ysq("annual", "2025")
    assert (shown.status, shown.err.count("提示：")) == (0, 3)
    assert "（2、3、4、5、6）" in shown.err  # though there are a 5 and a 6 in the words
    assert shown.err.count("案件 1 的诉讼") == 1
    assert "（1）" not in shown.err
    assert ysq("annual", "2025", "--lang", "en").err.count("note: ") == 3
    for arguments in (("2024",), ("2025", "--as-known-on", "2025-12-31")):
        assert [one["rule"] for one in ysq("annual", *arguments, "--json").json["warnings"]] == ["unrecorded"]
