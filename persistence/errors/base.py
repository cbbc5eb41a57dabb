"""RegisterError: the base of what can go wrong with the book."""

from __future__ import annotations

from workflow.errors import YishenqingError


class RegisterError(YishenqingError):
    """Base of what can go wrong with the book."""
