"""How a plain time limit becomes a Deadline: start, count, perhaps a roll, and where it stands."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from ..calendar import WorkCalendar
from ..law import GoverningLaw, Provision
from ..words import Words
from .values import Deadline, Over, State, Step

_OF_SUITS = {"litigation_window", "litigation_answer", "appeal_judgment", "appeal_ruling"}


def workdays_left(calendar: WorkCalendar, on: date, due: date) -> int:
    """Count the working days after *on* up to *due*; negative, and counted back, once *due* has passed."""
    return calendar.count_between(on, due) if on <= due else -calendar.count_between(due, on)


def coverage(calendar: WorkCalendar, due: date, since: date) -> tuple[Words, ...]:
    """Say which arrangements are missing where a day after *since* up to *due* is not confirmed."""
    missing = tuple(_unknown(words, due) for words in calendar.local_lacking(due, since))
    return missing if calendar.first <= due <= calendar.confirmed_until else (_beyond(calendar, due), *missing)


def _beyond(calendar: WorkCalendar, due: date) -> Words:
    year = calendar.missing_year(due)
    return Words(
        f"国务院办公厅关于{year}年节假日安排的通知尚未载入（日历 {calendar.id} 只确认到"
        f" {calendar.confirmed_until}），{due} 为暂定：其后只按《全国年节及纪念日放假办法》推定，调休未知",
        f"the State Council's arrangement for {year} is not loaded (calendar {calendar.id} is confirmed until "
        f"{calendar.confirmed_until}); {due} is provisional: after that only the statutory days off are known",
    )


def _unknown(words: Words, due: date) -> Words:
    return Words(
        f"{words.zh}未知，{due} 为暂定：该部分只按全国安排计算",
        f"{words.en} are not known; {due} is provisional: for these only the national arrangement is counted",
    )


def state_of(due: date, on: date, done: date | None) -> State:
    """Return where a limit stands that is not tolled: met or missed once done, else running or missed."""
    if done is not None:
        return "met" if done <= due else "missed"
    return "running" if on <= due else "missed"


def counted(calendar: WorkCalendar, law: GoverningLaw, rule: Provision, start: date) -> list[Step]:
    """Return the steps of the units that *rule* counts from *start* (day 0), rolled off a day off where days count."""
    step = count(calendar, rule, start)
    return [step] if rule.unit in {"workday", None} else rolled(calendar, law, [step])


def count(calendar: WorkCalendar, rule: Provision, start: date) -> Step:
    """Return the step that counts the units of *rule* from *start* (day 0), before any roll."""
    length = rule.count or 0
    if rule.unit == "workday" or rule.unit is None:
        return working_days(calendar, rule, start, length)
    months = {"month": length, "year": 12 * length}.get(rule.unit)
    due = start + timedelta(days=length) if months is None else add_months(start, months)
    return Step("count", rule, length=length, before=start, after=due)


def rolled(calendar: WorkCalendar, law: GoverningLaw, steps: list[Step]) -> list[Step]:
    """Return *steps*, and the roll where they end on a day off (CC 203), under the article of that day.

    What belongs to a suit rolls under the interpretation of 2018 (SPC18 48(3)), before it, as reconsideration does,
    under the CPL.
    """
    due = steps[-1].after
    assert due is not None
    on = calendar.first_working_day_from(due)
    if on == due:
        return steps
    of_suits = law.find("litigation_roll", due) if steps[-1].rule.duty in _OF_SUITS else None
    return [*steps, Step("roll", of_suits or law.rule("roll", due), before=due, after=on)]


def working_days(calendar: WorkCalendar, rule: Provision, start: date, length: int) -> Step:
    """Return the step that counts *length* working days from *start* (day 0)."""
    due = calendar.nth_working_day_after(start, length, provisional=True)
    off, made_up = calendar.days_off_between(start, due), calendar.make_up_days_between(start, due)
    return Step("count", rule, length=length, before=start, after=due, skipped=off, made_up=made_up)


def add_months(start: date, months: int) -> date:
    """Return the day of the same number *months* later, or the last of that month (CC Art. 202)."""
    # Months are numbered through from the year 0 on, January as 0, so that one division carries over the year.
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def built(
    case: str,
    duty: str,
    on: date,
    calendar: WorkCalendar,
    steps: list[Step],
    done: date | None,
    warnings: tuple[Words, ...] = (),
    over: Over | None = None,
) -> Deadline:
    """Return the deadline at the end of *steps*, a start and a count at least, as it stands at the end of the day *on*."""
    start, due, last = steps[0].date, steps[-1].after, steps[-1]
    fixed = last.op == "count" and last.length is None  # a date that was named: no notice can move it
    assert start is not None
    assert due is not None
    since = start if steps[1].rule.unit == "workday" else due  # of calendar days only the last is looked at
    return Deadline(
        case=case,
        duty=duty,
        on=on,
        start=start,
        due=due,
        status="confirmed" if fixed or calendar.is_confirmed(due, since) else "provisional",
        state=state_of(due, on, done),
        law=steps[1].rule.version,
        calendar=calendar.id,
        steps=tuple(steps),
        workdays_left=workdays_left(calendar, done or on, due),
        done=done,
        safe_due=due,
        warnings=warnings if fixed else (*warnings, *coverage(calendar, due, since)),
        over=over,
    )
