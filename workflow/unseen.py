"""Unseen: the characters that leave no mark, and what is asked about them.

The questions differ on purpose. A number must have none of them (:func:`is_unseen`), and neither they nor blanks tell
two names apart (:func:`seen`); a text that says something has more than them and blanks (:func:`says_something`); the
number in a log loses only what takes no room (:func:`without_format`); a screen writes out what a terminal obeys or
hides (:data:`ON_SCREEN`).
"""

from __future__ import annotations

from unicodedata import category

# Neither blanks nor controls: a joiner, fillers of Hangul, vowels of Khmer and selectors of Mongolian.
_FILLERS = (0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F, 0x3164, 0xFFA0)
_EMPTY_BRAILLE = 0x2800
_SELECTORS = (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
_NO_MARK = frozenset(map(chr, (*_FILLERS, _EMPTY_BRAILLE, *_SELECTORS)))

ON_SCREEN = "".join(map(chr, _FILLERS)) + (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e007f\ud800-\udfff"
)
"""What is between the brackets of a regular expression for one character that a terminal would obey or hide.

Fillers; controls (C0 but for tab and line feed, DEL, C1); the soft hyphen and joiners; marks of direction (bidi);
separators of lines; blanks without width; annotations; tags; halves of characters. Not the empty Braille cell, which
takes its room like a blank, nor selectors of variants, which shape the character before them.
"""


def is_unseen(character: str) -> bool:
    """Tell whether a character cannot be seen; a blank of whatever width can, by what stands around it."""
    return category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} or character in _NO_MARK


def seen(text: str) -> str:
    """Return a text without blanks and characters that cannot be seen."""
    return "".join(c for c in text if category(c)[0] not in "ZC" and c not in _NO_MARK)


def says_something(text: str) -> bool:
    """Tell whether *text* has a character that can be seen: no space, no control, no mark that needs a letter."""
    if text[:1].isalnum() and text[0] not in _NO_MARK:  # nearly every text
        return True
    return any(category(c)[0] not in "ZCM" and c not in _NO_MARK for c in text)


def without_format(text: str) -> str:
    """Return a text without joiners, marks of direction and others that take no room; variants of characters stay."""
    return "".join(c for c in text if category(c) != "Cf")


__all__ = ["ON_SCREEN", "is_unseen", "says_something", "seen", "without_format"]
