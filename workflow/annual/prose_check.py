"""What is odd in the prose of a report: figures that are not the table's, a section too long, fees not reported.

Sources: 国办公开办函〔2021〕30号 (section 一 within a thousand characters; fees are reported in section 六). A figure
is compared only where the sentence leaves no doubt what it counts; nothing else is judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import Any

from ..words import Words
from .grid import Table, Table2, Table3, Table4
from .prose import SECTIONS, Section
from .prose_figures import Said, Term, figures_said
from .published.plain import plain_text
from .published.prose import Differing, differing, said_in
from .published.source import Place
from .warnings import Finding

LONGEST = 1000  # characters of section 一, in principle
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
_NAMES = {Table2: "table2", Table3: "table3", Table4: "table4"}
Spot = tuple[int, int]
"""Where a figure begins: the line of the text, and the character of its paragraph (from 0)."""


def prose_findings(
    sections: Iterable[Section], names: Mapping[str, str], year: int, tables: Iterable[Table[Any]] = ()
) -> tuple[Finding, ...]:
    """Return what is odd in the *sections* of the report on *year*, once filled.

    *names* are the figures of the tables, as ``figures`` names them. With the *tables* themselves the text is read
    in the way of a published report too: what ``published`` finds in the report once printed is found here.
    """
    sections, named = tuple(sections), {_NAMES[type(table)]: table for table in tables}
    return (
        *_unwritten(sections),
        *_too_long(sections),
        *(found for section in sections for found in _differing(section, names, year, named)),
        *_without_fees(sections),
    )


def _unwritten(sections: tuple[Section, ...]) -> Iterator[Finding]:
    written = {section.heading for section in sections if section.paragraphs}
    for heading in SECTIONS:
        if heading not in written:
            yield _finding("section_missing", Words(f"文字稿缺“{heading}”", f"the text lacks section {heading}"))


def _too_long(sections: tuple[Section, ...]) -> Iterator[Finding]:
    for section in sections:
        length = sum(not character.isspace() for paragraph in section.paragraphs for character in paragraph)
        if section.heading == SECTIONS[0] and length > LONGEST:
            yield _finding(
                "section_long",
                Words(
                    f"“{section.heading}”{length} 字，原则上不超过一千字（国办公开办函〔2021〕30号）",
                    f"{section.heading} has {length} characters; in principle at most {LONGEST} (Notice 30 of 2021)",
                ),
            )


def _without_fees(sections: tuple[Section, ...]) -> Iterator[Finding]:
    last = next((section for section in sections if section.heading == SECTIONS[2]), None)
    if last is not None and last.paragraphs and not any("处理费" in said for said in last.paragraphs):
        yield _finding(
            "fees_unreported",
            Words(
                f"“{last.heading}”未报告收取信息处理费的情况（国办公开办函〔2021〕30号）",
                f"{last.heading} says nothing of information processing fees (Notice 30 of 2021)",
            ),
        )


def _differing(
    section: Section, names: Mapping[str, str], year: int, tables: Mapping[str, Table[Any]]
) -> list[Finding]:
    """Return the figures that are not the tables', in the order of the text, each once: by its clause, if that tells."""
    lines = tuple(zip(section.paragraphs, section.lines or count(1), strict=False))
    found = dict(_as_published(lines, tables)) | dict(_by_clause(lines, names, year))
    return [found[spot] for spot in sorted(found)]


def _by_clause(lines: Iterable[tuple[str, int]], names: Mapping[str, str], year: int) -> Iterator[tuple[Spot, Finding]]:
    for paragraph, line in lines:
        for said in figures_said(paragraph.translate(_WIDE), year, line):
            counted = _counted(said.term, names)
            if counted not in (None, said.figure):
                yield (line, said.at), _differs(said, counted or 0)


def _as_published(lines: Iterable[tuple[str, int]], tables: Mapping[str, Table[Any]]) -> Iterator[tuple[Spot, Finding]]:
    characters = (
        (plain_text(character), Place(line=line, column=column))
        for paragraph, line in lines
        for column, character in enumerate(paragraph)
    )
    for found in differing(said_in(characters), tables):
        place = found.said.place
        yield (place.line or 0, place.column or 0), _differs_printed(found)


def _counted(term: Term, names: Mapping[str, str]) -> int | None:
    """Return what the tables have for a term, None where they do not know it."""
    cells = [name for cell in term.cells for name in _named(cell)]
    return None if any(name not in names for name in cells) else sum(int(names[name]) for name in cells)


def _named(cell: str) -> tuple[str, ...]:
    """Return the names of a figure; a result of litigation is the sum of both ways to court."""
    kind, _, column = cell.partition(".")
    ways = ("litigation_direct", "litigation_after_reconsideration")
    return tuple(f"{way}.{column}" for way in ways) if column and kind == "litigation" else (cell,)


def _differs(said: Said, counted: int) -> Finding:
    words = Words(
        f"文字稿第 {said.line} 行“{said.clause}”：文中 {said.figure} 件，表中{said.term.words.zh} {counted} 件，请核对",
        f"text, line {said.line}: {said.clause!r} says {said.figure}, the tables say {counted} "
        f"({said.term.words.en}): check which is right",
    )
    return Finding(rule="prose", table=None, row=None, column=None, words=words)


def _differs_printed(found: Differing) -> Finding:
    said, claim = found.said, found.said.claim
    words = Words(
        f"文字稿第 {said.place.line} 行“{said.quote}”：文中 {said.number} 件，表中{claim.words.zh} "
        f"{found.counted.zh} 件，请核对",
        f"text, line {said.place.line}: {said.quote!r} says {said.number}, the tables say {found.counted.en} "
        f"({claim.words.en}): check which is right",
    )
    return Finding(rule="prose", table=None, row=None, column=None, words=words)


def _finding(rule: str, words: Words) -> Finding:
    return Finding(rule=rule, table=None, row=None, column=None, words=words)
