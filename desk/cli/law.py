"""``ysq law``: what is encoded of the law."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click
from rich.text import Text

from desk import printing
from desk.wall_clock import today
from workflow.law import Provision

from .language import lang, say
from .root import ysq
from .shell import DAY, law_at_hand, print_json, shared, tell, write


@ysq.command(
    help=say(
        "已编码的条款：条号、引文、期限、施行与核对日期。\n\n"
        "可查条号（33、33(2)、第三十三条第二款，条例没有的查其他法律）、文件（109号、ARL 20）、名称（行政复议法）、"
        "名称加条号（行政复议法第二十条）或者版本（ROGI-2007）。",
        "The encoded provisions, with quotations.\n\nARTICLE is an article (33, 33(2), or in Chinese; one that the"
        " Regulation has not is looked for in the other laws), an instrument (ARL 20), a title in Chinese,"
        " a title with an article, or a version (ROGI-2007).",
    )
)
@shared()
@click.option("--on", type=DAY, help=say("只列该日施行的条款", "Only what was in force on this day."))
@click.argument("article", required=False)
def law(db: Path, as_json: bool, article: str | None, on: date | None) -> None:
    """List the provisions, or those of one article; with a day, those in force on it."""
    held = law_at_hand()
    named = held.provisions() if article is None else held.search(article)
    found = [p for p in named if on is None or p.in_force(on)]
    if on is not None and on > today():
        tell(
            f"提示：{on} 尚未到来，所列为现在已知的规定，届时可能已有修改",
            f"note: {on} is still to come: what is listed is known today, and may have changed by then",
        )
    if as_json:
        print_json([p.as_json() for p in found])
    elif not found:
        write(_nothing(article, on))
    else:
        for provision in found:
            printing.show(printing.console(), *_provision(provision))


def _nothing(article: str | None, on: date | None) -> str:
    zh, en = f" {article} " if article else "", f" of {article}" if article else ""
    if on is None:
        return say(f"没有编码{zh}的条款；ysq law 列出全部", f"nothing is encoded{en}; ysq law lists all")
    return say(f"没有编码{zh}在 {on} 施行的条款", f"nothing is encoded{en} that was in force on {on}")


def _provision(p: Provision) -> list[Text]:
    count = f"{p.count} {_UNITS.get(p.unit or '', (p.unit, p.unit))[lang() == 'en']}" if p.count is not None else ""
    span = f"{p.in_force_from} – {p.in_force_to or ''}"
    checked = say(f"核对于 {p.verified_on}", f"verified on {p.verified_on}")
    if p.verified_on is None:
        checked = say("原文未见，未核对", "text not seen, not verified")
    note = say(f"（{p.note.zh}）", f" ({p.note.en})") if p.note else ""
    head = Text(f"{p.zh_citation()}  [{p.citation(lang())}]  {p.words.say(lang())}", style="bold")
    detail = say("；", "; ").join(part for part in (count, say("施行 ", "in force ") + span, checked) if part)
    return [head, Text(f"  “{p.quote}”"), Text(f"  {p.id} · {p.version} · {detail}{note}", style="dim")]


_UNITS = {
    "workday": ("个工作日", "working days"),
    "calendar_day": ("日", "calendar days"),
    "month": ("个月", "months"),
    "year": ("年", "years"),
    "request": ("件", "requests"),
    "page": ("页", "pages"),
    "yuan": ("元", "yuan"),
}
