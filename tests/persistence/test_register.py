"""The book: facts are appended and never changed, written whole or not at all, and survive whatever happens."""

import json
import multiprocessing
import runpy
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk import Desk
from persistence import (
    BadNumbering,
    CannotWrite,
    InvalidLine,
    NoRegister,
    NotARegister,
    NumberTaken,
    Person,
    Register,
    RegisterBusy,
    RegisterError,
    RegisterExists,
    RegisterTooNew,
    Settings,
    UnknownCase,
    read_lines,
)
from persistence.contract.tools import asked, cases_of, tallies
from persistence.settings import in_full
from workflow.case import Case
from workflow.errors import InvalidFact, OutOfOrder
from workflow.events import (
    Archived,
    Channel,
    Delivery,
    Fact,
    Lapsed,
    LitigationFiled,
    ProcessingStarted,
    Received,
    ReconsiderationFiled,
    Rectified,
    Replied,
    ReviewStarted,
    Withdrawn,
)
from workflow.outcomes import Outcome, Requester
from workflow.testing.strategies import possible_histories

ROOT = Path(__file__).parents[2]
NOW = datetime(2031, 1, 1, tzinfo=UTC)


def receipt(on: date = date(2025, 3, 3), **changes: Any) -> Received:
    values = {"channel": Channel.FAX, "requester": Requester.BUSINESS, "subject": "会议纪要"} | changes
    return Received(on, **values)


def replied(on: date = date(2025, 3, 20)) -> Replied:
    return Replied(on, outcome=Outcome.GRANTED, delivery=Delivery.POST)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A register with two cases, one of them replied to, a person and a line of the ledger."""
    path = tmp_path / "register.db"
    register = Register.create(path)
    first = register.receive(receipt(), NOW, Person("王小明", "350102199001011234", "13900001111")).number
    register.record(first, replied(), NOW)
    register.receive(receipt(date(2025, 3, 4)), NOW)
    register.import_lines(
        read_lines(['{"ledger": "charge", "on": "2025-03-03", "amount": "400.50"}'], "ledger"), NOW + timedelta(hours=1)
    )
    register.close()
    return path


@contextmanager
def opened(path: Path, **options: Any) -> Iterator[Register]:
    register = Register.open(path, **options)
    try:
        yield register
    finally:
        register.close()


def raw(path: Path) -> closing[sqlite3.Connection]:
    """Open the file as any other program would, past the library."""
    return closing(sqlite3.connect(path, isolation_level=None))


def exported(path: Path) -> str:
    """Return everything that the register holds, as a case file."""
    with opened(path) as register:
        return "".join(f"{line}\n" for line in register.export(persons=True))


def contents(path: Path) -> dict[str, list[Any]]:
    """Return the rows of every table, read past the library."""
    with raw(path) as db:
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {name: sorted(db.execute(f"SELECT * FROM {name}").fetchall(), key=repr) for name in names}


COLUMNS = "case_no, facts, stage, requester, received_on, concluded_on, outcome, row"


def docket(path: Path) -> dict[str, tuple[Any, ...]]:
    """Return the docket row of each case, read past the library."""
    with raw(path) as db:
        return {row[0]: row for row in db.execute(f"SELECT {COLUMNS} FROM docket")}


def recorded(path: Path) -> list[list[tuple[Any, ...]]]:
    """Return what was recorded: the facts of the cases, the ledger and the persons; not where in the chain."""
    columns = "case_no, no, kind, on_day, recorded_at, by_whom, note, data"
    with raw(path) as db:
        facts = db.execute(f"SELECT {columns} FROM journal WHERE case_no > '' ORDER BY seq").fetchall()
        ledger = "SELECT on_day, recorded_at, data FROM journal WHERE kind = 'ledger' ORDER BY seq"
        persons = "SELECT case_no, name, identity, contact FROM person"
        return [facts, db.execute(ledger).fetchall(), db.execute(persons).fetchall()]


# -- append-only ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET on_day = '2025-03-04'",
        "UPDATE journal SET note = 'x' WHERE seq = 1",
        "UPDATE OR REPLACE journal SET no = 1 WHERE no = 2",
        "DELETE FROM journal",
        "DELETE FROM journal WHERE seq = 1",
        "INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE seq = 1",
        "REPLACE INTO journal SELECT 99, case_no, no, kind, on_day, recorded_at, by_whom, 'x', data, hash FROM journal",
        "INSERT OR IGNORE INTO journal SELECT * FROM journal WHERE seq = 1",
        "INSERT INTO journal SELECT * FROM journal WHERE true ON CONFLICT DO UPDATE SET note = 'x'",
        "UPDATE journal SET data = '{}' WHERE kind = 'ledger'",
        "DELETE FROM journal WHERE case_no = ''",
    ],
)
def test_facts_cannot_be_changed_past_the_library(path: Path, statement: str) -> None:
    """Another program that changes, deletes or replaces a fact is refused by the file itself."""
    before = contents(path)
    with raw(path) as db, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        db.execute(statement)
    assert contents(path) == before


def test_history_keeps_what_was_rectified(path: Path) -> None:
    """A mistake that was mended still stands in the journal, before its correction."""
    with opened(path) as register:
        register.record("2025-001", Rectified(date(2025, 4, 1), event_no=2, reason="误录"), NOW)
        case = register.case("2025-001")
    assert [entry.fact.kind for entry in case.history] == ["received", "replied", "rectified"]
    assert [fact.kind for fact in case.facts] == ["received"]


# -- the docket -------------------------------------------------------------------------------------------

LEADS_TO = {
    "received": "RECEIVED",
    "review_started": "REVIEW",
    "processing_started": "PROCESSING",
    "replied": "REPLIED",
    "lapsed": "DISCONTINUED",
    "withdrawn": "DISCONTINUED",
    "archived": "ARCHIVED",
}


def holding(history: tuple[Fact, ...]) -> list[Fact]:
    """Return the facts that hold, by the words of the format: the latest correction of a fact counts."""
    held: list[Fact | None] = list(history)
    corrected: set[int] = set()
    for at in reversed(range(len(held))):
        fact = held[at]
        if isinstance(fact, Rectified) and fact.event_no - 1 not in corrected:
            corrected.add(fact.event_no - 1)
            held[fact.event_no - 1] = fact.replacement
    return sorted((f for f in held if f is not None and not isinstance(f, Rectified)), key=lambda f: f.on)


def row_by_hand(number: str, history: tuple[Fact, ...]) -> tuple[Any, ...] | None:
    """Return what the docket must say about a case, told from its facts one by one; None of a void one."""
    stage, concluded, outcome, row = "", None, None, None
    facts = holding(history)
    before = last = ""
    for fact in facts:
        if fact.kind == "voided":
            return None
        if fact.kind == "reopened":
            stage = before
            if concluded == last and concluded[:4] == str(fact.on.year):  # its own lapse, within the year
                concluded, outcome, row = None, None, None
            continue
        if isinstance(fact, Replied | Lapsed | Withdrawn):
            before, last = stage, fact.on.isoformat()
        reopened = fact.kind == "reply_ordered" and stage in {"REPLIED", "DISCONTINUED", "ARCHIVED"}
        stage = "PROCESSING" if reopened else LEADS_TO.get(fact.kind, stage)
        if concluded is None and isinstance(fact, Replied | Lapsed | Withdrawn):
            concluded = fact.on.isoformat()
            if isinstance(fact, Replied):
                outcome = fact.outcome.value
                shared = {
                    "granted_already_public": "granted",
                    "unavailable_not_responsible": "unavailable_not_held",
                }
                row = shared.get(outcome, outcome)
            else:
                row = f"lapsed_{fact.cause.value}" if isinstance(fact, Lapsed) else "other"
    received = facts[0]
    assert isinstance(received, Received)
    return (number, len(history), stage, received.requester.value, received.on.isoformat(), concluded, outcome, row)


def is_disputed(history: tuple[Fact, ...]) -> bool:
    return any(isinstance(fact, ReconsiderationFiled | LitigationFiled) for fact in holding(history))


@settings(deadline=None, max_examples=40)
@given(st.lists(possible_histories(), min_size=1, max_size=3))
def test_docket_row_equals_the_fold(histories: list[tuple[Fact, ...]]) -> None:
    """After every fact, recorded or imported, the docket says of each case what its history says."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register.db"
        register = Register.create(path)
        for n, history in enumerate(histories, 1):
            number = f"案-{n}"
            register.open_case(number, history[0], NOW)
            for upto, fact in enumerate(history[1:], 2):
                register.record(number, fact, NOW)
                assert docket(path).get(number) == row_by_hand(number, history[:upto])
                disputed = {case.number for case in asked(register, lambda book: [*book.disputed_cases()])}
                void = row_by_hand(number, history[:upto]) is None
                assert (number in disputed) == (is_disputed(history[:upto]) and not void)
        text = list(register.export())
        register.close()
        copy = Path(folder) / "copy.db"
        other = Register.create(copy)
        other.import_lines(read_lines(text, "x"), NOW)
        other.close()
        rows = {f"案-{n}": row_by_hand(f"案-{n}", history) for n, history in enumerate(histories, 1)}
        assert docket(copy) == docket(path) == {number: row for number, row in rows.items() if row is not None}
        assert contents(copy)["docket"] == contents(path)["docket"]


