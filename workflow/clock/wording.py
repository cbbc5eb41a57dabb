"""The sentences in which a deadline explains itself: one template an operation, never written by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from ..law import reading
from ..words import Lang, Words

if TYPE_CHECKING:
    from .values import Deadline, Step

WEEKDAYS = Words("一二三四五六日", "Mon Tue Wed Thu Fri Sat Sun")

STATES = {
    "running": Words("期限内", "running"),
    "met": Words("已按期办理", "met"),
    "missed": Words("已逾期", "missed"),
    "tolled": Words("不计算在期限内（停止计算）", "tolled (the clock stands still)"),
}
# What others had to do in time is said as what they did; a window of theirs that has closed is no duty missed.
_DONE_BY_OTHERS = {
    "clarification": Words("已补正", "clarified"),
    "third_party_answer": Words("已提出意见", "answered"),
    "agency_answer": Words("已提出意见", "answered"),
    "fee_payment": Words("已缴费", "paid"),
    "reconsideration_window": Words("已提出", "filed"),
    "litigation_window": Words("已提起", "filed"),
    "appeal_window": Words("已上诉", "appealed"),
    "third_party_reconsideration_window": Words("已提出", "filed"),
    "third_party_litigation_window": Words("已提起", "filed"),
}
# Windows of a remedy, which force majeure lengthens (ARL 20(2), ALL 48), though no fact tells of it.
_REMEDIES = {
    "reconsideration_window",
    "litigation_window",
    "third_party_reconsideration_window",
    "third_party_litigation_window",
}
_HINDERED = Words(
    "  因不可抗力或者其他正当理由耽误的时间没有记录，未计入",
    "  time lost to force majeure or another good reason is not recorded, and not reckoned",
)
_CLOSED = Words("期限已过", "over")

STATUSES = {
    "confirmed": Words("日期确定", "confirmed"),
    "provisional": Words("暂定", "provisional"),
}
DUTIES = {
    "reply": Words("答复期限", "reply"),
    "clarification_notice": Words("补正告知期限", "notice to clarify"),
    "clarification": Words("申请人补正期限", "the requester's clarification"),
    "third_party_answer": Words("第三方提出意见期限", "answer of the third party"),
    "agency_answer": Words("被征求意见机关提出意见期限", "answer of the consulted organ"),
    "fee_payment": Words("缴费期限", "payment of the fee"),
    "ordered_reply": Words("责令重新答复期限", "ordered new reply"),
    "reconsideration_window": Words("行政复议申请期限", "window for reconsideration"),
    "litigation_window": Words("起诉期限", "window for litigation"),
    "reconsideration_answer": Words("行政复议答复期限", "the organ's answer in the reconsideration"),
    "litigation_answer": Words("举证、答辩期限", "the organ's answer to the lawsuit"),
    "appeal_window": Words("上诉期限", "window for an appeal"),
    "third_party_reconsideration_window": Words("第三方行政复议申请期限", "window for reconsideration, third party"),
    "third_party_litigation_window": Words("第三方起诉期限", "window for litigation, third party"),
}

_TEMPLATES = {
    "received": Words("收到申请之日为 {date}{subject}", "the day of receipt is {date}{subject}"),
    "receipt": Words("{rule}：收到申请之日为 {date}{subject}", "{rule}: the day of receipt is {date}{subject}"),
    "start": Words("{rule}{subject}：自 {date}起，当日不计入", "{rule}{subject}: from {date}, which is day 0"),
    "count": Words(
        "{rule}：自 {before}次日起第 {length} 个工作日为 {after}",
        "{rule}: {length} working days from the day after {before} end on {after}",
    ),
    "calendar_day": Words(
        "{rule}：自 {before}次日起第 {length} 日为 {after}",
        "{rule}: {length} calendar days from the day after {before} end on {after}",
    ),
    "month": Words(
        "{rule}：自 {before}起满 {length} 个月为 {after}", "{rule}: {length} months from {before} end on {after}"
    ),
    "year": Words(
        "{rule}：自 {before}起满 {length} 年为 {after}", "{rule}: {length} years from {before} end on {after}"
    ),
    "fixed": Words("{rule}：确定的届满日为 {after}", "{rule}: the last day was set for {after}"),
    "exclude": Words(
        "{rule}{subject}：{since}（不含）至 {until}共 {length} 个工作日不计算在期限内，{before} → {after}",
        "{rule}{subject}: {length} working days after {since} up to {until} do not count, {before} → {after}",
    ),
    "exclude_days": Words(
        "{rule}：{since}（不含）至 {until}共 {length} 日不计算在期限内，{before} → {after}",
        "{rule}: {length} days after {since} up to {until} do not count, {before} → {after}",
    ),
    "restart": Words(
        "{rule}{subject}：自 {date}次日起第 {length} 个工作日为 {after}（原为 {before}）",
        "{rule}{subject}: the limit runs anew from the day after {date}; working day {length} is {after} (was {before})",
    ),
    "fee_restart": Words(  # 重新计算 is the word of 109号
        "{rule}{subject}：期限自 {date}次日起重新计算，第 {length} 个工作日为 {after}（原为 {before}）",
        "{rule}{subject}: the limit runs anew from the day after {date}; working day {length} is {after} (was {before})",
    ),
    "extend": Words(
        "延长答复期限：{date}告知申请人，延长 {length} 个工作日，{before} → {after}",
        "extension: told to the requester on {date}, {length} more working days, {before} → {after}",
    ),
    "defer": Words(
        "{rule}：{date}告知申请人，延迟至 {after}（原为 {before}）",
        "{rule}: told to the requester on {date}, deferred to {after} (was {before})",
    ),
    "roll": Words(
        "{rule}：{before}为法定休假日，顺延至其后第一日 {after}",
        "{rule}: {before} is a day off, so the limit ends on the first day after it, {after}",
    ),
}


def day_text(day: date, lang: Lang = "zh") -> str:
    """Return a date with its weekday, such as 2025-03-03（周一）."""
    if lang == "en":
        return f"{day} ({WEEKDAYS.en.split()[day.weekday()]})"
    return f"{day}（周{WEEKDAYS.zh[day.weekday()]}）"


def step_text(step: Step, lang: Lang, short: bool = False) -> str:
    """Say one step: its provision first, the days off that it passed, and its article at the end.

    *short* leaves the law's full title out of the citation, once it has been named.
    """
    shown = {
        name: day_text(value, lang) if isinstance(value, date) else value
        for name, value in step._asdict().items()
        if name not in {"rule", "skipped", "made_up", "subject"}
    }
    about = _one_line(step.subject.say(lang) if isinstance(step.subject, Words) else step.subject)
    subject = Words(f"（{about}）", f" ({about})").say(lang) if about else ""
    sentence = _TEMPLATES[_template(step)].say(lang).format(**shown, subject=subject, rule=_rule(step, lang))
    return sentence + _passed(step, lang) + _citation(step, lang, short)


def _one_line(text: str) -> str:
    """Return *text* without ends of lines: a name that somebody typed must not look like a step of its own."""
    return " ".join(text.splitlines())


def _template(step: Step) -> str:
    """Return which template says the step: by operation, and for a count by its unit."""
    if step.op == "start":
        if step.rule.id == "receipt":  # whose own name is the day of receipt
            return "received"
        return "receipt" if step.rule.id.startswith("receipt") else "start"
    if step.op == "restart":
        return "fee_restart" if step.rule.id == "fee_restart" else "restart"
    if step.op == "count":
        if step.length is None:
            return "fixed"
        return step.rule.unit if step.rule.unit in {"calendar_day", "month", "year"} else "count"
    if step.op == "exclude" and step.rule.unit == "calendar_day":
        return "exclude_days"
    return step.op


def _rule(step: Step, lang: Lang) -> str:
    return step.rule.words.say(lang)


def _citation(step: Step, lang: Lang, short: bool) -> str:
    unseen = Words("，未见原文", ", text not seen").say(lang) if step.rule.verified_on is None else ""
    if lang == "en":
        return f" [{step.rule.version} {step.article}{unseen}]"
    return f"〔{step.rule.zh_article() if short else step.rule.zh_citation()}{unseen}〕"


def _passed(step: Step, lang: Lang) -> str:
    """Name the days off and the weekend days worked on the way: whoever counts by hand needs both."""
    off, made_up = spans(step.skipped, lang), spans(step.made_up, lang)
    said = Words(f"；其间放假 {off}", f"; days off on the way: {off}").say(lang) if off else ""
    worked = Words(f"；其间调休上班 {made_up}", f"; weekend days worked on the way: {made_up}")
    return said + (worked.say(lang) if made_up else "")


_MOST_SPANS = 24  # what a year and a half has; nobody counts more by hand


def spans(days: tuple[date, ...], lang: Lang = "zh") -> str:
    """Write dates shortly, runs of neighbouring days as first–last, with the year where they are of several.

    Of very many runs, only the first day, the last and the number of days are told.
    """
    runs: list[list[date]] = []
    for day in days:
        if runs and day.toordinal() - runs[-1][-1].toordinal() == 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    if len(runs) > _MOST_SPANS:
        return Words(f"{days[0]} 至 {days[-1]} 共 {len(days)} 日", f"{len(days)}, {days[0]} to {days[-1]}").say(lang)
    ends = [day for run in runs for day in (run[0], run[-1])]
    years = [0, *(day.year for day in ends)] if len({day.year for day in ends}) > 1 else []
    shown = [f"{day:%m-%d}" if not years or day.year == years[n] else f"{day}" for n, day in enumerate(ends)]
    pairs = zip(shown[::2], shown[1::2], runs, strict=True)
    return ("、" if lang == "zh" else ", ").join(a if len(run) == 1 else f"{a}–{b}" for a, b, run in pairs)


def state_text(duty: str, state: str, lang: Lang = "zh") -> str:
    """Say where a limit stands; of somebody else's, what he did, or that it is over, which is not missed."""
    others = _DONE_BY_OTHERS.get(duty)
    if others is not None and state in ("met", "missed"):
        return (others if state == "met" else _CLOSED).say(lang)
    return STATES[state].say(lang)


