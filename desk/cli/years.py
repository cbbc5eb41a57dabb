"""Whole years on the command line: several registers in one report, and what is said beside the tables."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click
from rich.console import Console
from rich.text import Text

from desk import printing
from desk.annual import AnnualReport
from desk.copies import Copy
from desk.desk import Desk
from desk.frozen import NeverFrozen
from desk.labels import label
from desk.opened import today
from desk.rollup import Gathered, Unread, gather, gather_cell, names_in, several
from desk.screen import json_text, visible
from desk.text_files import read_text
from persistence.casefile import ledger_values
from workflow.annual import REFUSED, Dispute, FrozenYear, form_for
from workflow.events import DisputeResult
from workflow.words import Words

from .freezing import Asked, check, freezing_options, settle, tell_standing, tell_warnings
from .language import lang, say
from .parts import name_of, parts_table
from .progress import counting
from .shell import law_at_hand, open_desk, print_json, tell, tell_passed_over, write

F = TypeVar("F", bound=Callable[..., Any])


def year_options(function: F) -> F:
    """Add the options that concern whole years: rolling up, freezing, comparing."""
    function = freezing_options(function)
    expect = click.option(
        "--expect",
        type=click.Path(path_type=Path),
        help=say("应汇总的机关名单（每行一个）；缺者列出", "Organs to be rolled up, one a line: says who is missing."),
    )
    return expect(function)


class Answer(NamedTuple):
    """A report with what goes beside it: where it is a roll-up, its parts.

    ``moment`` is that of the book from which its figures are: the end of a day, the entry of a freeze, or now;
    a freeze, where its own figures are asked for.
    """

    report: AnnualReport
    gathered: Gathered | None = None
    moment: date | FrozenYear | None = None

    @property
    def status(self) -> int:
        """The exit status: 2 where a register could not be read, 1 where something does not balance or is missing."""
        if self.gathered is None:
            return 1 if self.report.imbalances else 0
        rollup = self.gathered.rollup
        return 2 if self.gathered.unread else 1 if rollup.missing or not rollup.balanced else 0

    def as_json(self) -> dict[str, Any]:
        """Return the report as JSON."""
        return (self.gathered or self.report).as_json(lang())

    def tell(self) -> None:
        """Tell, on standard error, whether the year is frozen, what is odd, who is missing, what could not be read."""
        if self.report.frozen:
            tell_standing(*self.report.frozen, printed=isinstance(self.moment, FrozenYear))
        tell_warnings(self.report.warnings)
        if self.gathered is not None:
            for part in self.gathered.rollup.parts:
                tell_warnings(part.own_warnings, name_of(part) + say("：", ": "))
            for name in self.gathered.rollup.missing:
                tell(*_missing(name))
            tell_left_out(self.gathered.unread, self.gathered.copies)

    def show_parts(self, out: Console) -> None:
        """Print what each register brings to the sums."""
        if self.gathered is not None:
            rollup = self.gathered.rollup
            lines = [Text(f"! {name_of(p)} " + i.words.say(lang())) for p in rollup.parts for i in p.imbalances]
            printing.show(out, Text(""), parts_table(rollup), *lines)

    def show_absent(self, out: Console) -> None:
        """Print who is not in the sums, for a file; in a terminal that is told beside them."""
        if self.gathered is not None:
            lines = [*(_missing(name) for name in self.gathered.rollup.missing), *map(_unread, self.gathered.unread)]
            printing.show(out, *(Text(words.say(lang())) for words in lines))


def answer(
    db: Sequence[Path],
    as_json: bool,
    year: int,
    form: str | None,
    known_on: date | None,
    *,
    expect: Path | None = None,
    frozen: bool = False,
    **asked: Any,
) -> Answer | int:
    """Ask one register, or several at once; where a year was frozen or compared, return the exit status."""
    wanted, many = Asked(**asked), several(db) or expect is not None
    check(wanted, frozen, many, known_on, form)
    if wanted.freeze or wanted.diff:
        return settle(wanted, db, as_json, year, form)
    if many:
        return _of_many(db, year, form, known_on, expect)
    desk = open_desk(db[0])
    if frozen:
        kept = _handed_in(desk, year)
        return Answer(kept, moment=kept.frozen and kept.frozen.frozen)
    return Answer(desk.annual(year, form, known_on), moment=known_on)


def _handed_in(desk: Desk, year: int) -> AnnualReport:
    try:
        return desk.handed_in(year)
    except NeverFrozen:
        raise click.UsageError(
            say(
                f"{year} 年度报告尚未定稿，没有可用 --frozen 输出的数字；现有数字：ysq annual {year}，"
                f"定稿：ysq annual {year} --freeze",
                f"the report of {year} has not been frozen, so --frozen has no figures to print; the present ones: "
                f"ysq annual {year}, to freeze them: ysq annual {year} --freeze",
            )
        ) from None


def _of_many(db: Sequence[Path], year: int, form: str | None, known_on: date | None, expect: Path | None) -> Answer:
    expected = names_in(read_text(expect)) if expect else ()
    with counting(say("已读登记簿", "registers read")) as read:
        gathered = gather(db, year, form_for(year, form), known_on, expected, lambda path: read(1), law_at_hand())
    tell_passed_over(gathered.passed_over)
    if not gathered.rollup.parts and gathered.unread:
        raise gathered.unread[0].error
    return Answer(gathered.report, gathered, known_on)


def tell_unfinished(year: int) -> None:
    """Tell on standard error where *year* is not over, so that its figures are not yet those of a report."""
    now = today()
    if now <= date(year, 12, 31):
        tell(
            f"提示：{year} 年度尚未结束（今天是 {now}），数字仍会变动",
            f"note: {year} is not over (today is {now}); its figures will still change",
        )


def show_cell(
    db: Sequence[Path], as_json: bool, year: int, form: str | None, row: str, column: str, known_on: date | None
) -> int:
    """Print what stands behind a cell of one register or of several; return the exit status."""
    if several(db):
        return _cell_of_many(db, as_json, year, form, row, column, known_on)
    desk, layout = open_desk(db[0]), form_for(year, form)
    layout.check((layout.table3, layout.table4, *layout.table2), row, column)
    if any(row in block.row_ids for block in layout.table2):
        lines = [ledger_values(line) for line in desk.ledger_lines(year, row, column, form, known_on)]
        _print([json.loads(line) for line in lines] if as_json else [json_text(line) for line in lines], as_json)
    elif row in layout.table4.row_ids:  # a case as often as it has disputes in the cell
        found = desk.disputes(year, row, column, form, known_on)
        _print([one.case if as_json else _dispute(one) for one in found], as_json)
    else:
        _print(desk.cell(year, row, column, form, known_on), as_json)
    return 0


def _print(found: Sequence[Any], as_json: bool) -> None:
    if as_json:
        print_json(found)
        return
    for line in found:
        write(line)


def _dispute(found: Dispute) -> str:
    """Say a dispute beside its cases: its id, when it was filed and how it ended."""
    filed = say(f"{found.filed_on} 提起", f"filed {found.filed_on}")
    cases = say("、", ", ").join(map(visible, (found.case, *found.joined)))
    return f"{cases}\t{visible(found.dispute)}\t{filed}{_ended(found)}"


def _ended(found: Dispute) -> str:
    if found.result is None:
        return ""
    if found.result == REFUSED:
        return say(f"，{found.decided_on} 不予受理", f", refused {found.decided_on}")
    result = label(DisputeResult(found.result), lang())
    return say(f"，{found.decided_on} {result}", f", decided {found.decided_on}: {result}")


def _cell_of_many(
    db: Sequence[Path], as_json: bool, year: int, form: str | None, row: str, column: str, known_on: date | None
) -> int:
    """Print the cases behind a cell, each register's apart."""
    found, unread, copies, passed_over = gather_cell(db, year, form_for(year, form), row, column, known_on)
    tell_passed_over(passed_over)
    if not found and unread:
        raise unread[0].error
    if as_json:
        print_json([behind.as_json() for behind in found])
    else:
        for behind in found:
            for number in behind.cases:
                write(f"{visible(behind.agency or behind.db)}\t{visible(number)}")
    tell_left_out(unread, copies)
    return 2 if unread else 0


def tell_left_out(unread: Iterable[Unread], copies: Iterable[Copy]) -> None:
    """Tell which files are not counted, and why: copies of others, and those that could not be read."""
    for copy in copies:
        tell(f"提示：{copy.words.zh}", f"note: {copy.words.en}")
    for one in unread:
        tell(*_unread(one))


def _missing(name: str) -> Words:
    return Words(f"缺：{name} 没有登记簿", f"missing: {name} has no register")


def _unread(unread: Unread) -> Words:
    db, error = unread
    return Words(f"未计入 {db}：{error.message('zh')}", f"not counted, {db}: {error.message('en')}")