def test_case_read_back_is_the_case_recorded(path: Path) -> None:
    """What record returns, what is read back, and what a fold of the same facts gives are one case."""
    with opened(path) as register:
        returned = register.record("2025-002", ReviewStarted(date(2025, 3, 5), by="王科", note="急"), NOW)
        assert register.case("2025-002") == returned
        with register.at() as book:
            assert [c.number for c in book.cases()] == ["2025-001", "2025-002"]
            assert [c.number for c in book.open_cases()] == ["2025-002"]
    expected = Case.opened("2025-002", receipt(date(2025, 3, 4)), NOW)
    assert returned == expected.after(ReviewStarted(date(2025, 3, 5), by="王科", note="急"), NOW)


# -- one transaction --------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", ["docket", "journal"])
def test_journal_and_docket_stand_or_fall_together(path: Path, table: str) -> None:
    """When the file refuses the docket row (or the fact), neither the fact nor the row is there afterwards."""
    with raw(path) as db:
        for event in ("INSERT", "UPDATE"):
            db.execute(f"CREATE TRIGGER no_{event} AFTER {event} ON {table} BEGIN SELECT RAISE(ABORT, 'no'); END")
    before = contents(path)
    with opened(path) as register:
        with pytest.raises(RegisterError):
            register.record("2025-002", ReviewStarted(date(2025, 3, 5)), NOW)
        with pytest.raises(RegisterError):
            register.receive(receipt(), NOW, Person("王小明"))
        with pytest.raises(RegisterError):
            register.import_lines(read_lines([received_line("x")], "x"), NOW)
    assert contents(path) == before
    with raw(path) as db:
        db.execute("DROP TRIGGER no_INSERT")
        db.execute("DROP TRIGGER no_UPDATE")
    with opened(path) as register:
        assert register.receive(receipt(), NOW).number == "2025-003"