def heading(deadline: Deadline, lang: Lang = "zh") -> str:
    """Name a limit, and the act that it is of where a case may have several."""
    name, over = DUTIES[deadline.duty].say(lang), deadline.over
    if over is None:
        return name
    act = _one_line(over.words.say(lang))
    return name + Words(f"（{act}）", f" ({act})").say(lang)


def deadline_text(deadline: Deadline, lang: Lang) -> str:
    """Say a whole derivation: numbered steps, the date, how sure it is, what else may hold."""
    lines, named = [], set()
    for n, step in enumerate(deadline.steps, 1):
        lines.append(f"{n}. {step_text(step, lang, short=step.rule.zh_title() in named)}")
        named = {step.rule.zh_title()}
    duty, state = heading(deadline, lang), state_text(deadline.duty, deadline.state, lang)
    status = STATUSES[deadline.status].say(lang)
    due = day_text(deadline.due, lang)
    lines.append(
        f"⇒ {duty}届满日：{due}（{status}；{state}；日历 {deadline.calendar}）"
        if lang == "zh"
        else f"=> {duty} due {due} ({status}; {state}; calendar {deadline.calendar})"
    )
    lines += _extras(deadline, lang)
    return "\n".join(lines)


def _other_readings(deadline: Deadline, lang: Lang) -> Iterator[str]:
    """Say what each other reading makes of the date by itself, and the earliest date of all."""
    for other in deadline.readings:
        option, day = reading(other.reading).option(other.option), day_text(other.due, lang)
        means = option.words.say(lang) if option is not None else ""
        named = f"{other.reading}={other.option}"
        yield Words(f"  另一解读（{named}：{means}）：{day}", f"  another reading ({named}: {means}): {day}").say(lang)
    if deadline.safe_due != deadline.due:
        safe, last = day_text(deadline.safe_due, lang), deadline.steps[-1]
        rolled = Words("（告知申请人的日期，不顺延）", " (the day that was named, not rolled)").say(lang)
        why = rolled if deadline.duty == "reply" and last.op == "roll" and last.before == deadline.safe_due else ""
        yield Words(f"  各种解读中最早：{safe}{why}", f"  earliest over all readings: {safe}{why}").say(lang)


def _extras(deadline: Deadline, lang: Lang) -> list[str]:
    lines = []
    if deadline.state == "tolled":
        left = Words(
            f"  期限停止计算，恢复后还有 {deadline.workdays_left} 个工作日",
            f"  the clock stands still with {deadline.workdays_left} working days left",
        )
        lines.append(left.say(lang))
    if deadline.due_if_silent:
        silent = day_text(deadline.due_if_silent, lang)
        lines.append(Words(f"  若始终未收到意见，届满日为 {silent}", f"  if no answer ever comes: {silent}").say(lang))
    lines += _other_readings(deadline, lang)
    if deadline.duty in _REMEDIES and deadline.state != "met":
        lines.append(_HINDERED.say(lang))
    lines += [("  注意：" if lang == "zh" else "  note: ") + _one_line(w.say(lang)) for w in deadline.warnings]
    return lines
