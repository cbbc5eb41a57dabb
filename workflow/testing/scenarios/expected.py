"""What a scenario may expect: each key of 应当, how its value is read, what is found, and how both are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from ...law import Law
from ...outcomes import Requester
from ...vocabulary.malformed import malformed
from ...vocabulary.nodes import Items, Node, Table, Text
from ...vocabulary.values import day, entries, flag, is_none, several, texts, word
from ...words import Words
from . import beside
from . import vocabulary as v

if TYPE_CHECKING:
    from .seen import Seen


class Expectation(NamedTuple):
    """One thing expected: under which key, of which duty or year (``about``), the value, and its line."""

    key: str
    about: str
    value: Any
    line: int

    @property
    def label(self) -> Words:
        """The key as people read it, with what it is about."""
        if self.key == "deadlines":
            return Words(v.LIMITS.zh(self.about), self.about)
        if self.key == "counted":
            return Words(f"{self.about} 年计入", f"counted in {self.about}")
        if (of_one := beside.labels(self.key, self.about)) is not None:
            return of_one
        return Words(EXPECT.zh(self.key), self.key)

    @property
    def duty(self) -> str:
        """The duty whose derivation explains the value; empty where none does."""
        if self.key == "deadlines":
            return self.about
        return "reply" if self.key in _OF_REPLY else ""

    def found(self, seen: Seen) -> Any:
        """Return what the engine makes of it."""
        return _FIND[self.key](seen, self)

    def holds(self, found: Any) -> bool:
        """Say whether *found* is what is expected."""
        return _HOLDS.get(self.key, _equal)(self.value, found)


class Limit(NamedTuple):
    """What is expected of a limit; ``None`` where nothing is."""

    due: date | None
    state: str | None
    start: date | None


class Refusal(NamedTuple):
    """A move that is refused: which kind, and words that the message must contain; empty where none are asked for."""

    kind: str
    words: tuple[str, ...]


EXPECT = v.Vocabulary(
    {
        "due": ("答复期限",),
        "start": ("起算日",),
        "safe_due": ("稳妥期限",),
        "due_if_silent": ("逾期不答复时的期限", "若不答复"),
        "deadlines": ("期限",),
        "articles": ("依次",),
        "state": ("状态",),
        "stage": ("阶段",),
        "provisional": ("暂定",),
        "law": ("适用版本",),
        "breaches": ("违反",),
        "worth_a_look": ("提示",),
        "row": ("表三行",),
        "column": ("表三列",),
        "counted": ("计入",),
        "workdays": ("工作日",),
        "fee": ("信息处理费",),
        "report": ("年度报告期限",),
        "refused": ("拒绝",),
        "warning": ("警告包含",),
    }
)
_OF_REPLY = frozenset({"due", "start", "safe_due", "due_if_silent", "articles", "state", "provisional", "law"})
_LIMIT = v.Vocabulary({"due": ("届满", "届满日"), "state": ("状态",), "start": ("起算", "起算日")})
_REFUSED = v.Vocabulary({"kind": ("事项",), "words": ("包含",)})


def expectations(key: Text, node: Node, law: Law) -> tuple[Expectation, ...]:
    """Return what stands under 应当, under *law*; raises ``MalformedScenario`` where it is empty or cannot be read."""
    if (isinstance(node, (Table, Items)) and not (node[0])) or (isinstance(node, Text) and not node.value.strip()):
        raise malformed(
            key.line,
            f"“{key.value}”没有内容；至少写一项：{'、'.join(EXPECT.allowed()[0])}",
            f"{key.value!r} says nothing; expect at least one of: {', '.join(EXPECT.allowed()[1])}",
        )
    found: list[Expectation] = []
    parse = {**_PARSE, "law": _named(v.laws(law))}
    for name, (written, value) in entries(node, key.value, EXPECT).items():
        if name in _TABLES:
            found += _TABLES[name](written, value)
        else:
            found.append(Expectation(name, "", parse[name](value, written.value), value.line))
    return tuple(found)


def _deadlines(key: Text, node: Node) -> list[Expectation]:
    pairs = entries(node, key.value, v.LIMITS).items()
    if not pairs:
        raise malformed(key.line, f"“{key.value}”没有内容", f"{key.value!r} says nothing")
    return [Expectation("deadlines", duty, _limit(value, k.value), value.line) for duty, (k, value) in pairs]


def _limit(node: Node, key: str) -> Limit | tuple[date, ...]:
    """Read a date, several dates of limits of one duty, 无 for no such limit, or a table."""
    if is_none(node):
        return ()
    if isinstance(node, Items):
        return tuple(day(each, key) for each in node.values)
    if not isinstance(node, Table):
        return Limit(day(node, key), None, None)
    said = entries(node, key, _LIMIT)
    due, start = (day(said[k][1], said[k][0].value) if k in said else None for k in ("due", "start"))
    state = word(said["state"][1], said["state"][0].value, v.STATES) if "state" in said else None
    if not said:
        raise malformed(node.line, f"“{key}”没有内容", f"{key!r} says nothing")
    return Limit(due, state, start)


def _counted(key: Text, node: Node) -> list[Expectation]:
    """Read the rows of table III in which the case counts, year by year."""
    if not isinstance(node, Table) or not node.pairs:
        raise malformed(node.line, f"“{key.value}”应写作“年份: [行, …]”", f"{key.value!r} takes 'year: [row, …]'")
    found: dict[str, Expectation] = {}
    for said, rows in node.pairs:
        year = beside.year(said)
        if year in found:
            raise malformed(said.line, f"键“{year}”重复", f"key {year!r} is repeated")
        found[year] = Expectation("counted", year, _words(rows, year, v.ROWS), rows.line)
    return list(found.values())


def _listed(key: str, read: Callable[[Text, Node], list[tuple[str, Any, int]]]) -> Callable[..., list[Expectation]]:
    return lambda written, node: [Expectation(key, *each) for each in read(written, node)]


def _words(node: Node, key: str, vocabulary: v.Vocabulary) -> tuple[str, ...]:
    return () if is_none(node) else tuple(word(each, key, vocabulary) for each in several(node))


def _breaches(node: Node, key: str) -> tuple[str, ...]:
    return tuple(sorted(_words(node, key, v.breach_names())))


def _row(node: Node, key: str) -> str | None:
    return None if is_none(node) else word(node, key, v.ROWS)


def _silent(node: Node, key: str) -> date | None:
    return None if is_none(node) else day(node, key)


def _refused(node: Node, key: str) -> Refusal:
    if not isinstance(node, Table):
        return Refusal(word(node, key, v.FACTS), ())
    said = entries(node, key, _REFUSED)
    kind = word(said["kind"][1], said["kind"][0].value, v.FACTS) if "kind" in said else ""
    words = texts(said["words"][1], said["words"][0].value) if "words" in said else ()
    if not kind and not words:
        raise malformed(node.line, f"“{key}”没有内容", f"{key!r} says nothing")
    return Refusal(kind, words)


def _named(vocabulary: v.Vocabulary) -> Callable[[Node, str], str]:
    return lambda node, key: word(node, key, vocabulary)


_TABLES: Mapping[str, Callable[[Text, Node], list[Expectation]]] = {
    "deadlines": _deadlines,
    "counted": _counted,
    "workdays": _listed("workdays", beside.each_day),
    "report": _listed("report", beside.each_year),
}
_PARSE: Mapping[str, Callable[[Node, str], Any]] = {
    "due": day,
    "start": day,
    "safe_due": day,
    "due_if_silent": _silent,
    "articles": texts,
    "state": _named(v.STATES),
    "stage": _named(v.STAGES),
    "provisional": flag,
    "breaches": _breaches,
    "worth_a_look": _breaches,
    "row": _row,
    "column": _named(v.ENUMS[Requester]),
    "fee": beside.fee,
    "refused": _refused,
    "warning": texts,
}
_FIND: Mapping[str, Callable[[Seen, Expectation], Any]] = {
    "due": lambda seen, _: seen.reply.due,
    "start": lambda seen, _: seen.reply.start,
    "safe_due": lambda seen, _: seen.reply_in_every_reading.safe_due,
    "due_if_silent": lambda seen, _: seen.reply.due_if_silent,
    "deadlines": lambda seen, wanted: _limits(seen, wanted),
    "articles": lambda seen, _: tuple(step.rule for step in seen.reply.steps),
    "state": lambda seen, _: seen.reply.state,
    "stage": lambda seen, _: seen.stage,
    "provisional": lambda seen, _: seen.reply.status == "provisional",
    "law": lambda seen, _: seen.reply.law,
    "breaches": lambda seen, _: tuple(sorted(seen.breached)),
    "worth_a_look": lambda seen, _: tuple(sorted(seen.worth_a_look)),
    "row": lambda seen, _: seen.row,
    "column": lambda seen, _: seen.column,
    "workdays": lambda seen, wanted: seen.works(date.fromisoformat(wanted.about)),
    "fee": lambda seen, wanted: wanted.value._replace(amount=seen.fee(wanted.value)),
    "report": lambda seen, wanted: seen.report_due(wanted.about),
    "counted": lambda seen, wanted: seen.counted(int(wanted.about)),
    "refused": lambda seen, _: seen.refusal,
    "warning": lambda seen, _: seen.warnings,
}


def _limits(seen: Seen, wanted: Expectation) -> Any:
    """Return what is found of the limits of a duty, in the shape in which it is expected."""
    limits = seen.limits(wanted.about)
    if not isinstance(wanted.value, Limit) or not limits:
        return tuple(limit.due for limit in limits)
    first, value = limits[0], wanted.value
    return Limit(
        value.due and first.due,
        value.state and first.state,
        value.start and first.start,
    )


def _equal(value: Any, found: Any) -> bool:
    return bool(value == found)


def _same_articles(value: tuple[str, ...], found: tuple[Any, ...]) -> bool:
    return len(value) == len(found) and all(map(is_under, value, found))


def is_under(wanted: str, rule: Any) -> bool:
    """Say whether a provision is the article *wanted*, written either way, or lies under it; 条例 alone is the Regulation."""
    shown = wanted.strip().translate(str.maketrans("（）", "()"))
    if rule.article == shown or rule.article.startswith(f"{shown}("):
        return True
    chinese = rule.zh_article()
    if shown.startswith("条例") and rule.law == "ROGI":
        shown = shown.removeprefix("条例")
    return shown.endswith(("条", "款", "项", "点")) and (
        chinese.startswith(shown) or rule.zh_citation().startswith(shown)
    )


def _refused_so(value: Refusal, found: Any) -> bool:
    return found is not None and value.kind in ("", found.kind) and all(w in found.message for w in value.words)


def _said(value: tuple[str, ...], found: tuple[Words, ...]) -> bool:
    return all(any(wanted in said.zh or wanted in said.en for said in found) for wanted in value)


_HOLDS: Mapping[str, Callable[[Any, Any], bool]] = {
    "articles": _same_articles,
    "refused": _refused_so,
    "warning": _said,
}
__all__ = ["EXPECT", "Expectation", "Limit", "Refusal", "expectations", "is_under"]