def test_refusal_by_the_file_is_not_called_damage(path: Path) -> None:
    """A constraint that refuses a row is not reported as a damaged file or a file that is no register."""
    with raw(path) as db:
        db.execute("CREATE TRIGGER no BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'audit rule 7'); END")
    with opened(path) as register, pytest.raises(RegisterError, match="audit rule 7") as caught:
        register.record("2025-002", ReviewStarted(date(2025, 3, 5)), NOW)
    assert not isinstance(caught.value, NotARegister)


def test_impossible_move_leaves_no_trace(path: Path) -> None:
    """A refused fact leaves the register as it was, and the next fact is taken."""
    before = contents(path)
    with opened(path) as register:
        for fact in (Archived(date(2025, 3, 5)), ReviewStarted(date(2025, 3, 1)), ReviewStarted(date(2031, 1, 2))):
            with pytest.raises(OutOfOrder):
                register.record("2025-002", fact, NOW)
        with pytest.raises(UnknownCase):
            register.record("2025-009", ReviewStarted(date(2025, 3, 5)), NOW)
        with pytest.raises(NumberTaken):
            register.open_case("2025-001", receipt(), NOW)
        assert contents(path) == before
        register.record("2025-002", ReviewStarted(date(2025, 3, 5)), NOW)


def test_refusals_while_all_cases_are_being_read(path: Path) -> None:
    """Recording and being refused in the midst of a walk through all cases does not break the walk."""
    with opened(path) as register, register.at() as book:
        seen = []
        for case in book.cases():
            seen.append(case.number)
            with pytest.raises(OutOfOrder):
                register.record(case.number, Archived(date(2025, 3, 1)), NOW)
            register.record(
                case.number, Rectified(date(2025, 4, 1), event_no=1, replacement=receipt(), reason="x"), NOW
            )
    assert seen == ["2025-001", "2025-002"]


# -- export and import ------------------------------------------------------------------------------------


def received_line(case: str, **changes: Any) -> str:
    values = {"event": "received", "on": "2025-03-03", "channel": "fax", "requester": "research", "subject": "纪要"}
    return json.dumps({"case": case, **values, **changes}, ensure_ascii=False)


MOMENTS = st.integers(0, 10**14).map(lambda us: NOW - timedelta(days=1, microseconds=us))
LEDGER = [
    '{"ledger":"document","kind":"regulation","action":"opening","on":"2025-01-01","count":32,"title":"办法"}',
    '{"ledger":"decision","kind":"licence","on":"2025-03-03","count":6}',
    '{"ledger":"charge","on":"2025-03-03","amount":"400.50","recorded_at":"2025-03-04T01:02:03.000004Z"}',
    '{"ledger":"declared","form":"2021","year":2025,"cells":{"regulation.issued":23}}',
]


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.tuples(possible_histories(), MOMENTS), max_size=4),
    st.lists(st.sampled_from(LEDGER), max_size=3, unique=True),
    st.booleans(),
    st.randoms(use_true_random=False),
)
def test_export_import_export_gives_the_same_bytes(
    told: list[tuple[tuple[Fact, ...], datetime]], ledger: list[str], persons: bool, random: Any
) -> None:
    """A register written out, read into a new one and written out again is the same file to the byte."""
    waiting = [[(f"{n}号", fact, at) for fact in history] for n, (history, at) in enumerate(told)]
    with tempfile.TemporaryDirectory() as folder:
        first, second = Path(folder) / "a.db", Path(folder) / "b.db"
        register = Register.create(first)
        while any(waiting):  # the facts of several cases as they come, mixed
            number, fact, at = random.choice([facts for facts in waiting if facts]).pop(0)
            if fact.kind == "received":
                register.open_case(number, fact, at, Person("王小明", None, f"{number}\n") if persons else None)
            else:
                register.record(number, fact, at)
        register.import_lines(read_lines(ledger, "ledger"), NOW)
        text = "".join(f"{line}\n" for line in register.export(persons=persons))
        register.close()
        copy = Register.create(second)
        taken = copy.import_lines(read_lines(text.encode().splitlines(keepends=True), "a"), NOW + timedelta(days=9))
        copy.close()
        assert taken == (len(told), sum(len(history) for history, _ in told), len(ledger))
        again = Register.open(second)
        assert "".join(f"{line}\n" for line in again.export(persons=persons)) == text
        again.close()
        for table in ("docket", "dispute"):
            assert contents(first)[table] == contents(second)[table]
        for table in ("tally", "dispute_tally"):  # what came to nothing on the way is counted as nothing
            assert [r for r in contents(first)[table] if r[-1]] == [r for r in contents(second)[table] if r[-1]]
        assert recorded(first) == recorded(second)


