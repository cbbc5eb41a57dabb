"""Lines of a case file: what is taken, what is passed over, and how a bad line is named."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from persistence import FactLine, InvalidLine, LedgerEntry, Person, PersonLine, parse_line, read_lines
from persistence.casefile import ledger_values, person_line
from workflow.errors import InvalidFact, MissingField, UnknownField, UnknownKind, YishenqingError
from workflow.numbers import is_number

GOOD: dict[str, Any] = {"case": "2025-001", "event": "withdrawn", "on": "2025-03-03"}
RECEIVED: dict[str, Any] = {
    "case": "2025-001",
    "event": "received",
    "on": "2025-03-03",
    "channel": "fax",
    "requester": "research",
    "subject": "会议纪要",
}


def line(**changes: Any) -> str:
    return json.dumps(GOOD | changes, ensure_ascii=False)


def refusal(*lines: str | bytes) -> InvalidLine:
    """Return the complaint about these lines, read as the file ``a.jsonl``."""
    with pytest.raises(InvalidLine) as caught:
        list(read_lines(lines, "a.jsonl"))
    return caught.value


# What stands in the line, the class of the complaint, the field at fault, and what the message must say.
BAD: list[tuple[str | bytes, type[YishenqingError], str, tuple[str, ...]]] = [
    (line(event="nothing"), UnknownKind, "event", ("'nothing'", "received", "rectified")),
    (line(event=None), UnknownKind, "event", ("空", "received")),
    (line(event=["received"]), UnknownKind, "event", ("received",)),
    ('{"case": "1", "on": "2025-03-03"}', UnknownKind, "event", ("received",)),
    (line(colour="red"), UnknownField, "colour", ("withdrawn", "on by note")),
    ('{"case": "1", "event": "withdrawn"}', MissingField, "on", ("withdrawn", "YYYY-MM-DD")),
    (line(on=None), InvalidFact, "on", ("空", "YYYY-MM-DD")),
    (line(on="2025-02-29"), InvalidFact, "on", ("2025-02-29", "YYYY-MM-DD")),
    (line(on="2025-W10-1"), InvalidFact, "on", ("2025-W10-1", "YYYY-MM-DD")),
    (line(by=5), InvalidFact, "by", ("5", "文字")),
    (line(note=["x"]), InvalidFact, "note", ("['x']", "文字")),
    (line(event="extended", workdays=21, approved_by="x"), InvalidFact, "workdays", ("21", "1 至 20")),
    (line(event="fee_paid", amount=5), InvalidFact, "amount", ("5", "金额")),
    (line(event="lapsed", cause="other"), InvalidFact, "cause", ("'other'", "clarification fee")),
    (line(event="extended", approved_by="x", workdays=int("1" * 60)), InvalidFact, "workdays", ("1111", "1 至 20")),
    (line(recorded_at="2025-03-03T10:00:00"), InvalidFact, "recorded_at", ("2025-03-03T10:00:00", "UTC")),
    (line(recorded_at="2025-03-03"), InvalidFact, "recorded_at", ("2025-03-03", "UTC")),
    (line(recorded_at=5), InvalidFact, "recorded_at", ("5", "UTC")),
    (line(recorded_at="0001-01-01T00:00:00+08:00"), InvalidFact, "recorded_at", ("0001-01-01", "UTC")),
    (line(recorded_at="9999-12-31T23:59:59Z"), InvalidFact, "recorded_at", ("9999-12-31", "UTC")),
    (line(case=5), InvalidFact, "case", ("5", "案件编号")),
    (line(case=None), InvalidFact, "case", ("空", "案件编号")),
    (line(case="  "), InvalidFact, "case", ("'  '", "案件编号")),
    ('{"event": "withdrawn", "on": "2025-03-03"}', InvalidFact, "case", ("案件编号",)),
    ("hello", InvalidFact, "line", ("hello", "JSON")),
    ("{", InvalidFact, "line", ("JSON",)),
    ("{} {}", InvalidFact, "line", ("JSON",)),
    ("['x']", InvalidFact, "line", ("JSON",)),
    ("[]", InvalidFact, "line", ("[]", "JSON")),
    ("5", InvalidFact, "line", ("5", "JSON")),
    ("null", InvalidFact, "line", ("空", "JSON")),
    ("true", InvalidFact, "line", ("true", "JSON")),
    ('"x"', InvalidFact, "line", ("'x'", "JSON")),
    ("王小明,350102199001011234", InvalidFact, "line", ("'…'", "JSON")),
    ('["王小明"]', InvalidFact, "line", ("'…'", "JSON")),
    ('{"name": "Wang", "identity": "3501', InvalidFact, "line", ("'…'", "JSON")),
    (line(case="1\n2"), InvalidFact, "case", ("控制字符",)),
    ("[" * 100_000, InvalidFact, "line", ("JSON",)),
    ('{"case": "1", "case": "2", "event": "withdrawn", "on": "2025-03-03"}', InvalidFact, "case", ("只出现一次",)),
    ('{"case": "1", "event": "withdrawn", "on": "2025-03-03", "on": "2025-03-03"}', InvalidFact, "on", ("一次",)),
    (b'{"case": "\xd6\xd0"}', InvalidFact, "line", ("UTF-8",)),
    (line().encode("utf-16"), InvalidFact, "line", ("UTF-8",)),
    (line(person={"name": "x"}), UnknownField, "event", ("person",)),
    ('{"case": "1", "person": {"age": "5"}}', UnknownField, "age", ("name", "identity", "contact")),
    ('{"case": "1", "person": {"name": 5}}', InvalidFact, "person.name", ("文字",)),
    ('{"case": "1", "person": []}', InvalidFact, "person", ("JSON",)),
    ('{"person": {"name": "x"}}', InvalidFact, "case", ("案件编号",)),
    ('{"ledger": "nothing"}', InvalidFact, "ledger", ("'nothing'", "document", "charge")),
    ('{"ledger": 5}', InvalidFact, "ledger", ("文字",)),
    ('{"ledger": "charge", "on": "2025-03-03", "amount": "x"}', InvalidFact, "amount", ("'x'", "十进制")),
    ('{"ledger": "charge", "on": "2025-03-03", "amount": 5.5}', InvalidFact, "amount", ("5.5", "十进制")),
    ('{"ledger": "charge", "on": "2025-03-03", "amount": 5}', InvalidFact, "amount", ("5", "十进制")),
    ('{"ledger": "charge", "amount": "5"}', MissingField, "on", ("必填",)),
    ('{"ledger": "charge", "on": "2025-02-29", "amount": "5"}', InvalidFact, "on", ("2025-02-29", "YYYY-MM-DD")),
    ('{"ledger": "charge", "on": "2025-03-03", "amount": "5", "colour": 1}', UnknownField, "colour", ("amount",)),
    ('{"ledger": "charge", "on": "2025-03-03", "amount": "5", "count": 1}', InvalidFact, "count", ("1", "空")),
    ('{"ledger": "decision", "kind": "x", "on": "2025-03-03", "count": 1}', InvalidFact, "kind", ("licence",)),
    ('{"ledger": "decision", "kind": "licence", "on": "2025-03-03", "count": "1"}', InvalidFact, "count", ("整数",)),
    ('{"ledger": "decision", "kind": "licence", "on": "2025-03-03", "count": true}', InvalidFact, "count", ("整数",)),
    (
        '{"ledger": "document", "kind": "regulation", "action": "lost", "on": "2025-03-03", "count": 1}',
        InvalidFact,
        "action",
        ("'lost'", "opening", "issued", "abolished"),
    ),
    (
        '{"ledger": "document", "kind": "regulation", "action": "issued", "on": "2025-03-03", "count": 1, "title": 5}',
        InvalidFact,
        "title",
        ("5",),
    ),
    ('{"ledger": "declared", "form": "2021", "year": 2025, "cells": []}', InvalidFact, "cells", ("[]",)),
    ('{"ledger": "declared", "form": "2021", "year": 2025, "cells": {"x": 1}}', InvalidFact, "cells", ("'x'",)),
    ('{"ledger": "declared", "form": "2021", "year": "x", "cells": {}}', InvalidFact, "year", ("'x'", "整数")),
]


@pytest.mark.parametrize(("text", "error", "field", "words"), BAD, ids=[f"{n:02}" for n in range(len(BAD))])
def test_bad_line_names_line_field_found_and_allowed(
    text: str | bytes, error: type[YishenqingError], field: str, words: tuple[str, ...]
) -> None:
    """A bad third line is complained about with its number, the field, what was found and what is allowed."""
    complaint = refusal(line(), "", text, line())
    assert (complaint.source, complaint.line) == ("a.jsonl", 3)
    assert type(complaint.error) is error
    assert isinstance(complaint.error, InvalidFact)
    assert complaint.error.field == field
    assert "a.jsonl 第 3 行" in str(complaint)
    assert "line 3" in complaint.message("en")
    assert all(word in str(complaint) for word in (field, *words))


@pytest.mark.parametrize(
    "text",
    [
        line(event="extended", approved_by="x").replace("}", ', "workdays": ' + "1" * 5000 + "}"),
        line(event="received", channel="fax", requester="research").replace("}", ', "subject": "\\ud800"}'),
        line().replace("2025-001", "\\udcff"),
        '{"case": "1", "person": {"name": "\\ud800"}}',
    ],
    ids=["huge-number", "half-a-character", "half-a-character-in-the-number", "half-a-name"],
)
def test_monstrous_line_is_refused_in_words(text: str) -> None:
    """Numbers of thousands of digits and halves of characters are refused as bad lines, not by breaking down."""
    complaint = refusal(line(), text)
    assert complaint.line == 2
    assert isinstance(complaint.error, InvalidFact)


@pytest.mark.parametrize(
    "text",
    [
        '{"case": "1", "person": {"name": "王小明", "identity": "350102199001011234", "contact": "13900001111"',
        '{"case": "1", "person": "王小明 350102199001011234 13900001111"}',
        '{"case": "1", "person": ["王小明", "350102199001011234", "13900001111"]}',
        '{"case": "1", "person": {"name": ["王小明"], "contact": "13900001111"}}',
        '{"case": "1", "person": {"name": "王小明", "age": "350102199001011234"}}',
        '{"case": "1", "person": {"name": "王小明", "name": "13900001111"}}',
        '{"case": "1", "person": {"name": "王小明"}, "note": "13900001111"}',
        '[{"case": "1", "person": {"name": "王小明"}}]',
        '{"person": {"name": "王小明"}, "case": {"name": "王小明"}}',
        b'{"case": "1", "person": {"identity": "\xff350102199001011234"}}',
    ],
    ids=["cut-off", "text", "list", "list-in-name", "unknown-field", "twice", "note", "wrapped", "as-case", "no-utf-8"],
)
def test_complaint_shows_nothing_of_a_person(text: str | bytes) -> None:
    """Whatever is wrong with a line about a person, the complaint shows no name, number or contact."""
    complaint = refusal(text)
    for message in (str(complaint), complaint.message("en"), repr(complaint.error)):
        assert not [secret for secret in ("王小明", "350102", "1390000") if secret in message]


def test_blank_lines_are_passed_over_and_counted() -> None:
    """Blank lines are no lines of the file, but they count for the numbers of those that are."""
    read = list(read_lines(["", "\n", line() + "\n", "   \t\r\n", b"\r\n", line().encode()], "a"))
    assert [number for _, number, _ in read] == [3, 6]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"", b"  \r\n"])
def test_line_ends_of_any_system(end: bytes) -> None:
    """Line ends of Windows and Unix, and none at all, give the same fact."""
    (_, _, taken), *_ = read_lines([line().encode() + end], "a")
    assert isinstance(taken, FactLine)
    assert (taken.case, taken.fact.kind, taken.fact.on) == ("2025-001", "withdrawn", date(2025, 3, 3))


def test_mark_of_utf_8_at_the_start_is_accepted() -> None:
    """A file that begins with the byte order mark of UTF-8 is taken."""
    assert len(list(read_lines([b"\xef\xbb\xbf" + line().encode()], "a"))) == 1
    assert list(read_lines([b"\xef\xbb\xbf\r\n"], "a")) == []


def test_mark_of_utf_8_in_text_is_accepted() -> None:
    """Text that was decoded with its byte order mark still in front is taken too."""
    assert len(list(read_lines(["\ufeff" + line()], "a"))) == 1


def test_recorded_at_is_read_as_utc() -> None:
    """The time of recording is kept, in UTC whatever its zone; without one it is left to the register."""
    given_in_beijing = parse_line(line(recorded_at="2025-03-03T10:00:00+08:00"))
    given_in_utc = parse_line(line(recorded_at="2025-03-03T02:00:00Z"))
    assert isinstance(given_in_beijing, FactLine)
    assert isinstance(given_in_utc, FactLine)
    assert given_in_beijing.recorded_at == given_in_utc.recorded_at == datetime(2025, 3, 3, 2, tzinfo=UTC)
    absent = parse_line(line())
    assert isinstance(absent, FactLine)
    assert absent.recorded_at is None


def test_replacement_may_be_a_whole_line() -> None:
    """The corrected fact may name its case again, but no other."""
    rectified = {"event": "rectified", "event_no": 1, "reason": "日期有误"}
    own = parse_line(line(**rectified, replacement=RECEIVED))
    assert isinstance(own, FactLine)
    assert own.fact.replacement.subject == "会议纪要"
    with pytest.raises(InvalidFact):
        parse_line(line(**rectified, replacement=RECEIVED | {"case": "2025-002"}))


def test_mistake_within_a_replacement_is_named() -> None:
    """A wrong date within a corrected fact is named as such."""
    rectified = {"event": "rectified", "event_no": 1, "reason": "x", "replacement": RECEIVED | {"on": "2025-02-30"}}
    complaint = refusal(line(**rectified))
    assert "2025-02-30" in str(complaint)
    assert "on" in str(complaint)


PARTS = st.none() | st.text(max_size=20)


@settings(deadline=None)
@given(st.text(min_size=1, max_size=20).filter(is_number), PARTS, PARTS, PARTS)
def test_person_goes_out_as_it_came_in(case: str, name: str | None, identity: str | None, contact: str | None) -> None:
    """A person's line comes back as it went out, without what is not known."""
    person = Person(name, identity, contact)
    text = person_line(case, person)
    assert parse_line(text) == PersonLine(case, person)
    assert json.loads(text) == {"case": case, "person": {k: v for k, v in person._asdict().items() if v is not None}}


