"""What is printed: the tables of a year under a title, or the whole report with what the organ writes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from workflow.annual import Table
from workflow.annual.prose import SECTIONS, Section, printable

from .grids import Grid, grids

if TYPE_CHECKING:
    from desk.annual import AnnualReport
    from desk.rollup import Gathered

    from .charted import Charts

Part = Section | Grid
UNWRITTEN = "（本部分尚未撰写）"


@frozen(kw_only=True)
class Document:
    """A report to be printed: its tables, the organ's name, its prose where it is the whole report, its charts.

    Without ``sections`` only the three tables are printed. ``gathered`` is the roll-up of which they are the sums.
    ``known_on`` is the day at whose end the book stood so, where that was asked for; ``made_at`` the moment, in UTC,
    that is kept in the file as that of its making.
    """

    report: AnnualReport
    agency: str = field(default="", converter=printable)
    sections: tuple[Section, ...] | None = None
    charts: Charts | None = None
    gathered: Gathered | None = None
    known_on: date | None = None
    made_at: datetime | None = None

    @property
    def title(self) -> str:
        """The title of the report."""
        return f"{self.agency}{self.report.year}年政府信息公开工作年度报告"

    @property
    def note(self) -> str:
        """What stands under the title; empty for the book as it stands."""
        return f"按 {self.known_on} 登记簿所记" if self.known_on else ""

    @property
    def tables(self) -> tuple[Table[Any], ...]:
        """Tables II, III and IV."""
        return (self.report.table2, self.report.table3, self.report.table4)

    def grids(self) -> tuple[Grid, ...]:
        """Return the three tables as they are printed."""
        return grids(self.tables)

    def parts(self) -> Iterator[Part]:
        """Yield the parts in official order; a section that is not written says so. What was rolled up comes last."""
        yield from self.grids() if self.sections is None else self._whole(self.sections)
        if self.gathered is not None:
            from .parts import parts_grid

            yield parts_grid(self.gathered)

    def _whole(self, sections: tuple[Section, ...]) -> Iterator[Part]:
        written = {section.heading: section for section in sections}
        one, five, six = (written.get(heading, Section(heading, (UNWRITTEN,))) for heading in SECTIONS)
        yield one
        yield from self.grids()
        yield from (five, six)
