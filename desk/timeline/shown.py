"""What a timeline shows: the labels of what happened, and the parts of the bar of the main limit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Literal, NamedTuple

from workflow.calendar import WorkCalendar
from workflow.clock import Deadline, Step
from workflow.clock.ledger import LedgerDay, day_ledger
from workflow.events import ClarificationRequested, Fact, FeeNoticed

Part = Literal["running", "tolled", "extended", "wiped", "overdue"]

LONGEST = 26  # characters of a name in a label
DAY = timedelta(days=1)

PARTS: dict[Part, str] = {
    "running": "期限内",
    "tolled": "不计算在期限内",
    "extended": "延长或者延迟答复",
    "wiped": "起算以前，不计入",
    "overdue": "逾期",
}
# What a restart waited for, by its provision.
_ASKS: dict[str, tuple[type[Fact], str]] = {
    "restart": (ClarificationRequested, "补正"),
    "fee_restart": (FeeNoticed, "缴费"),
}
# Facts that move no clock: what the office does with the paper.
_SILENT = frozenset({"review_started", "processing_started", "ground_found", "letter_issued", "archived"})
_NAMES = {
    "third_party_consulted": "征求意见发出",
    "agency_consulted": "征求意见发出",
    "third_party_answered": "收到意见",
    "agency_answered": "收到意见",
    "extended": "延长告知",
    "deferred": "延迟答复告知",
    "reasons_requested": "要求说明理由",
    "lapsed": "办结：视为放弃申请，不再处理",
    "withdrawn": "办结：申请人撤回，终止办理",
}


class Mark(NamedTuple):
    """A label at a day, and the shape that stands on the axis for it."""

    day: date
    text: str
    shape: str = "dot"


class Stretch(NamedTuple):
    """A part of the bar: the days from *since* to *until*, both included, and what its label says."""

    since: date
    until: date
    part: Part
    text: str


def marks(facts: Iterable[Fact], main: Deadline, on: date, upto: date) -> list[Mark]:
    """Return the labels in the order of the days: what happened, the due day, and today if not after *upto*."""
    found = [Mark(fact.on, _said(fact)) for fact in facts if fact.kind not in _SILENT]
    doubt = "（最早）" if main.state == "tolled" else ""
    found.append(Mark(main.due, "届满日" + doubt + ("（暂定）" if main.status == "provisional" else ""), "diamond"))
    if on <= upto:
        found.append(Mark(on, "今天", "triangle"))
    found.sort(key=lambda mark: mark.day)
    written = "%m-%d" if found[0].day.year == found[-1].day.year else "%Y-%m-%d"
    return [mark._replace(text=f"{mark.day.strftime(written)} {mark.text}") for mark in found]


def _said(fact: Fact) -> str:
    values = fact.values()
    name = values.get("party") or values.get("agency")
    if fact.kind == "extended":
        name = f"{values['workdays']} 个工作日"
    return _NAMES.get(fact.kind, fact.zh) + (f"（{short(str(name))}）" if name else "")


def stretches(facts: Sequence[Fact], main: Deadline, calendar: WorkCalendar, on: date) -> list[Stretch]:
    """Return the parts of the bar in order: the days of the ledger joined, and the days by which it is late."""
    days = day_ledger(main, calendar)
    waits = _waits(facts, main)
    found: list[Stretch] = []
    for (part, why), run in groupby(_sorted_out(days, main, waits), key=lambda item: item[1]):
        span = [day for day, _ in run]
        found.append(Stretch(span[0].date, span[-1].date, part, _said_of(part, why, span)))
    end = main.done or on
    if end > main.due:
        late = f"逾期 {_workdays(calendar, main.due, end)}"
        found.append(Stretch(main.due + DAY, end, "overdue", late))
    return found


def _sorted_out(
    days: Sequence[LedgerDay], main: Deadline, waits: Sequence[tuple[date, date, str]]
) -> Iterator[tuple[LedgerDay, tuple[Part, str]]]:
    """Yield each day with its part and, where it is tolled, with what for."""
    spans = [(s.since, s.until, _for_whom(s)) for s in main.steps if s.op == "exclude" and s.since and s.until]
    base = [step for step in main.steps if step.op in {"count", "restart"}][-1]
    regular = next((day.date for day in days if day.n is not None and day.n == base.length), main.due)
    for day in days:
        tolled = next((name for since, until, name in (*waits, *spans) if since < day.date <= until), None)
        if tolled is not None:
            yield day, ("tolled", tolled)
        elif base.op == "restart" and base.date and day.date < base.date:
            yield day, ("wiped", "")
        elif day.kind in {"deferred", "rolled"}:
            yield day, ("extended", "延迟答复")
        elif day.date > regular:
            yield day, ("extended", "")
        else:
            yield day, ("running", "")


def _for_whom(step: Step) -> str:
    return _ASKS[step.rule.id][1] if step.rule.id in _ASKS else str(step.subject)


def _waits(facts: Sequence[Fact], main: Deadline) -> list[tuple[date, date, str]]:
    """Return the spans, before each restart, in which the requester had to clarify or to pay: (since, until]."""
    found: list[tuple[date, date, str]] = []
    before: dict[str, date] = {}
    for step in main.steps:
        if step.op == "restart" and step.date and step.rule.id in _ASKS:
            kind, name = _ASKS[step.rule.id]
            after, before[name] = before.get(name, date.min), step.date
            asked = (fact.on for fact in facts if isinstance(fact, kind) and after <= fact.on <= step.date)
            found += [(since, step.date, name) for since in list(asked)[:1]]
    return found


def _said_of(part: Part, why: str, span: Sequence[LedgerDay]) -> str:
    if part == "tolled":
        if why in {"补正", "缴费"}:
            return f"等待{why}，不计入"
        workdays = sum(day.kind == "excluded" for day in span)
        name = f"征求意见（{short(why)}），" if why else ""
        return f"{name}不计 {workdays} 个工作日" if workdays else f"{name}不计入"
    if part == "wiped":
        return "起算以前，不计入"
    counted = sum(day.counted for day in span)
    if part == "extended":
        return why or f"延长 {counted} 个工作日"
    return f"期限内 {counted} 个工作日" if counted else ""


def _workdays(calendar: WorkCalendar, after: date, until: date) -> str:
    if calendar.first <= after and until <= calendar.last:
        return f"{calendar.count_between(after, until)} 个工作日"
    return f"{(until - after).days} 日"


def short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
