"""The law: values and functions that say what may happen, by when, and where it is counted.

The stages come with the package; the clock, the provisions and the duties are loaded when first asked for,
so that an application which only names a stage pays for no more than that.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .case import Case, Conclusion, Entry, MoveOption
from .errors import BrokenLaw, InvalidFact, NotCovered, NotReceived, OutOfOrder, YishenqingError
from .outcomes import Outcome, Requester
from .stages import MOVES, Stage

if TYPE_CHECKING:
    from .calendar import WorkCalendar, china
    from .clock import Deadline, deadlines
    from .duties import DUTIES, Breach, breaches
    from .law import Readings, provision

__all__ = [
    "DUTIES",
    "MOVES",
    "Breach",
    "BrokenLaw",
    "Case",
    "Conclusion",
    "Deadline",
    "Entry",
    "InvalidFact",
    "MoveOption",
    "NotCovered",
    "NotReceived",
    "OutOfOrder",
    "Outcome",
    "Readings",
    "Requester",
    "Stage",
    "WorkCalendar",
    "YishenqingError",
    "breaches",
    "china",
    "deadlines",
    "provision",
]

_HOME = {
    "WorkCalendar": "calendar",
    "china": "calendar",
    "Deadline": "clock",
    "deadlines": "clock",
    "DUTIES": "duties",
    "Breach": "duties",
    "breaches": "duties",
    "Readings": "law",
    "provision": "law",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'workflow' has no attribute {name!r}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted(__all__)
