"""Nodes: text, lists and tables with their line numbers, whatever file they were read from.

Every scalar is text: what it means is decided by the key that it stands under, never by YAML, for which
``no`` is false, ``1e3`` a float and ``2019`` a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from typing import Any, NamedTuple, TypeAlias

from .malformed import MalformedScenario, NoYaml, malformed


class Text(NamedTuple):
    """A scalar, as it was written."""

    value: str
    line: int


class Items(NamedTuple):
    """A list."""

    values: tuple[Node, ...]
    line: int


class Table(NamedTuple):
    """Keys with values, in the order in which they were written; a key may stand there twice."""

    pairs: tuple[tuple[Text, Node], ...]
    line: int


Node: TypeAlias = "Text | Items | Table"


def from_yaml(text: str, first_line: int = 1) -> Node | None:
    """Read YAML into nodes; ``None`` where nothing is written.

    Raises :class:`MalformedScenario` with the line at fault, and :class:`NoYaml` without PyYAML.
    """
    try:
        import yaml
    except ImportError:
        raise NoYaml from None
    try:
        root = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        return None if root is None else _node(root, first_line, set())
    except yaml.YAMLError as error:
        raise _unreadable(error, text, first_line) from None
    except RecursionError:
        raise malformed(first_line, "嵌套过深", "nested too deeply") from None


def _node(node: Any, first: int, seen: set[int]) -> Node:
    line = node.start_mark.line + first
    if id(node) in seen:
        raise malformed(line, "不可用 YAML 的锚点和别名（& *）", "YAML anchors and aliases (& *) are not allowed")
    seen.add(id(node))
    if node.id == "scalar":
        return Text(node.value, line)
    if node.id == "sequence":
        return Items(tuple(_node(v, first, seen) for v in node.value), line)
    return Table(tuple((_key(k, first), _node(v, first, seen)) for k, v in node.value), line)


def _key(node: Any, first: int) -> Text:
    line = node.start_mark.line + first
    if node.id != "scalar":
        raise malformed(line, "键应为文字", "a key must be text")
    return Text(node.value.strip(), line)


def _unreadable(error: Any, text: str, first: int) -> MalformedScenario:
    """Say what YAML could not read, in the words of someone who wrote it by hand."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    at = mark.line if mark else text.count("\n", 0, getattr(error, "position", 0) or 0)
    at = min(at, text.rstrip().count("\n"))  # what is missing at the end is said of the last line that is there
    lines = text.split("\n")
    written = lines[at]
    if "\t" in written[: len(written) - len(written.lstrip())] or "\t" in written[: mark.column + 1 if mark else 0]:
        return malformed(at + first, "不能用制表符（Tab）缩进，请用空格", "tabs may not indent: use spaces")
    near = next((n for n in (at, at - 1) if 0 <= n < len(lines) and _fullwidth(lines[n])), None)
    if near is not None:
        zh = f"“{lines[near].strip()}”：键后要用半角冒号加空格（: ），不用全角冒号（：）"
        return malformed(near + first, zh, "a key is followed by ': ', not by a full-width colon")
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "?"
    zh = f"不是合格的 YAML（{problem}）；键值写作“键: 值”，缩进用空格"
    return malformed(at + first, zh, f"this is no YAML ({problem}); write 'key: value', indented by spaces")


def _fullwidth(line: str) -> bool:
    return "：" in line and ": " not in line


def of_value(value: object, line: int = 0) -> Node:
    """Return plain Python values (dates, numbers, texts, lists, mappings) as nodes."""
    if isinstance(value, Mapping):
        return Table(tuple((Text(str(k), line), of_value(v, line)) for k, v in value.items()), line)
    if isinstance(value, (list, tuple)):
        return Items(tuple(of_value(v, line) for v in value), line)
    if isinstance(value, bool):
        return Text("是" if value else "否", line)
    if isinstance(value, date):
        return Text(value.isoformat(), line)
    return Text(str(value.value if isinstance(value, Enum) else value), line)


def joined(found: Iterable[tuple[str, Node]], line: int) -> Table:
    """Return a table out of dotted names: ``应当.答复期限`` becomes a table within a table."""
    tree: dict[str, Any] = {}
    for name, node in found:
        *path, last = [part.strip() for part in name.split(".")]
        place = tree
        for part in path:
            place = place.setdefault(part, {})
            if not isinstance(place, dict):
                raise malformed(line, f"列“{name}”与列“{part}”冲突", f"column {name!r} clashes with {part!r}")
        if last in place:
            raise malformed(line, f"列“{name}”重复", f"column {name!r} stands there twice")
        place[last] = node
    return _table(tree, line)


def _table(tree: Mapping[str, Any], line: int) -> Table:
    pairs = ((Text(k, line), _table(v, line) if isinstance(v, dict) else v) for k, v in tree.items())
    return Table(tuple(pairs), line)


__all__ = ["Items", "Node", "Table", "Text", "from_yaml", "joined", "of_value"]