def test_register_filled_at_the_desk_round_trips(tmp_path: Path) -> None:
    """A register filled day by day at the desk, with the clock's own times, comes back the same."""
    with Desk.create(tmp_path / "a.db") as desk:
        case = desk.receive(
            date(2025, 3, 3),
            channel=Channel.ONLINE,
            requester=Requester.NATURAL_PERSON,
            subject="“三公”经费\n2024年",
            person=Person("王小明"),
        )
        desk.record(case.number, ReviewStarted(date(2025, 3, 4), by="王科"))
        desk.record(case.number, ProcessingStarted(date(2025, 3, 5)))
        fixed = receipt(date(2025, 3, 4), requester=Requester.RESEARCH, note="改")
        desk.record(case.number, Rectified(date(2025, 3, 6), event_no=1, replacement=fixed, reason="误录"))
        desk.record(case.number, replied())
        plain, full = list(desk.export()), list(desk.export(persons=True))
    assert len(full) == len(plain) + 1
    with Desk.create(tmp_path / "b.db") as copy:
        copy.import_lines(full)
        assert list(copy.export(persons=True)) == full
        assert list(copy.export()) == plain
        assert copy.register.person(case.number) == Person("王小明")
    assert "王小明" not in "".join(plain)


def test_export_of_cases_named(path: Path) -> None:
    """Only the cases named are written, in the order named, without the ledger; an unknown one is refused."""
    with opened(path) as register:
        lines = [json.loads(line) for line in register.export(["2025-002", "2025-001"], persons=True)]
        assert lines.pop(0) == {"rules": 2}
        assert [line["case"] for line in lines] == ["2025-002", "2025-001", "2025-001", "2025-001"]
        assert [line["case"] for line in lines if "person" in line] == ["2025-001"]
        with pytest.raises(UnknownCase):
            list(register.export(["2025-009"]))


def test_export_is_one_moment_of_the_register(path: Path, tmp_path: Path) -> None:
    """What another clerk records while a register is written out does not tear the file: it can be read in."""
    with opened(path) as register, opened(path) as clerk:
        lines = register.export(persons=True)
        begun = [next(lines) for _ in range(3)]  # every fact is out, the ledger and the persons are not
        with ThreadPoolExecutor(1) as pool:
            pool.submit(clerk.receive, receipt(), NOW, Person("李四")).result()
            pool.submit(clerk.close).result()
        text = [*begun, *lines]
    copy = Register.create(tmp_path / "copy.db")
    copy.import_lines(read_lines(text, "a"), NOW)
    copy.close()


@pytest.mark.parametrize(
    "bad",
    [
        '{"case": "2025-100", "event": "archived", "on": "2025-03-09"}',
        '{"case": "2025-999", "event": "archived", "on": "2025-03-09"}',
        '{"case": "2025-100", "event": "received", "on": "2025-03-09"}',
        '{"case": "2025-999", "person": {"name": "x"}}',
        '{"ledger": "charge"}',
        "{",
        b"\xff",
    ],
)
def test_import_is_all_or_nothing(path: Path, bad: str | bytes) -> None:
    """With one bad line at the end nothing is taken: not a fact, a person, a figure or a number."""
    before, rows = exported(path), contents(path)
    lines: list[str | bytes] = [
        received_line("2025-100"),
        '{"case": "2025-001", "event": "archived", "on": "2025-04-01"}',
        '{"case": "2025-001", "person": {"name": "另一人"}}',
        '{"ledger": "charge", "on": "2025-03-03", "amount": "1.00"}',
        bad,
    ]
    with opened(path) as register:
        with pytest.raises(InvalidLine) as caught:
            register.import_lines(read_lines(lines, "a.jsonl"), NOW)
        assert (caught.value.source, caught.value.line) == ("a.jsonl", 5)
        assert exported(path) == before
        assert contents(path) == rows
        assert register.receive(receipt(), NOW).number == "2025-003"


def test_import_stopped_by_its_source_takes_nothing(path: Path) -> None:
    """When reading the file breaks off, what had been read of it is not taken."""

    def broken() -> Iterator[str]:
        yield received_line("2025-100")
        raise KeyboardInterrupt

    before = contents(path)
    with opened(path) as register, pytest.raises(KeyboardInterrupt):
        register.import_lines(read_lines(broken(), "a"), NOW)
    assert contents(path) == before


def test_import_keeps_recorded_at_and_gives_it_where_absent(tmp_path: Path) -> None:
    """A time of recording in the file is kept; a line without one was recorded now."""
    register = Register.create(tmp_path / "a.db")
    lines = [
        received_line("1", recorded_at="2025-03-03T12:00:00+08:00"),
        '{"case": "1", "event": "review_started", "on": "2025-03-04"}',
    ]
    register.import_lines(read_lines(lines, "a"), NOW)
    first, second = register.case("1").history
    assert (first.recorded_at, second.recorded_at) == (datetime(2025, 3, 3, 4, tzinfo=UTC), NOW)
    register.close()


def test_import_refuses_a_fact_after_its_own_day_of_recording(tmp_path: Path) -> None:
    """A fact whose day lies after the line's own recorded_at, in Shanghai, is impossible; the same day is not."""
    register = Register.create(tmp_path / "a.db")
    register.import_lines(read_lines([received_line("1", recorded_at="2025-03-02T16:00:00Z")], "a"), NOW)
    with pytest.raises(InvalidLine):
        register.import_lines(read_lines([received_line("2", recorded_at="2025-03-02T15:59:59Z")], "a"), NOW)
    register.close()


