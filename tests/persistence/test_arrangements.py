"""The register's own arrangements: read back as they were written, and never changed."""

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from persistence import Register
from persistence.arrangements import Move
from workflow.calendar import Arrangement, Notice, Overlay, notices
from workflow.clock.wording import DUTIES

NOW = datetime(2026, 12, 1, 4, tzinfo=UTC)
MOVE = Move("2026-001", "reply", date(2027, 1, 7), date(2027, 1, 8))

texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
days = st.lists(st.tuples(st.dates(), st.booleans(), texts), max_size=5)
made_notices = st.builds(
    Notice, st.integers(2008, 2050), texts, issued=st.dates(), posted=st.dates(), days=days.map(tuple)
)
made_overlays = st.builds(
    Overlay,
    texts,
    texts,
    scope=st.just("") | texts,
    instrument=texts,
    days=days.map(tuple),
    issued=st.none() | st.dates(),
    source=st.just("") | texts,
    status=st.just("") | texts,
)
moves = st.builds(Move, texts, st.sampled_from(sorted(DUTIES)), st.dates(), st.dates())
loads = st.lists(
    st.tuples(
        made_notices | made_overlays,
        st.lists(moves, max_size=3),
        st.integers(0, 10**12).map(lambda n: NOW + timedelta(milliseconds=n)),
    ),
    max_size=4,
)


def load(register: Register, arrangement: Arrangement, moved: Iterable[Move] = (), at: datetime = NOW) -> None:
    """Load an arrangement with what it moves."""
    with register.writing() as w:
        w.add_arrangement(arrangement, moved, at)


@given(loads)
@settings(deadline=None, max_examples=60)
def test_round_trip(loaded: Sequence[tuple[Arrangement, list[Move], datetime]]) -> None:
    """Whatever is loaded comes back, in the order of loading, from a fresh register on the same file too."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register.db"
        register = Register.create(path)
        assert register.arrangements() == ()
        for arrangement, moved, at in loaded:
            load(register, arrangement, moved, at)
        assert register.head().seq == 2 + len(loaded)  # after the opening and the rules
        register.close()
        again = Register.open(path)
        found = again.arrangements()
        again.close()
    assert [(r.seq, r.arrangement, list(r.moved)) for r in found] == [
        (n, arrangement, moved) for n, (arrangement, moved, _) in enumerate(loaded, 3)
    ]
    for recorded, (_, _, at) in zip(found, loaded, strict=True):
        assert abs(recorded.recorded_at - at) < timedelta(milliseconds=1)


def test_every_notice_of_the_release(tmp_path: Path) -> None:
    register = Register.create(tmp_path / "register.db")
    for notice in notices():
        load(register, notice)
    assert tuple(recorded.arrangement for recorded in register.arrangements()) == notices()
    register.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET data = '[]' WHERE kind = 'arrangement'",
        "DELETE FROM journal WHERE kind = 'arrangement'",
        "INSERT OR REPLACE INTO journal VALUES (2, '', 2, 'arrangement', '2025-01-01', '', NULL, NULL, '{}', x'00')",
        "INSERT INTO journal VALUES (9, '', 2, 'arrangement', '2025-01-01', '', NULL, NULL, '{}', x'00')",
    ],
)
def test_append_only(tmp_path: Path, statement: str) -> None:
    """What was loaded can be neither changed, deleted nor replaced, whatever program tries."""
    path = tmp_path / "register.db"
    register = Register.create(path)
    load(register, notices()[-1], [MOVE])
    before = register.arrangements()
    with closing(sqlite3.connect(path)) as other, pytest.raises(sqlite3.IntegrityError):
        other.execute(statement)
    assert register.arrangements() == before
    register.close()


def test_a_comparison_that_fails_writes_nothing(tmp_path: Path) -> None:
    """Whatever the comparison raises leaves the register as it was, and free to be written."""
    register = Register.create(tmp_path / "register.db")

    def fails() -> Iterator[Move]:
        yield MOVE
        raise LookupError("moved")

    with pytest.raises(LookupError):
        load(register, notices()[-1], fails())
    assert register.arrangements() == ()
    load(register, notices()[-1], [MOVE])
    assert [recorded.moved for recorded in register.arrangements()] == [(MOVE,)]
    register.close()


def test_the_case_file_leaves_arrangements_out(tmp_path: Path) -> None:
    register = Register.create(tmp_path / "register.db")
    load(register, notices()[-1], [MOVE])
    assert list(register.export()) == []
    register.close()


def test_days_moved() -> None:
    assert (MOVE.days, Move("1", "reply", MOVE.after, MOVE.before).days) == (1, -1)
