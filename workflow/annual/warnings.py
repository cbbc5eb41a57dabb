"""Warnings: what is odd in a report without being wrong, as values; none of them keeps a report from being right.

Sources: 国办公开办函〔2019〕60号 (a high number of 其他处理 is to be looked into); ARL 23(1)(4) with SPC25 1(2)
(reconsideration before a suit); table II by what a stock is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from attrs import evolve, frozen

from ..case import Case
from ..events import Replied
from ..home import read_by
from ..law import Readings, ReviewFirst, review_first
from ..words import Words
from .balance import Behind, Imbalance, place_words, total
from .disputes import Dispute
from .following import stock_imbalances
from .from_case import disputes_of
from .grid import Key, Table2, Table3, plain
from .layout import Form
from .ledger import LedgerLine, declared_cells, opening_years

# No document says what a high number is: one in so many concluded, and at least so many, is our own measure.
HIGH_ONE_IN, HIGH_COUNT = 5, 5
_OTHER = ("lapsed_clarification", "lapsed_fee", "other")
_DIRECT = "litigation_direct"


@frozen(kw_only=True)
class Finding:
    """A warning: its rule, its place in the report, what to look at, and the cases in question where known.

    ``cells`` are the cells that it is about; a warning about a whole report has no table.
    """

    rule: str
    table: str | None
    row: str | None
    column: str | None
    words: Words
    cases: tuple[str, ...] = ()
    cells: tuple[Key, ...] = ()

    def opened(self, behind: Behind) -> Finding:
        """Return the warning with the cases behind its cells."""
        return evolve(self, cases=tuple(sorted({number for cell in self.cells for number in behind(*cell)})))

    def as_json(self) -> dict[str, Any]:
        """Return the warning as a JSON object with its message in both languages."""
        return {
            "rule": self.rule,
            "table": self.table,
            "row": self.row,
            "column": self.column,
            "message": self.words.zh,
            "message_en": self.words.en,
            "cases": list(self.cases),
        }


def other_high(table: Table3) -> tuple[Finding, ...]:
    """Warn where （六）其他处理 is a fifth or more of what was concluded, and at least five requests.

    The notice of 2019 asks that a high number be looked into and names none; this measure is our own.
    """
    cells = tuple((row, "total") for row in dict.fromkeys(map(table.form.place, _OTHER)))
    other, concluded = total(table, cells), total(table, (("concluded_total", "total"),))
    if other is None or not concluded or other < HIGH_COUNT or other * HIGH_ONE_IN < concluded:
        return ()
    percent = round(100 * other / concluded)
    words = Words(
        f"表三（六）其他处理 {other} 件，占办理结果总计 {concluded} 件的 {percent}%，数量偏高，宜了解情况"
        "（国办公开办函〔2019〕60号；文件未定比例，以五分之一且不少于五件为界）",
        f"table III, other handling: {other} of {concluded} concluded ({percent}%) is high; look into it "
        "(Notice 60 of 2019, which names no share; measured here at a fifth and five requests)",
    )
    return (Finding(rule="other_high", table="table3", row="other", column="total", words=words, cells=cells),)


def stock_warnings(previous: Table2, current: Table2) -> tuple[Finding, ...]:
    """Warn where documents in force are not those of the year before plus issued minus abolished.

    Raises ``TablesDiffer`` unless *current* is of the year right after *previous*.
    """
    return tuple(map(_warning, stock_imbalances(previous, current)))


def _warning(found: Imbalance) -> Finding:
    return Finding(rule=found.rule, table="table2", row=found.row, column=found.column, words=found.words)


def known_stock(table: Table2, lines: Iterable[LedgerLine]) -> Table2:
    """Return table II without the documents in force that rest on no opening stock and on no declaration."""
    unknown = {(kind, "in_force") for kind in _unopened(tuple(lines), table.year, table.form)}
    cells = {key: figure for key, figure in table.cells.items() if key not in unknown}
    return Table2(year=table.year, form=table.form, cells=cells)


def ledger_warnings(table: Table2, lines: Iterable[LedgerLine]) -> tuple[Finding, ...]:
    """Warn of what is odd in the ledger behind table II.

    Documents are counted whose opening stock is missing, or that came before it and count twice; a figure was
    declared that the lines do not bear out, so that theirs is printed.
    """
    lines = tuple(lines)
    documents = tuple(line for line in lines if line.ledger == "document" and _by_end_of(table.year, line))
    used = {line.kind for line in documents}
    missing = [kind for kind in _unopened(lines, table.year, table.form) if kind in used]
    odd = (*_missing_openings(table, missing), *_late_openings(table, documents))
    return (*odd, *_unused_declarations(table, lines))


def _missing_openings(table: Table2, kinds: Iterable[str]) -> Iterator[Finding]:
    for kind in kinds:
        zh, en = place_words(table, kind, "in_force")
        words = Words(
            f"{zh}：未登记期初件数（opening），现行有效件数只含已登记的制发与废止",
            f"{en}: no opening stock is recorded, so documents in force are only those issued minus those abolished",
        )
        yield Finding(rule="opening_missing", table="table2", row=kind, column="in_force", words=words)


def _late_openings(table: Table2, lines: tuple[LedgerLine, ...]) -> Iterator[Finding]:
    for kind, year in opening_years(lines, table.year).items():
        counted = [(line, line.on) for line in lines if line.kind == kind and line.on and line.on.year == year]
        opened = min(on for line, on in counted if line.action == "opening")
        early = sum(line.count or 0 for line, on in counted if on < opened)
        if early and (kind, "in_force") in table.cells:
            zh, en = place_words(table, kind, "in_force")
            words = Words(
                f"{zh}：期初件数登记于 {opened}，此前制发或废止的 {early} 件又另行计入，现行有效件数可能重复",
                f"{en}: the opening stock is of {opened}; {early} issued or abolished before it are counted beside it",
            )
            yield Finding(rule="opening_late", table="table2", row=kind, column="in_force", words=words)


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
    opened = opening_years(lines, year).keys()
    declared = {row for row, column in declared_cells(lines, year, form) if column == "in_force"}
    keys = [key for block in form.table2 for key in block.keys]
    return [row for row, column in keys if column == "in_force" and row not in opened | declared]


def _by_end_of(year: int, line: LedgerLine) -> bool:
    return line.on is not None and line.on.year <= year


def direct_suits(cases: Iterable[Case], year: int, readings: Readings | None = None) -> tuple[Finding, ...]:
    """Warn of suits without reconsideration, counted in *year*, about answers that must go there first.

    From 2024-01-01 a court does not take a suit about a refusal under Art. 14 to 16 before reconsideration;
    turned away it counts as 其他结果, which is as it should be. *readings* are by default those of the register that
    each case comes out of. Source: ARL 23(1)(4), SPC25 1(2), 10(2)(1).
    """
    return tuple(
        _direct_suit(dispute, reply, column, since)
        for case in cases
        for read in (read_by(case, readings),)
        for since in (read.law.in_force_from("review_first"),)
        for dispute in disputes_of(case)
        if dispute.row == _DIRECT
        and (column := dispute.column(year)) not in (None, "other")
        and (reply := _answer(case, dispute.filed_on)) is not None
        and dispute.filed_on >= since
        and review_first(reply.outcome, reply.on, read) is ReviewFirst.REQUIRED
    )


def _answer(case: Case, filed_on: date) -> Replied | None:
    """Return the answer that a dispute of that day is about: the last one given by then."""
    return next((fact for fact in reversed(case.facts) if isinstance(fact, Replied) and fact.on <= filed_on), None)


def _direct_suit(dispute: Dispute, reply: Replied, column: str | None, since: date) -> Finding:
    words = Words(
        f"表四 未经复议直接起诉：案件 {dispute.case} 的诉讼 {dispute.dispute} 针对 {reply.on} 的不予公开答复，"
        f"自 {since} 起应先申请行政复议（行政复议法第二十三条第一款第四项），请核对是否属于复议后起诉",
        f"table IV, direct suits: suit {dispute.dispute} of case {dispute.case} is about the refusal of {reply.on}; "
        f"since {since} reconsideration comes first (ARL 23(1)(4)): check whether it came first",
    )
    return Finding(rule="direct_suit", table="table4", row=_DIRECT, column=column, words=words, cases=(dispute.case,))
