"""The annual report handed out: to the terminal, as JSON, or as a document in a file."""

from __future__ import annotations

import json
import os
import sys
from codecs import BOM_UTF8
from collections.abc import Callable, Sequence
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click
from rich.console import Console

from desk import printing
from desk.annual import AnnualReport
from desk.documents import BINARY
from desk.documents import FORMATS as DOCUMENTS
from workflow.annual import Table2

from .language import lang, say
from .shell import open_desk, print_json, tell
from .years import Answer, tell_warnings

F = TypeVar("F", bound=Callable[..., Any])
FORMATS = ("table", *DOCUMENTS)
_SUFFIXES = {f".{format}": format for format in FORMATS} | {".htm": "html", ".markdown": "md"}
_BOOK = b"SQLite format 3\0"


def document_options(function: F) -> F:
    """Add the options that say how the report is handed out."""
    options = (
        click.option(
            "--format",
            "format_",
            type=click.Choice(FORMATS),
            help=say(
                "输出格式（默认按 -o 的扩展名，否则为 table）", "Output format (default: as -o ends, else table)."
            ),
        ),
        click.option(
            "-o",
            "--output",
            type=click.Path(path_type=Path, allow_dash=True),
            help=say("写入文件（已有的覆盖）", "Write to a file, over one that is there."),
        ),
        click.option(
            "--text",
            type=click.Path(path_type=Path),
            help=say(
                "一、五、六部分的文字稿，{received} 等由登记簿填写：输出整份报告",
                "The text of sections 1, 5 and 6; the book fills {received} and the like. Makes the whole report.",
            ),
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


class Wanted(NamedTuple):
    """How the report is to be handed out."""

    format: str
    output: Path | None
    text: Path | None
    as_json: bool


def wanted(format_: str | None, output: Path | None, text: Path | None, as_json: bool) -> Wanted:
    """Return what is wanted; complains where the options do not go together."""
    meant = format_ or (_SUFFIXES.get(output.suffix.lower(), "table") if output else "table")
    if meant in BINARY and output is None:
        raise click.UsageError(say(f"{meant} 须用 -o 写入文件", f"{meant} must be written to a file: give -o"))
    if as_json and meant != "table" and str(output or "-") == "-":
        raise click.UsageError(
            say(f"--json 与 --format {meant} 都写到标准输出，请加 -o", f"--json and {meant} both go to stdout: give -o")
        )
    if text is not None and meant == "table":
        listed = " ".join(FORMATS[1:])
        raise click.UsageError(
            say(f"--text 须同时指定 --format（其中之一：{listed}）", f"--text needs a --format (one of: {listed})")
        )
    return Wanted(meant, output, text, as_json)


def hand_out(answer: Answer, wanted: Wanted, db: Sequence[Path]) -> None:
    """Print the report or write it, and tell beside it what is odd."""
    kept, report = (*db, wanted.text), answer.report
    if wanted.format != "table":
        _put(_document(answer, wanted, db), wanted.output or Path("-"), kept)
    elif wanted.output is not None:
        said = json.dumps(answer.as_json(), ensure_ascii=False, indent=2) if wanted.as_json else _as_text(answer)
        _put(said.encode() + b"\n", wanted.output, kept)
    elif not wanted.as_json:
        _in_terminal(report)
        answer.show_parts(printing.console())
    if wanted.as_json:
        if wanted.format != "table" or wanted.output is None:
            print_json(answer.as_json())
        return
    if wanted.format != "table" or wanted.output is not None:
        _tell_imbalances(report)
    _tell_unknown(report.table2)
    answer.tell()


def _document(answer: Answer, wanted: Wanted, db: Sequence[Path]) -> bytes:
    """Return the report as a document; tells on standard error what is odd in its text."""
    from desk.documents import Document, write
    from desk.documents.making import fees_of, whole, with_charts

    desk = None if answer.gathered is not None else open_desk(db[0])
    agency = desk.register.settings.agency if desk else ""
    made = Document(report=answer.report, agency=agency, gathered=answer.gathered)
    if wanted.text is not None:
        fees = fees_of(desk, answer.report.year, answer.moment) if desk else None
        made, findings = whole(made, _read(wanted.text), fees)
        tell_warnings(findings)
    if wanted.format == "html":
        made = with_charts(made, desk, answer.moment)
    content = write(made, wanted.format)
    # The mark of UTF-8 is for Excel, which opens files.
    return content.removeprefix(BOM_UTF8) if str(wanted.output or "-") == "-" else content


def _read(text: Path) -> str:
    try:
        return text.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise click.UsageError(
            say(f"{text} 不是 UTF-8 文本，请另存为 UTF-8", f"{text} is no UTF-8 text: save it as UTF-8")
        ) from None


def _in_terminal(report: AnnualReport) -> None:
    """Print the three tables, and whether they balance."""
    from desk.documents.terminal import Tables

    out = printing.console()
    out.print(Tables(report))
    out.print(printing.imbalance_lines(report.imbalances, lang()))


def _as_text(answer: Answer) -> str:
    """Return what the terminal shows, for a file."""
    from desk.documents.terminal import tables_text

    below = StringIO()
    out = Console(file=below, width=120, color_system=None, highlight=False, markup=False, emoji=False)
    answer.show_parts(out)
    answer.show_absent(out)
    return "\n".join([*tables_text(answer.report, 120), *map(str.rstrip, below.getvalue().splitlines())])


def _tell_imbalances(report: AnnualReport) -> None:
    for found in report.imbalances:
        tell(f"! {found.words.zh}", f"! {found.words.en}")


def _tell_unknown(table: Table2) -> None:
    """Tell how many figures of table II nobody has recorded or declared; they are printed as nothing."""
    keys = [key for block in table.blocks for key in block.keys]
    unknown = sum(table.cells.get(key) is None for key in keys)
    if unknown:
        tell(
            f"提示：表二有 {unknown} 格没有登记或申报数字，印为空格",
            f"note: {unknown} cells of table II are neither recorded nor declared; they are left empty",
        )


def _put(content: bytes, output: Path, kept: Sequence[Path | None] = ()) -> None:
    """Write a document to *output*, whole or not at all; ``-`` is standard output.

    What is there is written over, but never a register and never one of the files *kept*.
    """
    if str(output) == "-":
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    _refuse(output, kept)
    try:
        _write(content, output)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(output)) from None
    tell(f"已写入 {output}", f"written to {output}")


def _write(content: bytes, output: Path) -> None:
    if output.exists() and not output.is_file():  # a device, or a folder, which the system refuses
        output.write_bytes(content)
        return
    beside = output.with_name(f".{output.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        os.replace(beside, output)
    finally:
        beside.unlink(missing_ok=True)


def _refuse(output: Path, kept: Sequence[Path | None]) -> None:
    """Complain where *output* is a file that must not be lost."""
    if not output.is_file():
        return
    with output.open("rb") as there:
        book = there.read(len(_BOOK)) == _BOOK
    if book or any(one is not None and one.exists() and output.samefile(one) for one in kept):
        raise click.UsageError(
            say(f"{output} 是登记簿或文字稿，不得覆盖", f"{output} is a register or the text: it is not written over")
        )
