"""The contract of a store: the tests that every book must pass, whatever keeps it.

To hold a store of your own to it, subclass in a test file and say how to make an empty one; pytest does the rest:

    class TestMyStore(StoreContract):
        def make_store(self, settings):
            return MyStore(settings, opened_at=NOW)

Hypothesis is imported where a property is tested, so that nothing here asks for it, or for pytest, before.
"""

from __future__ import annotations

from .at_once import AtOnceContract
from .books import BookContract
from .case_files import CaseFileContract
from .cases import CaseContract
from .chained import ChainContract
from .counts import CountContract
from .entries import EntryContract
from .known_then import KnownThenContract
from .naming import NamingContract
from .numbers import NumberContract
from .persons import PersonContract
from .readings import ReadingsContract
from .tools import NOW


class StoreContract(
    BookContract,
    CaseContract,
    CaseFileContract,
    CountContract,
    KnownThenContract,
    PersonContract,
    ReadingsContract,
    EntryContract,
    ChainContract,
    AtOnceContract,
    NumberContract,
    NamingContract,
):
    """What every store must do: subclass it as ``Test…`` and write ``make_store(settings)``, which makes an empty one."""


__all__ = ["NOW", "StoreContract"]
