"""Auditing another system's log: what can be judged is, and what cannot is told, case by case."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import click
from rich.text import Text

from desk import printing
from desk.docket import Due, lines_of
from desk.logs import Log, Unjudged, read_log
from desk.screen import json_text
from desk.wall_clock import today
from workflow.calendar import china
from workflow.case import Case
from workflow.duties import Breach, breaches
from workflow.errors import YishenqingError
from workflow.law import Readings
from workflow.words import Words, counted

from .language import lang, say
from .shell import aside, law_at_hand, tell


class Judged(NamedTuple):
    """The breaches of a log, how many cases were judged, and what the answer leaves open."""

    breaches: list[Breach]
    cases: int
    open: Words | None


def judge_log(log: Path, map_: Path, on: date | None, as_json: bool, numbers: Sequence[str]) -> Judged:
    """Judge the cases of a log, or those of *numbers*; list the open deadlines, and tell what could not be judged.

    With *as_json* the latter is one JSON object on standard error, too.
    """
    read = _of(read_log(log, map_), numbers, log)
    open_now, found, beyond = _judged(read.cases, on or today())
    if open_now and not as_json:
        printing.show(printing.console(), printing.docket_table(open_now, lang()), Text(""))
    _tell(log, read, beyond, as_json)
    return Judged(found, len(read.cases) - len(beyond), _left_open(read.unjudged, len(beyond)))


def _judged(cases: Sequence[Case], day: date) -> tuple[list[Due], list[Breach], dict[str, YishenqingError]]:
    """Return the open deadlines, the breaches, and the cases that the law or the calendar does not reach."""
    calendar, readings = china(), Readings.default().under(law_at_hand())
    beyond: dict[str, YishenqingError] = {}
    open_now: list[Due] = []

    def missed(case: Case, error: YishenqingError) -> None:
        beyond[case.number] = error

    for case in cases:
        try:
            open_now += lines_of(case, day, calendar, readings)
        except YishenqingError as error:
            missed(case, error)
    found = list(breaches(cases, day, calendar, readings, unjudged=missed))
    return (
        [line for line in open_now if line.case not in beyond],
        [breach for breach in found if breach.case not in beyond],
        beyond,
    )


def _of(read: Log, numbers: Sequence[str], log: Path) -> Log:
    """Return the part of a log that is about the cases named; a row that names no case may be about any."""
    there = {case.number for case in read.cases} | {one.case for one in read.unjudged}
    for number in numbers:
        if number not in there:
            raise click.UsageError(say(f"{log} 中没有案件 {number}", f"there is no case {number} in {log}"))
    if not numbers:
        return read
    wanted = {*numbers, ""}
    return read._replace(
        cases=tuple(case for case in read.cases if case.number in wanted),
        unjudged=tuple(one for one in read.unjudged if one.case in wanted),
    )


def _tell(log: Path, read: Log, beyond: dict[str, YishenqingError], as_json: bool) -> None:
    """Tell on standard error how the log was read, and each case that is not judged, with the reason."""
    for note in read.notes:
        tell(f"提示：{note.zh}", f"note: {note.en}")
    unjudged: list[dict[str, Any]] = []
    for one in read.unjudged:
        _tell_unjudged(one)
        unjudged.append(one.as_json(lang()))
    for number, error in beyond.items():
        tell(f"未评判：案件 {number}（{error.words.zh}）", f"not judged: case {number} ({error.words.en})")
        unjudged.append({"case": number, "message": error.message(lang()), "rows": []})
    judged, left = len(read.cases) - len(beyond), len({one["case"] for one in unjudged} - {None})
    tell(
        f"{log}：{judged} 个案件可以评判，{left} 个未评判",
        f"{log}: {counted(judged, 'case')} can be judged, {left} {'is' if left == 1 else 'are'} not judged",
    )
    if as_json and unjudged:
        aside(json_text(json.dumps({"unjudged": unjudged}, ensure_ascii=False)))


def _tell_unjudged(one: Unjudged) -> None:
    zh, en = one.words
    if one.case:
        tell(f"未评判：案件 {one.case}（{zh}）", f"not judged: case {one.case} ({en})")
    else:
        tell(
            f"未评判：没有案号的行（{zh}）；可能属于任何一个案件",
            f"not judged: rows that name no case ({en}); they may belong to any",
        )


def _left_open(unjudged: Sequence[Unjudged], beyond: int) -> Words | None:
    """Say what stands beside the answer: cases that were not judged, and rows that may belong to any case."""
    cases = sum(bool(one.case) for one in unjudged) + beyond
    rows = sum(len(one.reasons) for one in unjudged if not one.case)
    zh, en = [], []
    if cases:
        zh.append(f"另有 {cases} 个案件未评判")
        en.append(f"{counted(cases, 'more case is', 'more cases are')} not judged")
    if rows:
        zh.append(f"{rows} 行没有案号，若属于所列案件，结论可能不同")
        en.append(
            f"{counted(rows, 'row names', 'rows name')} no case: where one belongs to a case above, the answer may differ"
        )
    return Words("；".join(zh), "; ".join(en)) if zh else None
