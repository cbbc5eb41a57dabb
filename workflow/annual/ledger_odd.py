"""What is odd in table II and in the ledger behind it, as warnings; none of them keeps a report from being right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from ..words import Words, counted
from .balance import Imbalance, place_words
from .disclosure import counts_in, declared_cells, openings
from .following import stock_imbalances
from .grid import Key, Table2, plain
from .layout import Form
from .ledger import LedgerLine
from .ledger_words import kind_words, line_words
from .warnings import Finding

_FLOWS = ("issued", "abolished", "newly_made")


def unrecorded(table: Table2) -> tuple[Finding, ...]:
    """Say how many figures of table II nobody has recorded or declared: they are not nought, but not known."""
    keys = tuple(key for block in table.blocks for key in block.keys if table.cells.get(key) is None)
    if not keys:
        return ()
    words = Words(
        f"表二有 {len(keys)} 格没有登记或申报数字，留空；确为零的，登记 0 件或申报 0",
        f"{counted(len(keys), 'cell of table II is', 'cells of table II are')} neither recorded nor declared and left empty; "
        "where it is nought, "
        "record a count of 0 or declare 0",
    )
    return (Finding(rule="unrecorded", table="table2", row=None, column=None, words=words, cells=keys),)


def stock_warnings(previous: Table2, current: Table2) -> tuple[Finding, ...]:
    """Warn where documents in force are not those of the year before plus issued minus abolished.

    Raises ``TablesDiffer`` unless *current* is of the year right after *previous*.
    """
    return tuple(map(_warning, stock_imbalances(previous, current)))


def _warning(found: Imbalance) -> Finding:
    return Finding(rule=found.rule, table="table2", row=found.row, column=found.column, words=found.words)


def with_flows(table: Table2, lines: Iterable[LedgerLine]) -> Table2:
    """Return table II with nought issued and abolished where the stock was counted so, because nobody recorded any."""
    opened = openings(lines, table.year)
    keys = {(kind, column) for kind in opened for column in _FLOWS}
    cells = {key: 0 if figure is None and key in keys else figure for key, figure in table.cells.items()}
    return Table2(year=table.year, form=table.form, cells=cells)


def ledger_warnings(table: Table2, lines: Iterable[LedgerLine]) -> tuple[Finding, ...]:
    """Warn of what is odd in the ledger behind table II.

    Documents are recorded whose opening stock is missing, so that those in force are not known; a figure was declared
    that the lines do not bear out, so that theirs is printed.
    """
    lines = tuple(lines)
    documents = (line for line in lines if line.ledger == "document" and line.on and line.on.year <= table.year)
    used = {line.kind for line in documents}
    missing = [kind for kind in _unopened(lines, table.year, table.form) if kind in used]
    return (*_missing_openings(table, missing), *_unused_declarations(table, lines))


def _missing_openings(table: Table2, kinds: Iterable[str]) -> Iterator[Finding]:
    for kind in kinds:
        zh, en = place_words(table, kind, "in_force")
        words = Words(
            f"{zh}：登记了制发或废止，但未登记期初件数（opening），现行有效件数无从得出，留空",
            f"{en}: documents were issued or abolished but no opening stock is recorded, so those in force are not known",
        )
        yield Finding(rule="opening_missing", table="table2", row=kind, column="in_force", words=words)


def _unused_declarations(table: Table2, lines: tuple[LedgerLine, ...]) -> Iterator[Finding]:
    for (row, column), declared in declared_cells(lines, table.year, table.form).items():
        printed = table.cells.get((row, column))
        if declared != printed:
            zh, en = place_words(table, row, column)
            words = Words(
                f"{zh}：申报 {plain(declared)}，台账合计 {plain(printed)}；以台账为准，申报的未采用，请核对",
                f"{en}: {plain(declared)} was declared, the lines of the ledger add up to {plain(printed)}, "
                "which is printed; the declared figure is not used: check which is right",
            )
            yield Finding(rule="declared_unused", table="table2", row=row, column=column, words=words)


def _unopened(lines: tuple[LedgerLine, ...], year: int, form: Form) -> list[str]:
    """Return the kinds of document with no opening stock by the end of *year* and no declared figure."""
    declared = {row for row, column in declared_cells(lines, year, form) if column == "in_force"}
    keys = [key for block in form.table2 for key in block.keys]
    return [row for row, column in keys if column == "in_force" and row not in openings(lines, year).keys() | declared]


def odd_lines(year: int, lines: Mapping[int, LedgerLine]) -> tuple[Finding, ...]:
    """Warn of lines, by number, that count in *year* and would not be taken today: an older version took them.

    A count below zero, a line that says the same as one before it, a second opening stock of one year.
    """
    counting = [no for no, counts in zip(lines, counts_in(lines.values(), year), strict=True) if counts]
    told = [_negative(no, lines[no]) for no in counting if (lines[no].count or lines[no].amount or 0) < 0]
    return (*told, *_twice({no: lines[no] for no in counting}), *_opened_twice(year, lines))


def odd_day(line: LedgerLine, first: date) -> Words | None:
    """Return what is odd in the day of a line, or of what it puts in the place of another: it is before *first*.

    On that day the Regulation came into force; before it nobody had to count what table II counts.
    """
    day = line.on
    if day is not None and day < first:
        return Words(
            f"日期 {day} 早于条例施行之日 {first}，不在任何年报之内；请核对年份",
            f"{day} is before the Regulation came into force on {first}, and in no report: is the year right?",
        )
    return None if line.replacement is None else odd_day(line.replacement, first)


def _negative(no: int, line: LedgerLine) -> Finding:
    zh, en = line_words(line)
    words = Words(
        f"台账第 {no} 行是负数（{zh}），已从合计中减去；请用 ysq ledger rectify 更正有误的那一行",
        f"line {no} of the ledger is below zero ({en}) and was subtracted; mend the line that is wrong instead "
        "(ysq ledger rectify)",
    )
    return _about("ledger_negative", line, words)


def _twice(lines: Mapping[int, LedgerLine]) -> Iterator[Finding]:
    first: dict[object, int] = {}
    for no, line in lines.items():
        before = first.setdefault(line.content, no)
        if before != no and not line.again:
            zh, en = line_words(line)
            words = Words(
                f"台账第 {no} 行与第 {before} 行相同（{zh}），均已计入；如系重复登记，用 ysq ledger rectify {no} --strike 划去",
                f"line {no} of the ledger says the same as line {before} ({en}), both are counted; if it was recorded twice, "
                f"strike it out: ysq ledger rectify {no} --strike",
            )
            yield _about("ledger_twice", line, words)


def _opened_twice(year: int, lines: Mapping[int, LedgerLine]) -> Iterator[Finding]:
    """Yield the opening stocks that are not counted, because a later one of the same year takes their place."""
    numbers = list(lines)
    for opening in openings(lines.values(), year).values():
        last = opening.line
        others = [
            no
            for place, (no, line) in enumerate(lines.items())
            if (line.action, line.kind) == ("opening", last.kind) and (line.count or 0) >= 0 and place != opening.place
            if line.on and last.on and line.on.year == last.on.year
        ]
        if others and not last.again:
            zh, en = kind_words(last)
            named = "、".join(map(str, others)), ", ".join(map(str, others))
            words = Words(
                f"{zh}：一年登记了不止一次期初件数（台账第 {named[0]} 行、第 {numbers[opening.place]} 行），只计最后一次",
                f"{en}: the opening stock was recorded more than once in a year (lines {named[1]} and "
                f"{numbers[opening.place]}); only the last one counts",
            )
            yield Finding(rule="opening_twice", table="table2", row=last.kind, column="in_force", words=words)


def _about(rule: str, line: LedgerLine, words: Words) -> Finding:
    row, column = line.kind or "charge", None
    return Finding(rule=rule, table="table2", row=row, column=column, words=words)


Noughts = tuple[Key, ...]
"""Cells of a frozen table II with a nought that rested on nothing recorded: an earlier version printed it so."""


def unfounded(frozen: Table2, then: Table2) -> Noughts:
    """Return the noughts of a frozen table that nobody had recorded: *then* is what the ledger gave at that moment."""
    keys = (key for block in frozen.blocks for key in block.keys)
    return tuple(key for key in keys if frozen.cells.get(key) == 0 and then.cells.get(key) is None)


def without(table: Table2, noughts: Noughts) -> Table2:
    """Return a table in which these cells are not known."""
    cells = {key: None if key in noughts else figure for key, figure in table.cells.items()}
    return Table2(year=table.year, form=table.form, cells=cells)


def unfounded_warnings(year: int, noughts: Noughts) -> tuple[Finding, ...]:
    """Say how many noughts of a frozen table II rested on nothing recorded."""
    if not noughts:
        return ()
    words = Words(
        f"{year} 年定稿的表二有 {len(noughts)} 格印为 0，当时登记簿中并没有登记（旧版本把没有登记的印为 0）；与现在的空格不作差异",
        f"{counted(len(noughts), 'cell of table II says', 'cells of table II say')} 0 as frozen for {year} though nothing was "
        "recorded then (an earlier version printed so what was not recorded); beside a cell that is empty now they are no difference",
    )
    return (Finding(rule="frozen_nought", table="table2", row=None, column=None, words=words, cells=noughts),)


__all__ = [
    "Noughts",
    "ledger_warnings",
    "odd_day",
    "odd_lines",
    "stock_warnings",
    "unfounded",
    "unfounded_warnings",
    "unrecorded",
    "with_flows",
    "without",
]
