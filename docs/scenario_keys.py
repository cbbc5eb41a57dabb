"""The keys of scenario files, as tables for the documentation: read from the code, so that none is forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from workflow.law import READINGS, Readings
from workflow.testing.scenarios import beside, expected, scenario
from workflow.testing.scenarios import vocabulary as v
from workflow.testing.scenarios.vocabulary import Vocabulary

Table = Callable[[Iterable[str], Iterable[Iterable[str]]], str]
DAY, YES = "a day", "是 or 否"
_OF_EVERY_FACT = ("by", "note")

FRAME = {
    "scenario": "the title, and the name of the test; it must be there",
    "authority": "the articles on which it rests, one or a list",
    "tags": "words to sort by, one or a list",
    "remark": "a remark; nothing is made of it",
    "on": "the day at whose end it is judged; else that of the last fact",
    "readings": "disputed points decided otherwise: `point=option`, one or a list, or a table of them",
    "calendar": "the region whose local days off count, or a table",
    "expect": "what the law should make of it, a table; it must be there",
}
RECEIPT = "of the receipt; it may stand beside it or in it"
EXPECT = {
    "due": f"{DAY}: the deadline for the reply",
    "start": f"{DAY}: from which its time limit is counted",
    "safe_due": f"{DAY}: the earliest deadline over all readings",
    "due_if_silent": f"{DAY}: the deadline if an answer that is out never comes; or 无",
    "deadlines": f"a table: each time limit with {DAY}, a list of days, the older act first, 无, or a table",
    "articles": "the articles of the derivation, in order, a list",
    "state": "how the time limit for the reply stands",
    "stage": "the stage of the case",
    "provisional": f"{YES}: whether the date waits for a notice of the State Council",
    "law": "which Regulation holds",
    "breaches": "the duties that are not met, one or a list, or 无",
    "worth_a_look": "the duties that are only a warning, one or a list, or 无",
    "row": "the row of table III in which it is concluded, or 无",
    "column": "the column of table III",
    "counted": "a table: each year with the rows of table III in which the case counts, or 无",
    "workdays": f"a table: each day with {YES}: whether it is a working day",
    "fee": "a table: the information processing fee for so many requests or pages",
    "report": f"a table: each year with {DAY}: when the report on it is due",
    "refused": "the fact that is refused, the last one told; or a table",
    "warning": "words that a warning of the clock contains, one or a list",
}
WITHIN: Mapping[str, tuple[Vocabulary, Mapping[str, str]]] = {
    "calendar": (scenario._CALENDAR, {"region": "the region", "known_on": f"{DAY}: up to which notices are known"}),
    "deadlines": (expected._LIMIT, {"due": DAY, "state": "how it stands", "start": DAY}),
    "fee": (beside._FEE, {"method": "how it is reckoned", "number": "how many", "amount": "in yuan"}),
    "refused": (expected._REFUSED, {"kind": "the fact", "words": "what the message contains, one or a list"}),
}
_OF_ENUMS = {
    "Requester": "申请人、表三列",
    "Channel": "渠道",
    "Outcome": "答复的结果",
    "Delivery": "送达方式",
    "Position": "第三方的意见",
    "AgencyPosition": "其他机关的意见",
    "FeeMethod": "计收方式",
    "PartyDecision": "告知第三方的决定",
    "Ground": "认定的依据",
    "Carrier": "寄递企业",
    "LapseCause": "视为放弃申请的事由",
    "OrderedBy": "责令机关",
    "Procedure": "复议审理程序",
    "DisputeResult": "复议、诉讼的结果",
}


def scenario_keys(table: Table) -> str:
    """Return the keys and the words of scenario files, as tables; a key that is explained nowhere is an error."""
    told = ((_spelt(v.FACTS, kind), f"`{kind}`", _fields(kind)) for kind in v.FACTS)
    parts = (
        ("Of a scenario", ("中文", "English", "takes"), _frame()),
        ("Facts", ("中文", "English", "takes a day, or a table of"), (*told, _of_every_fact())),
        ("Under 应当", ("中文", "English", "takes"), _explained(expected.EXPECT, EXPECT)),
        ("Under 期限", ("中文", "English"), ((_spelt(v.LIMITS, limit), f"`{limit}`") for limit in v.LIMITS)),
        ("Tables within", ("within", "中文", "English", "takes"), _within()),
        ("Words", ("of", "words"), _words()),
    )
    return "\n\n".join(f"### {title}\n\n{table(headings, rows)}" for title, headings, rows in parts)


def _of_every_fact() -> tuple[str, ...]:
    fields = v.fields_of("received")
    return "(every fact)", "", "<br>".join(f"{_spelt(fields, name)} `{name}`" for name in _OF_EVERY_FACT)


def _frame() -> Iterator[tuple[str, ...]]:
    yield from _explained(v.FRAME, FRAME)
    yield from _explained(v.RECEIPT, dict.fromkeys(v.RECEIPT, RECEIPT))


def _explained(keys: Vocabulary, said: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    if set(keys) != set(said):
        raise LookupError(f"not explained, or not in the code: {set(keys) ^ set(said)}")
    yield from ((_spelt(keys, key), f"`{key}`", said[key]) for key in keys)


def _within() -> Iterator[tuple[str, ...]]:
    names = {**v.FRAME.words, **expected.EXPECT.words}
    for key, (keys, said) in WITHIN.items():
        yield from ((names[key][0], *row) for row in _explained(keys, said))


def _words() -> Iterator[tuple[str, ...]]:
    yield (
        "解读 (see [readings](clock.md#readings))",
        "、".join(point.id for point in READINGS if point.convention is None),
    )
    yield "状态", _listed(v.STATES)
    yield "阶段", _listed(v.STAGES)
    yield "适用版本", _listed(v.laws(Readings.default().law))
    yield "违反、提示", _listed(v.breach_names())
    yield "表三行、计入", _listed(v.ROWS)
    for options, words in v.ENUMS.items():
        yield _OF_ENUMS[options.__name__], _listed(words)


def _fields(kind: str) -> str:
    fields = v.fields_of(kind)
    return "<br>".join(f"{_spelt(fields, name)} `{name}`" for name in fields if name not in _OF_EVERY_FACT)


def _spelt(keys: Vocabulary, key: str) -> str:
    return " ".join(f"`{word}`" for word in keys.words[key])


def _listed(words: Vocabulary) -> str:
    return "、".join(words.zh(word) for word in words)
