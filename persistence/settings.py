"""Settings: what was chosen when a register was made, and never changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from workflow.errors import InvalidFact
from workflow.fields import A_TEXT, is_text
from workflow.law import Readings

from .book_kinds import OPENED
from .chain import DEFAULT_ALGORITHM, hasher
from .codec import dumps
from .numbering import DEFAULT, check_pattern


class Settings(NamedTuple):
    """What was chosen when the register was made: ``readings`` as ``point=option`` with blanks between, ``hash`` for
    the chain of the journal.

    A register that is made keeps every reading, the defaults of its day too (:func:`in_full`).
    """

    agency: str = ""
    region: str = "cn"
    numbering: str = DEFAULT
    readings: str = ""
    hash: str = DEFAULT_ALGORITHM


def check_settings(settings: Settings) -> None:
    """Refuse settings that no register could be opened with: raise ``InvalidFact``, ``BadNumbering``, ``UnknownHash``."""
    for name, value in settings._asdict().items():
        if not is_text(value):
            raise InvalidFact(name, value, A_TEXT, OPENED)
    check_pattern(settings.numbering)
    hasher(settings.hash)


def in_full(settings: Settings) -> Settings:
    """Return the settings of a register that is made with *settings*: checked, and with every reading named.

    Raises what :func:`check_settings` raises, ``UnknownReading``, and ``OnlyAConvention`` for what no reading decides.
    """
    check_settings(settings)
    return settings._replace(readings=Readings.parse(settings.readings).in_full())


def settled(settings: Mapping[str, str]) -> str:
    """Return the settings as the entry of the book keeps them; what is kept for speed alone is left out."""
    return dumps({key: value for key, value in sorted(settings.items()) if key != "reckoned_with"})


__all__ = ["Settings", "check_settings", "in_full", "settled"]
