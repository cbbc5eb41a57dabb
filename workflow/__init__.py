"""The law: values and functions that say what may happen, by when, and where it is counted.

The stages come with the package; the clock, the provisions and the duties are loaded when first asked for,
so that an application which only names a stage pays for no more than that.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .case import Case, Entry, MoveOption
from .errors import BrokenLaw, InvalidFact, NoSuchLimit, NotCovered, NotReceived, OutOfOrder, YishenqingError
from .events import (
    AgencyAnswered,
    AgencyConsulted,
    AgencyPosition,
    Archived,
    Channel,
    ClarificationRequested,
    Clarified,
    Deferred,
    Delivery,
    DisputeResult,
    Extended,
    Fact,
    FeeMethod,
    FeeNoticed,
    FeePaid,
    LapseCause,
    Lapsed,
    LitigationDecided,
    LitigationFiled,
    OrderedBy,
    Position,
    ProcessingStarted,
    ReasonsGiven,
    ReasonsRequested,
    Received,
    ReconsiderationDecided,
    ReconsiderationFiled,
    Rectified,
    Replied,
    ReplyOrdered,
    ReviewStarted,
    ThirdPartyAnswered,
    ThirdPartyConsulted,
    Withdrawn,
)
from .folding import Conclusion
from .outcomes import Outcome, Requester
from .stages import MOVES, Stage

if TYPE_CHECKING:
    from .calendar import WorkCalendar, china
    from .clock import Deadline, deadline, deadlines
    from .duties import DUTIES, Breach, breaches
    from .law import Readings, provision

__all__ = [
    "DUTIES",
    "MOVES",
    "AgencyAnswered",
    "AgencyConsulted",
    "AgencyPosition",
    "Archived",
    "Breach",
    "BrokenLaw",
    "Case",
    "Channel",
    "ClarificationRequested",
    "Clarified",
    "Conclusion",
    "Deadline",
    "Deferred",
    "Delivery",
    "DisputeResult",
    "Entry",
    "Extended",
    "Fact",
    "FeeMethod",
    "FeeNoticed",
    "FeePaid",
    "InvalidFact",
    "LapseCause",
    "Lapsed",
    "LitigationDecided",
    "LitigationFiled",
    "MoveOption",
    "NoSuchLimit",
    "NotCovered",
    "NotReceived",
    "OrderedBy",
    "OutOfOrder",
    "Outcome",
    "Position",
    "ProcessingStarted",
    "Readings",
    "ReasonsGiven",
    "ReasonsRequested",
    "Received",
    "ReconsiderationDecided",
    "ReconsiderationFiled",
    "Rectified",
    "Replied",
    "ReplyOrdered",
    "Requester",
    "ReviewStarted",
    "Stage",
    "ThirdPartyAnswered",
    "ThirdPartyConsulted",
    "Withdrawn",
    "WorkCalendar",
    "YishenqingError",
    "breaches",
    "china",
    "deadline",
    "deadlines",
    "provision",
]

_HOME = {
    "WorkCalendar": "calendar",
    "china": "calendar",
    "Deadline": "clock",
    "deadline": "clock",
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
