"""Reading one value: a day, a yes or no, a number, a word of a vocabulary, a table of known keys."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from ..written_days import UnreadableDay, read_day
from .malformed import listed, malformed
from .nodes import Items, Node, Table, Text
from .terms import YES_NO, Vocabulary

NONE = frozenset({"无", "没有", "none"})


def scalar(node: Node, key: str) -> Text:
    """Return the text of a scalar; a list or a table is refused."""
    if not isinstance(node, Text):
        raise malformed(node.line, f"“{key}”应为一个值", f"{key!r} takes a single value")
    return node


def text(node: Node, key: str) -> str:
    """Return a text that says something."""
    found = scalar(node, key).value.strip()
    if not found:
        raise malformed(node.line, f"“{key}”没有内容", f"{key!r} says nothing")
    return found


def texts(node: Node, key: str) -> tuple[str, ...]:
    """Return one text, or a list of them."""
    return tuple(text(each, key) for each in several(node))


def several(node: Node) -> tuple[Node, ...]:
    """Return the items of a list; what is no list is the only item."""
    return node.values if isinstance(node, Items) else (node,)


def day(node: Node, key: str) -> date:
    """Return a day, written 2025-03-03, 2025/3/3 or 2025年3月3日."""
    try:
        return read_day(scalar(node, key).value)
    except UnreadableDay as error:
        raise malformed(node.line, f"“{key}”：{error.words.zh}", f"{key!r}: {error.words.en}") from None


def number(node: Node, key: str) -> int:
    """Return a whole number from 0 on, of up to nine digits."""
    written = scalar(node, key).value.strip()
    if not (written.isascii() and written.isdecimal() and len(written) < 10):
        raise malformed(node.line, f"“{key}”：读到“{written}”，应为整数", f"{key!r}: {written!r} is no whole number")
    return int(written)


def yuan(node: Node, key: str) -> Decimal:
    """Return an amount in yuan, with or without the word."""
    written = scalar(node, key).value.strip().removesuffix("元")
    if not (written.isascii() and written.replace(".", "", 1).isdecimal()):
        zh = f"“{key}”：读到“{written}”，应为金额（元）"
        raise malformed(node.line, zh, f"{key!r}: {written!r} is no amount of yuan")
    return Decimal(written)


def flag(node: Node, key: str) -> bool:
    """Return a yes or no."""
    return word(node, key, YES_NO) == "yes"


def word(node: Node, key: str, vocabulary: Vocabulary) -> str:
    """Return the id of a word of *vocabulary*; one that is not in it is refused, with the list."""
    written = scalar(node, key).value.strip()
    found = vocabulary.find(written)
    if found is None:
        zh, en = vocabulary.allowed()
        raise malformed(
            node.line,
            f"“{key}”：读到“{written}”，可用：{listed(zh)}",
            f"{key!r}: found {written!r}, allowed are: {', '.join(en)}",
        )
    return found


def is_none(node: Node) -> bool:
    """Say whether *node* says 无, or is an empty list."""
    return (isinstance(node, Text) and node.value.strip() in NONE) or (isinstance(node, Items) and not node.values)


def table(node: Node, key: str) -> Table:
    """Return a table; what is none is refused, with a hint where a full-width colon stands."""
    if isinstance(node, Table):
        return node
    written = node.value if isinstance(node, Text) else ""
    if "：" in written:
        zh = f"“{written.split()[0]}”：键后要用半角冒号加空格（: ），不用全角冒号（：）"
        raise malformed(node.line, zh, "a key is followed by ': ', not by a full-width colon")
    raise malformed(node.line, f"“{key}”应写作“键: 值”", f"{key!r} takes keys with values")


def entries(node: Node, key: str, vocabulary: Vocabulary) -> dict[str, tuple[Text, Node]]:
    """Return what stands under the keys of *vocabulary*, by id; an unknown or a repeated key is refused."""
    found: dict[str, tuple[Text, Node]] = {}
    for written, value in table(node, key).pairs:
        name = vocabulary.find(written.value)
        if name is None:
            raise _unknown(written, vocabulary.allowed())
        if name in found:
            first = found[name][0]
            raise malformed(
                written.line,
                f"键“{written.value}”重复（已见于第 {first.line} 行“{first.value}”）",
                f"key {written.value!r} is repeated (line {first.line}: {first.value!r})",
            )
        found[name] = written, value
    return found


def _unknown(written: Text, allowed: tuple[Iterable[str], Iterable[str]]) -> Exception:
    zh, en = allowed
    hint = "（键后要用半角冒号加空格）" if "：" in written.value else ""
    return malformed(
        written.line,
        f"不认识的键“{written.value}”{hint}；可用：{listed(zh)}",
        f"unknown key {written.value!r}; allowed are: {', '.join(en)}",
    )
