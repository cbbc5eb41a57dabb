"""The timeline: a case's clock drawn as one SVG file, readable in print, without colours and by a screen reader.

The picture is laid out from the top down: head, labels of what happened, axis, the bar of the main limit with
its parts, one lane for each other limit, legend. Labels stand to the right of their leader and climb in rows
like a stair, so that no leader crosses a text and no text covers another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Literal, NamedTuple
from xml.sax.saxutils import escape

from workflow.calendar import WorkCalendar
from workflow.case import Case
from workflow.clock import Deadline, Step
from workflow.clock.ledger import LedgerDay, day_ledger
from workflow.clock.wording import DUTIES, STATES, STATUSES, day_text, state_text
from workflow.events import ClarificationRequested, Fact, FeeNoticed

Part = Literal["running", "tolled", "extended", "wiped", "overdue"]

WIDTH, LEFT, RIGHT = 1200.0, 36.0, 24.0
ROW, SMALL, BODY = 19.0, 12.0, 13.0
WIDEST = 34.0  # units a day has at most; a short case does not fill the width
LONGEST = 26  # characters of a name in a label
DAY = timedelta(days=1)
_NOT_XML = re.compile("[^\\t\\n\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")

PARTS: dict[Part, str] = {
    "running": "期限内",
    "tolled": "不计算在期限内",
    "extended": "延长或者延迟答复",
    "wiped": "重新计算前，不计入",
    "overdue": "逾期",
}
# What a restart waited for, by its provision.
_ASKS: dict[str, tuple[type[Fact], str]] = {
    "restart": (ClarificationRequested, "补正"),
    "fee_restart": (FeeNoticed, "缴费"),
}
# Facts that move no clock: what the office does with the paper.
_SILENT = frozenset({"review_started", "processing_started", "archived"})
_NAMES = {
    "third_party_consulted": "征求意见发出",
    "agency_consulted": "征求意见发出",
    "third_party_answered": "收到征求意见答复",
    "agency_answered": "收到征求意见答复",
    "extended": "延长告知",
    "deferred": "延迟答复告知",
    "reasons_requested": "要求说明理由",
    "lapsed": "办结：视为放弃，不再处理",
    "withdrawn": "办结：撤回申请",
}

# Colours of Okabe and Ito, told apart by colour-blind people; in grey the patterns tell them apart.
_STYLE = """
text{font-family:"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif;fill:#1a1a1a;
stroke:#fff;stroke-width:3px;stroke-linejoin:round;paint-order:stroke}
.off{fill:#e9e9e4}.frame{fill:none;stroke:#8a8a85}.tick{stroke:#b9b9b3}.leader{stroke:#55555a;stroke-width:.8}
.quiet{fill:#55555a}.late{fill:#a33600}.due{stroke:#1a1a1a;stroke-dasharray:6 3}.today{stroke:#b03a00;stroke-width:1.6}
.bar{stroke:#2b2b2b;stroke-width:1}.rest{fill:#fff;fill-opacity:.62}.rim{fill:none;stroke:#2b2b2b;stroke-dasharray:3 2}
.running{fill:#0072b2}.tolled{fill:url(#tolled)}.extended{fill:url(#extended)}.wiped{fill:url(#wiped)}
.overdue{fill:url(#overdue)}.lane{fill:#d3e4ef;stroke:#0072b2}
"""
_PATTERNS = (
    '<pattern id="tolled" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="8" height="8" fill="#fff6df"/><rect width="3.5" height="8" fill="#e69f00"/></pattern>'
    '<pattern id="extended" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" '
    'fill="#9fd3f2"/><circle cx="2" cy="2" r="1.4" fill="#003e63"/><circle cx="6" cy="6" r="1.4" fill="#003e63"/>'
    '</pattern><pattern id="wiped" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" '
    'fill="#fafaf7"/><rect width="6" height="1.2" fill="#9a9a94"/></pattern>'
    '<pattern id="overdue" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" '
    'fill="#d55e00"/><path d="M0 0L8 8M8 0L0 8" stroke="#fff" stroke-width="1.2"/></pattern>'
)


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


def timeline_svg(case: Case, limits: Sequence[Deadline], calendar: WorkCalendar, on: date) -> str:
    """Return the clock of *case* as a picture (SVG), as it stands at the end of the day *on*.

    *limits* are those of ``deadlines(case, on, calendar)``: the limit for the reply has the bar, all others
    have lanes below it. Raises ``NotReceived`` when *on* is before the receipt and ``ValueError`` when the
    limit for the reply is not among *limits*.
    """
    main = next((limit for limit in limits if limit.duty == "reply"), None)
    if main is None:
        raise ValueError("a timeline needs the limit for the reply among its limits (期限中没有答复期限)")
    return _Picture(case, main, [limit for limit in limits if limit is not main], calendar, on).svg()


# -- what is shown ----------------------------------------------------------------------------------------


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
    return _NAMES.get(fact.kind, fact.zh) + (f"（{_short(str(name))}）" if name else "")


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
        name = f"征求意见（{_short(why)}），" if why else ""
        return f"{name}不计 {workdays} 个工作日" if workdays else f"{name}不计入"
    if part == "wiped":
        return "重新计算前，不计入"
    counted = sum(day.counted for day in span)
    if part == "extended":
        return why or f"延长 {counted} 个工作日"
    return f"期限内 {counted} 个工作日" if counted else ""


def _workdays(calendar: WorkCalendar, after: date, until: date) -> str:
    if calendar.first <= after and until <= calendar.last:
        return f"{calendar.count_between(after, until)} 个工作日"
    return f"{(until - after).days} 日"


# -- how it is laid out -----------------------------------------------------------------------------------


def text_width(text: str, size: float) -> float:
    """Estimate how wide *text* is at *size*: an em for a Chinese character, 0.6 for any other."""
    return sum(1.0 if ord(c) > 0x2E80 or c in "“”…—→" else 0.6 for c in text) * size


def stair(spans: Sequence[tuple[float, float]]) -> list[int]:
    """Return a row, from 0 near the axis, for each label from its leader to its end, given in order.

    A label lies above every later one whose leader it would cover.
    """
    rows = [0] * len(spans)
    for i in range(len(spans) - 1, -1, -1):
        start, end = spans[i]
        covered = (rows[j] for j in range(i + 1, len(spans)) if spans[j][0] < end + 8 and spans[j][0] >= start)
        rows[i] = max((row + 1 for row in covered), default=0)
    return rows


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _safe(text: str) -> str:
    """Escape *text*, without the characters that XML does not allow."""
    return escape(_NOT_XML.sub("", text))


class _Scale:
    """The axis: from the first to the last day shown, so wide that every label fits to the right of its day."""

    def __init__(self, first: date, last: date, labels: Iterable[tuple[date, str]]) -> None:
        self.first, self.last = first, last
        room = WIDTH - LEFT - RIGHT
        self.unit = min(WIDEST, room / ((last - first).days + 1))
        for day, text in labels:
            free = room - text_width(text, SMALL) - 10
            self.unit = min(self.unit, free / ((day - first).days + 0.5)) if day > first else self.unit

    def x(self, day: date) -> float:
        """Return where *day* begins."""
        return LEFT + (day - self.first).days * self.unit

    def middle(self, day: date) -> float:
        """Return the middle of *day*."""
        return self.x(day) + self.unit / 2

    @property
    def end(self) -> float:
        """Return where the last day ends."""
        return self.x(self.last + DAY)

    def days(self) -> Iterator[date]:
        """Yield every day shown."""
        return (self.first + timedelta(n) for n in range((self.last - self.first).days + 1))


class _Picture:
    """One drawing; ``y`` is where the next thing begins."""

    def __init__(
        self, case: Case, main: Deadline, others: Sequence[Deadline], calendar: WorkCalendar, on: date
    ) -> None:
        self.case, self.main, self.calendar, self.on = case, main, calendar, on
        self.others = sorted(others, key=lambda limit: (limit.start, limit.due))
        self.facts = case.as_of(on).facts
        self.stretches = stretches(self.facts, main, calendar, on)
        ends = [
            main.due,
            *(limit.due for limit in others),
            *(s.until for s in self.stretches),
            *(f.on for f in self.facts),
        ]
        starts = [case.received_on, main.start, *(limit.start for limit in others), *(s.since for s in self.stretches)]
        first, last = min(starts), max(ends)
        upto = last + max(timedelta(15), (last - first) / 4)
        self.marks = marks(self.facts, main, on, upto)
        last = max(last, on) if on <= upto else last
        labels = [(mark.day, mark.text) for mark in self.marks] + [(s.since, s.text) for s in self.stretches]
        self.scale = _Scale(first - DAY, last + DAY, labels)
        self.back: list[str] = []
        self.out: list[str] = []
        self.y = 0.0

    def svg(self) -> str:
        self._head()
        self._marks()
        top = self.y
        self._axis()
        foot = self.y
        self._bar()
        self._lanes()
        self._shade(top, self.y)
        self._through(foot, self.y)
        self._legend()
        return self._document()

    def _document(self) -> str:
        height = self.y + 16
        name = f"{self.case.number} 办理期限图"
        return "\n".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH:.0f}" height="{height:.0f}" '
                f'viewBox="0 0 {WIDTH:.0f} {height:.0f}" role="img" aria-labelledby="title desc" lang="zh-CN">',
                f'<title id="title">{_safe(name)}</title>',
                f'<desc id="desc">{_safe(self._told())}</desc>',
                f"<defs><style>{_STYLE}</style>{_PATTERNS}</defs>",
                f'<rect width="{WIDTH:.0f}" height="{height:.0f}" fill="#fff"/>',
                *self.back,
                *self.out,
                "</svg>\n",
            ]
        )

    def _told(self) -> str:
        """Tell the picture to those who cannot see it: what happened, and each limit with its derivation."""
        happened = "；".join(mark.text for mark in self.marks)
        return "\n".join([f"截至 {self.on}。{happened}。", *(limit.explain() for limit in (self.main, *self.others))])

    # -- head -------------------------------------------------------------------------------------------------

    def _head(self) -> None:
        main = self.main
        self._text(LEFT, 34, f"{_short(self.case.number)}　政府信息公开申请办理期限图", 20, bold=True)
        state = state_text(main.duty, main.state)
        state += f"（{STATUSES[main.status].zh}）" if main.status == "provisional" else ""
        due = ("最早 " if main.state == "tolled" else "") + day_text(main.due)
        style = "late" if main.state == "missed" else ""
        self._text(LEFT, 62, f"{DUTIES[main.duty].zh}届满日：{due}　{state}", 16, style, bold=True)
        self.y = 84.0
        for line in _wrapped(self._notes(), WIDTH - LEFT - RIGHT, SMALL):
            self._text(LEFT, self.y, line, SMALL, "quiet")
            self.y += 18
        self.y += 4

    def _notes(self) -> Iterator[str]:
        main = self.main
        yield f"截至 {day_text(self.on)}"
        yield f"{STATUSES[main.status].zh}（日历 {main.calendar}）"
        if main.done:
            yield f"{main.done} 办结"
        elif main.state == "running":
            yield f"剩余 {main.workdays_left} 个工作日"
        elif main.state == "tolled":
            yield f"期限停止计算，恢复后还有 {main.workdays_left} 个工作日，届满日按今天恢复推算"
        if main.due_if_silent:
            yield f"若始终未获答复，届满日为 {day_text(main.due_if_silent)}"
        if main.safe_due != main.due:
            yield f"各种解读中最早：{day_text(main.safe_due)}"
        if (year := self.calendar.missing_year(main.due)) is not None:
            yield f"{year}年放假安排尚未载入，届满日可能变动"
        if not any(mark.shape == "triangle" for mark in self.marks):
            yield "今天在图外"

    # -- labels and axis --------------------------------------------------------------------------------------

    def _marks(self) -> None:
        shapes = {day: list(dict.fromkeys(m.shape for m in run)) for day, run in groupby(self.marks, key=_day)}
        spans = [self._span(mark.day, mark.text) for mark in self.marks]
        rows = stair(spans)
        lowest = self.y + (max(rows) + 1) * ROW - 2
        foot = lowest + 12 * max(map(len, shapes.values()))
        led = set()
        for (x, _), row, mark in zip(spans, rows, self.marks, strict=True):
            y = lowest - row * ROW
            if x not in led:
                self.out.append(f'<path class="leader" d="M{x:.1f} {y - 11:.1f}V{foot:.1f}"/>')
            led.add(x)
            self._text(x + 5, y, mark.text, SMALL, bold=mark.shape != "dot")
        for day, stacked in shapes.items():
            self.out += [_shape(shape, self.scale.middle(day), foot - 12 * n) for n, shape in enumerate(stacked)]
        self.y = foot + 6

    def _span(self, day: date, text: str) -> tuple[float, float]:
        x = self.scale.middle(day)
        return x, x + 5 + text_width(text, SMALL)

    def _axis(self) -> None:
        """Draw years, months and as many day numbers as there is room for."""
        self._cells(365, lambda day: (day.year, 0), lambda day: (f"{day.year}年", f"{day.year}"))
        self._cells(28, lambda day: (day.year, day.month), lambda day: (f"{day.month}月", f"{day.month}"))
        if self.scale.unit >= 4:
            self._day_numbers()

    def _cells(
        self, length: int, key: Callable[[date], tuple[int, int]], names: Callable[[date], tuple[str, str]]
    ) -> None:
        """Draw a row of cells of at least *length* days, named alike, at length or shortly; none where no name fits."""
        widest = [text_width(name, SMALL) for name in names(date(self.scale.first.year, 12, 1))]
        whole = min(length * self.scale.unit, self.scale.end - LEFT)
        style = next((n for n, width in enumerate(widest) if width <= whole - 4), None)
        if style is None:
            return
        for _, run in groupby(self.scale.days(), key=key):
            days = list(run)
            x, end = self.scale.x(days[0]), self.scale.x(days[-1] + DAY)
            self.out.append(f'<rect class="frame" x="{x:.1f}" y="{self.y:.1f}" width="{end - x:.1f}" height="20"/>')
            name = names(days[0])[style]
            if text_width(name, SMALL) <= end - x - 4:
                self._text((x + end) / 2, self.y + 14.5, name, SMALL, anchor="middle")
        self.y += 20

    def _day_numbers(self) -> None:
        every_day = self.scale.unit >= 15
        for day in self.scale.days():
            if every_day or day.weekday() == 0:
                x = self.scale.middle(day)
                self._text(x, self.y + 13, f"{day.day}", 10, "quiet", anchor="middle")
                if every_day and (sign := self._sign(day)):
                    self._text(x, self.y + 26, sign, 10, anchor="middle")
        self.y += 32 if every_day else 20

    def _sign(self, day: date) -> str:
        """Return what a wall calendar writes on a day: 休 for a festival, 班 for a weekend day worked."""
        if not self.calendar.first <= day <= self.calendar.last:
            return ""
        working = self.calendar.is_working_day(day)
        return ("" if working else "休") if day.weekday() < 5 else ("班" if working else "")

    # -- bars -------------------------------------------------------------------------------------------------

    def _bar(self) -> None:
        self.y += 10
        y, height = self.y, 26.0
        end = self.main.done or self.on
        for stretch in self.stretches:
            x, stop = self._ends(stretch)
            self.out.append(_rect(f"bar {stretch.part}", x, y, stop - x, height))
        due = self.scale.x(self.main.due + DAY)
        if end < self.main.due:
            x = self.scale.x(end + DAY)
            self.out += [_rect("rest", x, y, due - x, height), _rect("rim", x, y, due - x, height)]
        self.y += height
        self._bar_labels([s for s in self.stretches if s.text])
        self.y += 8

    def _ends(self, stretch: Stretch) -> tuple[float, float]:
        first = stretch.since == self.stretches[0].since
        x = self.scale.middle(stretch.since) if first else self.scale.x(stretch.since)
        return x, max(self.scale.x(stretch.until + DAY), x + 1)

    def _bar_labels(self, shown: Sequence[Stretch]) -> None:
        starts = [self._ends(stretch)[0] for stretch in shown]
        spans = [(x, x + 5 + text_width(s.text, SMALL)) for x, s in zip(starts, shown, strict=True)]
        rows = stair(spans)
        for (x, _), row, stretch in zip(spans, rows, shown, strict=True):
            y = self.y + 16 + row * ROW
            self.out.append(f'<path class="leader" d="M{x:.1f} {self.y:.1f}V{y + 2:.1f}"/>')
            self._text(x + 5, y, stretch.text, SMALL)
        self.y += (max(rows, default=-1) + 1) * ROW + 6

    def _lanes(self) -> None:
        if self.others:
            self._text(LEFT, self.y + 16, "其他期限", BODY, bold=True)
            self.y += 26
        for limit in self.others:
            text = self._lane_text(limit)
            free = WIDTH - RIGHT - text_width(text, SMALL)
            self._text(max(LEFT, min(self.scale.middle(limit.start), free)), self.y + 12, text, SMALL)
            self._lane(limit, self.y + 18)
            self.y += 38

    def _lane(self, limit: Deadline, y: float) -> None:
        x, due, end = self.scale.middle(limit.start), self.scale.x(limit.due + DAY), limit.done or self.on
        self.out.append(_rect("bar lane", x, y, max(due - x, 1), 10))
        if end > limit.due and state_text(limit.duty, limit.state) == STATES["missed"].zh:
            self.out.append(_rect("bar overdue", due, y, self.scale.x(min(end, self.scale.last) + DAY) - due, 10))
        if limit.done:
            self.out.append(_shape("dot", self.scale.middle(limit.done), y + 5))

    @staticmethod
    def _lane_text(limit: Deadline) -> str:
        done = f"，{limit.done} 完成" if limit.done else ""
        doubt = "，暂定" if limit.status == "provisional" else ""
        state = state_text(limit.duty, limit.state)
        return f"{DUTIES[limit.duty].zh}：{limit.start} 至 {limit.due}（{state}{done}{doubt}）"

    # -- behind and across ------------------------------------------------------------------------------------

    def _shade(self, top: float, foot: float) -> None:
        """Shade runs of days off that are wide enough to be seen."""
        for off, run in groupby(self.scale.days(), key=self._is_off):
            days = list(run)
            if off and len(days) * self.scale.unit >= 1.5:
                x = self.scale.x(days[0])
                self.back.append(_rect("off", x, top, self.scale.x(days[-1] + DAY) - x, foot - top))

    def _is_off(self, day: date) -> bool:
        if not self.calendar.first <= day <= self.calendar.last:
            return day.weekday() >= 5
        return not self.calendar.is_working_day(day)

    def _through(self, top: float, foot: float) -> None:
        """Draw the due day and today through all lanes."""
        for mark in self.marks:
            if mark.shape != "dot":
                style = "due" if mark.shape == "diamond" else "today"
                x = self.scale.middle(mark.day)
                self.back.append(f'<path class="{style}" d="M{x:.1f} {top:.1f}V{foot:.1f}"/>')

    # -- legend -----------------------------------------------------------------------------------------------

    def _legend(self) -> None:
        self.y += 14
        x = LEFT
        for style, text in self._legend_entries():
            width = 34 + text_width(text, SMALL) + 22
            if x + width > WIDTH - RIGHT:
                x, self.y = LEFT, self.y + 22
            self.out += _swatch(style, x, self.y)
            self._text(x + 34, self.y + 11.5, text, SMALL)
            x += width
        self.y += 18

    def _legend_entries(self) -> Iterator[tuple[str, str]]:
        shown = {stretch.part for stretch in self.stretches}
        if any(state_text(limit.duty, limit.state) == STATES["missed"].zh for limit in self.others):
            shown.add("overdue")
        for part, text in PARTS.items():
            if part in shown:
                yield f"bar {part}", text
        if (self.main.done or self.on) < self.main.due:
            yield "rim", "剩余期限"
        if self.others:
            yield "bar lane", "其他期限"
        yield "off", "休息日、放假"
        yield "dot", "事项"
        yield "diamond", "届满日"
        yield "triangle", "今天（截至日）"

    # -- small things -----------------------------------------------------------------------------------------

    def _text(
        self, x: float, y: float, text: str, size: float, style: str = "", bold: bool = False, anchor: str = ""
    ) -> None:
        more = f' class="{style}"' if style else ""
        more += ' font-weight="bold"' if bold else ""
        more += f' text-anchor="{anchor}"' if anchor else ""
        self.out.append(f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}"{more}>{_safe(text)}</text>')


def _day(mark: Mark) -> date:
    return mark.day


def _rect(style: str, x: float, y: float, width: float, height: float) -> str:
    return f'<rect class="{style}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"/>'


def _swatch(style: str, x: float, y: float) -> list[str]:
    if style in {"dot", "diamond", "triangle"}:
        return [_shape(style, x + 14, y + 7)]
    return [_rect(style, x, y, 28, 14)] + ([] if style != "off" else [_rect("frame", x, y, 28, 14)])


def _shape(shape: str, x: float, y: float) -> str:
    if shape == "diamond":
        return f'<path d="M{x:.1f} {y - 6:.1f}l6 6l-6 6l-6 -6z" fill="#1a1a1a" stroke="#fff"/>'
    if shape == "triangle":
        return f'<path d="M{x - 6:.1f} {y - 6:.1f}h12l-6 11z" fill="#b03a00" stroke="#fff"/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.2" fill="#fff" stroke="#1a1a1a" stroke-width="1.6"/>'


def _wrapped(parts: Iterable[str], width: float, size: float) -> Iterator[str]:
    """Join *parts* into lines of at most *width*, each part whole."""
    line = ""
    for part in parts:
        longer = f"{line}；{part}" if line else part
        if line and text_width(longer, size) > width:
            yield line
            longer = part
        line = longer
    yield line


__all__ = ["Mark", "Stretch", "marks", "stair", "stretches", "text_width", "timeline_svg"]
