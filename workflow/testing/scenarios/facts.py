"""From what a scenario tells to the facts of a case, with the defaults for what it leaves unsaid.

Left out, a request was handed in (``in_person``) by a natural person; the requester has 10 working days to
clarify; an extension is 20 working days, approved by 负责人; a third party is called 第三方 and agrees; an organ is
called 其他机关, agrees, and did not make the information jointly; reasons are accepted; a fee is 100 yuan by item; a
reply grants and is handed over; a letter is a reply with the number 1号, handed over; a third party is told that the
information is to be disclosed; a court orders; a lapse is for want of payment where only a fee was noticed. A
suit follows reconsideration where one was asked for. The review starts on the day of receipt where a fact needs it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import attrs

from ...calendar import WorkCalendar
from ...errors import InvalidFact
from ...events import EVENT_OF, EVENTS, Fact, ReviewStarted, all_fields
from ...vocabulary.malformed import MalformedScenario, malformed
from ...vocabulary.nodes import Items, Node, Table, Text
from ...vocabulary.values import day, entries, flag, number, scalar, several, table, texts, word, yuan
from ...words import Words
from .vocabulary import ENUMS, FACTS, RECEIPT, fields_of

Entries = Mapping[str, tuple[Text, Node]]
CLARIFY_WORKDAYS = 10
_FIELDS = {cls.kind: {a.name: a for a in all_fields(cls)} for cls in EVENTS}
_ANSWERS = {"third_party_consulted": "third_party_answered", "agency_consulted": "agency_answered"}
_NAMED = {"third_party": ("party", "第三方"), "agency": ("agency", "其他机关")}
_NEED_REVIEW = frozenset({*_ANSWERS, *_ANSWERS.values(), "ground_found", "processing_started"})
_PLAIN: Mapping[str, Mapping[str, Any]] = {
    "received": {"channel": "in_person", "requester": "natural_person", "subject": "政府信息"},
    "third_party_answered": {"position": "agrees"},
    "agency_consulted": {"joint": False},
    "agency_answered": {"position": "agrees"},
    "third_party_told": {"decision": "to_be_disclosed"},
    "extended": {"workdays": 20, "approved_by": "负责人"},
    "reasons_given": {"accepted": True},
    "fee_noticed": {"amount": Decimal(100), "method": "by_item"},
    "fee_paid": {"amount": Decimal(100)},
    "replied": {"outcome": "granted", "delivery": "in_person"},
    "letter_issued": {"letter": "reply", "number": "1号", "text_hash": "sm3:0"},
    "delivered": {"letter": "1号", "method": "in_person"},
    "reply_ordered": {"ordered_by": "court"},
    "reconsideration_filed": {"dispute": "争议"},
    "reconsideration_accepted": {"dispute": "争议", "procedure": "ordinary"},
    "reconsideration_refused": {"dispute": "争议"},
    "reconsideration_decided": {"dispute": "争议"},
    "litigation_filed": {"dispute": "争议"},
    "litigation_decided": {"dispute": "争议"},
    "litigation_appealed": {"dispute": "争议"},
    "rectified": {"reason": "登记有误"},
}


class Told(NamedTuple):
    """One fact of a scenario and its line; ``fact`` is ``None`` where no such fact can be, and ``error`` says why.

    A rectification is ``pending`` until the fact that it mends has its number.
    """

    kind: str
    on: date
    line: int
    fact: Fact | None
    error: InvalidFact | None = None
    implied: bool = False
    pending: Mapping[str, Any] | None = None


def told(said: Entries, calendar: WorkCalendar) -> tuple[Told, ...]:
    """Return the facts that a scenario tells, in the order of the law; on one day, as they are written.

    Raises :class:`MalformedScenario`.
    """
    writer = _Writer(said, calendar)
    written = [one for kind in said if kind in FACTS for one in writer.facts(kind)]
    receipt = next(one for one in written if one.kind == "received")
    if any(one.kind in _NEED_REVIEW for one in written) and "review_started" not in said:
        written.append(Told("review_started", receipt.on, receipt.line, ReviewStarted(receipt.on), implied=True))
    ordered = sorted(written, key=lambda one: (one.on, _RANK.get(one.kind, 1 if one.implied else 2)))
    return tuple(writer.numbered(ordered) if "rectified" in said else ordered)


_RANK = {"received": 0}
_NOTHING: Mapping[str, Any] = {}


class _Writer:
    def __init__(self, said: Entries, calendar: WorkCalendar) -> None:
        self.said, self.calendar = said, calendar

    def facts(self, kind: str) -> Iterator[Told]:
        """Yield the facts under one key: one, or one for each item of a list."""
        key, node = self.said[kind]
        if isinstance(node, Items) and not node.values:
            raise malformed(key.line, f"“{key.value}”没有内容", f"{key.value!r} says nothing")
        for n, each in enumerate(several(node), 1):
            yield from self.one(kind, key, each, n)

    def one(self, kind: str, key: Text, node: Node, n: int) -> Iterator[Told]:
        plain: dict[str, tuple[Text, Node]] = {"on": (key, node)}
        fields = entries(node, key.value, fields_of(kind)) if isinstance(node, Table) else plain
        if kind == "received":
            fields = self.receipt(fields)
        if "on" not in fields:
            zh = f"“{key.value}”缺少日期（{'、'.join(fields_of(kind).words['on'])}）"
            raise malformed(node.line, zh, f"{key.value!r} lacks its date (on)")
        if kind == "rectified":
            yield self.rectified(key, fields)
            return
        answer: dict[str, tuple[Text, Node]] = {
            name: fields.pop(name) for name in ("answered", "position") if kind in _ANSWERS and name in fields
        }
        first = self.built(kind, key, fields, n)
        yield first
        if answer:
            yield self.answer(_ANSWERS[kind], key, answer, first, n)

    def receipt(self, fields: dict[str, tuple[Text, Node]]) -> dict[str, tuple[Text, Node]]:
        """Add what stands beside the receipt; one field in both places is refused."""
        for name in RECEIPT:
            if name in self.said:
                if name in fields:
                    written = self.said[name][0]
                    raise malformed(written.line, f"键“{written.value}”重复", f"key {written.value!r} is repeated")
                fields[name] = self.said[name]
        return fields

    def answer(self, kind: str, key: Text, answer: Entries, asked: Told, n: int) -> Told:
        if "answered" not in answer:
            position = answer["position"][0]
            raise malformed(position.line, "有“意见”而没有“答复”的日期", "a position without the day of the answer")
        name = "party" if kind == "third_party_answered" else "agency"
        fields = {"on": answer["answered"]} | {k: v for k, v in answer.items() if k == "position"}
        given = {field: getattr(asked.fact, field) for field in (name, "ref")} if asked.fact else {}
        return self.built(kind, key, fields, n, given)

    def built(self, kind: str, key: Text, fields: Entries, n: int, given: Mapping[str, Any] = _NOTHING) -> Told:
        """Build one fact; what no fact can carry is kept with its error."""
        on = day(fields["on"][1], fields["on"][0].value)
        line = fields["on"][1].line
        try:
            values = self.defaults(kind, on, n) | dict(given)
            values |= {name: _value(kind, name, *pair) for name, pair in fields.items()}
            missing = [a for a in _FIELDS[kind].values() if a.default is attrs.NOTHING and a.name not in values]
            if missing:
                raise _lacking(key, kind, missing[0].name)
            return Told(kind, on, line, EVENT_OF[kind](**values))
        except InvalidFact as error:
            at = fields[error.field][1].line if error.field in fields else line
            return Told(kind, on, at, None, error)

    def defaults(self, kind: str, on: date, n: int) -> dict[str, Any]:
        """Return what holds where the scenario does not say."""
        values = dict(_PLAIN.get(kind, {}))
        if kind == "clarification_requested":
            values["respond_by"] = self.calendar.nth_working_day_after(on, CLARIFY_WORKDAYS, provisional=True)
        for asked, (field, name) in _NAMED.items():
            if kind.startswith(asked):
                values[field] = name if n == 1 else f"{name}{n}"
        if kind == "lapsed":
            fee = "fee_noticed" in self.said and "clarification_requested" not in self.said
            values["cause"] = "fee" if fee else "clarification"
        if kind == "litigation_filed":
            values["after_reconsideration"] = "reconsideration_filed" in self.said
        return values

    def rectified(self, key: Text, fields: Entries) -> Told:
        on = day(fields["on"][1], fields["on"][0].value)
        values = {"reason": "登记有误"} | {k: _value("rectified", k, *v) for k, v in fields.items() if k in _TEXTS}
        if "event_no" in fields:
            values["event_no"] = number(fields["event_no"][1], fields["event_no"][0].value)
        elif "fact" in fields:
            values["event_no"] = fields["fact"]
        else:
            raise malformed(key.line, f"“{key.value}”缺少“原记录”", f"{key.value!r} lacks the fact (fact)")
        if "replacement" in fields:
            values["replacement"] = self.replacement(fields)
        return Told("rectified", on, fields["on"][1].line, None, pending=values)

    def replacement(self, fields: Entries) -> Fact:
        """Return the corrected fact: of the same kind where that is named, else a table with its kind."""
        key, node = fields["replacement"]
        if "fact" in fields and not (isinstance(node, Table) and any(FACTS.find(k.value) for k, _ in node.pairs)):
            kind = _fact_named(*fields["fact"])
        else:
            ((kind, (key, node)),) = _only(entries(table(node, key.value), key.value, FACTS), key).items()
        made = next(self.one(kind, key, node, 1))
        if made.fact is None:
            raise _as_malformed(made)
        return made.fact

    def numbered(self, ordered: list[Told]) -> Iterator[Told]:
        """Yield the facts with each rectification made: only now has the fact that it names its number."""
        for one in ordered:
            if one.pending is None:
                yield one
                continue
            values = dict(one.pending)
            if isinstance(values["event_no"], tuple):
                values["event_no"] = _number_of(_fact_named(*values["event_no"]), values["event_no"][0], ordered)
            try:
                yield Told("rectified", one.on, one.line, EVENT_OF["rectified"](one.on, **values))
            except InvalidFact as error:
                yield Told("rectified", one.on, one.line, None, error)


_TEXTS = frozenset({"reason", "by", "note"})


def _number_of(kind: str, key: Text, ordered: list[Told]) -> int:
    for n, one in enumerate(ordered, 1):
        if one.kind == kind:
            return n
    raise malformed(
        key.line, f"“{key.value}”：没有记录“{FACTS.zh(kind)}”可更正", f"{key.value!r}: no fact {kind} to rectify"
    )


def _fact_named(key: Text, node: Node) -> str:
    return word(node, key.value, FACTS)


def _only(found: dict[str, tuple[Text, Node]], key: Text) -> dict[str, tuple[Text, Node]]:
    if len(found) != 1:
        raise malformed(key.line, f"“{key.value}”应为一条记录", f"{key.value!r} takes one fact")
    return found


def _lacking(key: Text, kind: str, name: str) -> MalformedScenario:
    zh = f"“{key.value}”缺少“{fields_of(kind).zh(name)}”"
    return malformed(key.line, zh, f"{key.value!r} lacks {name}")


def refuse_invalid(facts: tuple[Told, ...]) -> None:
    """Raise :class:`MalformedScenario` for the first fact that cannot be."""
    for one in facts:
        if one.error is not None:
            raise _as_malformed(one)


def _as_malformed(one: Told) -> MalformedScenario:
    assert one.error is not None
    error, kind = one.error, one.kind
    label = fields_of(kind).zh(error.field)
    return malformed(
        one.line,
        f"“{FACTS.zh(kind)}”的“{label}”：读到“{error.found}”，应为{error.allowed.zh}",
        f"{kind}.{error.field}: found {error.found!r}, allowed is {error.allowed.en}",
    )


def _value(kind: str, name: str, key: Text, node: Node) -> Any:
    """Return the value of a field, read as the field's type demands; ``InvalidFact`` where it cannot be."""
    metadata = _FIELDS[kind][name].metadata
    if "options" in metadata:
        return _option(kind, name, metadata["options"], scalar(node, key.value).value)
    return _READ[metadata["json"]](key, node)


def _option(kind: str, name: str, options: type, written: str) -> str:
    vocabulary = ENUMS[options]
    found = vocabulary.find(written)
    if found is None:
        zh, en = vocabulary.allowed()
        allowed = Words(f"其中之一：{'、'.join(zh)}", f"one of: {', '.join(en)}")
        raise InvalidFact(name, written, allowed, kind)
    return found


_READ: Mapping[str, Callable[[Text, Node], Any]] = {
    "date": lambda key, node: day(node, key.value),
    "text": lambda key, node: scalar(node, key.value).value.strip(),
    "list": lambda key, node: texts(node, key.value),
    "flag": lambda key, node: flag(node, key.value),
    "yuan": lambda key, node: yuan(node, key.value),
    "whole": lambda key, node: number(node, key.value),
}

__all__ = ["Told", "refuse_invalid", "told"]