def test_import_counts_each_case_once(tmp_path: Path) -> None:
    """Cases whose facts lie far apart in a large file are counted once each, and so are cases known before."""
    numbers = [f"c{n}" for n in range(2100)]
    lines = [received_line(number) for number in numbers]
    lines += [json.dumps({"case": number, "event": "review_started", "on": "2025-03-04"}) for number in numbers]
    lines += [json.dumps({"case": "c0", "person": {"name": "x"}})]
    register = Register.create(tmp_path / "a.db")
    assert register.import_lines(read_lines(lines, "a"), NOW) == (2100, 4200, 0)
    more = ['{"case": "c5", "event": "processing_started", "on": "2025-03-05"}', received_line("new")]
    assert register.import_lines(read_lines(more, "b"), NOW) == (2, 2, 0)
    stages = {row[2] for number, row in docket(tmp_path / "a.db").items() if number not in {"c5", "new"}}
    assert stages == {"REVIEW"}
    register.close()


def test_person_is_kept_apart_and_replaced(path: Path) -> None:
    """Who asks stands in no fact; a later line replaces it; erasing it leaves the history as it is."""
    with opened(path) as register:
        assert register.person("2025-001") == Person("王小明", "350102199001011234", "13900001111")
        assert register.person("2025-002") is None
        register.import_lines(read_lines(['{"case": "2025-001", "person": {"name": "王大明"}}'], "a"), NOW)
        assert register.person("2025-001") == Person("王大明", None, None)
        history = list(register.export())
        register.forget("2025-001", "依申请人要求", "李四", NOW)
        assert register.person("2025-001") is None
        assert list(register.export()) == history
        assert register.verify().ok
    for file in path.parent.glob("register.db*"):
        assert not any(name.encode() in file.read_bytes() for name in ("王小明", "王大明", "13900001111"))


@pytest.mark.parametrize("number", ["", "  ", "\ud800"])
def test_case_number_that_no_file_could_carry_is_refused(path: Path, number: str) -> None:
    """A case cannot be opened under a number that the case file format does not allow."""
    with opened(path) as register, pytest.raises(InvalidFact):
        register.open_case(number, receipt(), NOW)


def test_text_that_no_file_could_carry_is_refused(path: Path) -> None:
    """A text with half a character, as a misread terminal gives it, is refused as a bad fact."""
    before = contents(path)
    with opened(path) as register, pytest.raises(InvalidFact):
        register.record("2025-002", ReviewStarted(date(2025, 3, 5), note="\udce6"), NOW)
    assert contents(path) == before


# -- numbering --------------------------------------------------------------------------------------------


def test_numbers_run_by_year_of_receipt(tmp_path: Path) -> None:
    """Each year has its own series from 1, whatever the order in which requests are entered."""
    register = Register.create(tmp_path / "a.db")
    years = [2025, 2024, 2025, 2026, 2024, 2025]
    numbers = [register.receive(receipt(date(year, 3, 3)), NOW).number for year in years]
    assert numbers == ["2025-001", "2024-001", "2025-002", "2026-001", "2024-002", "2025-003"]
    register.close()


@pytest.mark.parametrize(
    ("pattern", "numbers"),
    [
        ("榕工信〔{year}〕第{n}号", ["榕工信〔2025〕第1号", "榕工信〔2025〕第2号", "榕工信〔2026〕第1号"]),
        ("{year}-{n:03}", ["2025-001", "2025-002", "2026-001"]),
        ("{n:05}", ["00001", "00002", "00003"]),
        ("{n}/{year}", ["1/2025", "2/2025", "1/2026"]),
        ("依{{申}}{year}{n:04}", ["依{申}20250001", "依{申}20250002", "依{申}20260001"]),
    ],
)
def test_pattern_chosen_numbers_cases_and_reads_its_own_numbers(
    tmp_path: Path, pattern: str, numbers: list[str]
) -> None:
    """A pattern numbers as it says, and a register that read these numbers in goes on after them."""
    days = [date(2025, 3, 3), date(2025, 3, 4), date(2026, 3, 3)]
    register = Register.create(tmp_path / "a.db", Settings(numbering=pattern))
    assert [register.receive(receipt(day), NOW).number for day in days] == numbers
    text = list(register.export())
    following = register.receive(receipt(date(2025, 5, 5)), NOW).number
    register.close()
    copy = Register.create(tmp_path / "b.db", Settings(numbering=pattern))
    copy.import_lines(read_lines(text, "a"), NOW)
    assert copy.receive(receipt(date(2025, 5, 5)), NOW).number == following
    copy.close()


@pytest.mark.parametrize("pattern", ["{year:06}-{n}", "{year}-{n!r:03}", "{{year}}-{n}", "FZ.{year}+{n:2}"])
def test_odd_pattern_is_refused_or_works(tmp_path: Path, pattern: str) -> None:
    """A pattern is either refused at once, or gives numbers that never clash, over years and after an import."""
    try:
        register = Register.create(tmp_path / "a.db", Settings(numbering=pattern))
    except BadNumbering:
        return
    days = [date(2025, 3, 3)] * 12 + [date(2026, 3, 3)] * 2
    numbers = [register.receive(receipt(day), NOW).number for day in days]
    assert len(set(numbers)) == 14
    text = list(register.export())
    register.close()
    copy = Register.create(tmp_path / "b.db", Settings(numbering=pattern))
    copy.import_lines(read_lines(text, "a"), NOW)
    following = [copy.receive(receipt(date(year, 5, 5)), NOW).number for year in (2025, 2026)]
    assert len({*numbers, *following}) == 16
    copy.close()


