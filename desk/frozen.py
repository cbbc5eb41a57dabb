"""Frozen years of a register: a report kept as it was handed in, and what was recorded since that would change it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from persistence import Book, Register, fact_to
from persistence.casefile import ledger_values
from persistence.codec import time_to
from workflow.annual import (
    Difference,
    Finding,
    Form,
    FrozenYear,
    Imbalance,
    LedgerLine,
    Tables,
    differences,
    differs,
    disputes_of,
    imbalances,
    unrecorded,
)
from workflow.annual.ledger_odd import unfounded_warnings
from workflow.case import Case, Entry
from workflow.errors import YishenqingError
from workflow.law import Readings
from workflow.words import Words

from .annual import AnnualReport, Standing, annual_report, as_recorded, frozen_json, opening, tables_of


class CannotFreeze(YishenqingError):
    """A year cannot be frozen as asked; ``imbalances`` are what speaks against it, where it is that."""

    def __init__(self, year: int, zh: str, en: str, imbalances: Iterable[Imbalance] = ()) -> None:
        self.year, self.imbalances = year, tuple(imbalances)
        super().__init__(Words(f"{year} 年度报告未定稿：{zh}", f"the report of {year} was not frozen: {en}"))


class NeverFrozen(YishenqingError):
    """A year has not been frozen, so there is nothing to compare with."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(
            Words(
                f"{year} 年度报告尚未定稿，无从比较；定稿：ysq annual {year} --freeze",
                f"the report of {year} has not been frozen; freeze it with: ysq annual {year} --freeze",
            )
        )


class Later(NamedTuple):
    """A fact that was recorded since a year was frozen, with the number of its case."""

    case: str
    entry: Entry


