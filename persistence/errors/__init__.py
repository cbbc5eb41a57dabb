"""What can go wrong with the book itself; each says which file, how it stands and what to do.

RegisterError
├── NoRegister            there is no such file
├── RegisterExists        there is one already, and it is never overwritten
│   └── LogLeft           the log of one that was there before is left
├── NotARegisterName      a register would be named like a file of another kind
├── NotARegister          the file is something else, or damaged
├── OtherSettings         the register was made with other settings than it is opened with
├── NotOnDisk             a register in memory, where one that lasts is needed
├── SeveralNames          the file has several names (hard links), each with a log of its own
├── RegisterTooNew        written by a later version of Yishenqing
├── RegisterBusy          another writer held the file for too long
├── NotInAFile            a register that is no file cannot be copied as one
├── CannotWrite           the folder or the disk refuses
├── CannotRead            a case file that is not there, or may not be read
├── UnknownCase           no case with this number
├── NotKnownYet           the book did not know the case at that moment
├── BookClosed            the book of a moment is read after its end
├── NoSuchRow             a moment that the journal has not
├── NobodyKnown           there is no personal data of this case to erase
├── NotDue                personal data that may not be destroyed yet
├── NotTwoPeople          a destruction by fewer than two people
├── Stale                 others recorded facts since the clerk looked
├── NumberTaken           a case with this number exists
│   └── LooksAlike        … or one whose number looks the same
├── NumberAhead           a number of the series that leaves many out
├── KeyUsed               the key of a receipt stands for another one
├── BadNumbering          a pattern for case numbers that cannot number cases
├── UnknownHash           no such hash function, or not on this machine
├── BadHead               a text that is no head of a journal
├── ChangedSchema         the file says that its tables were made by other steps than ours
├── CopyDiffers           a copy that does not verify
├── DamagedFact           a fact in the journal that cannot be what was recorded
├── DamagedEntry          … an entry of the book itself
├── NotAsWritten          a row that would be read back as another one than was recorded
└── InvalidLine           a line of a case file that cannot be taken: its number, and why
"""

from __future__ import annotations

from .base import RegisterError
from .cases import (
    BadNumbering,
    BookClosed,
    KeyUsed,
    LooksAlike,
    NobodyKnown,
    NoSuchRow,
    NotDue,
    NotKnownYet,
    NotTwoPeople,
    NumberAhead,
    NumberTaken,
    Stale,
    UnknownCase,
)
from .files import (
    CannotRead,
    CannotWrite,
    ChangedSchema,
    CopyDiffers,
    LogLeft,
    NoRegister,
    NotARegister,
    NotARegisterName,
    NotInAFile,
    NotOnDisk,
    OtherSettings,
    RegisterBusy,
    RegisterExists,
    RegisterTooNew,
    SeveralNames,
    UnknownHash,
)
from .rows import BadHead, DamagedEntry, DamagedFact, InvalidLine, NotAsWritten

__all__ = [
    "BadHead",
    "BadNumbering",
    "BookClosed",
    "CannotRead",
    "CannotWrite",
    "ChangedSchema",
    "CopyDiffers",
    "DamagedEntry",
    "DamagedFact",
    "InvalidLine",
    "KeyUsed",
    "LogLeft",
    "LooksAlike",
    "NoRegister",
    "NoSuchRow",
    "NobodyKnown",
    "NotARegister",
    "NotARegisterName",
    "NotAsWritten",
    "NotDue",
    "NotInAFile",
    "NotKnownYet",
    "NotOnDisk",
    "NotTwoPeople",
    "NumberAhead",
    "NumberTaken",
    "OtherSettings",
    "RegisterBusy",
    "RegisterError",
    "RegisterExists",
    "RegisterTooNew",
    "SeveralNames",
    "Stale",
    "UnknownCase",
    "UnknownHash",
]
