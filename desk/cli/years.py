"""Whole years on the command line: several registers in one report, and what is said beside the tables."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click
from rich.console import Console
from rich.text import Text

from desk import printing
from desk.annual import AnnualReport
from desk.copies import Copy
from desk.documents.values import Document, note_of
from desk.frozen import NeverFrozen
from desk.labels import label
from desk.read_only import ReadOnlyDesk
from desk.rollup import Gathered, Unread, gather, gather_cell, names_in, several
from desk.screen import json_text, visible
from desk.text_files import read_text
from desk.text_tables import TextTable
from desk.wall_clock import now, today
from persistence.casefile import ledger_values
from workflow.annual import REFUSED, Dispute, Finding, Form, Part, RollUp, form_for
from workflow.events import DisputeResult
from workflow.words import Words

from .freezing import freezing_options, tell_standing, tell_warnings
from .language import lang, say
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
    """A report as a document, and the open desk of the moment that its figures are of; a roll-up has none.

    ``frozen`` says that its figures are those handed in; ``odd`` is what is odd in its text.
    """

    document: Document
    desk: ReadOnlyDesk | None = None
    frozen: bool = False
    odd: tuple[Finding, ...] = ()

    @property
    def report(self) -> AnnualReport:
        """The tables of the year."""
        return self.document.report

    @property
    def gathered(self) -> Gathered | None:
        """The roll-up, where it is one."""
        return self.document.gathered

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
            tell_standing(*self.report.frozen, printed=self.frozen)
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


@contextmanager
def answered(
    db: Sequence[Path], year: int, form: str | None, known_on: date | None, expect: Path | None, frozen: bool
) -> Iterator[Answer]:
    """Ask one register, or several at once; the desk of the answer is open for the length of a ``with`` block."""
    if of_many(db, expect):
        yield _of_many(db, year, form, known_on, expect)
        return
    desk = open_desk(db[0])
    with desk.at(known_on) as then:
        if not frozen:
            yield Answer(Document.of(then.annual(year, form), then), then)
            return
        report = _handed_in(then, year)
        assert report.frozen is not None
        freeze = ReadOnlyDesk(then.book.at(report.frozen.frozen.facts_until), desk)
        yield Answer(Document.of(report, freeze), freeze, frozen=True)


def of_many(db: Sequence[Path], expect: Path | None) -> bool:
    """Say whether registers are to be added up: several, or one beside a list of those that should be there."""
    return several(db) or expect is not None


def _handed_in(desk: ReadOnlyDesk, year: int) -> AnnualReport:
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
    return Answer(Document(report=gathered.report, gathered=gathered, note=note_of(known_on), made_at=now()))


def tell_unfinished(year: int) -> None:
    """Tell on standard error where *year* is not over, so that its figures are not yet those of a report."""
    day = today()
    if day <= date(year, 12, 31):
        tell(
            f"提示：{year} 年度尚未结束（今天是 {day}），数字仍会变动",
            f"note: {year} is not over (today is {day}); its figures will still change",
        )


def show_cell(
    db: Sequence[Path], as_json: bool, year: int, form: str | None, row: str, column: str, known_on: date | None
) -> int:
    """Print what stands behind a cell of one register or of several; return the exit status."""
    if several(db):
        return _cell_of_many(db, as_json, year, form, row, column, known_on)
    desk, layout = open_desk(db[0]), form_for(year, form)
    layout.check((layout.table3, layout.table4, *layout.table2), row, column)
    with desk.at(known_on) as then:
        found = _behind(then, layout, year, row, column, as_json)
    _print(found, as_json)
    return 0


def _behind(desk: ReadOnlyDesk, form: Form, year: int, row: str, column: str, as_json: bool) -> Sequence[Any]:
    """Return what stands behind a cell: ledger lines, disputes with their cases, or cases, as they are printed."""
    if any(row in block.row_ids for block in form.table2):
        lines = [ledger_values(line) for line in desk.ledger_lines(year, row, column, form.id)]
        return [json.loads(line) if as_json else json_text(line) for line in lines]
    if row in form.table4.row_ids:  # a case as often as it has disputes in the cell
        return [one.case if as_json else _dispute(one) for one in desk.disputes(year, row, column, form.id)]
    return desk.cell(year, row, column, form.id)


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


def name_of(part: Part) -> str:
    """Return what a register is called: its organ, or its file where none is named."""
    return part.agency or part.db


_PART_HEADINGS = Words(
    "机关 新收 占比 上年结转 办理结果 结转下年 复议 诉讼 勾稽",
    "organ received share brought_forward concluded carried_forward reconsidered sued balances",
)
_PART_FIGURES = ("brought_forward", "concluded_total", "carried_forward")


def parts_table(rollup: RollUp) -> TextTable:
    """Return one line a register: what it brings to the sums, its share of them, and whether it balances."""
    headings = _PART_HEADINGS.say(lang()).split()
    table = TextTable(headings, right=range(1, len(headings) - 1))
    for part in rollup.parts:
        table.add(*_part_line(rollup, part))
    return table


def _part_line(rollup: RollUp, part: Part) -> tuple[str, ...]:
    third, fourth, share = part.tables.table3, part.tables.table4, rollup.share(part)
    direct, after = (fourth.cell(f"litigation_{kind}", "total") for kind in ("direct", "after_reconsideration"))
    return (
        name_of(part),
        str(third.cell("received", "total")),
        "" if share is None else f"{float(share):.1%}",
        *(str(third.cell(row, "total")) for row in _PART_FIGURES),
        str(fourth.cell("reconsideration", "total")),
        str((direct or 0) + (after or 0)),
        say("不符", "broken") if part.imbalances else say("成立", "yes"),
    )
