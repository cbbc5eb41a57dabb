"""One register at a time: a command that takes one refuses two, and a roll-up counts no book twice."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import pytest

from desk import Desk
from desk.cli import COMMAND_FILES
from desk.cli.root import ysq as group
from tests.desk.running import Ysq
from workflow import Replied
from workflow.events import Channel, Delivery
from workflow.outcomes import Outcome, Requester

ADDED_UP = ("annual", "cell")

for _name in COMMAND_FILES:
    import_module(f"desk.cli.{_name}")


def book(path: Path, agency: str, *subjects: str) -> None:
    """Make a register of 2025 with a request for each subject."""
    with Desk.create(path, agency=agency, now=date(2026, 1, 5)) as desk:
        receive(desk, *subjects)


def receive(desk: Desk, *subjects: str) -> None:
    for subject in subjects:
        desk.receive(date(2025, 3, 3), channel=Channel.FAX, requester=Requester.BUSINESS, subject=subject)


def received(report: Any) -> int:
    return int(report["table3"]["rows"][0]["cells"][-1])


def arguments(command: click.Command) -> list[str]:
    """Return something for each obligatory argument and option of *command*; none of it is ever looked at."""
    wanted: list[str] = []
    for param in command.params:
        if isinstance(param, click.Argument):
            wanted.append("2025")
        elif param.required:
            choices = getattr(param.type, "choices", None)
            wanted += [param.opts[0], str(choices[0]) if choices else "2025-03-03"]
    return wanted


def every(of: click.Group, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield every command with the words that call it, those below another one too."""
    for name, command in of.commands.items():
        if isinstance(command, click.Group):
            yield from every(command, (*above, name))
        else:
            yield (*above, name), command


SINGLE = {" ".join(words): command for words, command in every(group) if words[0] not in ADDED_UP}


@pytest.mark.parametrize("name", SINGLE)
def test_a_command_for_one_register_refuses_two(ysq: Ysq, tmp_path: Path, name: str) -> None:
    """It ends with 2, names both, says which commands add registers up, and does nothing."""
    for file in ("甲.db", "乙.db"):
        book(tmp_path / file, file[0], "清单")
    before = {file: file.read_bytes() for file in tmp_path.glob("*.db")}
    (tmp_path / "2025").write_bytes(b"")
    said = ysq(*name.split(), *arguments(SINGLE[name]), "--db", "甲.db", "--db", "乙.db")
    assert (said.status, said.text) == (2, "")
    assert "一次只对一个登记簿" in said.err
    assert all(word in said.err for word in ("甲.db", "乙.db", *(f"ysq {adding}" for adding in ADDED_UP)))
    assert {file: file.read_bytes() for file in tmp_path.glob("*.db")} == before


def test_loading_a_calendar_refuses_two_registers(ysq: Ysq) -> None:
    """The command below another one is for one register as well, and says so in English too."""
    said = ysq("calendar", "add", "x.csv", "--db", "a.db", "--db", "b.db", "--lang", "en")
    assert (said.status, "one register at a time" in said.err) == (2, True)


def test_one_register_is_taken_from_where_it_was(ysq: Ysq, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By option, from the environment (one path, blanks and all), or the file of the usual name."""
    for file in ("我的 登记簿.db", "register.db"):
        book(tmp_path / file, "甲局", "清单")
    assert ysq("show", "2025-001").status == ysq("show", "2025-001", "--db", "我的 登记簿.db").status == 0
    monkeypatch.setenv("YSQ_DB", "我的 登记簿.db")
    assert ysq("show", "2025-001").status == 0


def test_a_copy_is_left_out(ysq: Ysq, tmp_path: Path) -> None:
    """Whether it is equal or older, what is a copy of another register counts nowhere, and that is said."""
    book(tmp_path / "a.db", "甲局", "一")
    shutil.copy(tmp_path / "a.db", tmp_path / "0.db")
    with Desk.open(tmp_path / "a.db", now=date(2026, 1, 6)) as desk:
        receive(desk, "二")
    assert ysq("backup", "b.db", "--db", "a.db").status == 0
    book(tmp_path / "c.db", "乙局", "三")
    said = ysq("annual", "2025", "--db", ".", "--json")
    assert (said.status, received(said.json), len(said.json["parts"])) == (0, 3, 2)
    assert [part["db"] for part in said.json["parts"]] == ["a.db", "c.db"]
    assert said.json["copies"] == [
        {"db": "b.db", "of": "a.db", "behind": 0},
        {"db": "0.db", "of": "a.db", "behind": 1},
    ]
    loud = ysq("annual", "2025", "--db", ".")
    assert (loud.status, "0.db 是 a.db 的副本" in loud.err, "b.db 是 a.db 的副本" in loud.err) == (0, True, True)
    cases = ysq("cell", "2025", "received", "total", "--db", ".")
    assert (cases.status, cases.text) == (0, "甲局\t2025-001\n甲局\t2025-002\n乙局\t2025-001\n")
    assert cases.err.count("副本") == 2


def test_two_that_went_on_apart_are_not_counted(ysq: Ysq, tmp_path: Path) -> None:
    """Both are named with the row up to which they were one; the roll-up is not whole."""
    book(tmp_path / "a.db", "甲局", "一")
    shutil.copy(tmp_path / "a.db", tmp_path / "b.db")
    book(tmp_path / "c.db", "乙局", "三")
    for n, file in enumerate(("a.db", "b.db")):
        with Desk.open(tmp_path / file, now=date(2026, 1, 6 + n)) as desk:
            receive(desk, f"其后{n}")
            row = desk.head().seq - 1
    said = ysq("annual", "2025", "--db", ".", "--json")
    assert (said.status, received(said.json)) == (2, 1)
    unread = {one["db"]: one["message"] for one in said.json["unreadable"]}
    assert set(unread) == {"a.db", "b.db"}
    assert all(f"第 {row} 行" in message and "a.db" in message for message in unread.values())
    assert ysq("cell", "2025", "received", "total", "--db", ".").status == 2
    assert ysq("annual", "2025", "--db", "a.db", "--db", "b.db").status == 2


def test_books_opened_at_one_moment_are_no_copies(ysq: Ysq, tmp_path: Path) -> None:
    """Two that begin alike, without a name and at the same time, are two books as soon as their facts differ."""
    book(tmp_path / "a.db", "", "一")
    book(tmp_path / "b.db", "", "二", "三")
    book(tmp_path / "c.db", "")
    said = ysq("annual", "2025", "--db", ".", "--json")
    assert (said.status, received(said.json), said.json["copies"]) == (0, 3, [])


def test_a_long_copy_is_found_by_its_rows(ysq: Ysq, tmp_path: Path) -> None:
    """What a copy lacks is counted in rows, however many there are."""
    book(tmp_path / "old.db", "甲局", *(f"第{n}件" for n in range(40)))
    shutil.copy(tmp_path / "old.db", tmp_path / "new.db")
    with Desk.open(tmp_path / "new.db", now=lambda: datetime(2026, 2, 1, tzinfo=UTC)) as desk:
        for n in range(1, 8):
            granted = Replied(date(2025, 3, 4), outcome=Outcome.GRANTED, delivery=Delivery.ELECTRONIC)
            desk.record(f"2025-{n:03}", granted)
    said = ysq("annual", "2025", "--db", "old.db", "--db", "new.db", "--json").json
    assert said["copies"] == [{"db": "old.db", "of": "new.db", "behind": 7}]
    assert received(said) == 40
