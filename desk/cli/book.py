"""The commands about the book itself: prove it, make its projections again, and the history of a case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import click
from rich.text import Text

from desk import Desk, printing
from desk.history import Change, HistoryLine
from desk.labels import label
from desk.text_tables import TextTable
from persistence import Head, Register, Verification
from workflow.clock.wording import DUTIES
from workflow.errors import YishenqingError
from workflow.outcomes import Outcome, Requester
from workflow.stages import Stage
from workflow.words import counted

from . import progress
from .language import lang, say
from .root import ysq
from .shell import law_at_hand, open_desk, print_json, shared, tell, tell_exposed, write


@ysq.command(
    help=say(
        "核验登记簿：记录链、编号、次序、在办表和统计；不符时退出码为 1。",
        "Prove the book: chain, numbering, order, docket, counts; exit status 1 when something is wrong.",
    )
)
@shared()
@click.option("--head", "only_head", is_flag=True, help=say("只打印链首，供另处保存", "Print the head, to be noted."))
@click.option(
    "--against", metavar="HEAD", help=say("证明仍含有此前保存的链首", "Prove that the book still holds HEAD.")
)
def verify(db: Path, as_json: bool, only_head: bool, against: str | None) -> int:
    """Prove the book, or print its head."""
    noted = Head.parse(against) if against is not None else None
    if only_head and noted is not None:
        raise click.UsageError(say("--head、--against 不能同用", "--head does not go with --against"))
    register = Register.open(db)
    tell_exposed(register)
    if only_head:
        head = str(register.head())
        print_json({"head": head}) if as_json else write(head)
        return 0
    with progress.steps(say("核验", "verifying")) as told:
        found = _proved(register, noted, told)
    if as_json:
        print_json(found.as_json())
    else:
        printing.show(printing.console(), *_verdict(found))
    return 0 if found.ok else 1


def _proved(register: Register, noted: Head | None, told: Callable[[int, int], object]) -> Verification:
    """Prove the book; without the deadlines of the docket where its settings name no calendar or reading that is."""
    try:
        desk = Desk(register, law=law_at_hand())
    except (YishenqingError, AttributeError, TypeError):  # the last two of a setting that is no text
        return register.verify(noted, None, told)
    return desk.verify(noted, told)


def _verdict(found: Verification) -> Iterator[Text]:
    for problem in found.problems:
        yield Text("! " + problem.words.say(lang()), style=printing.STYLES["overdue"])
    counts = say(
        f"{found.events} 条记录、{found.cases} 个案件、台账 {found.ledger} 行",
        f"{counted(found.events, 'fact')} of {counted(found.cases, 'case')}, {counted(found.ledger, 'ledger line')}",
    )
    if found.ok:
        yield Text(say(f"核验无误：{counts}", f"nothing wrong: {counts}"), style="green")
        yield Text(say(f"链首 {found.head}", f"head {found.head}"))
    else:
        n = len(found.problems)
        yield Text(say(f"发现 {n} 处不符（{counts}）", f"{n} things are wrong ({counts})"), style="bold")


@ysq.command(
    help=say(
        "依历史重建在办表、统计和编号（不改动任何记录）。",
        "Make docket, counts and numbering again; no record is touched.",
    )
)
@shared()
def rebuild(db: Path, as_json: bool) -> None:
    """Make the projections again."""
    with progress.so_far(say("重建案件", "cases made again:")) as told:
        cases = open_desk(db).rebuild(told)
    if as_json:
        print_json({"cases": cases})
    tell(f"已重建：{cases} 个案件", f"made again: {counted(cases, 'case')}")


@ysq.command(
    help=say("案件历史：生效日与记录日，以及更正、补记改变了什么。", "Both days of each fact, and what changed.")
)
@shared()
@click.argument("case")
def history(db: Path, as_json: bool, case: str) -> None:
    """Show the history with both days."""
    with open_desk(db).at() as desk:
        lines = desk.history(case)
    if as_json:
        print_json([line.as_json() for line in lines])
        return
    table = TextTable(say("# 生效日 记录日 记录 改变", "# on recorded fact changed").split(), right=(0,))
    for line in lines:
        table.add(*_row(line))
    printing.console().print(table)


def _row(line: HistoryLine) -> tuple[str | list[str], ...]:
    no, fact, *_ = line.entry
    name = fact.zh if lang() == "zh" else fact.kind
    recorded = str(line.entry.recorded_on or "")
    if line.late:
        recorded += say("（补记）", " (late)")
    return str(no), str(fact.on), recorded, name, [_change(change) for change in line.changed]


def _change(change: Change) -> str:
    before, after = (_said(change.what, value) for value in (change.before, change.after))
    return f"{_name(change.what)} {before} → {after}"


def _name(what: str) -> str:
    names = {
        "stage": say("阶段", "stage"),
        "requester": say("申请人类别", "requester"),
        "received_on": say("收到申请之日", "received"),
        "outcome": say("办理结果", "outcome"),
        "concluded_on": say("办结之日", "concluded"),
    }
    return names.get(what) or say(f"{DUTIES[what].zh}届满日", f"deadline for {DUTIES[what].en}")


def _said(what: str, value: str | None) -> str:
    if value is None:
        return say("无", "none")
    if what == "stage" and lang() == "zh":
        return Stage(value).zh
    if what == "outcome":
        return label(Outcome(value), lang())
    return label(Requester(value), lang()) if what == "requester" else value
