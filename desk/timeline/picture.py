"""The picture of a case's clock, laid out from the top down: head, labels, axis, the bar of the main limit with
its parts, one lane for each other limit, legend. Labels stand to the right of their leader and climb in rows
like a stair, so that no leader crosses a text and no text covers another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from workflow.calendar import WorkCalendar
from workflow.case import Case
from workflow.clock import Deadline
from workflow.clock.wording import DUTIES, STATES, STATUSES, day_text, state_text

from .drawing import (
    BODY,
    LEFT,
    PATTERNS,
    RIGHT,
    ROW,
    SMALL,
    STYLE,
    WIDTH,
    Scale,
    rect,
    safe,
    shape_at,
    stair,
    swatch,
    text_width,
    wrapped,
)
from .shown import DAY, PARTS, Mark, Stretch, marks, short, stretches


class Picture:
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
        self.scale = Scale(first - DAY, last + DAY, labels)
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
                f'<title id="title">{safe(name)}</title>',
                f'<desc id="desc">{safe(self._told())}</desc>',
                f"<defs><style>{STYLE}</style>{PATTERNS}</defs>",
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
        self._text(LEFT, 34, f"{short(self.case.number)}　政府信息公开申请办理期限图", 20, bold=True)
        state = state_text(main.duty, main.state)
        state += f"（{STATUSES[main.status].zh}）" if main.status == "provisional" else ""
        due = ("最早 " if main.state == "tolled" else "") + day_text(main.due)
        style = "late" if main.state == "missed" else ""
        self._text(LEFT, 62, f"{DUTIES[main.duty].zh}届满日：{due}　{state}", 16, style, bold=True)
        self.y = 84.0
        for line in wrapped(self._notes(), WIDTH - LEFT - RIGHT, SMALL):
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
            yield f"若始终未收到意见，届满日为 {day_text(main.due_if_silent)}"
        if main.safe_due != main.due:
            yield f"各种解读中最早：{day_text(main.safe_due)}"
        for missing in self.calendar.lacking(main.due, main.start):
            yield f"{missing.zh}尚未载入，届满日可能变动"
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
            self.out += [shape_at(shape, self.scale.middle(day), foot - 12 * n) for n, shape in enumerate(stacked)]
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
            self.out.append(rect(f"bar {stretch.part}", x, y, stop - x, height))
        due = self.scale.x(self.main.due + DAY)
        if end < self.main.due:
            x = self.scale.x(end + DAY)
            self.out += [rect("rest", x, y, due - x, height), rect("rim", x, y, due - x, height)]
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
        self.out.append(rect("bar lane", x, y, max(due - x, 1), 10))
        if end > limit.due and state_text(limit.duty, limit.state) == STATES["missed"].zh:
            self.out.append(rect("bar overdue", due, y, self.scale.x(min(end, self.scale.last) + DAY) - due, 10))
        if limit.done:
            self.out.append(shape_at("dot", self.scale.middle(limit.done), y + 5))

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
                self.back.append(rect("off", x, top, self.scale.x(days[-1] + DAY) - x, foot - top))

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
            self.out += swatch(style, x, self.y)
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
        self.out.append(f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}"{more}>{safe(text)}</text>')


def _day(mark: Mark) -> date:
    return mark.day
