"""The people: the Desk facade for applications, the command line, documents in and out."""

from .annual import AnnualReport
from .desk import Desk, Due

__all__ = ["AnnualReport", "Desk", "Due"]
