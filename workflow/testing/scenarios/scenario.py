"""Scenario: a dated story of one case and what the law should make of it; and reading it out of nodes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from attrs import frozen

from ...calendar import WorkCalendar, china, overlays, regions
from ...errors import YishenqingError
from ...events import Fact
from ...law import Law, Readings
from ...vocabulary.choices import choices
from ...vocabulary.malformed import MalformedScenario, malformed
from ...vocabulary.nodes import Items, Node, Table, Text, from_yaml, joined
from ...vocabulary.values import day, entries, scalar, table, text, texts, word
from .expected import Expectation, expectations
from .facts import Entries, Told, refuse_invalid, told
from .vocabulary import TOP, Vocabulary

_CALENDAR = Vocabulary({"region": ("地区",), "known_on": ("已知至",)})


@frozen(eq=False)
class Scenario:
    """One scenario: ``title``, ``authority`` (依据), the facts that it tells in order, and what is expected.

    ``on`` is the day at whose end it is judged: the day of the last fact, unless 截至 names another.
    """

    title: str
    authority: tuple[str, ...]
    tags: tuple[str, ...]
    told: tuple[Told, ...]
    on: date
    readings: Readings
    calendar: WorkCalendar
    expected: tuple[Expectation, ...]
    line: int
    source: str = ""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts, in the order of recording."""
        return tuple(one.fact for one in self.told if one.fact is not None)


def read_yaml(content: str, source: str = "", law: Law | None = None) -> tuple[Scenario, ...]:
    """Read a scenario file, to be judged under *law*; raises :class:`MalformedScenario` for the first fault in it."""
    try:
        root = from_yaml(content.removeprefix("\ufeff"))
        if root is None:
            raise malformed(1, "文件是空的", "the file is empty")
        found = root.values if isinstance(root, Items) else (root,)
        return _distinct(read_node(node, source, law) for node in found)
    except MalformedScenario as error:
        raise error.of(source) if source else error from None


def read_rows(rows: Iterable[Iterable[str]], source: str = "", law: Law | None = None) -> tuple[Scenario, ...]:
    """Read a sheet: the first row holds the keys, each further row a scenario; empty cells and rows say nothing.

    A key within a key has a dot (``应当.答复期限``); a cell that begins with ``[`` or ``{`` is a list or a table.
    """
    try:
        numbered = enumerate(([cell.strip() for cell in row] for row in rows), 1)
        headers = next(numbered, (1, []))[1]
        if not any(headers):
            raise malformed(1, "第一行应为键", "the first row must hold the keys")
        return _distinct(read_node(_row(headers, cells, line), source, law) for line, cells in numbered if any(cells))
    except MalformedScenario as error:
        raise error.of(source) if source else error from None


def _row(headers: list[str], cells: list[str], line: int) -> Table:
    found: list[tuple[str, Node]] = []
    for n, cell in enumerate(cells):
        if cell:
            if n >= len(headers) or not headers[n]:
                raise malformed(line, f"第 {n + 1} 列有内容而没有键：“{cell}”", f"column {n + 1} has no key: {cell!r}")
            found.append((headers[n], _cell(cell, line)))
    return joined(found, line)


def _cell(cell: str, line: int) -> Node:
    if not cell.startswith(("[", "{")):
        return Text(cell, line)
    try:
        node = from_yaml(cell)
    except MalformedScenario as error:
        raise MalformedScenario(line, error.reason) from None
    return Text("", line) if node is None else _at(node, line)


def _at(node: Node, line: int) -> Node:
    """Return *node* as it stands in a row: what spans lines within a cell is still in that row."""
    if isinstance(node, Text):
        return node._replace(line=line)
    if isinstance(node, Items):
        return Items(tuple(_at(each, line) for each in node.values), line)
    return Table(tuple((key._replace(line=line), _at(each, line)) for key, each in node.pairs), line)


