"""The case file: JSON Lines in and out, one fact a line, as the public format has it (version 2)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

import attrs

from workflow.annual import LedgerLine
from workflow.errors import InvalidFact, UnknownField, UnknownKind, YishenqingError
from workflow.events import EVENT_OF, KIND_ZH, Fact, all_fields
from workflow.fields import A_TEXT, is_text
from workflow.history import Entry
from workflow.numbers import A_NUMBER, is_number
from workflow.rules import FIRST, NEWEST
from workflow.unseen import says_something
from workflow.words import Words

from .chosen import Chosen
from .chosen import line_of as chosen_line
from .codec import A_DECIMAL, AN_OBJECT, build_fact, dumps, fact_to, parse_date, plain, time_from, time_to
from .errors import InvalidLine
from .rules import KIND, check_number, entry_data

A_LINE = Words("一行一个 JSON 对象", "one JSON object a line")
A_LEDGER_LINE = Words("一条完整的台账行", "a whole line of the ledger")


class Person(NamedTuple):
    """Who asks, kept apart from the history so that it can be erased."""

    name: str | None = None
    identity: str | None = None
    contact: str | None = None


class FactLine(NamedTuple):
    """A fact of a case, when it was recorded where the file says so, and under which rules it was."""

    case: str
    fact: Fact
    recorded_at: datetime | None
    rules: int = NEWEST


class RulesLine(NamedTuple):
    """The rules under which the facts after it in its file were recorded."""

    rules: int


class PersonLine(NamedTuple):
    """The person behind a case."""

    case: str
    person: Person


class LedgerEntry(NamedTuple):
    """A fact that belongs to no case (table II)."""

    line: LedgerLine
    recorded_at: datetime | None


Line = FactLine | PersonLine | LedgerEntry | Chosen

Sourced = tuple[str, int, Line]
"""A line with the file it stands in and its number there, from 1."""


def read_lines(lines: Iterable[str | bytes], source: str) -> Iterator[Sourced]:
    """Yield each line with its source and number; blank lines are passed over.

    A line of the rules is not yielded: the facts after it carry its number. Before the first, a fact with a time of
    recording is of rules 1, one without of the newest. Raises :class:`InvalidLine` for the first line that cannot be
    taken.
    """
    rules: int | None = None
    for number, text in enumerate(lines, 1):
        try:
            decoded = _decoded(text)
            if not decoded.strip():
                continue
            line = parse_line(decoded)
        except YishenqingError as error:
            raise InvalidLine(source, number, error) from None
        if isinstance(line, RulesLine):
            rules = line.rules
        else:
            yield source, number, line._replace(rules=rules) if rules and isinstance(line, FactLine) else line


def _decoded(text: str | bytes) -> str:
    if isinstance(text, str):
        return text.removeprefix("\ufeff")
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found = text[error.start : error.start + 1]
        raise InvalidFact("line", found, Words("UTF-8 文字", "UTF-8 text")) from None


def parse_line(text: str) -> Line | RulesLine:
    """Read one line of a case file; raise :class:`InvalidFact` naming what is wrong with it.

    What may say who asks is not repeated: a list of names, half a person, an object where a text belongs.
    """
    values = _object(text)
    try:
        return _line(values)
    except RecursionError:
        raise InvalidFact("line", "…", A_LINE) from None
    except InvalidFact as error:
        shown = _shown(error.field, error.found)
        if shown is error.found:
            raise
        if isinstance(error, UnknownKind):
            raise UnknownKind(shown, KIND_ZH) from None
        raise InvalidFact(error.field, shown, error.allowed, error.kind) from None


def _object(text: str) -> dict[str, Any]:
    try:
        values = _decode(text)
    except (ValueError, RecursionError):
        found = text.strip()[:40]
        raise InvalidFact("line", found if _A_WORD.fullmatch(found) else "…", A_LINE) from None
    if not isinstance(values, dict):
        raise InvalidFact("line", _shown("line", values), AN_OBJECT)
    return values


def _line(values: dict[str, Any]) -> Line | RulesLine:
    if "ledger" in values:
        return _ledger(values)
    if KIND in values:
        return _rules(values)
    if "setting" in values:
        return chosen_line(values)
    case = values.pop("case", None)
    if not is_number(case):
        raise InvalidFact("case", "…" if "person" in values else case, A_NUMBER)
    return _person(case, values) if "person" in values else _fact(case, values)


_A_WORD = re.compile(r"[a-z]{1,5}")
_A_KEY = re.compile(r"[a-z_]{1,30}")
_SHORT = re.compile(r"[a-z]{0,2}|[-+.,\d]{1,5}|…", re.ASCII)
_WANTED: dict[str, str] = {
    **{a.name: a.metadata["json"] for cls in EVENT_OF.values() for a in all_fields(cls)},
    "count": "whole",
    "rules": "whole",
    "line": "object",
    "year": "whole",
}
"""How each field is written that is not always text."""


def _shown(field: str, found: Any) -> Any:
    """Return *found* if it is of the kind that the field wants, or too short to say anything; else its kind alone."""
    if isinstance(found, dict):
        return {"…": "…"} if found else found
    if isinstance(found, list | tuple):
        return found if all(_says_nothing(value) for value in found) else ["…"]
    kind = "whole" if field.startswith("cells.") else _WANTED.get(field, "text")
    wanted = kind in ("text", "date", "yuan") if isinstance(found, str) else kind == "whole"
    return found if wanted or _says_nothing(found) else "…"


def _says_nothing(value: Any) -> bool:
    """Tell whether a value within a list, or in place of another kind of value, can name nobody."""
    if isinstance(value, str):
        return bool(_SHORT.fullmatch(value))
    return abs(value) < 100_000 if isinstance(value, int | float) else not isinstance(value, dict | list | tuple)


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise InvalidFact(_key(twice), "…", Words("每个字段只出现一次", "each field once"))
    return values


def _key(name: str) -> str:
    """Return the name of a field where it looks like one."""
    return name if _A_KEY.fullmatch(name) else "…"


_decode = json.JSONDecoder(object_pairs_hook=_no_repeats).decode


def _fact(case: str, values: dict[str, Any]) -> FactLine:
    recorded_at = _recorded_at(values)
    replacement = values.get("replacement")
    if isinstance(replacement, dict) and replacement.get("case") == case:
        del replacement["case"]  # the whole corrected fact may be given as a whole line
    fact = build_fact(values.pop("event", None), values)
    return FactLine(case, fact, recorded_at, NEWEST if recorded_at is None else FIRST)


def _rules(values: dict[str, Any]) -> RulesLine:
    number = check_number(values.pop(KIND))
    for name in values:
        raise UnknownField(_key(name), (KIND,), KIND)
    return RulesLine(number)


def _recorded_at(values: dict[str, Any]) -> datetime | None:
    given = values.pop("recorded_at", None)
    return None if given is None else time_from(given)


def _person(case: str, values: dict[str, Any]) -> PersonLine:
    person = values.pop("person")
    if not isinstance(person, dict):
        raise InvalidFact("person", "…", AN_OBJECT)
    for name in (*values, *(set(person) - set(Person._fields))):
        raise UnknownField(_key(name), ("case", "person", *Person._fields), "person")
    return PersonLine(case, checked(Person(**person)))


def somebody(person: Person | None) -> Person | None:
    """Return *person*, None where no part says something that can be seen; what is no text at all is left to be refused."""
    parts = () if person is None else person
    said = any(part is not None and (not is_text(part) or says_something(part)) for part in parts)
    return person if said else None


def checked(person: Person) -> Person:
    """Return *person*, of whom each part is text or nothing; ``InvalidFact`` names the part and repeats nothing of it."""
    for name, value in zip(Person._fields, person, strict=True):
        if value is not None and not is_text(value):
            raise InvalidFact(f"person.{name}", "…", A_TEXT)
    return person


def _ledger(values: dict[str, Any]) -> LedgerEntry:
    recorded_at = _recorded_at(values)
    return LedgerEntry(_ledger_line(values), recorded_at)


def _ledger_line(values: dict[str, Any]) -> LedgerLine:
    ledger = values["ledger"]
    if not is_text(ledger):
        raise InvalidFact("ledger", ledger, A_TEXT)
    known = [a.name for a in attrs.fields(LedgerLine)]
    for name in values:
        if name not in known:
            raise UnknownField(name, known, ledger)
    if isinstance(values.get("cells"), str):
        raise InvalidFact("cells", "…", AN_OBJECT)
    if "amount" in values:
        values["amount"] = _yuan(values["amount"])
    if values.get("on") is not None:
        values["on"] = _day(values["on"])
    if values.get("replacement") is not None:
        values["replacement"] = _replacement(values["replacement"])
    return LedgerLine(**values)


def _replacement(value: Any) -> LedgerLine:
    if not isinstance(value, dict) or "ledger" not in value:
        raise InvalidFact("replacement", value if isinstance(value, dict) else "…", A_LEDGER_LINE, "rectified")
    return _ledger_line(value)


def _yuan(value: Any) -> str:
    """Return an amount that is written as plain decimal text; which may be recorded is another question."""
    if type(value) is str and A_DECIMAL.fullmatch(value):
        return value
    raise InvalidFact("amount", value, Words('十进制金额文字，如 "23500.00"', "an amount as decimal text"))


def _day(value: Any) -> Any:
    try:
        return parse_date(value)
    except (ValueError, TypeError):
        raise InvalidFact("on", value, Words("日期（YYYY-MM-DD）", "a date (YYYY-MM-DD)")) from None


def fact_lines(found: Iterable[tuple[str, Entry]]) -> Iterator[str]:
    """Write facts as lines of a case file, with a line of the rules before the first that are others than before."""
    rules = FIRST
    for number, entry in found:
        if entry.rules != rules:
            rules = entry.rules
            yield entry_data(rules)
        yield fact_line(number, entry)


def fact_line(case: str, entry: Entry) -> str:
    """Write one fact as a line of a case file."""
    values = {"case": case, **fact_to(entry.fact)}
    if entry.recorded_at is not None:
        values["recorded_at"] = time_to(entry.recorded_at)
    return dumps(values)


def person_line(case: str, person: Person) -> str:
    """Write one person as a line of a case file."""
    return dumps({"case": case, "person": {k: v for k, v in person._asdict().items() if v is not None}})


def ledger_values(line: LedgerLine) -> str:
    """Write one fact of the ledger without the time of its recording."""
    return dumps(ledger_to(line))


def ledger_to(line: LedgerLine) -> dict[str, Any]:
    """Return one fact of the ledger as JSON has it, without fields that were left out."""
    values = {a.name: _ledger_value(getattr(line, a.name)) for a in attrs.fields(LedgerLine)}
    return {name: value for name, value in values.items() if value is not None}


def _ledger_value(value: Any) -> Any:
    if isinstance(value, LedgerLine):
        return ledger_to(value)
    return {k: plain(v) for k, v in value.items()} if isinstance(value, dict) else plain(value)
