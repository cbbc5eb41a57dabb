"""The commands that put right what is wrong in the book: one fact by its fields, or a whole case that was no request."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from desk.mending import holding

from .fields import changes_from_arguments, facts_seen, kinds_listed
from .language import say
from .one_case import show_case
from .root import ysq
from .shell import DAY, Whole, open_desk, shared


@ysq.command(
    help=say(
        "更正一条记录：只写要改的字段，其余照旧。\n\n"
        "各种类的字段由 --fields 种类 列出；值为空即清空该字段。\n\n--by、--reason 属于更正本身；"
        "所更正记录自己的经办人、理由写作 --fact-by、--fact-reason。",
        "Mend one fact: name the fields that change, the others stay.\n\n"
        "--fields KIND lists the fields; an empty value empties one. --by and --reason are those of the correction; the"
        " fact's own are --fact-by and --fact-reason.",
    ),
    context_settings={"ignore_unknown_options": True},
)
@shared()
@kinds_listed
@click.option("--reason", required=True, help=say("更正的理由", "Why it is mended."))
@click.option(
    "--strike", is_flag=True, help=say("删去这条记录（也可删去一条更正）", "Strike it out (a correction too).")
)
@click.option("--by", help=say("更正人", "Who mends it."))
@facts_seen
@click.argument("case")
@click.argument("no", type=Whole(1))
@click.argument("pairs", nargs=-1, type=click.UNPROCESSED, metavar="[--FIELD VALUE]…")
def rectify(
    db: Path,
    as_json: bool,
    reason: str,
    strike: bool,
    by: str | None,
    expecting: int | None,
    case: str,
    no: int,
    pairs: tuple[str, ...],
) -> None:
    """Mend one fact of a case by its fields."""
    desk = open_desk(db)
    found = desk.case(case)
    changed = changes_from_arguments(holding(found, no), pairs) if pairs else {}
    seen = len(found.history) if expecting is None else expecting
    desk.rectify(case, no, reason=reason, by=by, strike=strike, expecting=seen, **changed)
    show_case(desk.at(), case, None, as_json)


@ysq.command(
    help=say(
        "作废一件：重复登记、测试等本来不是申请的。\n\n"
        "编号不再使用，不计入任何数字，没有期限；只能用 ysq rectify 案号 序号 --strike 撤销。",
        "Make a case void: entered twice, a test, no request.\n\n"
        "Its number stays used, it is in no figure and nothing is due; only ysq rectify CASE NO --strike undoes it.",
    )
)
@shared()
@click.option("--reason", required=True, help=say("作废的理由", "Why it is void."))
@click.option("--approved-by", required=True, help=say("批准人（经办人以外的人）", "Who approved it: somebody else."))
@click.option("--duplicate-of", metavar="CASE", help=say("重复于哪一案件", "The case of which it is a duplicate."))
@click.option("--on", type=DAY, help=say("作废之日（默认今天）", "The day (today)."))
@click.option("--by", help=say("经办人", "Who records."))
@click.option("--note", help=say("备注", "Note."))
@click.argument("case")
def void(db: Path, as_json: bool, case: str, on: date | None, **fields: Any) -> None:
    """Make a case void."""
    desk = open_desk(db)
    desk.void(case, on=on, **fields)
    show_case(desk.at(), case, None, as_json)
