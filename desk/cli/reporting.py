"""The commands of the annual report: the tables of a year, and the cases behind a cell."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from desk import printing

from .language import lang, say
from .root import ysq
from .shell import DAY, Whole, open_desk, print_json, shared, write

_YEAR = Whole(2008, 2100)


@ysq.command(
    help=say("年度报告的表格；勾稽不符时退出码为 1。", "The annual tables; exit status 1 when they do not balance.")
)
@shared()
@click.argument("year", type=_YEAR)
@click.option(
    "--form", type=click.Choice(["2019", "2021"]), help=say("表式（默认按年度）", "Form (default: the year's).")
)
@click.option("--as-known-on", type=DAY, help=say("按登记簿在某日的状态", "As the book stood on a day."))
@click.option(
    "--format", "format_", type=click.Choice(["table"]), default="table", help=say("输出格式", "Output format.")
)
def annual(db: Path, as_json: bool, year: int, form: str | None, as_known_on: date | None, format_: str) -> int:
    """Print the annual tables."""
    report = open_desk(db).annual(year, form, as_known_on)
    if as_json:
        print_json(report.as_json(lang()))
    else:
        out = printing.console()
        out.print(printing.annual_table3(report.table3))
        out.print(printing.imbalance_lines(report.imbalances, lang()))
    return 1 if report.imbalances else 0


@ysq.command(help=say("年报某一格背后的案件。", "The cases behind one cell of the annual tables."))
@shared()
@click.argument("year", type=_YEAR)
@click.argument("row")
@click.argument("column")
@click.option(
    "--form", type=click.Choice(["2019", "2021"]), help=say("表式（默认按年度）", "Form (default: the year's).")
)
@click.option("--as-known-on", type=DAY, help=say("按登记簿在某日的状态", "As the book stood on a day."))
def cell(db: Path, as_json: bool, year: int, row: str, column: str, form: str | None, as_known_on: date | None) -> None:
    """List the cases behind a cell."""
    numbers = open_desk(db).cell(year, row, column, form, as_known_on)
    if as_json:
        print_json(numbers)
    else:
        for number in numbers:
            write(number)
