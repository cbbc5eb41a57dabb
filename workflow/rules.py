"""The rules of the process, numbered: each fact is judged for ever by those under which it was recorded.

A guard that is tightened, a stage that becomes obligatory, a field that must be given: each comes with one new number,
listed here. The move, guard, field or limit then says since which number it holds, and what it replaces, up to which. A
book notes under which number it was kept, so that what was recorded lawfully stays lawful.

To add rules N: one line in :data:`RULES`, a ``RuleSpan(since=N)`` on what is new, a ``RuleSpan(until=N - 1)`` on what
ends, and the step of migration in :mod:`persistence.sqlite.schema`, without which nothing can be imported.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from .errors import BrokenLaw
from .words import Words


class RuleSpan(NamedTuple):
    """The numbers of the rules *since* which and *until* which something holds, both included; ``None``: still."""

    since: int = 1
    until: int | None = None

    def covers(self, rules: int) -> bool:
        """Tell whether it holds under the rules of this number."""
        return self.since <= rules and (self.until is None or rules <= self.until)


ALWAYS = RuleSpan()


class RuleSet(NamedTuple):
    """The rules of one number, and what they brought."""

    number: int
    words: Words


RULES: tuple[RuleSet, ...] = (
    RuleSet(1, Words("登记、审核、办理、答复、归档的最初规则", "the first rules of receipt, review, reply and filing")),
    RuleSet(
        2,
        Words(
            "作废与恢复办理；同一争议只登记一次；金额至多两位小数；整数至多九位；申请内容、名称、理由须有可见文字；"
            "收到申请之日须有规定施行；作废须由另一人批准；所指的另案须存在；"
            "提交、送达、批准等日期须可能；更正之更正须针对同一条记录；新案号能看清、能键入，且不与他案相似；"
            "发文与送达、认定依据、告知第三方；复议受理与不予受理、上诉；征求意见按文号区分；拆分的案件须同日收到",
            "void and reopened cases; a dispute is filed once; amounts have two places at most; "
            "whole numbers have nine digits at most; a subject, a name and a reason "
            "can be seen; a receipt is governed by a law; a void is approved by another; a case that is named is there; "
            "days of submission, delivery and consent are possible; "
            "a correction in the place of another mends the same fact; a new number can be seen, typed and told from others; "
            "letters issued and delivered, grounds found, third parties told; a reconsideration accepted or refused, a lawsuit "
            "appealed; letters to others are told apart by number; a case is split off one of the same day",
        ),
    ),
)
"""Every number there is, in order, from 1 without a gap."""

FIRST = 1
"""The rules of a book that says nothing of rules."""

NEWEST = RULES[-1].number
"""The rules under which a fact is recorded today."""

if [rules.number for rules in RULES] != list(range(FIRST, NEWEST + 1)):
    raise BrokenLaw(Words("规则编号应自 1 起连续", "the numbers of the rules must run from 1 without a gap"))


def check_span(span: RuleSpan, what: str, newest: int = NEWEST) -> None:
    """Raise ``BrokenLaw`` for numbers that there are not, or that run backwards."""
    since, until = span
    if not FIRST <= since <= (newest if until is None else until) <= newest:
        raise BrokenLaw(Words(f"{what} 的规则编号不对：{since}–{until}", f"{what} has no such rules: {since}–{until}"))


class Limit(NamedTuple):
    """A limit of the values of a field: *holds* tells whether a value keeps it, *allowed* says what may stand there.

    A constructor checks the shape of a value, which never changes; a limit is checked where a fact is recorded, by
    the rules under which it is.
    """

    allowed: Words
    holds: Callable[[Any], bool]
    rules: RuleSpan = ALWAYS


__all__ = ["ALWAYS", "FIRST", "NEWEST", "RULES", "Limit", "RuleSet", "RuleSpan", "check_span"]
