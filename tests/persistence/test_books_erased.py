"""Erased while somebody reads: nobody waits for the book that is open, and at its end the name is in no file."""

from __future__ import annotations

import gc
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import pytest

from desk import Desk
from persistence import Book, Person, Register, backup, read_lines
from persistence.contract.tools import NOW, receipt, replied
from tests.persistence.elsewhere import Child, held
from workflow.events import Archived, ReconsiderationFiled

NAME = "甲乙丙"
NUMBERS = ("2025-001", "2025-002", "2025-003")
AT_ONCE = 5.0  # seconds: half of what a register waits for one that is busy
MANY = 6000  # facts, of which a proof tells now and then how far it has come
LATER = datetime(2041, 1, 1, 4, tzinfo=NOW.tzinfo)

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here"),
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),
]

Erase = Callable[[Path], Register]
Step = Callable[[], str]
"""Opens a book, and at the second call ends it."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a register of cases that are done with, each with a person, whose log is empty."""
    path = tmp_path / "register.db"
    register = Register.create(path)
    for _ in NUMBERS:
        number = register.receive(receipt(), NOW, Person(NAME, "丁戊己", "庚" * 400)).number
        register.record(number, replied(), NOW)
        register.record(number, Archived(date(2025, 4, 1)), NOW)
    register.keep([("all", "5")], None, NOW)
    assert register.checkpoint()
    register.close()
    return path


def forget(path: Path) -> Register:
    """Erase who asked in every case; return the register, which is open still."""
    register = Register.open(path)
    for number in NUMBERS:
        register.forget(number, "依申请人要求", None, NOW)
    return register


def destroy(path: Path) -> Register:
    """Destroy who asked in every case, its period being over; return the register, which is open still."""
    register = Register.open(path)
    register.destroy(NUMBERS, "甲", "乙", "到期", LATER)
    return register


class Elsewhere(Child):
    """Another process that does one thing to a register and ends: made ahead of every book, for it is forked."""

    def __init__(self, work: Callable[[], object]) -> None:
        super().__init__(lambda: f"done {work()}")

    def done(self) -> None:
        """Let it do what it does and end."""
        assert self.step().startswith("done")
        assert self.end() == 0


@contextmanager
def at_once() -> Iterator[None]:
    """Fail where this takes about as long as a register waits."""
    begun = time.monotonic()
    yield
    assert time.monotonic() - begun < AT_ONCE


# -- readings under way ---------------------------------------------------------------------------------------


def reading(path: Path, error: BaseException | None = None) -> Iterator[str]:
    """Hold a book open between the first and the second step, in a register of its own; it ends with *error*, if any."""
    register = Register.open(path)
    try:
        with register.at() as book:
            yield f"open: {book.head().seq}"
            if error is not None:
                raise error
    except BaseException as raised:
        yield f"ended: {type(raised).__name__}"
    else:
        yield "ended"


def in_this_thread(path: Path, error: BaseException | None = None) -> Step:
    steps = reading(path, error)
    return lambda: next(steps)


def in_a_thread(path: Path, error: BaseException | None = None) -> Step:
    steps, thread = reading(path, error), ThreadPoolExecutor(1)

    def step() -> str:
        said = thread.submit(next, steps).result()
        if said.startswith("ended"):
            thread.shutdown()
        return said

    return step


def in_a_process(path: Path, error: BaseException | None = None) -> Step:
    steps = reading(path, error)
    child = Child(lambda: next(steps), lambda: next(steps))

    def step() -> str:
        said = child.step()
        if said.startswith("ended"):
            assert child.end() == 0
        return said

    return step


READERS = (in_this_thread, in_a_thread, in_a_process)


@pytest.mark.parametrize("erase", [forget, destroy])
@pytest.mark.parametrize("reader", READERS)
def test_nobody_waits_for_a_book(path: Path, reader: Callable[[Path], Step], erase: Erase) -> None:
    """Beside a book that is open erasing and recording are done at once; with the book the name goes."""
    filed = ReconsiderationFiled(date(2025, 5, 6), dispute="复")
    clerk = Elsewhere(lambda: Register.open(path).record(NUMBERS[0], filed, LATER))
    step = reader(path)
    assert step().startswith("open")
    with at_once():
        register = erase(path)
    with at_once():
        clerk.done()
    assert held(path), "the book was not open"
    with at_once():
        assert step() == "ended"
    assert not held(path)
    assert len(register.case(NUMBERS[0]).history) == 4
    assert register.verify().problems == ()
    register.close()


@pytest.mark.parametrize("erase", [forget, destroy])
@pytest.mark.parametrize("reader", READERS)
def test_the_name_goes_though_who_erased_it_has_ended(path: Path, reader: Callable[[Path], Step], erase: Erase) -> None:
    """The process that erased has ended before the book: whoever reads takes the name out."""
    eraser, step = Elsewhere(lambda: erase(path)), reader(path)
    assert step().startswith("open")
    eraser.done()
    assert held(path), "the book was not open"
    assert step() == "ended"
    assert not held(path)


