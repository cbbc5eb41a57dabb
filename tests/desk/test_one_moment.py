"""What one command prints is of one moment of the book: whatever somebody else records meanwhile is in none of it."""

from __future__ import annotations

import inspect
import re
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import CodeType, FrameType

import pytest

from desk import Desk
from desk.documents.charted import charts_of
from desk.documents.making import fees_of
from desk.reading import read_report
from persistence import Register
from persistence.sqlite import locks
from tests.desk.running import Ysq
from workflow import Received, ReconsiderationFiled
from workflow.calendar import Overlay
from workflow.events import Channel
from workflow.outcomes import Requester

TEXT = "一、总体情况\n新收{received}件，收取信息处理费{fee_amount}元。\n"


def asked(on: date) -> Received:
    return Received(on, channel=Channel.IN_PERSON, requester=Requester.BUSINESS, subject="纪要")


@pytest.fixture
def book(ysq: Ysq) -> Ysq:
    """Run commands beside a register of one request, of March, that was brought to reconsideration."""
    Path("own.txt").write_text(TEXT, "utf-8")
    with Desk.open("register.db", agency="某市某局", now=date(2026, 1, 20)) as desk:
        desk.import_facts([("1", asked(date(2025, 3, 3))), ("1", ReconsiderationFiled(date(2025, 4, 1), dispute="a"))])
    return ysq


def somebody_else_records() -> None:
    """Record a request of April, and a dispute about it."""
    with Desk.open("register.db", now=date(2026, 1, 20)) as desk:
        desk.import_facts([("2", asked(date(2025, 4, 7))), ("2", ReconsiderationFiled(date(2025, 5, 6), dispute="b"))])


@contextmanager
def at_the_call_of(code: CodeType, action: Callable[[], None]) -> Iterator[list[str]]:
    """Do something once, when this function is called; yield what was called then."""
    done: list[str] = []

    def look(frame: FrameType, event: str, arg: object) -> None:
        if event == "call" and frame.f_code is code and not done:
            sys.setprofile(None)
            done.append(code.co_name)
            action()

    sys.setprofile(look)
    try:
        yield done
    finally:
        sys.setprofile(None)


@contextmanager
def opening() -> Iterator[Counter[str]]:
    """Yield how often a register is opened, and how many connections to it are made; a draft has one to its own lock."""
    seen: Counter[str] = Counter()
    opened = inspect.unwrap(Register.open).__code__

    def look(frame: FrameType, event: str, arg: object) -> None:
        seen["registers"] += event == "call" and frame.f_code is opened
        to_a_lock = frame.f_code.co_filename == locks.__file__
        seen["connections"] += event == "c_call" and arg is sqlite3.connect and not to_a_lock

    sys.setprofile(look)
    try:
        yield seen
    finally:
        sys.setprofile(None)


def months(page: str) -> int:
    """Return how many requests the chart of the months shows."""
    said = re.search(r'<desc id="chart-months-desc">([^<]*)</desc>', page)
    assert said is not None
    return sum(map(int, re.findall(r"月 (\d+)", said[1])))


@pytest.mark.parametrize("code", [charts_of.__code__, fees_of.__code__])
def test_tables_text_and_charts_are_of_one_moment(book: Ysq, code: CodeType) -> None:
    """Somebody records a request after the tables were counted, before the charts or the fees are: it is in none of them."""
    with at_the_call_of(code, somebody_else_records) as done:
        book("annual", "2025", "--text", "own.txt", "-o", "report.html")
    assert done == [code.co_name]
    page = Path("report.html").read_text("utf-8")
    (report,) = read_report(Path("report.html"))
    assert report.table3 is not None
    assert report.table4 is not None
    assert report.table3.cell("received", "total") == report.table4.cell("reconsideration", "total") == 1
    assert "新收1件，收取信息处理费0元。" in page
    assert months(page) == 1
    book("annual", "2025", "-o", "report.html")
    assert months(Path("report.html").read_text("utf-8")) == 2


def test_a_text_that_is_not_there_is_told_by_its_name(book: Ysq) -> None:
    """It is looked for while the book is open, whose file is not blamed for it."""
    said = book("annual", "2025", "--text", "none.txt", "-o", "report.html")
    assert (said.status, said.err) == (2, "ysq: 找不到文件 none.txt\n")


def test_the_days_of_a_limit_are_those_that_the_book_knew_then(book: Ysq) -> None:
    """A day off that was loaded later is a working day in the list of a limit as it was known before, as in its due day."""
    with Desk.create("guangxi.db", region="guangxi", now=date(2026, 1, 10)) as desk:
        desk.import_facts([("1", asked(date(2025, 3, 3)))])
    with Desk.open("guangxi.db", now=date(2026, 2, 2)) as desk:
        days = [(date(2025, 3, 20), False, "放假")]
        desk.add_arrangement(Overlay("guangxi", "放假", scope="", instrument="通知", days=days))
    said = ("deadline", "1", "--db", "guangxi.db", "--on", "2025-03-31", "--ledger", "--json")
    (then,), (now,) = book(*said, "--as-known-on", "2026-01-15").json, book(*said).json
    assert (then["due"], now["due"]) == ("2025-03-31", "2025-04-01")
    counted = [[day["date"] for day in limit["days"] if day["n"] is not None] for limit in (then, now)]
    assert ["2025-03-20" in dates for dates in counted] == [True, False]
    assert [len(dates) for dates in counted] == [20, 20]


COMMANDS = (
    "annual 2025",
    "annual 2025 --json",
    "annual 2025 --as-known-on 2026-01-19",
    "annual 2025 --text own.txt -o report.html",
    "annual 2025 --text own.txt --format md",
    "annual 2025 -o tables.txt",
    "cell 2025 received total",
    "cell 2025 reconsideration pending",
    "show 1",
    "show 1 --as-known-on 2026-02-01 --json",
    "deadline 1 --ledger",
    "due --ics due.ics",
    "history 1",
    "timeline 1 -o clock.svg",
    "audit",
)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_opens_the_register_once(book: Ysq, command: str) -> None:
    """Beside the connections of opening a register there is one, for the moment that is read."""
    with opening() as of_itself:
        Desk.open("register.db").close()
    with opening() as seen:
        book(*command.split())
    assert seen["registers"] == of_itself["registers"] == 1
    assert seen["connections"] <= of_itself["connections"] + 1


def test_a_roll_up_opens_each_register_once(book: Ysq) -> None:
    """Each is one moment of its own; the document of all is made without asking any of them again."""
    with Desk.open("other.db", agency="某市乙局", now=date(2026, 1, 20)) as desk:
        desk.import_facts([("1", asked(date(2025, 3, 4)))])
    for command in ("annual 2025 --format html", "cell 2025 received total"):
        with opening() as seen:
            book(*command.split(), "--db", "register.db", "--db", "other.db")
        assert seen["registers"] == 2, command
