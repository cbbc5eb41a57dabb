"""Numbers of identity cards (公民身份号码, GB 11643): to be seen in a text before it is recorded for good."""

from __future__ import annotations

import re
from datetime import date

# Place, day of birth, sequence and check digit; and the form of before 1999, without century and check digit.
_LONG = re.compile(r"(?<!\d)(\d{6})[ -]?((?:18|19|20)\d{6})[ -]?(\d{3}[\dXx])(?![\dA-Za-z])")
_SHORT = re.compile(r"(?<!\d)\d{15}(?![\dA-Za-z])")
# The provinces as GB/T 2260 numbers them, with Hong Kong, Macao, Taiwan and permits of residence of foreigners.
_PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9[1-3]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
SHORTEST = 15  # characters of such a number
_HALF_WIDTH = str.maketrans("０１２３４５６７８９Ｘｘ－　", "0123456789Xx- ")


def holds_identity_number(text: str) -> bool:
    """Tell whether *text* holds the number of an identity card: 18 digits with a right check digit, or 15 of old."""
    if len(text) < SHORTEST:
        return False
    if not text.isascii():
        text = text.translate(_HALF_WIDTH)
    return any(_is_long("".join(found.groups())) for found in _LONG.finditer(text)) or any(
        _is_short(found[0]) for found in _SHORT.finditer(text)
    )


def _is_long(number: str) -> bool:
    rest = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False)) % 11
    return _PROVINCE.match(number) is not None and _is_day(number[6:14]) and number[17].upper() == _CHECK_DIGITS[rest]


def _is_short(number: str) -> bool:
    return _PROVINCE.match(number) is not None and _is_day(f"19{number[6:12]}")


def _is_day(text: str) -> bool:
    try:
        date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return False
    return True


__all__ = ["SHORTEST", "holds_identity_number"]