class Comparison(NamedTuple):
    """A frozen year beside the present figures.

    ``facts`` and ``lines`` were recorded since, and belong to the cells that differ; ``others`` is how many
    facts of other cases were recorded since. ``warnings`` say what is no difference though it looks like one.
    """

    frozen: FrozenYear
    present: Tables
    differences: tuple[Difference, ...]
    facts: tuple[Later, ...]
    lines: tuple[LedgerLine, ...]
    others: int
    warnings: tuple[Finding, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the comparison as a JSON object."""
        return {
            "year": self.frozen.year,
            "form": self.frozen.form.id,
            "frozen": frozen_json(self.frozen),
            "differences": [found.as_json() for found in self.differences],
            "facts": [_later_json(later) for later in self.facts],
            "ledger": [json.loads(ledger_values(line)) for line in self.lines],
            "other_facts": self.others,
            "warnings": [found.as_json() for found in self.warnings],
        }


def freeze(
    register: Register,
    year: int,
    form: Form,
    now: datetime,
    today: date,
    readings: Readings,
    *,
    by: str | None = None,
    again: bool = False,
    reason: str | None = None,
) -> FrozenYear:
    """Keep the report of *year* as it stands now, and return it.

    Raises ``CannotFreeze`` for a year that is not over, for one that is frozen unless *again* is set with a
    *reason*, and for one that does not balance unless a *reason* is given.
    """
    if today <= date(year, 12, 31):
        end = date(year, 12, 31)
        raise CannotFreeze(year, f"数据截至 {end}，该日尚未过去", f"its figures are as of {end}, which is not over")

    with register.writing() as w:  # its figures are those of the head that it names
        _check_again(year, tuple(w.book.frozen_years(year)), again, reason)
        report, head = annual_report(w.book, year, form, readings), w.book.head()
        _check_balance(year, report.imbalances, reason)
        tables = Tables(report.table2, report.table3, report.table4)
        frozen = FrozenYear(
            year=year, on=today, tables=tables, head=str(head), facts_until=head.seq, by=by, reason=reason
        )
        w.freeze(frozen, now)
    return frozen


def _check_again(year: int, before: tuple[FrozenYear, ...], again: bool, reason: str | None) -> None:
    if before and not (again and reason):
        on = before[-1].on
        raise CannotFreeze(
            year,
            f"已于 {on} 定稿；更正已报送的报告须另加 --again --reason 理由，原定稿仍保留",
            f"it was frozen on {on}; to correct what was handed in add --again --reason WHY, the first is kept",
        )
    if again and not before:
        raise CannotFreeze(year, "此前没有定稿，不必 --again", "it was not frozen before: leave out --again")


def _check_balance(year: int, found: tuple[Imbalance, ...], reason: str | None) -> None:
    if found and not reason:
        zh, en = "；".join(one.words.zh for one in found), "; ".join(one.words.en for one in found)
        raise CannotFreeze(
            year,
            f"勾稽不符（{zh}）；确须照此报送的，用 --reason 说明理由",
            f"it does not balance ({en}); if it must be handed in so, say why with --reason",
            found,
        )


def handed_in(book: Book, year: int, readings: Readings) -> AnnualReport:
    """Return the report of *year* with the figures that were last handed in; raises ``NeverFrozen``."""
    frozen = last_frozen(book, year)
    found = tuple(broken for table in frozen.tables for broken in imbalances(table))
    recorded, noughts = as_recorded(book, frozen)
    standing = Standing(frozen, differs(recorded, tables_of(book, year, frozen.form, readings)))
    odd = (*unrecorded(frozen.tables.table2), *unfounded_warnings(year, noughts))
    return AnnualReport(year, frozen.form, *frozen.tables, found, odd, standing)


def last_frozen(book: Book, year: int) -> FrozenYear:
    """Return what was last handed in for *year*; raises ``NeverFrozen``."""
    frozen = tuple(book.frozen_years(year))
    if not frozen:
        raise NeverFrozen(year)
    return frozen[-1]


def compare(book: Book, year: int, readings: Readings) -> Comparison:
    """Compare what was last handed in for *year* with the figures of the book; raises ``NeverFrozen``."""
    frozen = last_frozen(book, year)
    earlier, present = book.at(frozen.facts_until), tables_of(book, year, frozen.form, readings)
    known = book.facts_before(earlier)
    concerned = {*known, *_joined(book, [case for one in (earlier, book) for case in one.cases([*known])])}
    then, now = (opening(one.cases(concerned), year, frozen.form, readings) for one in (earlier, book))
    recorded, noughts = as_recorded(book, frozen)
    found = differences(recorded, present, then, now)
    named = {number for difference in found for number in difference.cases}
    later = [Later(case.number, entry) for case in book.cases([*known]) for entry in case.history[known[case.number] :]]
    facts = tuple(fact for fact in later if fact.case in named)
    lines = _lines_since(earlier, book) if any(difference.table == "table2" for difference in found) else ()
    return Comparison(frozen, present, found, facts, lines, len(later) - len(facts), unfounded_warnings(year, noughts))


def _joined(book: Book, touched: Iterable[Case]) -> Iterator[str]:
    """Yield the cases that share a dispute with one of those that were *touched*: it counts once, by all of them."""
    keys = {dispute.key for case in touched for dispute in disputes_of(case)}
    if keys:
        yield from (case.number for case in book.disputed_cases() if keys & {one.key for one in disputes_of(case)})


def _lines_since(earlier: Book, book: Book) -> tuple[LedgerLine, ...]:
    """Return the lines of the ledger, the rectifications among them, that *earlier* does not hold, as recorded."""
    known = {row.no for row in earlier.ledger_rows()}
    return tuple(row.recorded for row in book.ledger_rows() if row.no not in known)


def _later_json(later: Later) -> dict[str, Any]:
    """Return a fact as the case file writes it, with its number in the case."""
    no, fact, recorded_at, _ = later.entry
    recorded = {"recorded_at": time_to(recorded_at)} if recorded_at else {}
    return {"case": later.case, "no": no, **fact_to(fact), **recorded}
