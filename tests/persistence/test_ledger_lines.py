"""The ledger in every store: numbered, mended, never taken twice; whatever can be constructed can be read back."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk import Desk
from persistence import InvalidLine, MemoryRegister, Register, read_lines
from persistence.casefile import LedgerEntry
from workflow.annual import CannotMend, FrozenYear, LedgerLine, LineTwice, Tables, form_for, table2, table3, table4
from workflow.errors import InvalidFact

NOW = datetime(2031, 1, 1, 4, tzinfo=UTC)
DAY = date(2025, 6, 30)


@contextmanager
def stores() -> Iterator[list[Register]]:
    """Yield a store of each kind, empty."""
    with tempfile.TemporaryDirectory() as folder:
        file = Register.create(Path(folder) / "register.db", opened_at=NOW)
        yield [file, MemoryRegister(NOW)]
        file.close()


def penalty(count: int = 97, on: date = DAY, **more: Any) -> LedgerLine:
    return LedgerLine(ledger="decision", kind="penalty", on=on, count=count, **more)


def opening(count: int, on: date = date(2025, 1, 1), **more: Any) -> LedgerLine:
    return LedgerLine(ledger="document", kind="regulation", action="opening", on=on, count=count, **more)


def rectified(line: int, replacement: LedgerLine | None = None, reason: str = "误登", **more: Any) -> LedgerLine:
    return LedgerLine(ledger="rectified", line=line, replacement=replacement, reason=reason, **more)


def take(store: Register, *lines: LedgerLine, at: datetime = NOW, told: Iterable[datetime | None] = ()) -> None:
    """Import lines in one go; *told* are the times of recording that the file gives."""
    times = [*told, *[None] * len(lines)]
    store.import_lines([("f", n, LedgerEntry(line, times[n - 1])) for n, line in enumerate(lines, 1)], at)


def refused(error: type[Exception], store: Register, *lines: LedgerLine, told: Iterable[datetime | None] = ()) -> Any:
    """Return the error that stands behind the complaint about a line; nothing is recorded."""
    head = store.head()
    with pytest.raises(InvalidLine) as caught:
        take(store, *lines, told=told)
    assert isinstance(caught.value.error, error), caught.value.error
    assert store.head() == head
    return caught.value.error


def standing(store: Register, at: date | None = None) -> list[LedgerLine]:
    """Return the lines of the ledger that stand now, or stood at the end of a day."""
    with store.at(at) as book:
        return list(book.ledger())


def test_the_latest_rectification_counts() -> None:
    """A line mended twice is as the last one says; that one struck out, as the one before; a struck line comes back."""
    with stores() as both:
        for store in both:
            take(store, penalty(97), opening(4))
            take(store, rectified(1, penalty(79)), rectified(1, penalty(7)))
            assert standing(store) == [penalty(7), opening(4)]
            take(store, rectified(4))
            assert standing(store) == [penalty(79), opening(4)]
            take(store, rectified(3, rectified(1)))
            assert standing(store) == [opening(4)]
            take(store, rectified(3))
            assert standing(store) == [penalty(97), opening(4)]
            assert store.verify().ok
            assert store.verify().ledger == 7


@pytest.mark.parametrize(
    "line",
    [
        rectified(3, reason="not there"),
        rectified(4, reason="itself"),
        rectified(1, rectified(1), reason="a line of a rectification"),
        rectified(2, penalty(1), reason="a rectification of a line"),
        rectified(2, rectified(2), reason="a line that comes later"),
    ],
    ids=lambda line: line.reason,
)
def test_what_cannot_be_mended_is_refused(line: LedgerLine) -> None:
    """A rectification names an earlier line, and what takes its place is of its kind: a line, or a rectification."""
    with stores() as both:
        for store in both:
            take(store, penalty(97), rectified(1, penalty(79)))
            head = store.head()
            assert refused(CannotMend, store, line).lines <= 2
            assert store.head() == head


def test_an_equal_line_is_refused() -> None:
    """Equal is what says the same, amounts by their value, and also what a mended line said before or says now."""
    with stores() as both:
        for store in both:
            charge = LedgerLine(ledger="charge", on=DAY, amount="400.50")
            take(store, penalty(97), charge, rectified(1, penalty(79)))
            same = LedgerLine(ledger="charge", on=DAY, amount="400.5")
            for line, no in ((penalty(97), 1), (penalty(79), 1), (same, 2), (rectified(1, penalty(79)), 3)):
                assert refused(LineTwice, store, line).no == no
            refused(LineTwice, store, penalty(5), penalty(5))
            refused(LineTwice, store, rectified(2, penalty(79), reason="y"))
            take(store, penalty(97, again=True), penalty(5), penalty(5, again=True))
            assert sum(line.count or 0 for line in standing(store)) == 79 + 97 + 5 + 5
            assert store.verify().ok


def _said(exported: list[str]) -> tuple[list[LedgerLine], list[datetime | None]]:
    """Return the lines of the ledger in an export, and their times of recording."""
    entries = [entry for _, _, entry in read_lines(exported, "export") if isinstance(entry, LedgerEntry)]
    return [entry.line for entry in entries], [entry.recorded_at for entry in entries]


def test_a_second_opening_is_refused_however_it_comes() -> None:
    """Also by a rectification, or by striking one out; one that was struck out leaves room for another."""
    with stores() as both:
        for store in both:
            take(store, opening(32), opening(5, date(2024, 1, 1)))
            refused(LineTwice, store, opening(33, date(2025, 12, 31)))
            refused(LineTwice, store, rectified(2, opening(5)))
            take(store, rectified(1), opening(33))
            refused(LineTwice, store, rectified(3))
            take(store, rectified(3, again=True))
            assert standing(store) == [opening(32), opening(5, date(2024, 1, 1)), opening(33)]


def test_the_ledger_as_it_was_known() -> None:
    """At the end of a day lines and rectifications hold that were recorded by then."""
    with stores() as both:
        for store in both:
            take(store, penalty(97), at=datetime(2026, 1, 5, 4, tzinfo=UTC))
            take(store, rectified(1, penalty(79)), at=datetime(2026, 2, 5, 4, tzinfo=UTC))
            assert standing(store, date(2026, 1, 4)) == []
            assert standing(store, date(2026, 1, 31)) == [penalty(97)]
            assert standing(store, date(2026, 2, 5)) == standing(store) == [penalty(79)]


def test_a_line_from_after_its_recording_is_refused_in_a_rectification_too() -> None:
    """What takes the place of a line may not lie after the day on which that is recorded."""
    with stores() as both:
        for store in both:
            take(store, penalty(97))
            refused(InvalidFact, store, rectified(1, penalty(97, date(2031, 1, 2))))


def test_lines_recorded_elsewhere_are_taken_as_they_were() -> None:
    """An older book's negative count, equal lines and second opening come in with their times; no line comes in twice."""
    times = [NOW - timedelta(days=n) for n in range(9, 0, -1)]
    old = [penalty(97), penalty(-90), penalty(97), opening(32), opening(32, date(2025, 1, 2))]
    with stores() as both:
        for store in both:
            take(store, *old, told=times)
            assert standing(store) == old
            lines = list(store.export())
            refused(LineTwice, store, *_said(lines)[0], told=_said(lines)[1])
            refused(LineTwice, store, penalty(97), told=[NOW])
            refused(LineTwice, store, penalty(3), penalty(3), told=[NOW, NOW])
            refused(InvalidFact, store, penalty(-90))
            assert store.verify().ok


