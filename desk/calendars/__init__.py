"""Arrangements of working days from outside: files and other packages read, checked, and what they would move."""

from persistence.arrangements import Move

from .drafts import BadArrangement, Draft
from .files import read_arrangement, read_file
from .moving import moves, refuse_elsewhere
from .packages import PACKAGES, from_package

__all__ = [
    "PACKAGES",
    "BadArrangement",
    "Draft",
    "Move",
    "from_package",
    "moves",
    "read_arrangement",
    "read_file",
    "refuse_elsewhere",
]
