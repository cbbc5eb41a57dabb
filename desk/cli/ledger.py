"""``ysq ledger``: the lines behind table II recorded, listed by number and mended."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from desk import printing
from desk.ledger import row_json
from desk.text_tables import TextTable
from workflow.annual import LedgerRow
from workflow.annual.ledger import RECTIFIED
from workflow.annual.ledger_words import amount_words, kind_words
from workflow.words import counted

from .case_files import tell_odd_lines
from .language import lang, say
from .ledger_fields import field_options, line_of, mended
from .root import ysq
from .shell import Commands, Whole, aside, open_desk, print_json, shared, tell


@ysq.group(
    cls=Commands,
    help=say(
        "台账：年报表二所依据的各行（制发、废止、许可、处罚、强制、收费、申报）。",
        "The ledger: the lines behind table II (documents, decisions, charges, declared figures).",
    ),
)
@click.option("--lang", type=click.Choice(["zh", "en"]), help=say("语言", "Language."), expose_value=False)
def ledger() -> None:
    """Group the commands of the ledger."""


@ledger.command(
    short_help=say("登记一行。", "Record a line."),
    help=say(
        "登记一行。KIND 为：规章、规范性文件、许可、处罚、强制、收费、申报。 确实没有的，登记 0 件。",
        "Record a line. KIND: regulation, normative_document, licence, penalty, coercion, charge, declared. "
        "Where there was none, record a count of 0.",
    ),
    epilog=say(
        "\b\n例：\nysq ledger add 处罚 --on 2025-06-30 --count 97\n"
        "ysq ledger add 规范性文件 --action 期初 --on 2025-01-01 --count 32\n"
        "ysq ledger add 申报 --year 2025 --cell 行政强制=0",
        "\b\nSuch as:\nysq ledger add penalty --on 2025-06-30 --count 97\n"
        "ysq ledger add normative_document --action opening --on 2025-01-01 --count 32\n"
        "ysq ledger add declared --year 2025 --cell coercion.decisions=0",
    ),
)
@shared()
@click.argument("kind", metavar="KIND")
@field_options
@click.option(
    "--again", is_flag=True, help=say("已有同样的一行，确系另一笔", "An equal line is there; this is another.")
)
def add(db: Path, as_json: bool, kind: str, **fields: Any) -> None:
    """Record a line."""
    desk = open_desk(db)
    row = desk.ledger_add(line_of(kind, fields))
    tell_odd_lines(desk, 1)
    _answer(row, as_json, say(f"已登记台账第 {row.no} 行", f"recorded line {row.no} of the ledger"))


@ledger.command(
    "list",
    help=say("列出各行及行号，更正后的按更正后列出。", "List the lines with their numbers, as they stand."),
    epilog=say("例：ysq ledger list --year 2025", "Such as: ysq ledger list --year 2025"),
)
@shared()
@click.option("--year", type=Whole(1900, 9999), help=say("只列某一年的", "Only those of a year."))
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help=say("也列出划去的和更正记录", "Also what was struck out, and rectifications."),
)
def list_(db: Path, as_json: bool, year: int | None, everything: bool) -> None:
    """List the lines."""
    found = open_desk(db).ledger(year)
    rows = [row for row in found if everything or (row.line is not None and row.recorded.ledger != RECTIFIED)]
    if as_json:
        print_json([row_json(row) for row in rows])
    elif rows:
        printing.console().print(_table(rows))
    hidden = sum(row.line is None for row in found) if not everything else 0
    if hidden:
        tell(
            f"另有 {hidden} 行已划去，--all 一并列出",
            f"{counted(hidden, 'line was', 'lines were')} struck out; --all lists them too",
        )
    elif not rows and not as_json:
        tell("台账没有登记", "the ledger has no line")


@ledger.command(
    short_help=say("更正或划去第 N 行。", "Mend line N, or strike it out."),
    help=say(
        "更正第 N 行：只写要改的字段，或用 --strike 划去；要撤销一次更正，划去更正的那一行。",
        "Mend line N: the fields that change, or --strike. Both stay in the book; to undo a rectification, strike it out.",
    ),
    epilog=say(
        "\b\n例：\nysq ledger rectify 3 --count 79 --reason 误登\nysq ledger rectify 4 --strike --reason 重复登记",
        "\b\nSuch as:\nysq ledger rectify 3 --count 79 --reason typo\nysq ledger rectify 4 --strike --reason twice",
    ),
)
@shared()
@click.argument("number", metavar="N", type=Whole(1))
@field_options
@click.option("--strike", is_flag=True, help=say("划去该行", "Strike the line out."))
@click.option("--reason", required=True, help=say("更正的理由", "Why it is mended."))
@click.option(
    "--again", is_flag=True, help=say("已有同样的一行，确系另一笔", "An equal line is there; this is another.")
)
def rectify(db: Path, as_json: bool, number: int, strike: bool, reason: str, again: bool, **fields: Any) -> None:
    """Mend a line."""
    desk = open_desk(db)
    rows = desk.ledger()
    if strike and any(value not in (None, ()) for value in fields.values()):
        raise click.UsageError(
            say("--strike 划去整行，不能同时改字段", "--strike strikes the whole line out: leave the fields out")
        )
    replacement = None if strike else mended(rows, number, fields, again)
    row = desk.rectify_ledger(number, replacement, reason=reason, again=again)
    tell_odd_lines(desk, 1)
    _answer(row, as_json, say(f"已更正台账第 {number} 行", f"mended line {number} of the ledger"))


def _answer(row: LedgerRow, as_json: bool, said: str) -> None:
    """Print the line as it stands, and say what was done."""
    if as_json:
        print_json([row_json(row)])
    else:
        printing.console().print(_table([row]))
    aside(said)


def _table(rows: Iterable[LedgerRow]) -> TextTable:
    table = TextTable(say("行 日期 事项 数量 名称 更正", "line on what how_much title mended").split(), right=(0,))
    for row in rows:
        table.add(*_cells(row), style="strike dim" if row.line is None else "")
    return table


def _cells(row: LedgerRow) -> tuple[str, ...]:
    line = row.line or row.recorded
    when = line.on or line.year or row.recorded_at.date()
    named = " ".join(filter(None, (line.title, line.number)))
    return str(row.no), str(when), kind_words(line).say(lang()), amount_words(line).say(lang()), named, _mended(row)


def _mended(row: LedgerRow) -> str:
    """Say by which line a line was mended or struck out, and why a rectification was made."""
    if row.mended_by is None:
        return row.recorded.reason or ""
    if row.line is None:
        return say(f"第 {row.mended_by} 行划去", f"struck out by {row.mended_by}")
    return say(f"第 {row.mended_by} 行更正", f"mended by {row.mended_by}")
