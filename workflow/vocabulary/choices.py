"""Reading which answers are taken at the disputed points: ``point=option``, or a table of them."""

from __future__ import annotations

from collections.abc import Iterator

from ..law import READINGS, OnlyAConvention, reading
from .malformed import MalformedScenario
from .nodes import Node, Table, Text
from .terms import Vocabulary
from .values import entries, scalar, text, texts, word


def choices(key: Text, node: Node) -> Iterator[tuple[str, str]]:
    """Yield the points and options of ``point=option`` pairs, or of a table of them.

    One that is unknown is refused, and one that is only a convention.
    """
    if not isinstance(node, Table):
        for each in (pair for written in texts(node, key.value) for pair in written.split()):
            point, _, option = each.partition("=")
            yield _choice(point, option, node.line, key.value)
        return
    for name, value in node.pairs:
        _refuse_convention(name.value, scalar(value, name.value).value, value.line)
    for point, (written, value) in entries(node, key.value, _POINTS).items():
        yield _choice(point, text(value, written.value), value.line, key.value)


_POINTS = Vocabulary({point.id: () for point in READINGS if point.convention is None})
_CONVENTIONS = {point.id: point.convention for point in READINGS if point.convention is not None}


def _choice(point: str, option: str, line: int, key: str) -> tuple[str, str]:
    _refuse_convention(point, option, line)
    name = word(Text(point, line), key, _POINTS)
    return name, word(Text(option, line), point, Vocabulary({o.id: () for o in reading(name).options}))


def _refuse_convention(point: str, option: str, line: int) -> None:
    if (decided := _CONVENTIONS.get(point.strip())) is not None:
        raise MalformedScenario(line, OnlyAConvention(point.strip(), option.strip(), decided).words)


__all__ = ["choices"]