COUNTS = st.integers(0, 10**6)
DAYS = st.dates().map(date.isoformat)
LEDGERS = st.one_of(
    st.fixed_dictionaries(
        {
            "ledger": st.just("document"),
            "kind": st.sampled_from(["regulation", "normative_document"]),
            "action": st.sampled_from(["opening", "issued", "abolished"]),
            "on": DAYS,
            "count": COUNTS,
        },
        optional={"title": st.text(max_size=20), "number": st.text(max_size=20)},
    ),
    st.fixed_dictionaries(
        {
            "ledger": st.just("decision"),
            "kind": st.sampled_from(["licence", "penalty", "coercion"]),
            "on": DAYS,
            "count": COUNTS,
        }
    ),
    st.fixed_dictionaries(
        {"ledger": st.just("charge"), "on": DAYS, "amount": st.decimals(0, 10**8, places=2).map(str)}
    ),
    st.fixed_dictionaries(
        {
            "ledger": st.just("declared"),
            "form": st.just("2021"),
            "year": st.integers(2021, 2030),
            "cells": st.dictionaries(
                st.sampled_from(["regulation.issued", "normative_document.in_force", "licence.decisions"]), COUNTS
            ),
        }
    ),
)


@settings(deadline=None)
@given(LEDGERS)
def test_ledger_line_goes_out_as_it_came_in(values: dict[str, Any]) -> None:
    """A line of the ledger comes back as it went out."""
    taken = parse_line(json.dumps(values))
    assert isinstance(taken, LedgerEntry)
    assert json.loads(ledger_values(taken.line)) == values
    assert parse_line(ledger_values(taken.line)) == taken


