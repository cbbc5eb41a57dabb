"""Scenario files on disk: YAML, CSV and XLSX; which names they have, and the ones that come with the library."""

from __future__ import annotations

import csv
import importlib.resources
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from workflow.law import Law
from workflow.testing.scenarios import MalformedScenario, Scenario, read_rows, read_yaml
from workflow.words import Words

STEMS = (".scenario", ".情形")
KINDS = (".yaml", ".csv", ".xlsx")
SUFFIXES = tuple(stem + kind for stem in STEMS for kind in KINDS)


def read(path: Path, source: str | None = None, law: Law | None = None) -> tuple[Scenario, ...]:
    """Read the scenarios of one file, under *law*; messages call it ``source``. Raises ``MalformedScenario``."""
    source = path.name if source is None else source
    if path.suffix.lower() == ".csv":
        return read_rows(_csv(_text(path, source, ("utf-8-sig", "gb18030"))), source, law)
    if path.suffix.lower() == ".xlsx":
        return read_rows(_xlsx(path, source), source, law)
    return read_yaml(_text(path, source, ("utf-8-sig",)), source, law)


def found(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files that are named, and the scenario files in the folders that are named."""
    for path in paths:
        if path.is_dir():
            yield from sorted(each for each in path.rglob("*") if each.name.endswith(SUFFIXES))
        else:
            yield path


def shipped(law: Law | None = None) -> tuple[Scenario, ...]:
    """Return the scenarios that come with the library, by file; to be judged under *law*."""
    folder = importlib.resources.files("workflow.testing.scenarios") / "data"
    files = sorted((each for each in folder.iterdir() if each.name.endswith(SUFFIXES)), key=lambda each: each.name)
    return tuple(one for each in files for one in read_yaml(each.read_text("utf-8"), each.name, law))


def _text(path: Path, source: str, encodings: tuple[str, ...]) -> str:
    """Read a text; spreadsheets on Chinese Windows write GB 18030."""
    content = path.read_bytes()
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
    raise MalformedScenario(line, Words("不是 UTF-8 文字，请另存为 UTF-8", "this is no UTF-8 text"), source)


def _csv(text: str) -> Iterator[list[str]]:
    yield from csv.reader(text.splitlines(keepends=True))


def _xlsx(path: Path, source: str) -> Iterator[list[str]]:
    """Yield the rows of the first sheet, each cell as text."""
    try:
        import openpyxl
    except ImportError:
        how = "pip install 'yishenqing[scenarios]'"
        needs = Words(f"读取 XLSX 需要 openpyxl：{how}", f"XLSX needs openpyxl: {how}")
        raise MalformedScenario(1, needs, source) from None
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except OSError:
        raise
    except Exception as error:
        raise MalformedScenario(1, Words(f"打不开这个 XLSX：{error}", f"no XLSX: {error}"), source) from None
    try:
        yield from ([_cell(cell) for cell in row] for row in book.worksheets[0].iter_rows(values_only=True))
    finally:
        book.close()


def _cell(cell: Any) -> str:
    """Write a cell as text: a day as a day, a whole number without its point, 是 and 否 for true and false."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


__all__ = ["SUFFIXES", "found", "read", "shipped"]
