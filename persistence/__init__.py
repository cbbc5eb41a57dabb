"""The book: one SQLite file that keeps every fact for ever and answers fast."""

from .backup import backup, restore
from .casefile import FactLine, LedgerEntry, Line, Person, PersonLine, Sourced, parse_line, read_lines
from .chain import ALGORITHMS, Head
from .codec import build_fact, fact_from, fact_to
from .errors import (
    BadHead,
    BadNumbering,
    CannotWrite,
    ChangedSchema,
    CopyDiffers,
    DamagedEntry,
    DamagedFact,
    InvalidLine,
    LogLeft,
    NobodyKnown,
    NoRegister,
    NotARegister,
    NotDue,
    NotInAFile,
    NotKnownYet,
    NotTwoPeople,
    NumberTaken,
    RegisterBusy,
    RegisterError,
    RegisterExists,
    RegisterTooNew,
    Stale,
    UnknownCase,
    UnknownHash,
)
from .importing import Imported
from .memory import MemoryRegister
from .people import Erasure
from .register import Register, Settings
from .retention import Certificate, Kept, Retention
from .store import Store
from .verifying import Problem, Verification

__all__ = [
    "ALGORITHMS",
    "BadHead",
    "BadNumbering",
    "CannotWrite",
    "Certificate",
    "ChangedSchema",
    "CopyDiffers",
    "DamagedEntry",
    "DamagedFact",
    "Erasure",
    "FactLine",
    "Head",
    "Imported",
    "InvalidLine",
    "Kept",
    "LedgerEntry",
    "Line",
    "LogLeft",
    "MemoryRegister",
    "NoRegister",
    "NobodyKnown",
    "NotARegister",
    "NotDue",
    "NotInAFile",
    "NotKnownYet",
    "NotTwoPeople",
    "NumberTaken",
    "Person",
    "PersonLine",
    "Problem",
    "Register",
    "RegisterBusy",
    "RegisterError",
    "RegisterExists",
    "RegisterTooNew",
    "Retention",
    "Settings",
    "Sourced",
    "Stale",
    "Store",
    "UnknownCase",
    "UnknownHash",
    "Verification",
    "backup",
    "build_fact",
    "fact_from",
    "fact_to",
    "parse_line",
    "read_lines",
    "restore",
]
