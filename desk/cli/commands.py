"""The commands, in the order of the work: make a register, fill it, ask it, report from it."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from desk import printing
from desk.desk import Desk
from desk.docket import Due
from desk.read_only import ReadOnlyDesk
from persistence import ALGORITHMS, NumberAhead, Person
from persistence.numbering import DEFAULT
from workflow.clock.wording import DUTIES
from workflow.events import Channel
from workflow.law import Readings
from workflow.outcomes import Requester
from workflow.words import counted

from .case_files import lines_of, opened, tell_odd, tell_odd_lines, tell_persons
from .fields import fact_from_arguments, facts_seen, kinds_listed
from .language import lang, say
from .one_case import show_case
from .putting import check_output, format_of, put
from .recorded import watched
from .root import ysq
from .shell import (
    DAY,
    Whole,
    confirmed,
    law_at_hand,
    open_desk,
    print_json,
    shared,
    tell,
    tell_exposed,
    tell_unjudged,
    write,
    write_json,
)


@ysq.command(help=say("建立登记簿；已有的文件不会覆盖。", "Make a register; an existing file is refused."))
@shared(json_too=False)
@click.option("--agency", default="", help=say("机关名称", "Name of the organ."))
@click.option("--region", default="cn", show_default=True, help=say("地区（地方放假日历）", "Region (local days off)."))
@click.option("--numbering", default=DEFAULT, show_default=True, help=say("案号格式", "Pattern of case numbers."))
@click.option(
    "--reading",
    multiple=True,
    metavar="ID=OPTION",
    help=say("解读（见 ysq readings）", "A reading (see ysq readings)."),
)
@click.option(
    "--hash",
    "hash_",
    type=click.Choice(ALGORITHMS),
    default=ALGORITHMS[0],
    show_default=True,
    help=say("记录链的杂凑算法", "What chains the records."),
)
def init(db: Path, agency: str, region: str, numbering: str, reading: tuple[str, ...], hash_: str) -> None:
    """Make a register."""
    readings = Readings.parse(" ".join(reading))
    Desk.create(db, agency=agency, region=region, numbering=numbering, readings=readings, hash=hash_)
    tell(f"已建立登记簿 {db}", f"made the register {db}")


@ysq.command(
    "import", help=say("导入案卷文件（JSON Lines）；要么全部导入，要么全不导入。", "Take case files, all or none.")
)
@shared()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
def import_(db: Path, as_json: bool, files: tuple[str, ...]) -> None:
    """Read case files; ``-`` is standard input. Where there is no register yet, one is made."""
    new = not db.exists()
    with opened(files) as streams:
        desk = watched(Desk.open(db, law=law_at_hand()))
        tell_exposed(desk.register)
        try:
            taken = desk.import_sourced(lines_of(streams), tell_odd)
        except BaseException:
            if new:
                desk.register.discard()
            raise
    if new:
        tell(f"已建立登记簿 {db}", f"made the register {db}")
    tell_persons(taken)
    tell_odd_lines(desk, taken.ledger)
    if as_json:
        print_json(taken._asdict())
    else:
        write(
            say(
                f"导入 {taken.cases} 个案件，{taken.events} 条记录，台账 {taken.ledger} 行",
                f"took {counted(taken.cases, 'case')}, {counted(taken.events, 'fact')}, {counted(taken.ledger, 'ledger line')}",
            )
        )


@ysq.command(help=say("导出案卷文件（不含申请人个人信息）。", "Write the case file back, without personal data."))
@shared(json_too=False)
@click.option("--json", is_flag=True, expose_value=False, hidden=True)  # JSON Lines it is in any case
@click.option("--with-persons", is_flag=True, help=say("连同申请人个人信息", "With who asks."))
@click.argument("cases", nargs=-1, metavar="[CASE]…")
def export(db: Path, with_persons: bool, cases: tuple[str, ...]) -> None:
    """Write the case file to standard output."""
    for line in open_desk(db).export(cases, with_persons):
        write_json(line)


@ysq.command(help=say("登记一件申请，按年度连续编号。", "Open a case under the next number of its year."))
@shared()
@click.option("--on", type=DAY, required=True, help=say("收到申请之日（第三十一条）", "Day of receipt (Art. 31)."))
@click.option(
    "--channel", type=click.Choice([c.value for c in Channel]), required=True, help=say("提交渠道", "Channel.")
)
@click.option(
    "--requester", type=click.Choice([r.value for r in Requester]), required=True, help=say("申请人类别", "Requester.")
)
@click.option("--subject", required=True, help=say("申请内容", "What is asked for."))
@click.option("--submitted-on", type=DAY, help=say("提交日", "Day of submission."))
@click.option("--auto-acknowledged-on", type=DAY, help=say("系统自动回执日", "Day of the automatic receipt."))
@click.option("--by", help=say("经办人", "Who records."))
@click.option("--note", help=say("备注", "Note."))
@click.option("--name", help=say("申请人姓名或名称（另存）", "Name of the requester (kept apart)."))
@click.option("--identity", help=say("身份证明（另存）", "Proof of identity (kept apart)."))
@click.option("--contact", help=say("联系方式（另存）", "Contact (kept apart)."))
@click.option("--requesters", type=Whole(2), metavar="N", help=say("联名申请人数", "How many people ask jointly."))
@click.option("--split-from", metavar="CASE", help=say("拆分自哪一案件", "The case off which it was split."))
@click.option("--number", help=say("自定案号（默认为本年下一号）", "A number of your own (default: the next one)."))
@click.option("--yes", is_flag=True, help=say("自定案号远超下一号时不询问", "Do not ask about a number far ahead."))
@click.option(
    "--key",
    help=say("重复登记的键：同一键只登记一件", "Safe to repeat: the same key gives the same case, and no second one."),
)
def receive(
    db: Path,
    as_json: bool,
    channel: str,
    requester: str,
    name: str | None,
    identity: str | None,
    contact: str | None,
    yes: bool,
    **fields: Any,
) -> None:
    """Open a case."""
    desk = open_desk(db)
    started = desk.now
    fields |= {
        "channel": Channel(channel),
        "requester": Requester(requester),
        "person": Person(name, identity, contact),
    }
    try:
        case = desk.receive(**fields, ahead=yes)
    except NumberAhead as error:
        if not (sys.stdin.isatty() and confirmed(error.message(lang()))):
            raise
        case = desk.receive(**fields, ahead=True)
    recorded_at = case.history[0].recorded_at
    if recorded_at is not None and recorded_at < started:  # under the same key
        tell(
            f"该键此前已登记为案件 {case.number}，没有再登记",
            f"that key is case {case.number} already: no other was opened",
        )
    show_case(desk.at(), case.number, None, as_json)


@ysq.command(
    help=say(
        "记录一件事实（--kinds 列出种类，--fields 种类 列出字段）。",
        "Record one fact (--kinds lists the kinds, --fields KIND their fields).",
    ),
    context_settings={"ignore_unknown_options": True},
)
@shared()
@kinds_listed
@facts_seen
@click.argument("case")
@click.argument("kind")
@click.argument("pairs", nargs=-1, type=click.UNPROCESSED, metavar="--on DATE [--FIELD VALUE]…")
def record(db: Path, as_json: bool, expecting: int | None, case: str, kind: str, pairs: tuple[str, ...]) -> None:
    """Record one fact about a case."""
    desk = open_desk(db)
    desk.case(case)
    desk.record(case, fact_from_arguments(kind, pairs, case), expecting=expecting)
    show_case(desk.at(), case, None, as_json)


@ysq.command(help=say("案件现状：历史、期限、可办事项。", "Where a case stands."))
@shared(on=True)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help=say("也列出现在不可办的及其理由", "Also what is not possible now, and why."),
)
@click.option("--as-known-on", type=DAY, help=say("按登记簿在某日的状态", "As the book stood on a day."))
@click.argument("case")
def show(db: Path, on: date | None, as_json: bool, everything: bool, as_known_on: date | None, case: str) -> None:
    """Show where a case stands."""
    show_case(open_desk(db).at(as_known_on), case, on, as_json, everything)


@ysq.command(help=say("案件的各项期限及其推算过程。", "Every time limit of a case, with its derivation."))
@shared(on=True)
@click.argument("case")
@click.option("--as-known-on", type=DAY, help=say("按登记簿在某日的状态", "As the book stood on a day."))
@click.option("--ledger", is_flag=True, help=say("逐日列出（默认只列答复期限）", "Day by day (of the reply limit)."))
@click.option(
    "--duty", metavar="DUTY", type=click.Choice(list(DUTIES)), help=say("只列某一期限", "Only one kind of limit.")
)
def deadline(
    db: Path,
    on: date | None,
    as_json: bool,
    case: str,
    as_known_on: date | None,
    ledger: bool,
    duty: str | None,
) -> None:
    """Explain the time limits of a case."""
    from .explaining import of_duty, show_ledgers

    with open_desk(db).at(as_known_on) as desk:
        limits = of_duty(desk.deadlines(case, on), case, "reply" if ledger and duty is None else duty)
        calendar = desk.calendar
    if ledger:
        show_ledgers(calendar, limits, as_json)
        return
    if as_json:
        print_json([limit.as_json(lang()) for limit in limits])
        return
    for shown in printing.deadline_views(limits, lang()):
        printing.show(printing.console(), *shown)
    if not limits:
        write(say(f"案件 {case} 已作废，没有期限", f"case {case} is void: nothing is due in it"))


@ysq.command(help=say("在办案件按期限排列：先逾期，后将届满。", "Open cases by deadline: overdue first."))
@shared(on=True)
@click.option("--within", type=Whole(0), help=say("只列剩余若干工作日以内的", "At most so many working days left."))
@click.option("--ics", type=click.Path(path_type=Path), help=say("写入日历文件（iCalendar）", "Write a calendar file."))
def due(db: Path, on: date | None, as_json: bool, within: int | None, ics: Path | None) -> None:
    """List open cases by deadline."""
    check_output(ics, (db,))
    format_of(ics, None, {".ics": "ics"})
    alone = str(ics) == "-"
    if alone and as_json:
        raise click.UsageError(
            say("--json 与 --ics - 都写到标准输出，请写入文件", "--json and --ics - both go to stdout: name a file")
        )
    desk = open_desk(db)
    if ics is None:
        lines = desk.due(within, on, tell_unjudged, subjects=as_json)
    else:
        lines, entries = _calendar_file(desk.at(), within, on)
        put(entries, ics, (db,), private=True)
    if as_json:
        print_json([line.as_json() for line in lines])
    elif alone:
        return
    elif lines:
        printing.console().print(printing.docket_table(lines, lang()))
    else:
        write(say("没有在办案件", "no open cases") if within is None else say("没有临期案件", "nothing is due"))


def _calendar_file(desk: ReadOnlyDesk, within: int | None, on: date | None) -> tuple[list[Due], bytes]:
    """Return the lines of the docket, and the calendar file that is made of them in the same moment."""
    from desk.ics import calendar_of

    with desk:
        lines = desk.due(within, on, tell_unjudged, subjects=True)
        return lines, calendar_of(desk, lines, on, lang())
