"""Remedies: until when a requester, or a third party, may still ask for reconsideration or sue.

Limits in calendar days, months and years, rolled off a last day that is a day off. Each act chooses the law of the day
on which it was known; what courts do not take is asked for the day of suing.
"""

from .answer import windows_after_answer
from .gates import BARRED
from .review_organ import windows_after_review
from .silence import windows_after_order, windows_after_silence
from .third_party import windows_of_third_parties

__all__ = [
    "BARRED",
    "windows_after_answer",
    "windows_after_order",
    "windows_after_review",
    "windows_after_silence",
    "windows_of_third_parties",
]
