"""Recordable: whether the rules of a number know a fact's kind and fields, and whether its values keep their limits.

A constructor checks the shape of a fact, once and for ever. Whatever may change from one number of the rules to the
next is checked here, where a fact is recorded and where ``verify`` records it once more.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from .errors import InvalidFact, MissingField, OutsideRules
from .events import EVENT_OF, UNSAID, Fact, all_fields
from .rules import NEWEST, Limit, RuleSpan
from .stages import move_table

_Asked = tuple[tuple[str, ...], tuple[Any, ...], tuple[tuple[str, Limit], ...]]
"""The fields of a kind that rules of some number look at: unknown to them, obligatory, and limited."""


@cache
def _asked(rules: int) -> Mapping[str, _Asked]:
    """Return by kind what these rules look at, a kind that they do not know included; most kinds are not in it."""
    kinds = move_table(rules).kinds
    found = {kind: _asked_of(cls, rules) for kind, cls in EVENT_OF.items()}
    return {kind: asked for kind, asked in found.items() if any(asked) or kind not in kinds}


def _asked_of(cls: type[Fact], rules: int) -> _Asked:
    fields = all_fields(cls)
    obligatory: list[tuple[Any, RuleSpan]] = [(a, span) for a in fields if (span := a.metadata["obligatory"])]
    limits = [(a.name, limit) for a in fields for limit in a.metadata["limits"]]
    return (
        tuple(a.name for a in fields if not a.metadata["rules"].covers(rules)),
        tuple(a for a, span in obligatory if span.covers(rules)),
        tuple((name, limit) for name, limit in limits if limit.rules.covers(rules)),
    )


def check_recordable(fact: Fact, rules: int = NEWEST) -> None:
    """Refuse a fact that cannot be recorded under these rules, whatever the case it is of.

    Raises :class:`OutsideRules` for a kind or a field that they do not know, :class:`MissingField` for one that they
    want, :class:`InvalidFact` for a value beyond a limit of theirs. A fact within a fact is not looked into.
    """
    asked = _asked(rules).get(fact.kind)
    if asked is None:
        return
    if fact.kind not in move_table(rules).kinds:
        raise OutsideRules(fact.kind, None, rules)
    unknown, obligatory, limited = asked
    for name in unknown:
        if _said(fact, name):
            raise OutsideRules(fact.kind, name, rules)
    for attribute in obligatory:
        if not _said(fact, attribute.name):
            raise MissingField(attribute.name, attribute.metadata["allowed"], fact.kind)
    for name, limit in limited:
        if _said(fact, name) and not limit.holds(getattr(fact, name)):
            raise InvalidFact(name, getattr(fact, name), limit.allowed, fact.kind)


def is_known(fact: Fact, rules: int) -> bool:
    """Tell whether these rules have a word for everything that *fact* says: its kind, fields and values.

    A value that they limited and later rules allow is one for which they had no word yet.
    """
    asked = _asked(rules).get(fact.kind)
    if asked is None:
        return True
    if fact.kind not in move_table(rules).kinds:
        return False
    unknown, _, limited = asked
    lifted = [(name, limit) for name, limit in limited if limit.rules.until is not None]
    return not any(_said(fact, name) for name in unknown) and all(
        limit.holds(getattr(fact, name)) for name, limit in lifted if _said(fact, name)
    )


def _said(fact: Fact, name: str) -> bool:
    value = getattr(fact, name)
    return value is not None and value != UNSAID[type(fact)].get(name)


__all__ = ["check_recordable", "is_known"]