@pytest.mark.parametrize(
    "pattern",
    [
        *("", "第1号", "{year}", "{n}{n}", "{n}-{year}-{year}", "{}", "{0}", "{n", "n}", "{month}-{n}", "{n.real}"),
        *("{n[0]}", "{n:x}", "{n:,}", "{n:>5}", "{n:{year}}", "{n:1000}", "{n:.2f}", "{n:c}"),
    ],
)
def test_bad_pattern_is_refused_before_anything_is_made(tmp_path: Path, pattern: str) -> None:
    """A pattern that cannot number cases is refused, and no file is made."""
    with pytest.raises(BadNumbering) as caught:
        Register.create(tmp_path / "a.db", Settings(numbering=pattern))
    assert caught.value.pattern == pattern
    assert list(tmp_path.iterdir()) == []


def test_numbers_read_in_or_given_raise_the_series(path: Path) -> None:
    """After numbers that follow the pattern come higher ones; other numbers leave the series alone."""
    with opened(path) as register:
        lines = [received_line(number) for number in ("2025-020", "2025-0021", "2025-x", "信〔2025〕99号", "2026-007")]
        register.import_lines(read_lines(lines, "a"), NOW)
        assert register.receive(receipt(), NOW).number == "2025-022"
        register.open_case("2025-040", receipt(), NOW)
        assert register.receive(receipt(), NOW).number == "2025-041"
        register.open_case("2025-030", receipt(), NOW)
        assert register.receive(receipt(), NOW).number == "2025-042"
        assert register.receive(receipt(date(2026, 3, 3)), NOW).number == "2026-008"


def test_numbers_are_gap_free_over_threads(tmp_path: Path) -> None:
    """Eight clerks receiving at once through one desk get the numbers 1 to 160, each once."""
    desk = Desk.create(tmp_path / "a.db")

    def clerk(_: int) -> list[str]:
        with desk:
            asked = {"channel": Channel.FAX, "requester": Requester.RESEARCH, "subject": "纪要"}
            return [desk.receive(date(2025, 3, 3), **asked).number for _ in range(20)]

    with ThreadPoolExecutor(8) as pool:
        taken = [number for numbers in pool.map(clerk, range(8)) for number in numbers]
    assert sorted(taken) == [f"2025-{n:03}" for n in range(1, 161)]
    desk.close()


def test_numbers_are_gap_free_after_refusals(path: Path) -> None:
    """A receipt that was refused takes no number."""
    with opened(path) as register:
        with pytest.raises(OutOfOrder):
            register.receive(receipt(date(2030, 6, 1)), datetime(2030, 5, 1, tzinfo=UTC))
        assert register.receive(receipt(), NOW).number == "2025-003"
        assert register.receive(receipt(date(2030, 6, 1)), NOW).number == "2030-001"


CLERK = """
import datetime
from desk import Desk
from workflow.events import Channel, ReviewStarted
from workflow.outcomes import Requester
with Desk.open(path) as desk, open(out, "w", encoding="utf-8") as log:
    barrier.wait()
    for _ in range(25):
        case = desk.receive(
            datetime.date(2025, 3, 3), channel=Channel.FAX, requester=Requester.RESEARCH, subject="纪要"
        )
        desk.record(case.number, ReviewStarted(datetime.date(2025, 3, 4)))
        print(case.number, file=log)
"""


def test_numbers_are_gap_free_over_processes(tmp_path: Path) -> None:
    """Four processes receiving at once get the numbers 1 to 100, each once, and every fact is there."""
    path, script = tmp_path / "register.db", tmp_path / "clerk.py"
    Register.create(path, Settings(numbering="榕工信〔{year}〕第{n}号")).close()
    script.write_text(CLERK, encoding="utf-8")
    spawn = multiprocessing.get_context("spawn")
    barrier = spawn.Barrier(4)
    clerks = [
        spawn.Process(
            target=runpy.run_path,
            args=(str(script), {"path": path, "out": tmp_path / f"{n}.txt", "barrier": barrier}),
        )
        for n in range(4)
    ]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join(60)
    assert [clerk.exitcode for clerk in clerks] == [0] * 4
    taken = [line for n in range(4) for line in (tmp_path / f"{n}.txt").read_text(encoding="utf-8").split()]
    assert sorted(taken) == sorted(f"榕工信〔2025〕第{n}号" for n in range(1, 101))
    assert [row[2] for row in docket(path).values()] == ["REVIEW"] * 100
    assert len(recorded(path)[0]) == 200


# -- files ------------------------------------------------------------------------------------------------


def other_database(path: Path) -> None:
    with raw(path) as db:
        db.execute("CREATE TABLE t (x)")
        db.execute("INSERT INTO t VALUES (1)")


STRANGERS: dict[str, Any] = {
    "empty": lambda path: path.write_bytes(b""),
    "one byte": lambda path: path.write_bytes(b"S"),
    "text": lambda path: path.write_text("案卷\n" * 200, encoding="utf-8"),
    "case file": lambda path: path.write_text(received_line("1"), encoding="utf-8"),
    "zeros": lambda path: path.write_bytes(bytes(8192)),
    "mark of sqlite alone": lambda path: path.write_bytes(b"SQLite format 3\x00"),
    "another database": other_database,
}


