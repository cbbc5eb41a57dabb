"""Mending: what is wrong in the book is put right by a fact of its own, from the fields that change alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

import attrs

from workflow.case import Case
from workflow.errors import InvalidFact, UnknownField, YishenqingError
from workflow.events import FIELD_NAMES, Fact, Rectified
from workflow.words import Words, counted

_OF_FACT = "fact_"
_KIND_ITSELF = frozenset({"kind", "event"})
_OTHER_KIND = Words(
    "更正不改变记录的种类：请删去这一条（--strike），再记录正确的一条",
    "a correction does not change the kind of a fact: strike it out (--strike) and record the right one",
)
NOT_BOTH = Words("删去与改字段只能取一", "strike it out or change its fields, not both")


class CannotRectify(YishenqingError):
    """Fact ``no`` of ``case`` cannot be mended as asked; ``why`` says what stands against it."""

    def __init__(self, case: str, no: int, why: Words) -> None:
        self.case, self.no, self.why = case, no, why
        super().__init__(
            Words(
                f"案件 {case} 第 {no} 条记录不能这样更正：{why.zh}；未作记录",
                f"fact {no} of case {case} cannot be mended so: {why.en}; nothing was recorded",
            )
        )


def field_of(kind: type[Fact], name: str) -> str:
    """Return the field that *name* stands for; ``fact_by`` and ``fact_reason`` are those of the fact that is mended.

    Without ``fact_`` these two say who mends, and why. Raises ``UnknownField``, and ``InvalidFact`` for the kind itself,
    which no correction changes.
    """
    field = name.removeprefix(_OF_FACT)
    if field in _KIND_ITSELF:
        raise InvalidFact(field, None, _OTHER_KIND, kind.kind, _OTHER_KIND)
    if field not in FIELD_NAMES[kind]:
        raise UnknownField(name, FIELD_NAMES[kind], kind.kind)
    return field


def holding(case: Case, no: int) -> Fact:
    """Return what holds of fact *no* of a case; raise :class:`CannotRectify` where nothing does that has fields to mend."""
    last = len(case.history)
    if not 0 < no <= last:
        raise CannotRectify(case.number, no, Words(f"本案有 {last} 条记录", f"the case has {counted(last, 'fact')}"))
    fact = case.corrections.get(no, case.history[no - 1].fact)
    if isinstance(fact, Rectified):
        why = f"它更正第 {fact.event_no} 条，请再更正第 {fact.event_no} 条，或者删去它（--strike）"
        en = f"it mends fact {fact.event_no}: mend that once more, or strike this out (--strike)"
        raise CannotRectify(case.number, no, Words(why, en))
    if fact is None:
        raise CannotRectify(case.number, no, _struck(case, no))
    return fact


def _struck(case: Case, no: int) -> Words:
    by = max(e.no for e in case.history if isinstance(e.fact, Rectified) and e.fact.event_no == no)
    return Words(
        f"它已由第 {by} 条删去；删去第 {by} 条（--strike）即恢复",
        f"fact {by} struck it out: strike out {by} to restore it",
    )


def replacing(case: Case, no: int, changed: Mapping[str, Any], on: date, reason: str, by: str | None) -> Rectified:
    """Return the fact that mends fact *no* of a case by the fields that change; the others are as they hold now."""
    held = holding(case, no)
    fields = {field_of(type(held), name): value for name, value in changed.items()}
    replacement: Fact = attrs.evolve(cast(Any, held), **fields)  # every kind of fact is an attrs class
    if replacement == held:
        listed = " ".join(FIELD_NAMES[type(held)])
        why = f"没有改动任何字段；可改 {listed}，或者删去（--strike）"
        en = f"no field changes; there are {listed}, or strike it out (--strike)"
        raise CannotRectify(case.number, no, Words(why, en))
    return Rectified(on, event_no=no, replacement=replacement, reason=reason, by=by)


def striking(case: Case, no: int, on: date, reason: str, by: str | None) -> Rectified:
    """Return the fact that strikes out fact *no* of a case; :class:`CannotRectify` where that was done already."""
    if case.corrections.get(no, on) is None:
        raise CannotRectify(case.number, no, _struck(case, no))
    return Rectified(on, event_no=no, reason=reason, by=by)


__all__ = ["NOT_BOTH", "CannotRectify", "field_of", "holding", "replacing", "striking"]