ERRORS = (
    ValueError("x"),
    FileNotFoundError(2, "No such file or directory", "own.txt"),
    sqlite3.OperationalError("no such table: own"),
    UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"),
    KeyboardInterrupt(),
)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("reader", [in_this_thread, in_a_process])
def test_a_book_that_ends_with_an_error_takes_it_out_too(
    path: Path, reader: Callable[[Path, BaseException], Step], error: BaseException
) -> None:
    """Whatever is raised in the midst of a book."""
    eraser, step = Elsewhere(lambda: forget(path)), reader(path, error)
    assert step().startswith("open")
    eraser.done()
    assert held(path), "the book was not open"
    assert step() == f"ended: {type(error).__name__}"
    assert not held(path)


@pytest.mark.parametrize("second", READERS)
@pytest.mark.parametrize("first", [in_this_thread, in_a_process])
@pytest.mark.parametrize("when", ["before", "after"])
def test_of_two_books_the_last_takes_it_out(
    path: Path, first: Callable[[Path], Step], second: Callable[[Path], Step], when: str
) -> None:
    """Two books overlap, both open at the erasure, or the second only after it."""
    eraser, steps = Elsewhere(lambda: forget(path)), [first(path), second(path)]
    assert steps[0]().startswith("open")
    if when == "before":
        assert steps[1]().startswith("open")
    eraser.done()
    if when == "after":
        assert steps[1]().startswith("open")
    assert steps[0]() == "ended"
    assert held(path), "the second book was not open"
    assert steps[1]() == "ended"
    assert not held(path)


def test_books_of_one_thread_one_within_the_other(path: Path) -> None:
    """Two books of one register, in one thread: the name goes with the outer one."""
    eraser, register = Elsewhere(lambda: forget(path)), Register.open(path)
    with register.at() as outer:
        outer.head()
        with register.at() as inner:
            inner.head()
            eraser.done()
        assert held(path)
    assert not held(path)
    register.close()


# -- what is left unfinished ----------------------------------------------------------------------------------


@pytest.mark.parametrize("begin", [Book.cases, Book.open_cases, Book.disputed_cases, Book.export])
def test_what_a_book_was_yielding_does_not_outlive_it(path: Path, begin: Callable[[Book], Iterator[object]]) -> None:
    """An iterator that was begun in a book, and is held on to unfinished, keeps nothing in the files."""
    eraser, register = Elsewhere(lambda: forget(path)), Register.open(path)
    for number in (register.receive(receipt(), NOW).number for _ in range(3)):
        register.record(number, ReconsiderationFiled(date(2025, 5, 6), dispute=number), NOW)
    with register.at() as book:
        unfinished = begin(book)
        next(unfinished)
        eraser.done()
        assert held(path), "the book was not open"
    assert not held(path)
    del unfinished
    register.close()


@pytest.mark.parametrize("leave", ["closed", "let go of", "finished"])
def test_an_export_that_is_left(path: Path, leave: str) -> None:
    """A case file that was being written takes the name out when it is given up, as when it is finished."""
    eraser, register = Elsewhere(lambda: forget(path)), Register.open(path)
    lines = register.export(persons=False)
    next(lines)
    eraser.done()
    assert held(path), "nothing was being read"
    if leave == "closed":
        lines.close()  # type: ignore[attr-defined]  # it is a generator
    elif leave == "finished":
        assert len(list(lines)) == 3 * len(NUMBERS)
    del lines
    gc.collect()
    assert not held(path)
    register.close()


def test_cases_of_a_desk_that_are_let_go_of(path: Path) -> None:
    """Whoever stops going through the cases of a desk has ended the reading once the iterator is gone."""
    eraser = Elsewhere(lambda: forget(path))
    with Desk.open(path) as desk:
        cases = desk.cases()
        next(cases)
        eraser.done()
        assert held(path), "nothing was being read"
        del cases
        gc.collect()
        assert not held(path)


def test_a_proof_takes_it_out_too(path: Path) -> None:
    """A name that was erased while the book was being proved is gone once it is."""
    eraser, register = Elsewhere(lambda: forget(path)), Register.open(path)
    line = '{{"case":"{}","event":"received","on":"2025-03-03","channel":"fax","requester":"research","subject":"x"}}'
    register.import_lines(read_lines([line.format(n) for n in range(MANY)], "x"), NOW)
    register.checkpoint()
    seen: list[bool] = []

    def progress(done: int, total: int) -> None:
        if not seen:
            eraser.done()
            seen.append(held(path))

    assert register.verify(progress=progress).problems == ()
    assert seen == [True]
    assert not held(path)
    register.close()


def test_a_backup_takes_it_out_too(path: Path, tmp_path: Path) -> None:
    """What somebody kept in the log who reads in a way of his own, a backup takes out as every reading does."""
    eraser, register = Elsewhere(lambda: forget(path)), Register.open(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM journal").fetchone()
    eraser.done()
    other.close()
    assert held(path), "nothing was being read"
    assert backup(register, tmp_path / "copy.db").problems == ()
    assert not held(path)
    assert not held(tmp_path / "copy.db")
    register.close()