def test_ledger_keeps_when_it_was_recorded_and_its_money_exact() -> None:
    """A charge keeps its cents, and the time at which it was entered."""
    text = '{"ledger": "charge", "on": "2025-03-03", "amount": "400.50", "recorded_at": "2025-03-04T00:00:00Z"}'
    taken = parse_line(text)
    assert isinstance(taken, LedgerEntry)
    assert taken.recorded_at == datetime(2025, 3, 4, tzinfo=UTC)
    assert taken.line.amount == Decimal("400.50")
    assert json.loads(ledger_values(taken.line))["amount"] == "400.50"


def line_at_fault(*lines: str | bytes) -> int | None:
    """Return the number of the line that is complained about, or None where all are taken."""
    try:
        list(read_lines(lines, "a"))
    except InvalidLine as complaint:
        return complaint.line
    return None


@settings(deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_are_taken_or_refused_in_words(noise: bytes) -> None:
    """Whatever bytes a line holds, it is read or refused with its number; nothing else happens."""
    assert line_at_fault(noise) in {None, 1}


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(deadline=None, max_examples=300)
@given(
    st.sampled_from([GOOD, RECEIVED, {"case": "1", "person": {}}, {"ledger": "charge"}, {"ledger": "declared"}]),
    st.dictionaries(
        st.sampled_from(
            [
                "case",
                "event",
                "on",
                "by",
                "note",
                "recorded_at",
                "person",
                "ledger",
                "kind",
                "action",
                "count",
                "amount",
                "form",
                "year",
                "cells",
                "title",
                "number",
                "channel",
                "requester",
                "subject",
                "x",
            ]
        ),
        JSON_VALUES,
        max_size=4,
    ),
)
def test_any_json_is_taken_or_refused_in_words(values: dict[str, Any], changes: dict[str, Any]) -> None:
    """Whatever JSON stands in the fields of a line, it is read or refused with its number."""
    assert line_at_fault(json.dumps(values | changes)) in {None, 1}
