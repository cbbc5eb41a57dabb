"""What a register knows of itself while it is open, for all that is done with it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from .alike import AlikeNumbers
from .home import RegisterHome
from .known import Known
from .rules import RulesKnown
from .settings import Settings


class Core(NamedTuple):
    """The settings and the home of a register, where it is, and what it remembers of its cases, numbers and rules."""

    settings: Settings
    home: RegisterHome
    place: Path
    known: Known
    alike: AlikeNumbers
    rules: RulesKnown


__all__ = ["Core"]