def test_a_file_that_counts_its_own_lines_needs_an_empty_ledger() -> None:
    """An export with rectifications is refused where other lines were there before, for its numbers name others there."""
    with stores() as both, stores() as others:
        for store, other in zip(both, others, strict=True):
            take(store, penalty(97), rectified(1, penalty(79)))
            take(other, opening(4))
            lines = list(store.export())
            refused(CannotMend, other, *_said(lines)[0], told=_said(lines)[1])
            assert standing(other) == [opening(4)]
            take(other, rectified(1, opening(5)), told=[NOW])  # a rectification alone names a line that is there
            assert standing(other) == [opening(5)]


def frozen_by_an_earlier_version(path: Path) -> None:
    """Make a book whose frozen year has noughts where nothing was recorded, as earlier versions wrote them."""
    with Desk.create(path, now=date(2026, 1, 5)) as desk:
        desk.import_lines(['{"ledger":"decision","kind":"penalty","on":"2025-06-30","count":97}'])
        form = form_for(2025)
        second = table2(standing(desk.register), 2025, form)
        printed = type(second)(year=2025, form=form, cells={key: figure or 0 for key, figure in second.cells.items()})
        head = desk.head()
        tables = Tables(printed, table3([], 2025, form), table4([], 2025, form))
        frozen = FrozenYear(year=2025, on=desk.today, tables=tables, head=str(head), facts_until=head.seq)
        with desk.register.writing() as w:
            w.freeze(frozen, desk.now)


