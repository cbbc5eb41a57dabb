"""Case numbers: one gap-free series a year, under a pattern chosen when the register is made."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from string import Formatter

from workflow.numbers import folded, is_number, may_be_new

from .errors import BadNumbering, NumberAhead, NumberTaken

DEFAULT = "{year}-{n:03}"
_DIGITS = 9
LAST = 10**_DIGITS - 1
"""The last number of a series: a longer one is a number of the organ's own, and belongs to none."""
FAR = 10
"""So many numbers are left out at once by a slip of the hand rather than by letters entered out of order."""


def check_pattern(pattern: str) -> str:
    """Return *pattern*, or raise :class:`BadNumbering`.

    It makes numbers that a new case may have: it needs ``{n}``, padded with zeros if wished (``{n:03}``), and may have
    ``{year}``; each once.
    """
    if not is_number(pattern):
        raise BadNumbering(pattern)
    try:
        fields = [(name, spec, how) for _, name, spec, how in Formatter().parse(pattern) if name is not None]
    except ValueError:
        raise BadNumbering(pattern) from None
    names = sorted(name for name, *_ in fields)
    plain = all(
        how is None and (not spec or (name == "n" and re.fullmatch(r"0[1-9]d?", spec))) for name, spec, how in fields
    )
    if names not in (["n"], ["n", "year"]) or not plain or not may_be_new(number_of(pattern, 2025, 1)):
        raise BadNumbering(pattern)
    return pattern


@cache
def series_of(pattern: str, year: int) -> int:
    """Return which series a case of *year* belongs to: the year, or 0 where the pattern has no year."""
    return year if any(name == "year" for _, name, _, _ in Formatter().parse(pattern)) else 0


def number_of(pattern: str, year: int, n: int) -> str:
    """Return the *n*-th case number of *year*; :class:`NumberTaken` where the organ has used the last one."""
    if n > LAST:
        raise NumberTaken(number_of(pattern, year, LAST))
    return pattern.format(year=f"{year:04}", n=n)


@lru_cache(maxsize=64)  # of one number it is asked three times in a row
def place_in_series(pattern: str, number: str) -> tuple[int, int] | None:
    """Return (series, n) of a number that follows the pattern, else ``None``: what :func:`number_of` writes, and more.

    Zeros in front may be more or fewer.
    """
    found = _expression(pattern).fullmatch(number)
    if found is None:
        return None
    return int(found.groupdict().get("year") or 0), int(found["n"])


@lru_cache(maxsize=64)  # of one number it is asked three times in a row
def meant(pattern: str, number: str) -> str | None:
    """Return the number of the series that *number* looks like, as the pattern writes it; ``None`` where it looks like none."""
    found = _expression(pattern, True).fullmatch(folded(number))
    return None if found is None else number_of(pattern, int(found.groupdict().get("year") or 0), int(found["n"]))


def form_of(pattern: str, number: str) -> str:
    """Return the form that all numbers share which look alike in a register of *pattern*: zeros in front tell none apart."""
    return meant(pattern, number) or folded(number)


@cache
def other_zeros(pattern: str) -> tuple[int, str, str]:
    """Return by what SQLite finds numbers of a series with other zeros than *pattern* writes, and a few more.

    They are shorter than this length and match the first ``GLOB``, or longer and match the second.
    """
    any_zeros, more_zeros = "", ""
    for literal, name, _, _ in Formatter().parse(pattern):
        plain = re.sub(r"[*?[]", r"[\g<0>]", literal)
        year = "[0-9]" * 4 if name == "year" else ""
        any_zeros += plain + ("[0-9]*" if name == "n" else year)
        more_zeros += plain + ("0*" if name == "n" else year)
    return len(number_of(pattern, 2025, 1)), any_zeros, more_zeros


@cache
def _expression(pattern: str, alike: bool = False) -> re.Pattern[str]:
    expression = ""
    for literal, name, _, _ in Formatter().parse(pattern):
        expression += re.escape(folded(literal) if alike else literal)
        if name == "year":
            expression += r"(?P<year>[0-9]{4})"
        elif name == "n":
            expression += f"(?P<n>[0-9]{{1,{_DIGITS}}})"
    return re.compile(expression)


def check_not_ahead(pattern: str, number: str, place: tuple[int, int], last: int) -> None:
    """Raise :class:`NumberAhead` for a number at *place* in a series at *last* that would leave :data:`FAR` out or more."""
    series, n = place
    if n > last + FAR:
        raise NumberAhead(number, number_of(pattern, series, last + 1))
