"""The book: one SQLite file that keeps every fact for ever and answers fast."""

from .casefile import FactLine, LedgerEntry, Line, Person, PersonLine, Sourced, parse_line, read_lines
from .codec import build_fact, fact_from, fact_to
from .errors import (
    BadNumbering,
    CannotWrite,
    InvalidLine,
    NoRegister,
    NotARegister,
    NumberTaken,
    RegisterBusy,
    RegisterError,
    RegisterExists,
    RegisterTooNew,
    UnknownCase,
)
from .importing import Imported
from .register import Register, Settings

__all__ = [
    "BadNumbering",
    "CannotWrite",
    "FactLine",
    "Imported",
    "InvalidLine",
    "LedgerEntry",
    "Line",
    "NoRegister",
    "NotARegister",
    "NumberTaken",
    "Person",
    "PersonLine",
    "Register",
    "RegisterBusy",
    "RegisterError",
    "RegisterExists",
    "RegisterTooNew",
    "Settings",
    "Sourced",
    "UnknownCase",
    "build_fact",
    "fact_from",
    "fact_to",
    "parse_line",
    "read_lines",
]