def test_a_nought_frozen_by_an_earlier_version(tmp_path: Path) -> None:
    """Beside an empty figure it is no difference, and that is said; beside what was recorded since it is one."""
    path = tmp_path / "register.db"
    frozen_by_an_earlier_version(path)
    with Desk.open(path, now=date(2026, 2, 1)) as desk:
        assert desk.verify().ok
        assert desk.handed_in(2025).table2.cell("licence", "decisions") == 0
        assert desk.compare(2025).differences == ()
        assert [one.rule for one in desk.compare(2025).warnings] == ["frozen_nought"]
        report = desk.annual(2025)
        assert report.frozen is not None
        assert report.frozen.differing == 0
        assert "frozen_nought" in [one.rule for one in report.warnings]
        desk.import_lines(['{"ledger":"decision","kind":"licence","on":"2025-06-30","count":6}'])
        desk.import_lines(['{"ledger":"decision","kind":"coercion","on":"2025-06-30","count":0}'])
        assert [(one.row, one.present) for one in desk.compare(2025).differences] == [("licence", 6), ("coercion", 0)]


def test_old_lines_are_told(tmp_path: Path) -> None:
    """A negative count, an equal line and a second opening of an older book are counted as before and told by number."""
    times = [NOW - timedelta(days=n) for n in range(5, 0, -1)]
    with Desk.create(tmp_path / "register.db", now=NOW.date()) as desk:
        take(desk.register, penalty(97), penalty(-90), penalty(97), opening(32), opening(31), told=times)
        report = desk.annual(2025)
        assert report.table2.cell("penalty", "decisions") == 104
        assert report.table2.cell("regulation", "in_force") == 31
        said = {one.rule: one.words.zh for one in report.warnings}
        assert "第 2 行" in said["ledger_negative"]
        assert "第 3 行与第 1 行" in said["ledger_twice"]
        assert "第 4 行、第 5 行" in said["opening_twice"]
        desk.rectify_ledger(2, penalty(7, date(2025, 7, 1)), reason="误登")
        desk.rectify_ledger(3, reason="重复")
        desk.rectify_ledger(4, reason="重复")
        assert desk.annual(2025).table2.cell("penalty", "decisions") == 104
        assert [one.rule for one in desk.annual(2025).warnings] == ["unrecorded"]


# -- drawn from the constructor's own rules -------------------------------------------------------------------

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
DAYS = st.dates(date(2019, 1, 1), date(2030, 12, 31))
COUNTS = st.integers(-(10**18), 10**18) | st.integers(0, 5)
AMOUNTS = (
    st.decimals(allow_nan=False, allow_infinity=False)
    | st.decimals(0, 10**6, places=2)
    | st.integers(0, 9).map(Decimal)
)
AGAIN = st.sampled_from([None, True, False])


def plain_lines() -> st.SearchStrategy[LedgerLine]:
    """Draw lines that the constructor takes, few of them lawful."""
    documents = st.builds(
        LedgerLine,
        ledger=st.just("document"),
        kind=st.sampled_from(["regulation", "normative_document"]),
        action=st.sampled_from(["opening", "issued", "abolished"]),
        on=DAYS,
        count=COUNTS,
        title=st.none() | TEXTS,
        number=st.none() | TEXTS,
        again=AGAIN,
    )
    kinds = st.sampled_from(["licence", "penalty", "coercion"])
    decisions = st.builds(LedgerLine, ledger=st.just("decision"), kind=kinds, on=DAYS, count=COUNTS, again=AGAIN)
    charges = st.builds(LedgerLine, ledger=st.just("charge"), on=DAYS, amount=AMOUNTS, again=AGAIN)
    cells = st.fixed_dictionaries({}, optional={"licence.decisions": COUNTS, "charge.amount": AMOUNTS})
    declared = st.builds(
        LedgerLine,
        ledger=st.just("declared"),
        form=st.just("2021"),
        year=st.integers(2019, 2030),
        cells=cells,
        again=AGAIN,
    )
    return documents | decisions | charges | declared


