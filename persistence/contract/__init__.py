"""The contract of a shelf: the tests that every place of a register's rows must pass, and a register over it.

To hold a shelf of your own to it, subclass in a test file and say how to make an empty one; pytest does the rest:

    class TestMyShelf(ShelfContract):
        def make_shelf(self, settings):
            return MyShelf(settings._asdict())

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
from .kept import KeptContract
from .naming import NamingContract
from .numbers import NumberContract
from .persons import PersonContract
from .readings import ReadingsContract
from .rows import RowsContract
from .tools import NOW
from .txns import TxnContract


class ShelfContract(
    RowsContract,
    TxnContract,
    KeptContract,
    BookContract,
    CaseContract,
    CaseFileContract,
    CountContract,
    PersonContract,
    ReadingsContract,
    EntryContract,
    ChainContract,
    AtOnceContract,
    NumberContract,
    NamingContract,
):
    """What every shelf must do: subclass it as ``Test…`` and write ``make_shelf(settings)``, which makes an empty one."""


__all__ = ["NOW", "ShelfContract"]