@pytest.mark.parametrize("stranger", STRANGERS)
def test_file_that_is_no_register_is_refused_and_untouched(tmp_path: Path, stranger: str) -> None:
    """A file that is something else is refused as such; its bytes stay, and nothing is put beside it."""
    path = tmp_path / "register.db"
    STRANGERS[stranger](path)
    before = path.read_bytes()
    for attempt in (Register.open, Desk.open):
        with pytest.raises(NotARegister) as caught:
            attempt(path)
        assert str(path) in str(caught.value)
    with pytest.raises(RegisterExists):
        Register.create(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_folder_and_nothing_are_refused(tmp_path: Path) -> None:
    """A folder is no register; where nothing is, nothing is made by opening."""
    with pytest.raises(NotARegister):
        Register.open(tmp_path)
    with pytest.raises(RegisterExists):
        Register.create(tmp_path)
    with pytest.raises(NoRegister) as caught:
        Register.open(tmp_path / "missing.db")
    assert "missing.db" in str(caught.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", ["no/such/folder/register.db", "file/register.db", "/proc/register.db", "x" * 300])
def test_place_where_nothing_can_be_made(tmp_path: Path, place: str) -> None:
    """In a folder that is missing, is a file, or refuses, the error says so, and nothing is left behind."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(CannotWrite) as caught:
        Register.create(tmp_path / place)
    assert "register.db" in str(caught.value) or "xxx" in str(caught.value)
    with pytest.raises(RegisterError):
        Register.open(tmp_path / place)
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def read_and_write(path: Path) -> None:
    with opened(path) as register:
        list(register.export(persons=True))
        tallies(register)
        cases_of(register)
        register.receive(receipt(), NOW)


@pytest.mark.parametrize("kept", [16, 99, 100, 101, 1000, 4095, 4096, 5000, 8192, 0.5, 0.9])
def test_truncated_file_is_refused_and_untouched(path: Path, kept: float) -> None:
    """A register that was cut off is called no register, at the latest when it is read; its bytes stay."""
    with raw(path) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.execute("PRAGMA journal_mode = DELETE")
    whole = path.read_bytes()
    part = whole[: int(len(whole) * kept) if isinstance(kept, float) else kept]
    path.write_bytes(part)
    with pytest.raises(NotARegister):
        read_and_write(path)
    assert path.read_bytes() == part


def test_register_of_a_later_version_is_refused_and_untouched(path: Path) -> None:
    """A file that a later version has migrated is refused with that step's name, and stays as it is."""
    with raw(path) as db:
        named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE '%migrations%'"
        ((table,),) = db.execute(named).fetchall()
        columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
        row = dict(zip(columns, db.execute(f"SELECT * FROM {table}").fetchone(), strict=True))
        row |= {"name": "chain_of_hashes"} | ({"id": 99} if "id" in row else {})
        marks = ", ".join("?" * len(row))
        db.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))
    before = path.read_bytes()
    assert b"chain_of_hashes" in before
    with pytest.raises(RegisterTooNew, match="chain_of_hashes"):
        Register.open(path)
    assert path.read_bytes() == before


def test_existing_register_is_never_overwritten(path: Path) -> None:
    """Making a register where one stands is refused and leaves it as it is."""
    before = contents(path)
    with pytest.raises(RegisterExists):
        Register.create(path)
    with pytest.raises(RegisterExists):
        Desk.create(path)
    assert contents(path) == before


def test_settings_are_kept(tmp_path: Path) -> None:
    """What was chosen when the register was made holds when it is opened again."""
    chosen = Settings("福州市工业和信息化局", "guangxi", "榕工信〔{year}〕第{n}号")
    Register.create(tmp_path / "a.db", chosen).close()
    with opened(tmp_path / "a.db") as register:
        assert register.settings == in_full(chosen)
        assert register.settings[:3] == chosen[:3]


def test_file_with_a_name_like_an_address(tmp_path: Path) -> None:
    """Blanks, question marks, percent signs and Chinese in a file name are only characters."""
    path = tmp_path / "登记 簿?mode=ro#100%41.db"
    Register.create(path).close()
    with opened(path) as register:
        assert register.receive(receipt(), NOW).number == "2025-001"
    assert path.exists()


def test_every_write_is_durable(path: Path) -> None:
    """The file is in WAL mode, and the library's own connection waits for the disk (synchronous=FULL)."""
    with raw(path) as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    with opened(path) as register:
        db_of_this_thread = register._shelf.connections.db
        assert db_of_this_thread.execute("PRAGMA synchronous").fetchone() == (2,)
        assert db_of_this_thread.execute("PRAGMA journal_mode").fetchone() == ("wal",)


# -- several at once, and the worst -----------------------------------------------------------------------


def test_one_desk_serves_eight_threads(tmp_path: Path) -> None:
    """Eight threads take eight cases through all stages at one desk; all see all of it afterwards."""
    desk = Desk.create(tmp_path / "register.db")

    def clerk(n: int) -> str:
        with desk:
            asked = {"channel": Channel.FAX, "requester": Requester.RESEARCH, "subject": f"纪要{n}"}
            number = desk.receive(date(2025, 3, 3), **asked).number
            steps = [ReviewStarted(date(2025, 3, 4)), ProcessingStarted(date(2025, 3, 5)), replied()]
            for fact in [*steps, Archived(date(2025, 4, 1))]:
                desk.record(number, fact)
                assert desk.case(number).facts[-1] == fact
                list(desk.export())
            return number

    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(clerk, range(8)))
    assert [(c.number, c.stage.value, len(c.history)) for c in desk.cases()] == [
        (number, "ARCHIVED", 5) for number in sorted(numbers)
    ]
    desk.close()


