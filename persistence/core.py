"""Core: what the parts of a register share while it is open."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from .alike import AlikeNumbers
from .home import RegisterHome
from .known import Known
from .rules import RulesKnown
from .settings import Settings


class Core(NamedTuple):
    """The settings of a register and the home of its cases; its ``place``, for errors; and what it remembers for speed.

    It remembers cases folded a moment ago, numbers that look alike, and the rules along the journal.
    """

    settings: Settings
    home: RegisterHome
    place: Path
    known: Known
    alike: AlikeNumbers
    rules: RulesKnown


__all__ = ["Core"]
