"""``ysq law`` and ``ysq readings``: what is encoded of the law, and how its disputed points are read."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click
from rich.text import Text

from desk import printing
from workflow.law import READINGS, Provision, Reading, Readings

from .language import lang, say
from .root import ysq
from .shell import DAY, law_at_hand, open_desk, print_json, shared, write


@ysq.command(help=say("已编码的条款：条号、引文、期限、施行与核对日期。", "The encoded provisions, with quotations."))
@shared()
@click.option("--on", type=DAY, help=say("只列该日施行的条款", "Only what was in force on this day."))
@click.argument("article", required=False)
def law(db: Path, as_json: bool, article: str | None, on: date | None) -> None:
    """List the provisions, or those of one article; with a day, those in force on it."""
    found = [p for p in law_at_hand().provisions(article) if on is None or p.in_force(on)]
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


@ysq.command(
    help=say("有争议之处的各种解读，以及本登记簿的选择。", "The disputed points, and how this register reads them.")
)
@shared()
def readings(db: Path, as_json: bool) -> None:
    """List the disputed points; where there is a register, with its own choices."""
    chosen = open_desk(db).readings if db.exists() else Readings.default().under(law_at_hand())
    if as_json:
        print_json([_as_json(point, chosen) for point in READINGS])
        return
    for point in READINGS:
        printing.show(printing.console(), *_reading(point, chosen.get(point.id)))


def _as_json(point: Reading, chosen: Readings) -> dict[str, Any]:
    return {
        "id": point.id,
        "question": point.question.say(lang()),
        "options": [{"id": o.id, "text": o.words.say(lang()), "authority": o.authority} for o in point.options],
        "default": point.default,
        "chosen": chosen.get(point.id),
        "affects_dates": point.affects_dates,
    }


def _reading(point: Reading, chosen: str) -> list[Text]:
    lines = [Text(f"{point.id}  {point.question.say(lang())}", style="bold")]
    for option in point.options:
        mark = "●" if option.id == chosen else "○"
        default = say("（默认）", " (default)") if option.id == point.default else ""
        text = f"  {mark} {option.id}{default}  {option.words.say(lang())}" + say(
            f"〔{option.authority}〕", f" [{option.authority}]"
        )
        lines.append(Text(text, style="" if option.id == chosen else "dim"))
    return lines
