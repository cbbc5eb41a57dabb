"""The end of a book: clean whatever happens meanwhile, in this thread, in others, in forked children; then it is closed."""

from __future__ import annotations

import inspect
import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from persistence import (
    Book,
    BookClosed,
    MemoryRegister,
    Register,
    RegisterBusy,
    RegisterError,
    UnknownCase,
    read_lines,
)
from persistence.book import Moment
from persistence.contract.tools import LINES, NOW, receipt, replied
from tests.persistence.elsewhere import Child
from workflow.annual import Selection
from workflow.events import ReconsiderationFiled

AT_ONCE = 5.0  # seconds: half of what a register waits for one that is busy
CASES = 300

a_file = pytest.mark.skipif(sys.platform == "win32", reason="a file that is open is not removed there")


@pytest.fixture(params=["file", "memory"])
def register(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Register]:
    """A register of each kind with an answered and disputed case, an open one, and lines of the ledger."""
    made = MemoryRegister(NOW) if request.param == "memory" else Register.create(tmp_path / "r.db", None, NOW)
    for number in ("x", "y"):
        made.open_case(number, receipt(), NOW)
    made.record("x", replied(), NOW)
    made.record("x", ReconsiderationFiled(date(2025, 4, 1), dispute="r"), NOW)
    made.import_lines(read_lines(LINES, "l"), NOW)
    yield made
    made.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A register file of so many cases that a book has not read all of it when it has read its head."""
    path = tmp_path / "register.db"
    register = Register.create(path, None, NOW)
    line = '{{"case":"{}","event":"received","on":"2025-03-03","channel":"fax","requester":"research","subject":"{}"}}'
    register.import_lines(read_lines([line.format(n, "规划" * 50) for n in range(CASES)], "x"), NOW)
    assert register.checkpoint()
    register.close()
    return path


# -- with an error --------------------------------------------------------------------------------------------

ERRORS = (
    ValueError("x"),
    FileNotFoundError(2, "No such file or directory", "own.txt"),
    BlockingIOError("locked"),
    sqlite3.OperationalError("database is locked"),
    sqlite3.DatabaseError("malformed"),
    UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"),
    UnknownCase("z"),
    RegisterBusy(Path("other.db"), 1),
    KeyboardInterrupt(),
    GeneratorExit(),
    StopIteration("x"),
)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_what_is_raised_in_a_book_comes_out_as_it_is(register: Register, error: BaseException) -> None:
    """It is that of whoever reads, and no error of the register; the book is closed and the next one opens."""
    book = register.at()

    def read() -> None:
        with book:
            book.head()
            raise error

    with pytest.raises(type(error)) as caught:
        read()
    assert caught.value is error
    with pytest.raises(BookClosed):
        book.head()
    with register.at() as book:
        assert book.head() == register.head()


def test_a_moment_that_is_not_there_ends_the_book_at_once(register: Register) -> None:
    """Entering raises it, and what was begun is let go of: the register may be written to and emptied of its log."""
    for _ in range(3):
        with pytest.raises(RegisterError):
            register.at(99).__enter__()
    register.record("y", replied(), NOW)
    assert register.checkpoint()


# -- with a file that changes ---------------------------------------------------------------------------------


@a_file
def test_a_file_that_is_removed_meanwhile(path: Path) -> None:
    """A book that is open is read to its end; what is asked after it is refused in words of ours."""
    register = Register.open(path)
    with register.at() as book:
        book.head()
        register.close()
        for file in path.parent.iterdir():
            file.unlink()
        assert len([*book.cases()]) == CASES
    with pytest.raises(RegisterError, match="unable to open"), register.at() as book:
        book.head()
    assert not register.checkpoint()


@a_file
def test_a_file_that_is_cut_off_meanwhile(path: Path) -> None:
    """What cannot be read any more is said in words of ours."""
    register = Register.open(path)
    book = register.at()

    def read() -> None:
        with book:
            book.head()
            subprocess.run([sys.executable, "-c", f"import os; os.truncate({str(path)!r}, 8192)"], check=True)
            list(book.cases())

    with pytest.raises(RegisterError, match=r"register\.db"):
        read()
    with pytest.raises(BookClosed):
        book.head()


def test_a_file_that_is_being_written_to(path: Path) -> None:
    """While somebody holds the lock a book is opened, read and ended at once."""
    register = Register.open(path)
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    begun = time.monotonic()
    with register.at() as book:
        assert len([*book.cases()]) == CASES
    assert time.monotonic() - begun < AT_ONCE
    writer.close()
    register.close()


def test_a_file_that_is_locked_against_everybody(path: Path) -> None:
    """Where nobody else may read, that is said in words of ours."""
    register = Register.open(path, busy_seconds=0.1)
    register.close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    for ask in (lambda: register.at().__enter__().head(), lambda: next(register.export()), register.verify):
        with pytest.raises(RegisterBusy):
            ask()
    assert not register.checkpoint()
    other.close()
    with register.at() as book:
        assert len([*book.cases()]) == CASES
    register.close()


# -- in threads and in forked children ------------------------------------------------------------------------


def test_threads_each_have_their_own(path: Path) -> None:
    """Each thread goes on in the moment in which it began, while the others begin, end and write."""
    register = Register.open(path)
    barrier = threading.Barrier(4, timeout=60)

    def work(n: int) -> list[tuple[int, int]]:
        found = []
        for _ in range(5):
            with register.at() as book:
                seq, count = book.head().seq, sum(book.tally().values())
                barrier.wait()
                register.open_case(f"{threading.get_ident()}-{seq}", receipt(), NOW)
                barrier.wait()
                assert (book.head().seq, len([*book.cases()])) == (seq, count)
            found.append((seq, count))
            barrier.wait()
        register.close()
        return found

    with ThreadPoolExecutor(4) as threads:
        (first, *others) = threads.map(work, range(4))
    assert [count for _, count in first] == [CASES + 4 * n for n in range(5)]
    assert others == [first] * 3
    assert register.verify().ok
    register.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
@pytest.mark.parametrize("moment", [None, 100, date.max], ids=["now", "a row", "a day"])
def test_a_book_is_left_to_the_process_that_opened_it(path: Path, moment: int | date | None) -> None:
    """In a forked child it is closed; that the child ends it, and writes nothing, is nothing to the parent."""
    register, writer = Register.open(path), Register.open(path)
    with register.at(moment) as book:
        before = [case.number for case in book.cases()]
        begun: list[Iterator[object]] = [book.cases(), book.open_cases(), book.export(), register.export()]
        for iterator in begun:
            next(iterator)

        def read() -> str:
            for iterator in (book.cases(), *begun):
                with pytest.raises(RegisterError):
                    next(iterator)
            with pytest.raises(RegisterError):
                book.tally()
            return "refused"

        def end() -> str:
            book.__exit__(None, None, None)
            return "ended"

        child, other = Child(read, end), Child(read)
        writer.open_case("z", receipt(), NOW)
        assert child.step() == "refused"
        assert child.step() == "ended"
        assert child.end() == 0
        writer.checkpoint()
        writer.open_case("zz", receipt(), NOW)
        assert [case.number for case in book.cases()] == before
    assert len(list(begun[-1])) == CASES
    assert writer.checkpoint()
    assert other.step() == "refused"
    assert other.end() == 0
    assert [case.number for case in (register.case("z"), register.case("zz"))] == ["z", "zz"]
    assert register.verify().ok
    for one in (register, writer):
        one.close()


# -- and is closed then ---------------------------------------------------------------------------------------

DAY = date(2025, 6, 2)
ARGUMENTS: dict[str, tuple[Any, ...]] = {
    "at": (1,),
    "case": ("x",),
    "disputes": ("reconsideration", 2025),
    "entries": ("ledger",),
    "pending": (DAY, "", True),
    "select": (Selection(received=(date(2025, 1, 1), date(2025, 12, 31))),),
}
"""What the methods are asked that must be asked something."""
YIELDING = (Book.cases, Book.open_cases, Book.disputed_cases, Book.ledger, Book.ledger_rows, Book.export)
NAMES = [name for name in vars(Book) if not name.startswith("_")]


def asked(book: Book, name: str, earlier: Book) -> object:
    """Ask *book* for all that stands under this name."""
    if not callable(inspect.getattr_static(Book, name)):
        return getattr(book, name)
    arguments = (earlier,) if name == "facts_before" else ARGUMENTS.get(name, ())
    found = getattr(book, name)(*arguments)
    return list(found) if isinstance(found, Iterator) else found


@pytest.mark.parametrize("when", ["now", "a row", "a day"])
def test_nothing_answers_after_its_end(register: Register, when: str) -> None:
    """Whatever is asked of a book after its end is refused, though it was asked and answered before; of the earlier too."""
    moments: dict[str, Moment] = {"now": None, "a row": register.head().seq, "a day": date.max}
    with register.at(moments[when]) as book:
        earlier = book.at(4)
        answers = {name: asked(book, name, earlier) for name in NAMES if (when, name) != ("a day", "head")}
        nothing = ["void_cases", "arrangements", "frozen_years"]
        assert [name for name, answer in answers.items() if not answer] == (["day"] * (when == "now") + nothing)
        begun: list[Iterator[Any]] = [of(book) for of in YIELDING]
        for iterator in begun:
            next(iterator)
    for closed in (book, earlier):
        assert [name for name in NAMES if not refuses(asked, closed, name, earlier)] == []
    assert [of.__name__ for of, iterator in zip(YIELDING, begun, strict=True) if not refuses(next, iterator)] == []


def refuses(ask: Callable[..., object], *arguments: Any) -> bool:
    """Tell whether this is refused since the book is closed."""
    try:
        ask(*arguments)
    except BookClosed:
        return True
    return False


def test_a_book_is_opened_once(register: Register) -> None:
    """One that has ended is not opened again, nor one that is open; that leaves it open."""
    with register.at() as book:
        with pytest.raises(BookClosed):
            book.__enter__()
        assert book.head() == register.head()
    with pytest.raises(BookClosed):
        book.__enter__()


def test_an_earlier_book_is_open_with_the_later_one(register: Register) -> None:
    """It is not opened by itself; that it is ended by itself is nothing to the book that it is read in."""
    with register.at() as book:
        earlier = book.at(4)
        with pytest.raises(BookClosed):
            earlier.__enter__()
        assert earlier.head().seq == 4
        earlier.__exit__(None, None, None)
        with pytest.raises(BookClosed):
            earlier.head()
        assert book.head() == register.head()


def test_the_moment_is_that_of_opening_it(register: Register) -> None:
    """What is written between the making of a book and its opening is in it, what is written after that is not."""
    book = register.at()
    register.open_case("before", receipt(), NOW)
    with book:
        register.open_case("after", receipt(), NOW)
        assert [case.number for case in book.cases()] == ["before", "x", "y"]
