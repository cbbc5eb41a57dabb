"""What if: the law, the working days or a reading supposed to be otherwise, and the time limits that would move.

A basis is what cases are judged by; a supposition makes another basis of it, and nothing is recorded anywhere.
"""

from .basis import Basis, Supposition, supposed
from .comparing import Lateness, Moved, WhatIf, compared, what_if
from .suppositions import SupposedDays, SupposedNumber, SupposedReading, SupposedStart

__all__ = [
    "Basis",
    "Lateness",
    "Moved",
    "SupposedDays",
    "SupposedNumber",
    "SupposedReading",
    "SupposedStart",
    "Supposition",
    "WhatIf",
    "compared",
    "supposed",
    "what_if",
]
