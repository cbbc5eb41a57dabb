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
    InvalidLine,
    NobodyKnown,
    NoRegister,
    NotARegister,
    NotKnownYet,
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
from .people import Erasure
from .register import Register, Settings
from .verifying import Problem, Verification

__all__ = [
    "ALGORITHMS",
    "BadHead",
    "BadNumbering",
    "CannotWrite",
    "ChangedSchema",
    "CopyDiffers",
    "Erasure",
    "FactLine",
    "Head",
    "Imported",
    "InvalidLine",
    "LedgerEntry",
    "Line",
    "NoRegister",
    "NobodyKnown",
    "NotARegister",
    "NotKnownYet",
    "NumberTaken",
    "Person",
    "PersonLine",
    "Problem",
    "Register",
    "RegisterBusy",
    "RegisterError",
    "RegisterExists",
    "RegisterTooNew",
    "Settings",
    "Sourced",
    "Stale",
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
