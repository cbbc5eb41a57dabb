"""The annual report handed out: to the terminal, as JSON, or as a document in a file."""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, TypeVar

import click

from desk import printing
from desk.annual import AnnualReport
from desk.documents import BINARY, Document
from desk.documents import FORMATS as DOCUMENTS
from desk.rollup import sources
from desk.screen import visible
from desk.sheet import Sheet
from desk.text_files import read_text
from workflow.annual.prose import Fees
from workflow.case import Case

from .freezing import tell_warnings
from .language import lang, say
from .progress import counting
from .putting import check_output, format_of, put
from .shell import print_json, tell, with_options
from .years import Answer

if TYPE_CHECKING:
    from desk.documents.charted import LookedAt

F = TypeVar("F", bound=Callable[..., Any])
FORMATS = ("table", *DOCUMENTS)
_ENDINGS = {f".{format}": format for format in DOCUMENTS} | {".htm": "html", ".markdown": "md"}
_AT_ONCE = 200  # cases between two steps of the bar, which would else cost more than to read them


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
    return with_options(function, options)


class Wanted(NamedTuple):
    """How the report is to be handed out."""

    format: str
    output: Path | None
    text: Path | None
    as_json: bool


def wanted(
    format_: str | None, output: Path | None, text: Path | None, as_json: bool, kept: Sequence[Path | None]
) -> Wanted:
    """Return what is wanted; complains where the options do not go together, or the file would be one of *kept*."""
    check_output(output, (*kept, text))
    if text is not None and format_ in (None, "table") and (output is None or output.suffix.lower() not in _ENDINGS):
        _refuse_text(as_json, output)
    meant = format_of(output, format_, _ENDINGS | ({".json": "table"} if as_json else {".txt": "table"})) or "table"
    if meant in BINARY and output is None:
        raise click.UsageError(say(f"{meant} 须用 -o 写入文件", f"{meant} must be written to a file: give -o"))
    if as_json and meant != "table" and str(output or "-") == "-":
        raise click.UsageError(
            say(f"--json 与 --format {meant} 都写到标准输出，请加 -o", f"--json and {meant} both go to stdout: give -o")
        )
    return Wanted(meant, output, text, as_json)


def _refuse_text(as_json: bool, output: Path | None) -> NoReturn:
    """Say why a text cannot go with what was asked for: it makes a document, not JSON and not what a terminal shows."""
    listed = " ".join(FORMATS[1:])
    if as_json:
        raise click.UsageError(
            say(
                f"--json 只输出表格，不含 --text 的文字稿；请去掉其一，或另加 -o 写入文件（扩展名之一：{listed}）",
                f"--json prints the tables, without the text of --text: leave one out, or add -o FILE (ending in one of: "
                f"{listed})",
            )
        )
    if output is not None and str(output) != "-":
        raise click.UsageError(
            say(
                f"--text 输出整份报告，{output} 的扩展名不说明格式；请加 --format（其中之一：{listed}）",
                f"--text makes the whole report, and {output} does not say in which format: add --format "
                f"(one of: {listed})",
            )
        )
    raise click.UsageError(
        say(f"--text 须同时指定 --format（其中之一：{listed}）", f"--text needs a --format (one of: {listed})")
    )


def made(answer: Answer, wanted: Wanted) -> Answer:
    """Return the answer with the text and the charts that are wanted, out of the book that its figures are from."""
    if wanted.format == "table":
        return answer
    from desk.documents.making import whole, with_charts

    document, odd = answer.document, answer.odd
    with _watching() as looked_at:
        if wanted.text is not None:
            text = read_text(wanted.text)
            document, odd = whole(document, text, _fees(answer, text, looked_at))
        if wanted.format == "html":
            document = with_charts(document, answer.desk, looked_at)
    return answer._replace(document=document, odd=odd)


def hand_out(answer: Answer, wanted: Wanted, db: Sequence[Path]) -> None:
    """Print the report or write it, and tell beside it what is odd; no book is read any more."""
    kept, report = (*db, *sources(db).files, wanted.text), answer.report
    tell_warnings(answer.odd)
    if wanted.format != "table":
        put(_written(answer.document, wanted), wanted.output or Path("-"), kept)
    elif wanted.output is not None:
        said = json.dumps(answer.as_json(), ensure_ascii=False, indent=2) if wanted.as_json else _as_text(answer)
        put(said.encode() + b"\n", wanted.output, kept)
    elif not wanted.as_json:
        _in_terminal(answer.document)
        answer.show_parts(printing.console())
    if wanted.as_json:
        if wanted.format != "table" or wanted.output is None:
            print_json(answer.as_json())
        return
    if wanted.format != "table" or wanted.output is not None:
        _tell_imbalances(report)
    answer.tell()


def _written(document: Document, wanted: Wanted) -> bytes:
    """Return the document as the bytes of a file, or of standard output."""
    from desk.documents import write

    content = write(document, wanted.format)
    # The mark of UTF-8 is for Excel, which opens files.
    return content.removeprefix(BOM_UTF8) if str(wanted.output or "-") == "-" else content


def _fees(answer: Answer, text: str, looked_at: LookedAt) -> Fees | None:
    """Add up the fees where *text* asks for them; otherwise nobody reads what stands here."""
    from desk.documents.making import asks_for_fees, fees_of

    if answer.desk is None:
        return None
    return fees_of(answer.desk, answer.report.year, looked_at) if asks_for_fees(text) else Fees()


@contextmanager
def _watching() -> Iterator[LookedAt]:
    """Show on standard error, where that is a terminal, how many cases were looked at."""
    with counting(say("已读案件", "cases read")) as read:

        def looked_at(cases: Iterable[Case]) -> Iterator[Case]:
            for n, case in enumerate(cases, 1):
                yield case
                if n % _AT_ONCE == 0:
                    read(_AT_ONCE)

        yield looked_at


def _in_terminal(document: Document) -> None:
    """Print the three tables, and whether they balance."""
    from desk.documents.terminal import tables_text

    out = printing.console()
    out.print(Sheet(partial(tables_text, document)))
    out.print(printing.imbalance_lines(document.report.imbalances, lang()))


def _as_text(answer: Answer) -> str:
    """Return what the terminal shows, for a file."""
    from desk.documents.terminal import tables_text

    below = StringIO()
    out = printing.Screen(file=below, width=120, color_system=None, highlight=False, markup=False, emoji=False)
    answer.show_parts(out)
    answer.show_absent(out)
    lines = [*tables_text(answer.document, 120), *map(str.rstrip, below.getvalue().splitlines())]
    return visible("\n".join(lines), lines=True)


def _tell_imbalances(report: AnnualReport) -> None:
    for found in report.imbalances:
        tell(f"! {found.words.zh}", f"! {found.words.en}")
