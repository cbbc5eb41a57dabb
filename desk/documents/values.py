"""What is printed: the tables of a year under a title, or the whole report with what the organ writes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Self

from attrs import field, frozen

from persistence import Moment
from workflow.annual import Table
from workflow.annual.prose import SECTIONS, Section, printable

from .grids import Grid, grids

if TYPE_CHECKING:
    from desk.annual import AnnualReport
    from desk.read_only import ReadOnlyDesk
    from desk.rollup import Gathered

    from .charted import Charts

Part = Section | Grid
UNWRITTEN = "（本部分尚未撰写）"


def note_of(moment: Moment) -> str:
    """Return what is said under the title of a report of the book at the end of a day; empty for any other moment."""
    return f"按 {moment} 登记簿所记" if isinstance(moment, date) else ""


@frozen(kw_only=True)
class Document:
    """A report to be printed: its tables, the organ's name, its prose where it is the whole report, its charts.

    Without ``sections`` only the three tables are printed. ``gathered`` is the roll-up of which they are the sums.
    ``note`` stands under the title, see ``note_of``; ``made_at`` is the moment, in UTC, that is kept in the file as that
    of its making.
    """

    report: AnnualReport
    agency: str = field(default="", converter=printable)
    sections: tuple[Section, ...] | None = None
    charts: Charts | None = None
    gathered: Gathered | None = None
    note: str = ""
    made_at: datetime | None = None

    @classmethod
    def of(cls, report: AnnualReport, desk: ReadOnlyDesk) -> Self:
        """Return a report that *desk* answered, under its organ and, of a book at the end of a day, under that day."""
        return cls(
            report=report,
            agency=desk.settings.agency,
            note=note_of(desk.book.moment),
            made_at=desk.now.astimezone(UTC),
        )

    @property
    def title(self) -> str:
        """The title of the report."""
        return f"{self.agency}{self.report.year}年政府信息公开工作年度报告"

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