def _distinct(scenarios: Iterable[Scenario]) -> tuple[Scenario, ...]:
    """Return the scenarios; two with one title are refused, since a title is how a test is called."""
    titles: dict[str, Scenario] = {}
    for scenario in scenarios:
        if scenario.title in titles:
            first = titles[scenario.title].line
            zh = f"情形“{scenario.title}”重复（已见于第 {first} 行）"
            raise malformed(scenario.line, zh, f"scenario {scenario.title!r} is repeated (line {first})")
        titles[scenario.title] = scenario
    if not titles:
        raise malformed(1, "文件中没有情形", "the file holds no scenario")
    return tuple(titles.values())


def read_node(node: Node, source: str = "", law: Law | None = None) -> Scenario:
    """Read one scenario; raises :class:`MalformedScenario`."""
    if not isinstance(node, Table) or not node.pairs:
        table(node, "情形")
        raise malformed(node.line, "情形没有内容", "the scenario says nothing")
    said = entries(node, "情形", TOP)
    _demand(said, node.line)
    key, value = said["scenario"]
    title = " ".join(text(value, key.value).split())
    try:
        return _scenario(title, said, key.line, source, Readings.default().under(law))
    except MalformedScenario:
        raise
    except YishenqingError as error:
        raise MalformedScenario(key.line, error.words) from None


def _demand(said: Entries, line: int) -> None:
    for name in ("scenario", "received", "expect"):
        if name not in said:
            zh = TOP.zh(name)
            title = f"情形“{scalar(said['scenario'][1], '情形').value}”" if "scenario" in said else "情形"
            raise malformed(line, f"{title}缺少必填的“{zh}”", f"the scenario lacks its {name!r}")


def _scenario(title: str, said: Entries, line: int, source: str, default: Readings) -> Scenario:
    calendar = _calendar(said)
    facts = told(said, calendar)
    expected = expectations(*said["expect"], default.law)
    if not any(wanted.key == "refused" for wanted in expected):
        refuse_invalid(facts)
    return Scenario(
        title,
        _texts(said, "authority"),
        _texts(said, "tags"),
        facts,
        _on(said, facts),
        _readings(said, default),
        calendar,
        expected,
        line,
        source,
    )


def _on(said: Entries, facts: tuple[Told, ...]) -> date:
    """Return the day at whose end the scenario is judged, which is not before the receipt."""
    if "on" not in said:
        return max(one.on for one in facts)
    key, node = said["on"]
    on, received = day(node, key.value), facts[0].on
    if on < received:
        zh = f"“{key.value}”{on} 早于收到申请之日 {received}"
        raise malformed(node.line, zh, f"{key.value!r}: {on} is before the receipt on {received}")
    return on


def _texts(said: Entries, name: str) -> tuple[str, ...]:
    return texts(said[name][1], said[name][0].value) if name in said else ()


def _readings(said: Entries, default: Readings) -> Readings:
    """Read ``point=option`` pairs, or a table of them; at the other points *default* holds."""
    if "readings" not in said:
        return default
    key, node = said["readings"]
    pairs = dict(choices(key, node))
    return default.with_(**pairs)


_WHOLE_COUNTRY = frozenset({"cn", "全国"})


def _calendar(said: Entries) -> WorkCalendar:
    """Read the region whose days off count, and the day up to which notices are known."""
    if "calendar" not in said:
        return china()
    key, node = said["calendar"]
    if not isinstance(node, Table):
        return _calendar_of(node, key.value, None)
    parts = entries(node, key.value, _CALENDAR)
    known = day(parts["known_on"][1], parts["known_on"][0].value) if "known_on" in parts else None
    region = parts["region"][1] if "region" in parts else Text("cn", node.line)
    return _calendar_of(region, key.value, known)


def _calendar_of(node: Node, key: str, known_on: date | None) -> WorkCalendar:
    written: Any = scalar(node, key).value.strip()
    if written in _WHOLE_COUNTRY:
        return china(known_on=known_on)
    known = Vocabulary({"cn": ("全国",), **{id: (zh,) for id, zh in regions().items()}})
    return china(known_on=known_on, overlays=overlays(word(node, key, known)))
