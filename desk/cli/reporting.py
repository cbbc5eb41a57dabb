"""The commands of the annual report: the tables of a year, and the cases behind a cell."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from workflow.annual import FORMS

from . import documents, freezing, years
from .language import say
from .root import ysq
from .shell import DAY, Whole, shared

_YEAR = Whole(2008, 2100)
_FORM = click.option(
    "--form",
    type=click.Choice([form.id for form in FORMS]),
    help=say("表式（默认按年度）", "Form (default: the year's)."),
)


@ysq.command(
    help=say("年度报告的表格；勾稽不符时退出码为 1。", "The annual tables; exit status 1 when they do not balance.")
)
@shared(many=True)
@click.argument("year", type=_YEAR)
@_FORM
@click.option("--as-known-on", type=DAY, help=say("按登记簿在某日的状态", "As the book stood on a day."))
@years.year_options
@documents.document_options
def annual(
    db: tuple[Path, ...],
    as_json: bool,
    year: int,
    form: str | None,
    as_known_on: date | None,
    format_: str | None,
    output: Path | None,
    text: Path | None,
    expect: Path | None,
    frozen: bool,
    **asked: Any,
) -> int:
    """Print the annual tables."""
    settled = freezing.Asked(**asked)
    freezing.check_alone(settled, format=format_, output=output, text=text)
    wanted = documents.wanted(format_, output, text, as_json, (*db, expect))
    freezing.check(settled, frozen, years.of_many(db, expect), as_known_on, form)
    if settled.freeze or settled.diff:
        return freezing.settle(settled, db[0], as_json, year, form)
    with years.answered(db, year, form, as_known_on, expect, frozen) as answer:
        made = documents.made(answer, wanted)
    documents.hand_out(made, wanted, db)
    years.tell_unfinished(year)
    return made.status


@ysq.command(
    help=say(
        "年报某一格背后的案件；表四连同争议，表二为台账行。",
        "The cases behind one cell; for table IV with their disputes, for table II the ledger lines.",
    )
)
@shared(many=True)
@click.argument("year", type=_YEAR)
@click.argument("row")
@click.argument("column")
@_FORM
@click.option("--as-known-on", type=DAY, help=say("按登记簿在某日的状态", "As the book stood on a day."))
def cell(
    db: tuple[Path, ...],
    as_json: bool,
    year: int,
    row: str,
    column: str,
    form: str | None,
    as_known_on: date | None,
) -> int:
    """List the cases behind a cell."""
    return years.show_cell(db, as_json, year, form, row, column, as_known_on)
