"""The ledger: a time limit told day by day, from its first step to its last day, each day with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal, NamedTuple

from ..calendar import WorkCalendar
from ..calendar.days import provisional
from ..law import Provision
from ..words import Lang, Words
from .values import Deadline, Step

Kind = Literal["start", "counted", "make_up", "off", "excluded", "wiped", "deferred", "rolled"]
"""What a day is to a limit: day 0, counted, counted though a weekend day (调休), off, excluded (征求意见),
wiped out by a restart (补正、缴费), within a deferral (延迟答复), or passed by a roll (顺延)."""

_AWAITED = {
    "restart": Words("补正", "clarification"),
    "fee_restart": Words("缴费", "payment"),
    "reasons": Words("说明理由", "the reasons"),
}


class LedgerDay(NamedTuple):
    """One day of a limit: its number within the limit (``n``, from 1), and why it counts or does not.

    ``n`` is ``None`` where the day is not counted. ``notice`` is the number of the State Council notice that
    made the day off or worked, ``None`` where the week, the statute or a local arrangement did.
    """

    date: date
    kind: Kind
    n: int | None
    reason: Words
    notice: str | None = None

    @property
    def counted(self) -> bool:
        """Whether the day is one of those that the limit counts."""
        return self.n is not None

    def as_json(self, lang: Lang = "zh") -> dict[str, Any]:
        """Return the day with its reason in *lang*."""
        return {
            "date": self.date.isoformat(),
            "counted": self.counted,
            "n": self.n,
            "kind": self.kind,
            "reason": self.reason.say(lang),
            "notice": self.notice,
        }


def day_ledger(limit: Deadline, calendar: WorkCalendar) -> tuple[LedgerDay, ...]:
    """Return every day from the first step of *limit* to its due day, both included; none if that is earlier.

    Working-day limits count working days, limits in days or months every day. A limit that ends on a date
    set by a notice to clarify or by an order counts every day up to it; a deferral counts none, for it names
    a date and no number. *calendar* must be the one by which the limit was reckoned.
    """
    return tuple(_Ledger(limit, calendar).days())


class _Ledger:
    """One replay of the steps of a limit; facts are not asked."""

    def __init__(self, limit: Deadline, calendar: WorkCalendar) -> None:
        self.limit, self.calendar, self.steps = limit, calendar, limit.steps
        bases = [i for i, step in enumerate(self.steps) if step.op in {"count", "restart"}]
        self.base, later = self.steps[bases[-1]], self.steps[bases[-1] + 1 :]
        self.first, self.zero = _day_zero(self.steps[0]), _day_zero(self.base)
        self.restarts = [step for step in self.steps if step.op == "restart"]
        self.excludes = [step for step in later if step.op == "exclude"]
        self.deferral = next((step for step in later if step.op == "defer"), None)
        self.roll = next((step for step in later if step.op == "roll"), None)
        self.by_workdays = self.base.length is not None and self.base.rule.unit not in {"calendar_day", "month", "year"}

    def days(self) -> Iterator[LedgerDay]:
        n = 0
        for ordinal in range(self.first.toordinal(), self.limit.due.toordinal() + 1):
            day = date.fromordinal(ordinal)
            kind = self._kind(day)
            counts = kind in {"counted", "make_up"}
            n += 1 if counts else 0
            why = self.calendar.why(day)
            reason = _joined(self._reason(day, kind, n), self._unconfirmed(day, kind))
            number = why.notice.number if why.notice and kind not in {"start", "wiped", "deferred"} else None
            yield LedgerDay(day, kind, n if counts else None, reason, number)

    def _kind(self, day: date) -> Kind:
        if day == self.zero or day == self.first:
            return "start"
        if day < self.zero:
            return "wiped"
        if self.deferral and (day > _end_before(self.deferral) or day == self.deferral.after):
            return "rolled" if self.roll and day > _end_before(self.roll) else "deferred"
        if self.roll and day > _end_before(self.roll):
            return "rolled"
        if not self.by_workdays:
            return "excluded" if self._exclusion(day) else "counted"
        if not self.calendar.is_working_day(day):
            return "off"
        if self._exclusion(day):
            return "excluded"
        return "make_up" if day.weekday() >= 5 else "counted"

    def _exclusion(self, day: date) -> Step | None:
        return next((s for s in self.excludes if s.since and s.until and s.since < day <= s.until), None)

    # -- why ----------------------------------------------------------------------------------------------

    def _reason(self, day: date, kind: Kind, n: int) -> Words:
        if kind == "start":
            return self._start(day)
        if kind == "wiped":
            return self._wiped(day)
        if kind == "excluded":
            return self._excluded(day)
        if kind == "off":
            return self.calendar.why(day).reason
        if kind == "deferred":
            return self._deferred(day)
        return self._rolled(day) if kind == "rolled" else self._counted(day, kind, n)

    def _start(self, day: date) -> Words:
        if day != self.zero or self.base.op != "restart":
            return _receipt(self.steps[0])
        supposed = self.base.subject
        if isinstance(supposed, Words):
            return Words(f"{supposed.zh}，当日不计入", f"{supposed.en}: day 0")
        awaited = _awaited(self.base)
        return Words(
            f"{_came(awaited)}之日，当日不计入，期限自次日起计算{_cited(self.base.rule).zh}",
            f"{awaited.en} came: day 0 of a new run{_cited(self.base.rule).en}",
        )

    def _wiped(self, day: date) -> Words:
        restart = next(s for s in self.restarts if _day_zero(s) > day)
        awaited = _awaited(restart)
        if isinstance(restart.subject, Words):
            return Words(
                f"尚待{awaited.zh}，期限自其后起计算，此前各日不计入",
                f"{awaited.en} is awaited, after which the limit runs anew: not counted",
            )
        return Words(f"{_came(awaited)}前，期限自其后起计算", f"before {awaited.en}, after which the limit ran anew")

    def _excluded(self, day: date) -> Words:
        step = self._exclusion(day)
        assert step is not None
        reason = _excluding(step)
        return _joined(reason, _plain(self.calendar, day), stop=True) if day.weekday() >= 5 else reason

    def _deferred(self, day: date) -> Words:
        assert self.deferral is not None
        until, cited = self.deferral.after, _cited(self.deferral.rule)
        if day == self.limit.due:
            return Words(f"延迟答复的届满日{cited.zh}", f"due day of the deferral{cited.en}")
        return Words(f"延迟答复至 {until}{cited.zh}", f"deferred to {until}{cited.en}")

    def _rolled(self, day: date) -> Words:
        assert self.roll is not None
        if day < self.limit.due:
            return _joined(self.calendar.why(day).reason, Words("期限顺延", "the limit rolls on"), stop=True)
        cited = _cited(self.roll.rule)
        return Words(f"顺延后的届满日{cited.zh}", f"due day after the roll{cited.en}")

    def _counted(self, day: date, kind: Kind, n: int) -> Words:
        reason = Words(f"第 {n} 日", f"day {n}")
        if self.base.length is not None and self.base.rule.unit == "month":
            month = _month(self.zero, day)
            reason = Words(f"第 {n} 日（第 {month} 个月）", f"day {n} (month {month})")
        elif self.by_workdays and self.base.length is not None and n > self.base.length:
            reason = Words(f"第 {n} 日（延长）", f"day {n} (extension)")
        if kind == "make_up":
            reason = _joined(reason, _plain(self.calendar, day), stop=True)
        if self.roll and not self.deferral and day == self.roll.before:
            return _joined(reason, _plain(self.calendar, day), stop=True)
        return _joined(reason, Words("届满日", "due day"), stop=True) if day == self.limit.due else reason

    def _unconfirmed(self, day: date, kind: Kind) -> Words:
        """Say which notice is missing, where the reason does not say so by itself."""
        lacking = self.calendar.lacking(day)
        if not lacking or kind in {"wiped", "off"} or (kind == "rolled" and day < self.limit.due):
            return Words("", "")
        return provisional(lacking[0])


def _day_zero(step: Step) -> date:
    day = step.date or step.before
    assert day is not None
    return day


def _end_before(step: Step) -> date:
    assert step.before is not None
    return step.before


def _receipt(step: Step) -> Words:
    if step.rule.id.startswith("receipt"):
        return Words("收到申请之日，当日不计入", "day of receipt: day 0")
    return Words("起算之日，当日不计入", "day 0")


def _awaited(restart: Step) -> Words:
    return _AWAITED[restart.rule.id]


def _excluding(step: Step) -> Words:
    """Say for whose sake a day is excluded; what names nobody is only said to be excluded."""
    cited = _cited(step.rule)
    about = step.subject if isinstance(step.subject, Words) else Words(step.subject, step.subject)
    if step.rule.id == "fee_restart":
        return Words(f"等待缴费，不计入{cited.zh}", f"payment is awaited: not counted{cited.en}")
    if not about.zh:
        return Words(f"不计算在期限内{cited.zh}", f"not counted{cited.en}")
    return Words(f"征求意见（{about.zh}）不计入{cited.zh}", f"consultation of {about.en}: not counted{cited.en}")


def _came(awaited: Words) -> str:
    return f"收到{awaited.zh}的申请" if awaited == _AWAITED["restart"] else awaited.zh


def _month(zero: date, day: date) -> int:
    """Return the number of the month, from 1, in which *day* lies when months run from *zero* (CC Art. 202)."""
    begun = day.day > zero.day  # a month ends with the day of the same number: after it the next one runs
    return (day.year - zero.year) * 12 + day.month - zero.month + (1 if begun else 0)


def _plain(calendar: WorkCalendar, day: date) -> Words:
    """Return why *day* is worked or off, without the note that it is provisional."""
    reason, lacking = calendar.why(day).reason, calendar.lacking(day)
    if not lacking:
        return reason
    note = provisional(lacking[0])
    return Words(reason.zh.removesuffix(note.zh), reason.en.removesuffix(note.en))


def _cited(rule: Provision) -> Words:
    """Cite the Regulation by its article, any other law by its title too."""
    return Words(f"〔{rule.zh_citation(short=True)}〕", f" [{rule.version} {rule.article}]")


def _joined(one: Words, other: Words, stop: bool = False) -> Words:
    comma = Words("，", ", ") if stop else Words("", "")
    return Words(one.zh + comma.zh + other.zh, one.en + comma.en + other.en)


__all__ = ["Kind", "LedgerDay", "day_ledger"]
