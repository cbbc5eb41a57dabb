"""Rows of a log as facts, each by what its activity is; one that cannot be read is kept with the reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time
from typing import Any, NamedTuple

from persistence import build_fact
from workflow.errors import YishenqingError
from workflow.events import Fact
from workflow.unseen import without_format
from workflow.words import Words, counted
from workflow.written_days import Moment, UnreadableDay, in_beijing, read_moment

from ..labels import FLAGS
from ..row_files import HEADING, DayText, Row, RowSheet, not_commas, separated_by
from .mapping import BadMap, LogMap, Source

_SHOWN = 3  # so many cases does a note name


class Unread(NamedTuple):
    """A row that could not be read, or a case that cannot have happened: where it stands, and why.

    ``sheet`` names the sheet of a workbook; ``case`` is empty where the row names none.
    """

    line: int
    case: str
    words: Words
    sheet: str = ""

    @property
    def place(self) -> Words:
        """Where the row stands."""
        return Words(f"{self.sheet} 第 {self.line} 行".strip(), f"{self.sheet} row {self.line}".strip())


class LogRow(NamedTuple):
    """A row that was read; ``time`` is the time of the day of the fact, where the log tells it."""

    line: int
    case: str
    fact: Fact
    time: time | None
    sheet: str = ""


def rows_of(sheets: Sequence[RowSheet], log_map: LogMap, source: str) -> tuple[list[LogRow], list[Unread], list[Words]]:
    """Read every sheet that the map wants; return what was read, what was not, and notes.

    Raises :class:`BadMap` for a sheet without the columns of the map.
    """
    missing = set(log_map.sheets) - {sheet.name for sheet in sheets}
    if missing:
        listed = "、".join(sorted(missing))
        raise BadMap(Words(f"{source} 没有有内容的工作表 {listed}", f"{source} has no sheet {listed} that holds rows"))
    wanted = [sheet for sheet in sheets if not log_map.sheets or sheet.name in log_map.sheets]
    if not wanted:
        raise BadMap(Words(f"{source} 没有内容", f"{source} is empty"))
    reader = _Reader(log_map)
    for sheet in wanted:
        header, body = _header(sheet, log_map, source)
        for row in body:
            reader.read(row, header, sheet.name if len(sheets) > 1 else "")
    return reader.rows, reader.unread, list(reader.notes())


class _Reader:
    """Reads rows one by one, and keeps what was read, what was not, and what was read otherwise than it stands there."""

    def __init__(self, log_map: LogMap) -> None:
        self.map = log_map
        self.rows: list[LogRow] = []
        self.unread: list[Unread] = []
        self.trimmed: list[str] = []
        self.ignored = 0

    def read(self, row: Row, header: Sequence[str], sheet: str) -> None:
        """Put one row among those that were read, or among those that were not."""
        cells = dict(zip(header, [*row.cells, *[""] * len(header)], strict=False))
        if cells[self.map.activity].strip() in self.map.ignore:
            self.ignored += 1
            return
        case = self.number(cells[self.map.case])
        try:
            if any(cell.strip() for cell in row.cells[len(header) :]):
                raise YishenqingError(Words("单元格多于列", "there are more cells than columns"))
            fact, clock = _fact(cells, self.map)
            if not case:
                raise YishenqingError(
                    Words("没有案号（合并的单元格须先拆分并填充）", "it names no case (split and fill merged cells)")
                )
        except YishenqingError as error:
            self.unread.append(Unread(row.line, case, error.words, sheet))
        else:
            self.rows.append(LogRow(row.line, case, fact, clock, sheet))

    def number(self, written: str) -> str:
        """Return a case number without what nobody sees: blanks around it, characters of no width."""
        case = without_format(written).strip()
        if case and case != written:
            self.trimmed.append(case)
        return case

    def notes(self) -> Iterator[Words]:
        """Yield what is to be said of the rows that were read."""
        if self.trimmed:
            n, few = len(self.trimmed), "、".join(self.trimmed[:_SHOWN]) + "…" * (len(self.trimmed) > _SHOWN)
            yield Words(
                f"{n} 行的案号前后有空格或含不可见字符，已去掉：{few}",
                f"{counted(n, 'row has', 'rows have')} blanks or invisible characters in their case number, taken without: {few}",
            )
        if self.ignored:
            n = self.ignored
            yield Words(
                f"{n} 行按对照表的 ignore 略过",
                f"{counted(n, 'row was', 'rows were')} passed over, as the map says (ignore)",
            )


def _header(sheet: RowSheet, log_map: LogMap, source: str) -> tuple[list[str], list[Row]]:
    """Return the header, the first row with every column that the map names, and the rows below it."""
    where = f"{source}[{sheet.name}]" if sheet.name else source
    for n, row in enumerate(sheet.rows[:HEADING]):
        names = [cell.strip() for cell in row.cells]
        if set(log_map.columns) <= set(names):
            twice = next((name for name in log_map.columns if names.count(name) > 1), None)
            if twice is not None:
                raise BadMap(Words(f"{where} 有两列 {twice}", f"{where} has two columns {twice}"))
            below = sheet.rows[n + 1 :]
            # In a CSV file a cell too many tells of a comma that parted one; in a sheet a cell stands where it stands.
            return names, [row._replace(cells=row.cells[: len(names)]) for row in below] if sheet.name else below
    raise _no_columns(sheet, where, log_map)


def _no_columns(sheet: RowSheet, where: str, log_map: LogMap) -> BadMap:
    """Return the error for a sheet in which some columns of the map are missing."""
    parted = [] if sheet.name else [separated_by(",".join(row.cells)) for row in sheet.rows[:HEADING]]
    for said in filter(None, parted):
        zh, en = not_commas(said)
        return BadMap(Words(f"{where}：{zh}", f"{where}: {en}"))
    names = [cell.strip() for cell in sheet.rows[0].cells]
    missing, found = [name for name in log_map.columns if name not in names], [name for name in names if name]
    more = Words("（不读的工作表请用 sheets 排除）", " (sheets = […] in the map names those to read)")
    zh, en = more if sheet.name else ("", "")
    return BadMap(
        Words(
            f"{where} 没有列 {'、'.join(missing)}；现有：{'、'.join(found)}{zh}",
            f"{where} has no column {', '.join(missing)}; there are: {', '.join(found)}{en}",
        )
    )


def _fact(cells: Mapping[str, str], log_map: LogMap) -> tuple[Fact, time | None]:
    name = cells[log_map.activity].strip()
    if not name:
        raise YishenqingError(Words("没有环节", "it names no activity"))
    activity = log_map.activities.get(name)
    if activity is None:
        raise YishenqingError(
            Words(
                f"环节“{name}”没有对应的种类；与办理期限无关的写入对照表的 ignore",
                f"the activity {name!r} is not mapped; one without meaning in law goes into ignore",
            )
        )
    sources = {"on": Source("date", column=log_map.date), **activity.fields}
    moments: dict[str, Moment] = {}
    fields = {field: _value(field, source, cells, log_map, moments) for field, source in sources.items()}
    fact = build_fact(activity.kind, {k: v for k, v in fields.items() if v is not None})
    return fact, moments["on"].time if "on" in moments else None


def _value(field: str, source: Source, cells: Mapping[str, str], log_map: LogMap, moments: dict[str, Moment]) -> Any:
    """Return a field's value: the literal in the map, or what stands in the column, translated and read as its kind."""
    if source.column is None:
        return source.literal
    cell = cells[source.column]
    found: Any = cell.strip()
    if not found:
        return source.default
    if source.values is not None:
        found = source.values.get(found, found)
    if not isinstance(found, str):
        return found
    if source.json == "date":
        moments[field] = _moment(cell if found == cell.strip() else found, log_map.date_format)
        return moments[field].day.isoformat()
    if source.json == "whole" and len(found) < 20 and found.isascii() and found.isdecimal():
        return int(found)
    return FLAGS.get(found.lower(), found) if source.json == "flag" else found


def _moment(cell: str, pattern: str | None) -> Moment:
    """Read a day or a time stamp: by the map's format where it has one, unless the cell is a day of its own kind."""
    if pattern is None or isinstance(cell, DayText):
        return read_moment(cell)
    written = cell.strip()
    try:
        if not all(c.isascii() for c in written if c.isdecimal()):
            raise ValueError(written)
        return in_beijing(datetime.strptime(written, pattern))  # noqa: DTZ007  # one without a zone is local
    except (ValueError, OverflowError):
        words = Words(
            f"读到“{written}”，与 date_format {pattern} 不符",
            f"found {written!r}, not written as date_format {pattern}",
        )
        raise UnreadableDay(written, words) from None
