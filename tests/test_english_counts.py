"""A count in English stands with its plural: every one is written by ``counted``, which is tried here."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from workflow.words import counted

ROOT = Path(__file__).parents[1]
# Nouns that a figure stands before, in the plural, right after it or after a word or two.
PLURAL = re.compile(
    r" (?:\w+ )?(?:rows|cases|facts|lines|problems|scenarios|days|limits|years|cells|fields|weekdays|registers|files)\b"
)
# The law and the clock say their days by sentences of their own.
ELSEWHERE = ("law", "clock")


@pytest.mark.parametrize(
    ("number", "words", "said"),
    [
        (0, ("row",), "0 rows"),
        (1, ("row",), "1 row"),
        (2, ("row",), "2 rows"),
        (1, ("day off", "days off"), "1 day off"),
        (11, ("day off", "days off"), "11 days off"),
    ],
)
def test_a_count(number: int, words: tuple[str, ...], said: str) -> None:
    """One is one, and all others are several."""
    assert counted(number, *words) == said


def test_no_count_has_its_plural_written_out() -> None:
    """A figure in a text with a plural right behind it would say 1 rows."""
    assert list(written_out()) == []


def written_out() -> Iterator[str]:
    """Yield where a value stands before a plural in a text."""
    for room in ("workflow", "persistence", "desk"):
        for path in sorted((ROOT / room).rglob("*.py")):
            if path.relative_to(ROOT).parts[1] in ELSEWHERE:
                continue
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.JoinedStr):
                    yield from (f"{path.relative_to(ROOT)}:{node.lineno}{text}" for text in plurals(node))


def plurals(text: ast.JoinedStr) -> Iterator[str]:
    """Yield the plurals of a text that stand right behind a value of it, unless that value is no figure."""
    for value, behind in zip(text.values, text.values[1:], strict=False):
        fixed = isinstance(value, ast.FormattedValue) and isinstance(value.value, ast.Name) and value.value.id.isupper()
        if isinstance(value, ast.FormattedValue) and not fixed and isinstance(behind, ast.Constant):
            found = PLURAL.match(str(behind.value))
            if found is not None:
                yield found[0]
