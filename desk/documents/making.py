"""The whole report made: the organ's text filled from the book and checked, the charts, and the fees counted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from attrs import evolve

from desk.read_only import ReadOnlyDesk
from workflow.annual import Finding
from workflow.annual.prose import Fees, figures, filled, read_prose
from workflow.annual.prose_check import prose_findings
from workflow.case import Case
from workflow.events import FeePaid

from .charted import Charts, LookedAt, charts_of, outcomes, unwatched
from .values import Document


def whole(document: Document, text: str, fees: Fees | None = None) -> tuple[Document, tuple[Finding, ...]]:
    """Return *document* with the sections of the organ's *text*, filled from its tables, and what is odd in these.

    What is odd keeps no report from being printed.

    Raises ``BadProse``, which names the line, for a text that cannot be read, and ``UnknownPlaceholder`` for a
    figure that the book does not have; without *fees* the fees are such.
    """
    names = figures(document.tables, document.agency, fees)
    sections = filled(read_prose(text), names)
    odd = prose_findings(sections, names, document.report.year, document.tables)
    return evolve(document, sections=sections), odd


def asks_for_fees(text: str) -> bool:
    """Tell whether a text has a placeholder of the fees, to which every case of the book must be looked through."""
    return re.search(r"\{\s*fee_", text) is not None


def with_charts(document: Document, desk: ReadOnlyDesk | None = None, looked_at: LookedAt = unwatched) -> Document:
    """Return *document* with its charts; without a *desk* only that which the tables can draw.

    They are counted in the moment of the desk, which must be that of the tables.
    """
    year, table = document.report.year, document.report.table3
    charts = Charts(year, outcomes(table)) if desk is None else charts_of(desk, year, table, looked_at)
    return evolve(document, charts=charts)


def fees_of(desk: ReadOnlyDesk, year: int, looked_at: LookedAt = unwatched) -> Fees:
    """Add up the information processing fees that were paid in *year*, in yuan, in the moment of the desk."""
    paid = [_paid(case, year) for case in looked_at(case for case in desk.book.cases() if not case.voided)]
    return Fees(sum(map(_total, paid), Decimal(0)), sum(map(bool, paid)))


def _paid(case: Case, year: int) -> list[Decimal]:
    return [fact.amount for fact in case.facts if isinstance(fact, FeePaid) and fact.on.year == year]


def _total(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, Decimal(0))