def ledger_lines() -> st.SearchStrategy[LedgerLine]:
    """Draw lines and rectifications of small numbers, also of rectifications."""

    def of(replacements: st.SearchStrategy[LedgerLine | None]) -> st.SearchStrategy[LedgerLine]:
        reasons = TEXTS.filter(str.strip)
        lines = st.integers(1, 8)
        return st.builds(
            LedgerLine, ledger=st.just("rectified"), line=lines, replacement=replacements, reason=reasons, again=AGAIN
        )

    plain = plain_lines()
    return plain | of(st.none() | plain) | of(of(st.none() | plain))


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(ledger_lines(), st.none() | st.integers(1, 3)), max_size=12))
def test_what_can_be_constructed_can_be_read_back(drawn: list[tuple[LedgerLine, int | None]]) -> None:
    """Whatever is taken is read again, proved, exported and imported equal, in a file and in memory; the rest is refused
    in words. Both stores take the same."""
    with stores() as both, stores() as copies:
        for line, days in drawn:
            told = NOW - timedelta(hours=days) if days else None
            taken = [_taken(store, line, told) for store in both]
            assert taken[0] == taken[1]
        file, memory = both
        assert isinstance(file, Register)
        assert list(file.export()) == list(memory.export())
        assert standing(file) == standing(memory)
        assert file.verify().problems == ()
        lines = list(file.export())
        file.close()
        again = Register.open(file.path)
        assert list(again.export()) == lines
        again.close()
        for copy in copies:
            copy.import_lines(read_lines(lines, "export"), NOW)
            assert list(copy.export()) == lines
            assert standing(copy) == standing(memory)


def _taken(store: Register, line: LedgerLine, told: datetime | None) -> bool:
    try:
        store.import_lines([("drawn", 1, LedgerEntry(line, told))], NOW)
    except InvalidLine as error:
        return not (error.message("zh") and error.message("en"))
    return True


@pytest.mark.parametrize(
    "fields",
    [
        {"ledger": "document", "kind": "regulation", "action": "issued", "on": DAY, "count": 1, "title": 5},
        {"ledger": "document", "kind": "regulation", "action": "issued", "on": DAY, "count": 1, "title": "\ud800"},
        {"ledger": "document", "kind": "regulation", "action": ["issued"], "on": DAY, "count": 1},
        {"ledger": ["document"]},
        {"ledger": "decision", "kind": "penalty", "on": DAY, "count": 10**5000},
        {"ledger": "charge", "on": DAY, "amount": Decimal("1e999999")},
        {"ledger": "charge", "on": DAY, "amount": Decimal("sNaN")},
        {"ledger": "charge", "on": DAY, "amount": "1", "again": "yes"},
        {"ledger": "declared", "form": "2021", "year": 2025, "cells": {5: 1}},
        {"ledger": "declared", "form": "2021", "year": 10**5000, "cells": {}},
        {"ledger": "rectified", "line": 0, "reason": "x"},
        {"ledger": "rectified", "line": True, "reason": "x"},
        {"ledger": "rectified", "line": 1},
        {"ledger": "rectified", "line": 1, "reason": " "},
        {"ledger": "rectified", "line": 1, "reason": "x", "replacement": {"ledger": "charge"}},
        {"ledger": "rectified", "line": 3, "reason": "x", "replacement": rectified(2, rectified(1))},
        {"ledger": "charge", "on": DAY, "amount": "1", "reason": "x"},
    ],
)
def test_what_could_not_be_read_back_is_not_made(fields: dict[str, Any]) -> None:
    """A value that no reader takes is refused by the constructor, in words."""
    with pytest.raises(InvalidFact) as caught:
        LedgerLine(**fields)
    assert caught.value.message("zh")