def test_several_may_open_a_new_register_at_once(tmp_path: Path) -> None:
    """When eight workers of an application start at once, one makes the register and all can use it."""
    for attempt in range(5):
        path, start = tmp_path / f"{attempt}.db", threading.Barrier(8)

        def worker(path: Path = path, start: threading.Barrier = start) -> str:
            start.wait()
            with Desk.open(path, numbering="第{n}号") as desk:
                asked = {"channel": Channel.FAX, "requester": Requester.RESEARCH, "subject": "纪要"}
                return desk.receive(date(2025, 3, 3), **asked).number

        with ThreadPoolExecutor(8) as pool:
            numbers = [future.result() for future in [pool.submit(worker) for _ in range(8)]]
        assert sorted(numbers) == [f"第{n}号" for n in range(1, 9)]


def test_busy_file_is_said_and_nothing_is_written(path: Path) -> None:
    """While another program holds the lock, a write gives up after the time allowed; reading goes on."""
    before = contents(path)
    with opened(path, busy_seconds=0.2) as register, raw(path) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RegisterBusy) as caught:
            register.record("2025-002", ReviewStarted(date(2025, 3, 5)), NOW)
        assert (caught.value.path, caught.value.seconds) == (path, 0.2)
        with pytest.raises(RegisterBusy):
            register.receive(receipt(), NOW)
        with pytest.raises(RegisterBusy):
            register.import_lines(read_lines([received_line("x")], "a"), NOW)
        assert register.case("2025-002").stage.value == "RECEIVED"
        other.execute("ROLLBACK")
        assert contents(path) == before
        assert register.record("2025-002", ReviewStarted(date(2025, 3, 5)), NOW).stage.value == "REVIEW"


def test_writer_waits_for_another_that_is_quick(path: Path) -> None:
    """A lock that is given back within the time allowed is waited for."""
    with opened(path, busy_seconds=5) as register, raw(path) as other, ThreadPoolExecutor(1) as pool:
        other.execute("BEGIN IMMEDIATE")

        def write() -> str:
            try:
                return register.record("2025-002", ReviewStarted(date(2025, 3, 5)), NOW).stage.value
            finally:
                register.close()

        waiting = pool.submit(write)
        assert not threading.Event().wait(0.2)
        other.execute("COMMIT")
        assert waiting.result(5) == "REVIEW"


WRITER = """
import datetime, sys
from desk import Desk
from workflow.events import Channel, ReviewStarted, ProcessingStarted
from workflow.outcomes import Requester
day = datetime.date(2025, 3, 3)
with Desk.open(sys.argv[1]) as desk:
    while True:
        number = desk.receive(day, channel=Channel.FAX, requester=Requester.RESEARCH, subject="纪要").number
        print(number, 1, flush=True)
        for no, fact in enumerate((ReviewStarted(day), ProcessingStarted(day)), 2):
            desk.record(number, fact)
            print(number, no, flush=True)
"""


def test_killed_writer_loses_nothing_acknowledged(tmp_path: Path) -> None:
    """A writer killed ten times in a row in the midst of its work loses no fact that it had acknowledged."""
    path = tmp_path / "register.db"
    Register.create(path).close()
    acknowledged: set[tuple[str, int]] = set()
    for kill in range(10):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)],
            stdout=subprocess.PIPE,
            cwd=tmp_path,
            env={"PYTHONPATH": str(ROOT)},
        )
        assert writer.stdout is not None
        lines = [writer.stdout.readline() for _ in range(20 + 7 * kill)]
        writer.send_signal(signal.SIGKILL)
        lines += writer.stdout.readlines()
        writer.stdout.close()
        assert writer.wait(30) == -signal.SIGKILL
        whole = [line.decode().split() for line in lines if line.endswith(b"\n")]
        acknowledged |= {(number, int(no)) for number, no in whole}
    with opened(path) as register:
        cases = {case.number: case for case in cases_of(register)}
        assert all(len(cases[number].history) >= no for number, no in acknowledged)
        assert docket(path) == {n: row_by_hand(n, tuple(e.fact for e in case.history)) for n, case in cases.items()}
        assert sorted(cases) == sorted(f"2025-{n:03}" for n in range(1, len(cases) + 1))
        copy = Register.create(tmp_path / "copy.db")
        copy.import_lines(read_lines(register.export(), "x"), NOW)
        assert list(copy.export()) == list(register.export())
        copy.close()
    with raw(path) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_register_copied_with_its_companions_is_whole(path: Path, tmp_path: Path) -> None:
    """A copy of the file with its -wal and -shm, taken while a clerk has it open, holds every fact."""
    with opened(path) as register:
        register.record("2025-002", ReviewStarted(date(2025, 3, 5)), NOW)
        folder = tmp_path / "copy"
        folder.mkdir()
        for file in path.parent.glob("register.db*"):
            shutil.copy(file, folder)
        assert exported(folder / "register.db") == exported(path)


def test_a_series_that_was_lost_gives_no_number_twice(tmp_path: Path) -> None:
    """Where the organ has used a number beyond its series, the next case says so and the book stays as it was."""
    register = Register.create(tmp_path / "register.db", Settings(numbering="{n}"))
    register.open_case("1", receipt(), NOW)
    with closing(sqlite3.connect(register.path)) as db:
        db.execute("DELETE FROM numbering")
        db.commit()
    with pytest.raises(NumberTaken, match="1"):
        register.receive(receipt(), NOW)
    register.rebuild()
    assert register.receive(receipt(), NOW).number == "2"
    assert register.verify().ok
    register.close()
