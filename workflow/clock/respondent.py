"""The organ as respondent: its answer to a reconsideration or a lawsuit, and the time to appeal a judgment.

Each runs from a paper that reached the organ; the book knows the day of acceptance, of filing or of the judgment, so the
limit runs from there, which is never too late, and says so. That an answer was given no fact tells: such a limit is
told while it runs.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..calendar import WorkCalendar
from ..case import Case
from ..events import (
    DisputeResult,
    Fact,
    LitigationAppealed,
    LitigationDecided,
    LitigationFiled,
    Procedure,
    ReconsiderationAccepted,
    ReconsiderationDecided,
)
from ..law import Provision, Readings
from ..numbers import folded
from ..words import Words
from .asked import Asked, accepted, end
from .values import Deadline, Over

_COPY = Words(
    "自收到申请书副本之日起计算，收到之日未记录，暂自受理之日起算",
    "runs from receipt of the copy of the application, which is not recorded: counted from its acceptance",
)
_COMPLAINT = Words(
    "自收到起诉状副本之日起计算，收到之日未记录，暂自起诉之日起算",
    "runs from receipt of the copy of the complaint, which is not recorded: counted from the filing of the suit",
)
_SERVED = Words(
    "自裁判文书送达之日起计算，送达之日未记录，暂自裁判之日起算",
    "runs from service of the judgment, which is not recorded: counted from the judgment",
)


def respondent_limits(
    case: Case, facts: tuple[Fact, ...], on: date, calendar: WorkCalendar, readings: Readings
) -> Iterator[Deadline]:
    """Yield the running limits of the organ's answers (行政复议法 48, 54; 行政诉讼法 67), and of appeals (行政诉讼法 85)."""
    asked = Asked.of(case, facts, on, calendar, readings)
    for at, fact in enumerate(facts):
        if isinstance(fact, ReconsiderationAccepted) and accepted(facts[: at + 1], fact.dispute) is fact:
            simple = asked.law.find("reconsideration_answer_simple", fact.on)
            rule = simple if fact.procedure is Procedure.SIMPLE else None
            rule = rule or asked.law.find("reconsideration_answer", fact.on)
            yield from _answer(asked, fact, at, rule, "reconsideration_answer", _COPY)
        elif isinstance(fact, LitigationFiled):
            rule = asked.law.find("litigation_answer", fact.on)
            yield from _answer(asked, fact, at, rule, "litigation_answer", _COMPLAINT)
        elif isinstance(fact, LitigationDecided) and not fact.final:
            yield from _appeal(asked, fact, at)


def _answer(
    asked: Asked,
    fact: ReconsiderationAccepted | LitigationFiled,
    at: int,
    rule: Provision | None,
    duty: str,
    doubt: Words,
) -> Iterator[Deadline]:
    """Yield the limit of an answer while it runs and the dispute is not decided."""
    if rule is None or _decided(asked.facts[at + 1 :], fact.dispute):
        return
    steps = asked.steps(rule, fact.on)
    if asked.on <= end(steps):
        yield asked.limit(duty, steps, None, (doubt,), _over(fact))


def _over(fact: ReconsiderationAccepted | LitigationFiled | LitigationDecided) -> Over:
    return Over(fact.on, Words(fact.dispute, fact.dispute))


def _decided(later: tuple[Fact, ...], dispute: str) -> bool:
    return any(
        isinstance(fact, (ReconsiderationDecided, LitigationDecided)) and folded(fact.dispute) == folded(dispute)
        for fact in later
    )


def _appeal(asked: Asked, fact: LitigationDecided, at: int) -> Iterator[Deadline]:
    """Yield the time to appeal: that of a ruling, the shorter one, where the book says only *other*."""
    judgment = asked.law.find("appeal_judgment", fact.on)
    ruling = asked.law.find("appeal_ruling", fact.on) if fact.result is DisputeResult.OTHER else None
    rule = ruling or judgment
    appealed = (
        other.on
        for other in asked.facts[at + 1 :]
        if isinstance(other, LitigationAppealed) and folded(other.dispute) == folded(fact.dispute)
    )
    if rule is not None:
        doubts = (_if_a_judgment(end(asked.steps(judgment, fact.on))),) if ruling and judgment else ()
        yield asked.limit(
            "appeal_window", asked.steps(rule, fact.on), next(appealed, None), (_SERVED, *doubts), _over(fact)
        )


def _if_a_judgment(due: date) -> Words:
    return Words(
        f"裁判结果记为“其他”，可能是裁定，从稳妥按裁定的上诉期限计算；若系判决，期限至 {due}",
        f"the result is recorded as other and may be a ruling, whose time to appeal is taken to be safe; "
        f"if it is a judgment, the time ends on {due}",
    )
