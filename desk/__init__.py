"""The people: the Desk facade for applications, the command line, documents in and out.

``Desk`` is loaded when it is first asked for: the test plugin, which every pytest run imports, needs none of it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .annual import AnnualReport
    from .desk import Desk
    from .docket import Due

__all__ = ["AnnualReport", "Desk", "Due"]

_HOME = {"AnnualReport": "annual", "Desk": "desk", "Due": "docket"}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'desk' has no attribute {name!r}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted(__all__)
