"""One door for values: what a constructor, an entry of the book or an import takes can be read back, byte for byte."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk import Desk
from persistence import MemoryRegister, Person, Register
from persistence.casefile import read_lines
from persistence.contract.tools import cases_of
from persistence.errors import NotAsWritten
from workflow import Case
from workflow import events as e
from workflow.errors import InvalidFact, WrongType, YishenqingError
from workflow.events import EVENT_OF, Fact, all_fields

DATA = Path(__file__).parent / "data"
NOW = datetime(2040, 1, 2, 4, tzinfo=UTC)
RECEIPT = e.Received(date(2025, 1, 6), channel="oral", requester="business", subject="会议纪要")  # type: ignore[arg-type]
START = date(2025, 2, 3)


# -- amounts ----------------------------------------------------------------------------------------------


def stores(folder: Path) -> list[Any]:
    return [Register.create(folder / "r.db", opened_at=NOW), MemoryRegister(NOW)]


@pytest.mark.parametrize(
    "amount",
    [
        Decimal(10.1),  # noqa: RUF032  the slip that people make
        Decimal(1) / 3,
        Decimal("-0"),
        Decimal("-0.004").quantize(Decimal("0.01")),
        Decimal("0E-20"),
        Decimal("0.001"),
        Decimal(10) ** 12,
    ],
    ids=str,
)
def test_an_amount_that_no_notice_names_is_refused_when_it_is_recorded(amount: Decimal, tmp_path: Path) -> None:
    """More than two places, a sign or a million millions: refused in words, and nothing is written."""
    for store in stores(tmp_path):
        store.open_case("1", RECEIPT, NOW)
        head = store.head()
        with pytest.raises(InvalidFact, match="至多两位小数"):
            store.record("1", e.FeeNoticed(START, amount=amount, method="by_item"), NOW)  # type: ignore[arg-type]
        assert store.head() == head
        assert store.verify().ok


@pytest.mark.parametrize("amount", ["0", "0.01", "10.10", "999999999999.99"])
def test_an_amount_is_read_back_as_it_was_written(amount: str, tmp_path: Path) -> None:
    """The smallest and the greatest, and the zero at the end."""
    for store in stores(tmp_path):
        store.open_case("1", RECEIPT, NOW)
        store.record("1", e.FeeNoticed(START, amount=Decimal(amount), method="by_item"), NOW)  # type: ignore[arg-type]
        assert str(store.case("1").facts[1].amount) == amount
        assert f'"amount":"{amount}"' in list(store.export())[-1]


def test_an_amount_with_an_exponent_is_written_without(tmp_path: Path) -> None:
    """It is the amount that it is, and the file says it as people do."""
    for store in stores(tmp_path):
        store.open_case("1", RECEIPT, NOW)
        store.record("1", e.FeeNoticed(START, amount=Decimal("1E+3"), method="by_item"), NOW)  # type: ignore[arg-type]
        assert store.case("1").facts[1].amount == 1000
        assert '"amount":"1000"' in list(store.export())[-1]
        assert store.verify().ok


# -- a register that an earlier version left unreadable ---------------------------------------------------


def test_a_register_that_an_earlier_version_made_unreadable_is_read_and_mended(tmp_path: Path) -> None:
    """Amounts with many places and numbers in place of names: it verifies, lists, exports, is copied and mended."""
    path = copy(DATA / "unreadable_by_rules_1.db", tmp_path / "r.db")
    with Desk.open(path, now=date(2026, 3, 3)) as desk:
        head = desk.register.head()
        assert desk.verify(against=head).problems == ()
        assert len(desk.due()) == 8
        assert [year.by for year in desk.frozen(2025)] == ["42", "42.5", "1"]
        noticed = desk.case("2025-001").facts[1]
        assert noticed.amount == Decimal(10.1)  # type: ignore[attr-defined]  # noqa: RUF032
        mended = e.FeeNoticed(noticed.on, amount=Decimal("10.10"), method="by_item")  # type: ignore[arg-type]
        desk.record("2025-001", e.Rectified(date(2026, 3, 3), event_no=2, replacement=mended, reason="金额误登"))
        assert desk.case("2025-001").facts[1] == mended
        assert desk.verify(against=head).problems == ()
        assert desk.backup(tmp_path / "copy.db").ok
        lines = list(desk.export())
    (tmp_path / "again").mkdir()
    for store in stores(tmp_path / "again"):
        store.import_lines(read_lines(lines, "export"), NOW)
        assert [line for line in store.export() if '"amount"' in line] == [line for line in lines if '"amount"' in line]
        assert store.verify().ok


def test_a_name_that_looks_like_a_number_is_still_proved(tmp_path: Path) -> None:
    """Changing it in the file breaks the chain, whichever number is put there."""
    for other in ("43", "042", "42.0", "四十二"):
        path = Path(copy(DATA / "unreadable_by_rules_1.db", tmp_path / "r.db"))
        raw = sqlite3.connect(path)
        raw.execute("DROP TRIGGER IF EXISTS journal_no_update")
        (row,) = raw.execute("SELECT seq FROM journal WHERE kind = 'retention_set'").fetchone()
        raw.execute("UPDATE journal SET by_whom = ? WHERE seq = ?", (other, row))
        raw.commit()
        raw.close()
        register = Register.open(path)
        assert any(problem.what == "chain" and problem.seq == row for problem in register.verify().problems)
        register.close()


# -- entries of the book ----------------------------------------------------------------------------------

HALF = "\ud800"
ENTRIES: list[tuple[str, Callable[[Desk], object]]] = [
    ("freeze by a number", lambda desk: desk.freeze(2025, by=42)),  # type: ignore[arg-type]
    ("freeze by half a character", lambda desk: desk.freeze(2025, by=HALF)),
    ("freeze for a number", lambda desk: desk.freeze(2025, reason=5)),  # type: ignore[arg-type]
    ("keep by a number", lambda desk: desk.keep([("all", "10")], by=42)),  # type: ignore[arg-type]
    ("keep a number of years", lambda desk: desk.keep([("all", 10)])),  # type: ignore[list-item]
    ("forget by a number", lambda desk: desk.forget("1", "误登", by=42)),  # type: ignore[arg-type]
    ("forget for nothing", lambda desk: desk.forget("1", None)),  # type: ignore[arg-type]
    ("forget for half a character", lambda desk: desk.forget("1", HALF)),
    ("destroy by numbers", lambda desk: desk.destroy("1", by=1, and_by=2, reason="到期")),  # type: ignore[arg-type]
    ("record by a number", lambda desk: desk.record("1", e.ReviewStarted(START, by=42))),  # type: ignore[arg-type]
    ("a person who is half a character", lambda desk: desk.receive(START, person=Person(HALF), **ASKED)),
]
ASKED: dict[str, Any] = {"channel": "oral", "requester": "business", "subject": "会议纪要"}


@pytest.mark.parametrize(("what", "write"), ENTRIES, ids=[what for what, _ in ENTRIES])
def test_what_is_no_text_is_refused(what: str, write: Callable[[Desk], object], tmp_path: Path) -> None:
    """A clerk, a reason or a person that is no text is refused in words; the register still verifies and is copied."""
    for store in stores(tmp_path):
        desk = Desk(store, now=NOW.date())
        store.open_case("1", RECEIPT, NOW, Person("王某"))
        head = store.head()
        with pytest.raises((InvalidFact, WrongType)):
            write(desk)
        assert store.head() == head
        assert desk.verify().problems == ()


@pytest.mark.parametrize("name", ["agency", "region", "readings"])
def test_settings_are_text(name: str, tmp_path: Path) -> None:
    """A setting that could not be read back makes no register."""
    from persistence import Settings

    for bad in (42, HALF):
        with pytest.raises((InvalidFact, WrongType)):
            Register.create(tmp_path / "r.db", Settings(**{name: bad}))  # type: ignore[arg-type]
        with pytest.raises((InvalidFact, WrongType)):
            MemoryRegister(NOW, Settings(**{name: bad}))  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_a_pattern_of_numbers_is_one_line(tmp_path: Path) -> None:
    """With an end of a line in it no case could be opened, so that no register is made."""
    from persistence import Settings
    from persistence.errors import BadNumbering

    for pattern in ("{year}-{n}\n", "{n}\u2028", "\t{n}"):
        with pytest.raises(BadNumbering):
            Register.create(tmp_path / "r.db", Settings(numbering=pattern))
    assert list(tmp_path.iterdir()) == []


# -- read back before it is there for good ----------------------------------------------------------------


class Faulty(sqlite3.Connection):
    """A connection that changes one column of what is appended to the journal, as a fault of the machine might."""

    column: int | None = None

    def execute(self, sql: str, values: Any = ()) -> sqlite3.Cursor:
        if self.column is not None and sql.startswith("INSERT INTO journal"):
            values = [value if n != self.column else _other(value) for n, value in enumerate(values)]
        return super().execute(sql, values)


def _other(value: Any) -> Any:
    return value[::-1] if isinstance(value, bytes) else f"{value}0"


@pytest.mark.parametrize("column", [3, 4, 5, 7, 8, 9])
def test_a_row_that_is_not_what_was_recorded_is_never_committed(column: int, tmp_path: Path) -> None:
    """Whichever of its columns the file holds otherwise: the fact is refused, and the book is as it was."""
    made = Register.create(tmp_path / "r.db", opened_at=NOW)
    made.open_case("1", RECEIPT, NOW)
    connections: list[Faulty] = []

    def connect(path: Path, seconds: float) -> sqlite3.Connection:
        connections.append(sqlite3.connect(path, factory=Faulty, isolation_level=None, timeout=seconds))
        return connections[-1]

    register = Register.open(tmp_path / "r.db", connect=connect)
    assert register.case("1").number == "1"
    connections[-1].column = column
    with pytest.raises(NotAsWritten):
        register.record("1", e.ReviewStarted(START, note="收"), NOW)
    connections[-1].column = None
    assert len(register.case("1").history) == 1
    assert register.record("1", e.ReviewStarted(START), NOW).stage == "REVIEW"
    assert made.verify().ok


# -- facts drawn from the rules of the constructors -------------------------------------------------------

_CHARACTERS = st.characters(exclude_categories=())  # half characters, controls and noncharacters too
_TEXT = st.text(_CHARACTERS, max_size=8) | st.sampled_from(["", "甲", "复议1", "\u2028", "a\x00b", "　", "é", '"\\'])
_YUAN = st.one_of(
    st.decimals(min_value=0, max_value=10**12 - 1, places=2),
    st.decimals(),
    st.sampled_from([Decimal(1) / 3, Decimal("-0"), Decimal("1E+3"), 1, 1.5, True]),
)
_DAY = st.dates(START, date(2026, 12, 31)) | st.dates()
_OF: dict[str, st.SearchStrategy[Any]] = {
    "date": _DAY,
    "text": _TEXT,
    "list": st.lists(_TEXT, max_size=3).map(tuple),
    "flag": st.booleans(),
    "yuan": _YUAN,
    "whole": st.integers(-2, 40) | st.integers(),
    "fact": st.none(),
}
BEFORE: dict[str, tuple[Fact, ...]] = {
    "clarified": (e.ClarificationRequested(START, respond_by=START),),
    "lapsed": (
        e.ClarificationRequested(START, respond_by=START),
        e.FeeNoticed(START, amount=Decimal(1), method="by_item"),  # type: ignore[arg-type]
    ),
    "reasons_given": (e.ReasonsRequested(START),),
    "fee_paid": (e.FeeNoticed(START, amount=Decimal(10), method="by_item"),),  # type: ignore[arg-type]
    "archived": (e.Withdrawn(START),),
    "reopened": (e.ClarificationRequested(START, respond_by=START), e.Lapsed(START, cause="clarification")),  # type: ignore[arg-type]
    "processing_started": (e.ReviewStarted(START),),
    "ground_found": (e.ReviewStarted(START),),
    "third_party_consulted": (e.ReviewStarted(START),),
    "agency_consulted": (e.ReviewStarted(START),),
}
ANSWERS = {
    "third_party_answered": ("party", "third_party_consulted", {}),
    "agency_answered": ("agency", "agency_consulted", {"joint": True}),
    "reconsideration_accepted": ("dispute", "reconsideration_filed", {}),
    "reconsideration_refused": ("dispute", "reconsideration_filed", {}),
    "reconsideration_decided": ("dispute", "reconsideration_filed", {}),
    "litigation_decided": ("dispute", "litigation_filed", {"after_reconsideration": False}),
}


@st.composite
def built(draw: st.DrawFn) -> Fact | None:
    """Draw a fact of any kind that its constructor takes; None where it does not take what was drawn."""
    kind = draw(st.sampled_from(sorted(EVENT_OF)))
    values: dict[str, Any] = {}
    for field in all_fields(EVENT_OF[kind]):
        options = field.metadata.get("options")
        of = st.sampled_from(list(options)) if options else _OF[field.metadata["json"]]
        values[field.name] = draw(st.none() | of if field.default is None else of)
    try:
        return EVENT_OF[kind](**values)
    except InvalidFact:
        return None


def histories(facts: list[Fact]) -> Iterator[tuple[Fact, ...]]:
    """Yield each fact at the end of a history in which it is possible, if it is possible at all."""
    for fact in facts:
        if isinstance(fact, e.Received):
            yield (fact,)
        elif fact.kind in ANSWERS:
            name, opened, more = ANSWERS[fact.kind]
            named = {field: getattr(fact, field) for field in (name, "ref") if hasattr(fact, field)}
            yield (RECEIPT, e.ReviewStarted(START), EVENT_OF[opened](START, **named, **more), fact)
        elif isinstance(fact, e.LitigationAppealed):
            filed = e.LitigationFiled(START, dispute=fact.dispute, after_reconsideration=False)
            decided = e.LitigationDecided(START, dispute=fact.dispute, result="upheld", final=False)  # type: ignore[arg-type]
            yield (RECEIPT, filed, decided, fact)
        elif isinstance(fact, e.Delivered):
            letter = e.LetterIssued(START, letter="reply", number=fact.letter, text_hash="sm3:9f")
            yield (RECEIPT, letter, fact)
        elif isinstance(fact, e.Rectified):
            yield (RECEIPT, e.ReviewStarted(START), fact)
        else:
            yield (RECEIPT, *BEFORE.get(fact.kind, ()), fact)


def taken(store: Any, number: str, history: tuple[Fact, ...]) -> Case | None:
    """Record a history; None where a fact of it was refused, which must be in our words."""
    try:
        case: Case = store.open_case(number, history[0], NOW)
        for fact in history[1:]:
            case = store.record(number, fact, NOW)
    except YishenqingError:
        return None
    return case


def test_what_a_constructor_takes_is_refused_or_read_back(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Facts drawn from the constructors' rules: read, proved, exported and imported equal, in both stores.

    A good part of them is taken: else it would prove little.
    """
    counted: Counter[str] = Counter()

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
    @given(drawn=st.lists(built(), min_size=150, max_size=250))
    def each(drawn: list[Fact | None]) -> None:
        proved([fact for fact in drawn if fact is not None], tmp_path_factory, counted)

    each()
    assert counted["taken"] > counted["drawn"] // 3


