"""Conclusions: the finest rows in which a case can end; each form says which of its own rows takes each of them."""

from __future__ import annotations

from ..events import LapseCause
from ..outcomes import Outcome

_ANSWERED = tuple(dict.fromkeys(outcome.row for outcome in Outcome if outcome is not Outcome.OTHER))
_LAPSED = tuple(f"lapsed_{cause.value}" for cause in LapseCause)

CONCLUSIONS = (*_ANSWERED, *_LAPSED, Outcome.OTHER.row)
"""What ``Case.conclusion`` may name as its row, in official order; a withdrawal is among the others."""
