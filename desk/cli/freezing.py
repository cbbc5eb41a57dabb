"""Freezing a year on the command line, and comparing it with the present figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click
from rich.console import RenderableType
from rich.text import Text

from desk import printing
from desk.annual import frozen_json
from desk.desk import Desk
from desk.frozen import CannotFreeze, Comparison
from desk.text_tables import TextTable
from workflow.annual import Finding, FrozenYear, unrecorded
from workflow.annual.ledger_words import amount_words, kind_words
from workflow.words import Words, counted

from .language import lang, say
from .shell import aside, open_desk, print_json, tell, with_options, write

F = TypeVar("F", bound=Callable[..., Any])


class Asked(NamedTuple):
    """What the options of freezing ask for."""

    freeze: bool = False
    diff: bool = False
    again: bool = False
    reason: str | None = None
    by: str | None = None


def freezing_options(function: F) -> F:
    """Add the options of freezing."""
    options = (
        click.option("--freeze", is_flag=True, help=say("定稿：按现有数字留存", "Keep the figures as handed in.")),
        click.option("--frozen", is_flag=True, help=say("按定稿的数字输出", "Print what was handed in.")),
        click.option("--diff", is_flag=True, help=say("与定稿比较；不同则退出码为 1", "Compare with what was frozen.")),
        click.option(
            "--again", is_flag=True, help=say("再次定稿（更正已报送的）", "Freeze again, after a correction.")
        ),
        click.option("--reason", help=say("再次定稿或勾稽不符时的理由", "Why again, or why unbalanced.")),
        click.option("--by", help=say("定稿人", "Who freezes.")),
    )
    return with_options(function, options)


def check(asked: Asked, frozen: bool, many: bool, known_on: date | None, form: str | None = None) -> None:
    """Refuse options that do not go together."""
    of_one = [f"--{name}" for name, on in (("freeze", asked.freeze), ("diff", asked.diff), ("frozen", frozen)) if on]
    if len(of_one) > 1:
        names = say("、", ", ").join(of_one)
        raise click.UsageError(say(f"{names} 不能同用", f"{names} exclude each other"))
    if (asked.again or asked.reason or asked.by) and not asked.freeze:
        raise click.UsageError(
            say("--again、--reason、--by 只与 --freeze 同用", "--again, --reason and --by go with --freeze")
        )
    if of_one and many:
        raise click.UsageError(say(f"{of_one[0]} 一次只对一个登记簿", f"{of_one[0]} is for one register at a time"))
    if of_one and known_on:
        raise click.UsageError(say(f"{of_one[0]} 不能用 --as-known-on", f"{of_one[0]} does not go with --as-known-on"))
    if form and (asked.diff or frozen):
        raise click.UsageError(
            say(
                f"{of_one[0]} 用定稿时的表式，不能用 --form",
                f"{of_one[0]} keeps the form of the freeze: leave out --form",
            )
        )


def check_alone(asked: Asked, **given: object) -> None:
    """Refuse the options that say how a document is handed out, where the year is frozen or compared instead."""
    option = "--freeze" if asked.freeze else "--diff" if asked.diff else None
    beside = ["-o" if name == "output" else f"--{name}" for name, value in given.items() if value is not None]
    if option is None or not beside:
        return
    zh, en = ("定稿", "freezes the year") if asked.freeze else ("与定稿比较", "compares with what was frozen")
    raise click.UsageError(
        say(
            f"{option} 只{zh}，不输出文件，不能用 {'、'.join(beside)}；输出定稿的数字用 --frozen",
            f"{option} {en} and writes no document: leave out {', '.join(beside)}; --frozen prints what was frozen",
        )
    )


def settle(asked: Asked, db: Path, as_json: bool, year: int, form: str | None) -> int:
    """Freeze the year or compare it, say so, and return the exit status."""
    desk = open_desk(db)
    return _freeze(desk, asked, as_json, year, form) if asked.freeze else _compare(desk, as_json, year)


def _freeze(desk: Desk, asked: Asked, as_json: bool, year: int, form: str | None) -> int:
    try:
        frozen = desk.freeze(year, form, by=asked.by, again=asked.again, reason=asked.reason)
    except CannotFreeze as error:
        if not error.imbalances:
            raise
        tell(f"ysq: {error.message('zh')}", f"ysq: {error.message('en')}")
        return 1
    if as_json:
        print_json({"year": year, "form": frozen.form.id, **frozen_json(frozen)})
    else:
        write(say(f"{year} 年度报告已定稿；链首 {frozen.head}", f"froze the report of {year}; head {frozen.head}"))
    tell_warnings(unrecorded(frozen.tables.table2))
    return 0


def tell_warnings(warnings: Iterable[Finding], whose: str = "") -> None:
    """Tell what is odd in a report, and in which cases; it is no reason to fail."""
    for found in warnings:
        said = _line(found.words.say(lang()), () if found.named else found.cases)
        aside(say("提示：", "note: ") + whose + said)


def _compare(desk: Desk, as_json: bool, year: int) -> int:
    found = desk.compare(year)
    if as_json:
        print_json(found.as_json())
    else:
        printing.show(printing.console(), *_shown(found))
    tell_warnings(found.warnings)
    return 1 if found.differences else 0


def _shown(found: Comparison) -> list[RenderableType]:
    head = _standing(found.frozen, len(found.differences)).say(lang())
    others = say(
        f"另有 {found.others} 条定稿后的记录不影响数字",
        f"{counted(found.others, 'other fact', 'other facts')} recorded since, without effect on a figure",
    )
    beside = [Text(others, style="dim")] if found.others else []
    if not found.differences:
        return [Text(head, style="green"), *beside]
    lines = [Text(_line(d.words.say(lang()), d.cases)) for d in found.differences]
    since = Text(say("定稿后记录：", "Recorded since:"))
    return [Text(head), Text(""), *lines, Text(""), since, _later(found), *beside]


def _line(words: str, cases: Sequence[str]) -> str:
    return words + (say(f"（{'、'.join(cases)}）", f" ({', '.join(cases)})") if cases else "")


def _later(found: Comparison) -> TextTable:
    table = TextTable(say("案件 # 日期 记录 记录日", "case # on fact recorded").split())
    for number, entry in found.facts:
        kind = say(entry.fact.zh, entry.fact.kind)
        table.add(number, str(entry.no), str(entry.fact.on), kind, str(entry.recorded_on or ""))
    for line in found.lines:
        what = f"{kind_words(line).say(lang())} {amount_words(line).say(lang())}"
        table.add(say("台账", "ledger"), "", str(line.on or line.year or ""), what, "")
    return table


def tell_standing(frozen: FrozenYear, differing: int, printed: bool = False) -> None:
    """Tell on standard error that a year is frozen, and where to look when the present figures differ.

    Where the frozen figures themselves were *printed*, nobody is sent to print them.
    """
    words, diff = _standing(frozen, differing), f"ysq annual {frozen.year} --diff"
    if printed:
        tell(f"所列为定稿的数字：{words.zh}", f"these are the frozen figures: {words.en}")
    else:
        tell(words.zh, words.en)
    if differing and printed:
        tell(f"查看差异：{diff}", f"see what differs: {diff}")
    elif differing:
        own = f"ysq annual {frozen.year} --frozen"
        tell(f"查看差异：{diff}；按定稿输出：{own}", f"see what differs: {diff}; print what was handed in: {own}")


def _standing(frozen: FrozenYear, differing: int) -> Words:
    """Say that a year is frozen, and whether the present figures differ."""
    by_zh, by_en = (f"（{frozen.by}）", f" by {frozen.by}") if frozen.by else ("", "")
    zh, en = (
        ("现有数字与定稿相同", "the present figures are the same")
        if not differing
        else (f"现有 {differing} 格与定稿不同", f"{counted(differing, 'cell differs', 'cells differ')} from it now")
    )
    return Words(
        f"{frozen.year} 年度报告已于 {frozen.on} 定稿{by_zh}，{zh}",
        f"the report of {frozen.year} was frozen on {frozen.on}{by_en}; {en}",
    )
