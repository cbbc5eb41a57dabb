"""Plain text: one spelling for what is printed in many (full width, Kangxi radicals, circled digits), and figures."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

# Radicals of the supplement (U+2E80 on) that PDF prints in place of characters; NFKC leaves them alone.
_RADICALS = str.maketrans(
    "⺠⻅⻔⻛⻓⻜⻢⻥⻦⻩⻋⻉⻆⻚⻬⻰⻄⻘⻝⻣⻤⻨⻮⻳⻁⺟⻑⻙⻪⻲",
    "民见门风长飞马鱼鸟黄车贝角页齐龙西青食骨鬼麦齿龟虎母长韦齐龟",
)
_CIRCLED = {ord("①") + n: f"({n + 1})" for n in range(20)}
_INVISIBLE = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD))
_MINUS = str.maketrans("−－﹣", "---")
_EMPTY = frozenset(
    ("", "-", "--", "---", "—", "——", "–", "/", "\\", "//", "无", "空", "*", "nbsp", "&nbsp;", "n/a", "N/A")
)
_NUMBER = re.compile(r"(-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?:万?元|[件条项次个份部宗起例])?\**")


def plain_text(text: str) -> str:
    """Return *text* in one spelling: NFKC, radicals as characters, circled digits as ``(1)``, nothing invisible."""
    if text.isascii():
        return text
    spelled = text.translate(_RADICALS).translate(_CIRCLED).translate(_INVISIBLE).translate(_MINUS)
    return unicodedata.normalize("NFKC", spelled).translate(_RADICALS)


def bare(text: str) -> str:
    """Return the letters and digits of *text* alone, in one spelling: what a label is compared by."""
    return "".join(character for character in plain_text(text) if character.isalnum())


def is_empty(text: str) -> bool:
    """Whether a cell says nothing: blank, a dash, a stroke, 无."""
    return "".join(plain_text(text).split()) in _EMPTY


def figure(text: str) -> int | Decimal | None:
    """Return the figure that the whole of *text* is (a unit may follow), or None where it is none.

    Whole numbers are ``int``, also when written ``7.0``.
    """
    found = _NUMBER.fullmatch(plain_text(text).strip())
    if not found:
        return None
    value = Decimal(found[1].replace(",", ""))
    return int(value) if value == value.to_integral_value() and abs(value) < 10**15 else value


def distance(one: str, other: str, most: int) -> int:
    """Return the edit distance of two texts, or ``most + 1`` where it is greater than *most*."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    above = list(range(len(other) + 1))
    for i, character in enumerate(one, 1):
        row = [i]
        for j, against in enumerate(other, 1):
            row.append(min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (character != against)))
        if min(row) > most:
            return most + 1
        above = row
    return above[-1]
