"""Reading suppositions out of YAML, in the words of scenario files.

    假如: 答复期限自 2024 年起为 15 个工作日
    修改: {条款: 答复期限, 数: 15, 自: 2024-01-01}
    放假: [2025-10-09]
    解读: {consultation_boundary: sent_to_answered}

Every key has an English name too. Nothing here opens a file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from ..calendar.workdays import FIRST, LAST
from ..errors import YishenqingError
from ..law import Law, Provision
from ..vocabulary.choices import choices
from ..vocabulary.limits import LIMITS, laws
from ..vocabulary.malformed import MalformedScenario, listed, malformed
from ..vocabulary.nodes import Node, Text, from_yaml
from ..vocabulary.terms import Vocabulary
from ..vocabulary.values import day, entries, number, scalar, several, text, word
from .basis import Basis, Supposition
from .suppositions import SupposedDays, SupposedNumber, SupposedReading, SupposedStart

Said = Mapping[str, tuple[Text, Node]]

TOP = Vocabulary(
    {
        "what_if": ("假如",),
        "remark": ("说明",),
        "change": ("修改",),
        "off": ("放假",),
        "worked": ("上班", "调休上班"),
        "readings": ("解读",),
    }
)
CHANGE = Vocabulary(
    {
        "provision": ("条款",),
        "count": ("数",),
        "from": ("自",),
        "to": ("至",),
        "version": ("版本", "适用版本"),
        "in_force": ("施行",),
    }
)
_SAYS = ("change", "off", "worked", "readings")


def read_suppositions(content: str, basis: Basis, source: str = "") -> tuple[Supposition, ...]:
    """Read a file of suppositions, and try each on *basis*, on top of those before it.

    Raises :class:`MalformedScenario` for the first fault, with its line and what is allowed there.
    """
    try:
        root = from_yaml(content.removeprefix("\ufeff"))
        if root is None:
            raise malformed(1, "文件是空的", "the file is empty")
        said = entries(root, "假如", TOP)
        if not any(name in said for name in _SAYS):
            zh, en = "、".join(TOP.zh(name) for name in _SAYS), ", ".join(_SAYS)
            raise malformed(root.line, f"没有可假设的；至少写一项：{zh}", f"nothing is supposed: give one of {en}")
        return tuple(_tried(_each(said, basis.law), basis))
    except MalformedScenario as error:
        raise error.of(source) if source else error from None


Placed = tuple[int, Supposition]
"""A supposition, and the line in which it stands."""


def _tried(found: Iterable[Placed], basis: Basis) -> Iterator[Supposition]:
    for line, supposition in found:
        try:
            basis = supposition(basis)
        except YishenqingError as error:
            raise MalformedScenario(line, error.words) from None
        yield supposition


def _each(said: Said, law: Law) -> Iterator[Placed]:
    if "change" in said:
        key, node = said["change"]
        if not several(node):
            raise malformed(key.line, f"“{key.value}”没有内容", f"{key.value!r} says nothing")
        for each in several(node):
            yield each.line, _change(entries(each, key.value, CHANGE), each.line, law)
    if "off" in said or "worked" in said:
        off, worked = (_days(*said[name]) if name in said else () for name in ("off", "worked"))
        yield said["off" if "off" in said else "worked"][0].line, SupposedDays(off, worked)
    if "readings" in said:
        key, node = said["readings"]
        for point, option in choices(key, node):
            yield key.line, SupposedReading(point, option)


def _change(said: Said, line: int, law: Law) -> Supposition:
    """Read another number, or another first day in force."""
    if ("count" in said) is ("in_force" in said):
        zh = "一项修改或者写“数”和“自”（另一个数字），或者写“施行”（另一个施行日）"
        raise malformed(
            line, zh, "a change takes either 'count' and 'from' (another number) or 'in_force' (another first day)"
        )
    return _start(said, line, law) if "in_force" in said else _number(said, line, law)


def _number(said: Said, line: int, law: Law) -> SupposedNumber:
    _refuse(said, ("version",), "count")
    for name in ("provision", "from"):
        _demand(said, name, line)
    since, until = (_day(said, name) for name in ("from", "to"))
    assert since is not None
    if until is not None and until < since:
        zh, en = f"“至”{until} 早于“自”{since}", f"'to' {until} is before 'from' {since}"
        raise malformed(said["to"][1].line, zh, en)
    id = _provision(*said["provision"], tuple(p for p in law.provisions() if p.count is not None), law)
    return SupposedNumber(id, _count(*said["count"], law.versions(id)), since, until)


# About 27 years: no limit is so long, and what is longer may end after the last day that there is.
_MOST = {"workday": 10_000, "calendar_day": 10_000, "month": 300, "year": 25}


def _count(key: Text, node: Node, named: Iterable[Provision]) -> int:
    """Read how many of the unit of *named*, the versions of one provision, there are to be."""
    most = min(_MOST.get(p.unit or "", 999_999_999) for p in named)
    written = scalar(node, key.value).value.strip()
    count = 0 if re.fullmatch(r"-\d+|\d{10,}", written) else number(node, key.value)
    if not 1 <= count <= most:
        zh, en = f"“{key.value}”应为 1 以上、{most} 以下", f"{key.value!r} must be from 1 to {most}"
        raise malformed(node.line, zh, en)
    return count


def _start(said: Said, line: int, law: Law) -> SupposedStart:
    _refuse(said, ("from", "to"), "in_force")
    since = _day(said, "in_force")
    assert since is not None
    id = _provision(*said["provision"], law.provisions(), law) if "provision" in said else None
    if "version" in said:
        key, node = said["version"]
        return SupposedStart(word(node, key.value, _versions(law)), since, id)
    if id is None:
        _demand(said, "version", line)
    assert id is not None
    return SupposedStart(law.versions(id)[-1].version, since, id)


def _demand(said: Said, name: str, line: int) -> None:
    if name not in said:
        raise malformed(line, f"缺少“{CHANGE.zh(name)}”", f"{name!r} is missing")


def _refuse(said: Said, names: Iterable[str], beside: str) -> None:
    for name in names:
        if name in said:
            key = said[name][0]
            zh = f"“{key.value}”不能与“{CHANGE.zh(beside)}”并用"
            raise malformed(key.line, zh, f"{key.value!r} does not go with {beside!r}")


def _day(said: Said, name: str) -> date | None:
    return day(said[name][1], said[name][0].value) if name in said else None


def _provision(key: Text, node: Node, among: tuple[Provision, ...], law: Law) -> str:
    """Return the id of the provision that *node* names: by its id, its words, or an article that has one such alone.

    A limit that several provisions give is refused with their names.
    """
    known = _provisions(among)
    written = scalar(node, key.value).value.strip()
    if known.find(written) is not None:
        return word(node, key.value, known)
    if (limit := LIMITS.find(written)) is not None:
        there = _giving(limit, among)
    else:
        there = [id for id in dict.fromkeys(p.id for p in law.search(written)) if id in known]
        if len(there) == 1:
            return there[0]
    if there:
        zh = f"“{key.value}”：{written} 有几项，请写明：{listed(map(known.zh, there))}"
        raise malformed(node.line, zh, f"{key.value!r}: {written} says several things, name one: {', '.join(there)}")
    return word(node, key.value, known)


# The duties of the provisions that give a limit, where those are not called like it.
_DUTIES = {
    "appeal_window": ("appeal_judgment", "appeal_ruling"),
    "third_party_reconsideration_window": ("reconsideration_window",),
    "third_party_litigation_window": ("litigation_window",),
}


def _giving(limit: str, among: Iterable[Provision]) -> list[str]:
    """Return the ids of the provisions that give the limit *limit*."""
    duties = _DUTIES.get(limit, (limit,))
    return list(dict.fromkeys(p.id for p in among if p.duty in duties))


def _provisions(among: Iterable[Provision]) -> Vocabulary:
    """Return the ids of provisions with their words; what stands for several is no word."""
    words: dict[str, dict[str, None]] = {}
    for p in among:
        words.setdefault(p.id, dict.fromkeys(LIMITS.words.get(p.id, ()))).setdefault(p.words.zh)
    times = Counter(word for spellings in words.values() for word in spellings)
    return Vocabulary({id: tuple(w for w in spellings if times[w] == 1) for id, spellings in words.items()})


def _versions(law: Law) -> Vocabulary:
    """Return the versions of all laws in *law*; those of the Regulation by their year too."""
    years = laws(law).words
    return Vocabulary(
        {version: years.get(version, ()) for version in dict.fromkeys(p.version for p in law.provisions())}
    )


def _days(key: Text, node: Node) -> tuple[date, ...]:
    """Read days, and spans of days: ``2025-10-01..2025-10-08``, both included."""
    found = tuple(each for item in several(node) for each in _span(item, key.value))
    if not found:
        raise malformed(key.line, f"“{key.value}”没有内容", f"{key.value!r} says nothing")
    return found


def _span(node: Node, key: str) -> Iterator[date]:
    written = text(node, key)
    first, _, last = written.partition(".." if ".." in written else "至")
    begin = day(Text(first, node.line), key)
    end = day(Text(last, node.line), key) if last.strip() else begin
    if end < begin:
        raise malformed(node.line, f"“{key}”：{end} 早于 {begin}", f"{key!r}: {end} is before {begin}")
    for each in (begin, end):
        if not FIRST <= each <= LAST:
            zh = f"“{key}”：{each} 不在日历的范围内（{FIRST} 至 {LAST}）"
            raise malformed(node.line, zh, f"{key!r}: {each} is outside the calendar ({FIRST} to {LAST})")
    yield from (begin + timedelta(n) for n in range((end - begin).days + 1))


__all__ = ["CHANGE", "TOP", "read_suppositions"]
