"""Warnings: what is odd in a report without being wrong, as values; none of them keeps a report from being right.

Those about table II stand in ``ledger_odd``. Sources: 国办公开办函〔2019〕60号 (a high number of 其他处理 is to be looked
into); ARL 23(1)(4) with SPC25 1(2) (reconsideration before a suit).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from attrs import evolve, frozen

from ..case import Case
from ..events import Replied
from ..home import readings_of
from ..law import Readings, ReviewFirst, review_first
from ..words import Words
from .balance import Behind, total
from .disputes import Dispute, counted_once
from .from_case import disputes_of
from .grid import Key, Table3

# No document says what a high number is: one in so many concluded, and at least so many, is our own measure.
HIGH_ONE_IN, HIGH_COUNT = 5, 5
_OTHER = ("lapsed_clarification", "lapsed_fee", "other")
_DIRECT = "litigation_direct"


@frozen(kw_only=True)
class Finding:
    """A warning: its rule, its place in the report, what to look at, and the cases in question where known.

    ``cells`` are the cells that it is about; a warning about a whole report has no table. ``named`` says whether the
    words name the cases already.
    """

    rule: str
    table: str | None
    row: str | None
    column: str | None
    words: Words
    cases: tuple[str, ...] = ()
    cells: tuple[Key, ...] = ()
    named: bool = False

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


def direct_suits(cases: Iterable[Case], year: int, readings: Readings | None = None) -> tuple[Finding, ...]:
    """Warn of suits without reconsideration, counted in *year*, about answers that must go there first.

    From 2024-01-01 a court does not take a suit about a refusal under Art. 14 to 16 before reconsideration;
    turned away it counts as 其他结果, which is as it should be. *readings* are by default those of the register that
    each case comes out of. Source: ARL 23(1)(4), SPC25 1(2), 10(2)(1).
    """
    return tuple(
        _direct_suit(dispute, reply, column, since)
        for case in cases
        for read in (readings_of(case, readings),)
        for since in (read.law.in_force_from("review_first"),)
        for dispute in counted_once(disputes_of(case))
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
    cases = (dispute.case,)
    return Finding(rule="direct_suit", table="table4", row=_DIRECT, column=column, words=words, cases=cases, named=True)
