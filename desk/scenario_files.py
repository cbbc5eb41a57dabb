"""Scenario files on disk: YAML, CSV and XLSX; which names they have, and the ones that come with the library."""

from __future__ import annotations

import importlib.resources
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from workflow.law import Law
from workflow.lines import with_unix_ends
from workflow.testing.scenarios import MalformedScenario, Scenario, read_rows, read_yaml
from workflow.words import Words

from .row_files import Row, RowSheet, read_sheets
from .text_files import BadFile, decode_text

STEMS = (".scenario", ".情形")
KINDS = (".yaml", ".csv", ".xlsx")
SUFFIXES = tuple(stem + kind for stem in STEMS for kind in KINDS)


def is_scenario(name: str) -> bool:
    """Tell whether a file of that name holds scenarios.

    Where the system takes names for ASCII, one with 情形 arrives undecoded; it is UTF-8 all the same.
    """
    return name.endswith(SUFFIXES) or os.fsencode(name).endswith(tuple(suffix.encode() for suffix in SUFFIXES))


def read(path: Path, source: str | None = None, law: Law | None = None) -> tuple[Scenario, ...]:
    """Read the scenarios of one file, under *law*; messages call it ``source``. Raises ``MalformedScenario``.

    Of a workbook every sheet is read that holds anything.
    """
    source = path.name if source is None else source
    try:
        if path.suffix.lower() in (".csv", ".xlsx"):
            return _from_sheets(read_sheets(path, source, "scenarios"), source, law)
        return read_yaml(with_unix_ends(decode_text(path.read_bytes(), source)), source, law)
    except BadFile as error:
        raise MalformedScenario(error.line or 1, error.reason, source) from None


def found(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files that are named, and the scenario files in the folders that are named."""
    for path in paths:
        if path.is_dir():
            yield from sorted(each for each in path.rglob("*") if is_scenario(each.name))
        else:
            yield path


def shipped(law: Law | None = None) -> tuple[Scenario, ...]:
    """Return the scenarios that come with the library, by file; to be judged under *law*."""
    folder = importlib.resources.files("workflow.testing.scenarios") / "data"
    files = sorted((each for each in folder.iterdir() if is_scenario(each.name)), key=lambda each: each.name)
    return tuple(one for each in files for one in read_yaml(each.read_text("utf-8"), each.name, law))


def _from_sheets(sheets: Sequence[RowSheet], source: str, law: Law | None) -> tuple[Scenario, ...]:
    """Read every sheet; where there are several, a scenario and a message name the sheet too."""
    if len(sheets) < 2:
        return read_rows(_numbered(sheets[0].rows if sheets else ()), source, law)
    titles: dict[str, str] = {}
    every: list[Scenario] = []
    for name, rows in sheets:
        for one in read_rows(_numbered(rows), f"{source}[{name}]", law):
            if one.title in titles:
                zh = f"情形“{one.title}”重复（已见于工作表“{titles[one.title]}”）"
                en = f"scenario {one.title!r} is repeated (sheet {titles[one.title]!r})"
                raise MalformedScenario(one.line, Words(zh, en), one.source)
            titles[one.title] = name
            every.append(one)
    return tuple(every)


def _numbered(rows: Iterable[Row]) -> Iterator[list[str]]:
    """Yield the rows with empty ones between them, so that each stands at the place of its line."""
    n = 0
    for line, cells in rows:
        yield from ([] for _ in range(n + 1, line))
        yield cells
        n = line


__all__ = ["SUFFIXES", "found", "is_scenario", "read", "shipped"]