def proved(drawn: list[Fact], folders: pytest.TempPathFactory, counted: Counter[str]) -> None:
    """Record the facts in both stores, and prove that those taken come back; count the histories drawn and taken."""
    folder = folders.mktemp("drawn")
    register, memory = stores(folder)
    for n, history in enumerate(histories(drawn)):
        case = taken(register, f"x{n}", history)
        assert taken(memory, f"x{n}", history) == case
        counted.update(drawn=1, taken=int(case is not None))
        assert case is None or case.history[-1].fact == history[-1]
    again = Register.open(folder / "r.db")
    cases = {case.number: case for case in cases_of(memory)}
    assert {case.number: case for case in cases_of(again)} == cases
    assert {number: again.case(number) for number in cases} == cases
    assert again.verify().problems == ()
    assert memory.verify().problems == ()
    lines = list(again.export())
    assert list(memory.export()) == lines
    for store in stores(folders.mktemp("imported")):
        store.import_lines(read_lines(lines, "export"), NOW + timedelta(1))
        assert list(store.export()) == lines
        assert store.verify().problems == ()
    again.close()
    register.close()


# -- entries drawn likewise -------------------------------------------------------------------------------

_WHO = st.none() | _TEXT | st.integers() | st.booleans() | st.floats(allow_nan=False)
_PERSON = st.tuples(st.none() | _TEXT, st.none() | _TEXT, st.none() | _TEXT).map(Person._make)
WRITES: dict[str, Callable[[Desk, Any], object]] = {
    "keep": lambda desk, who: desk.keep([("all", "10"), ("granted", "permanent")], by=who),
    "freeze": lambda desk, who: desk.freeze(2025, by=who, again=bool(desk.frozen(2025)), reason="再报"),
    "forget": lambda desk, who: desk.forget("1", "误登", by=who),
    "forget for": lambda desk, who: desk.forget("1", who),
    "person": lambda desk, who: desk.receive(START, person=Person(who, who, who), **ASKED),
    "entry": lambda desk, who: desk.register.write_entry("app.x", NOW, '{"n":1}', by=who, note=who),
}


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
@given(person=_PERSON, drawn=st.lists(st.tuples(st.sampled_from(sorted(WRITES)), _WHO), max_size=12))
def test_what_an_entry_takes_is_refused_or_read_back(
    person: Person, drawn: list[tuple[str, Any]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Entries of the book with whatever clerk and reason: refused in words, or read, proved and copied."""
    folder = tmp_path_factory.mktemp("entries")
    for store in stores(folder):
        desk = Desk(store, now=NOW.date())
        store.open_case("1", RECEIPT, NOW)
        for kind, who in [("as drawn", person), *drawn]:
            try:
                if kind == "as drawn":
                    desk.receive(START, person=who, **ASKED)
                else:
                    WRITES[kind](desk, who)
            except YishenqingError:
                continue
        assert desk.verify().problems == ()
        assert [year.year for year in desk.frozen(2025)] == [2025] * len(store.entries("year_frozen"))
    assert Register.open(folder / "r.db").verify().ok
