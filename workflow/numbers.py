"""Numbers of cases: what a new one may be, and when two of them look alike to people.

Whoever reads ``２０２５-００１`` or ``榕工信[2025]1号`` takes it for ``2025-001`` or ``榕工信〔2025〕1号``. Letters of other
scripts that happen to look like ours (a Cyrillic А) are not told apart here.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from .fields import is_text
from .names import plain_name
from .unseen import is_unseen
from .words import Words

A_NUMBER = Words(
    "案件编号（一行非空文字，不含控制字符）", "a case number (a line of text that is not empty, no control characters)"
)
A_NEW_NUMBER = Words(
    "新的案件编号：含文字或数字，不含看不见的字符或改变文字方向的字符，首尾没有空白，不以 - 开头",
    "a new case number: with a letter or a digit, without characters that cannot be seen or that turn text round, "
    "no blank at either end, not beginning with -",
)

_A_LINE = re.compile(r"[^\x00-\x1f\x7f\x85\u2028\u2029]+")  # no control characters, no ends of lines

# Brackets become those of official numbers (GB/T 9704), and what is a dash to the eye becomes one.
_ALIKE = str.maketrans(
    dict.fromkeys("([{【〖〘〚⟨《〈«<", "〔") | dict.fromkeys(")]}】〗〙〛⟩》〉»>", "〕") | {"−": "-"}
)
# Numbers of these characters alone are their own folded form: nearly all, and a hundredth of the time.
FOLDED = "0-9A-Z./#_〔〕一-\u9fff-"
_FOLDED = re.compile(f"[{FOLDED}]*")
_ROUNDS = 3  # without the blank between them a mark joins the letter before it, which makes another letter
_PLAINLY_NEW = re.compile(f"[0-9A-Z一-\u9fff][{FOLDED}]*")


def is_number(value: object) -> bool:
    """Tell whether *value* can be the number of a case: a line of text that says something."""
    if isinstance(value, str) and _PLAINLY_NEW.fullmatch(value):  # nearly all
        return True
    return is_text(value) and _A_LINE.fullmatch(value) is not None and not value.isspace()


def may_be_new(number: str) -> bool:
    """Tell whether a number that :func:`is_number` takes may be given to a new case.

    It must be one that people can read and type: ``-5`` is an option on a command line, ``..`` a folder.
    """
    if _PLAINLY_NEW.fullmatch(number):
        return True
    typed = number[0] != "-" and number == number.strip() and any(map(str.isalnum, number))
    return typed and not any(map(is_unseen, number))


@lru_cache(maxsize=64)  # of one number it is asked three times in a row
def folded(number: str) -> str:
    """Return the form that all numbers share which look alike: whatever their width, case, brackets, dashes, blanks."""
    for _ in range(_ROUNDS):
        if _FOLDED.fullmatch(number):
            break
        even = plain_name(number).upper().translate(_ALIKE)
        number = "".join("-" if unicodedata.category(c) == "Pd" else c for c in even)
    return number


__all__ = ["A_NEW_NUMBER", "A_NUMBER", "FOLDED", "folded", "is_number", "may_be_new"]
