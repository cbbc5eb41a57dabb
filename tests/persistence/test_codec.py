"""Facts as plain data and back: every kind goes out and in equal, and every misfit says what is wrong."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from persistence import build_fact, fact_from, fact_to, parse_line
from persistence.casefile import FactLine, fact_line
from persistence.codec import READERS, own_data, time_from, time_to
from workflow.case import Entry
from workflow.errors import InvalidFact, MissingField, UnknownField, UnknownKind
from workflow.events import EVENT_OF, EVENTS, Received, Rectified
from workflow.numbers import is_number

# The case file format, typed off: each kind with its own fields; "?" = may be left out.
CHANNELS = ("in_person", "oral", "registered_mail", "ordinary_mail", "online", "fax")
REQUESTERS = ("natural_person", "business", "research", "public_welfare", "legal_service", "other_organisation")
OUTCOMES = (
    *("granted_already_public", "granted", "partly_granted", "refused_state_secret", "refused_by_law"),
    *("refused_security_stability", "refused_third_party", "refused_internal_affairs", "refused_deliberative"),
    *("refused_enforcement_file", "refused_registry_query", "unavailable_not_held", "unavailable_not_responsible"),
    *("unavailable_needs_creation", "unavailable_still_unclear", "not_processed_petition", "not_processed_repeat"),
    *("not_processed_publication", "not_processed_excessive", "not_processed_reconfirmation", "other"),
)
GROUNDS = (
    *("published", "public_interest", "internal_affairs", "deliberative", "enforcement_file"),
    *("state_secret", "security_stability"),
)
RESULTS = ("upheld", "overturned", "other")
KINDS: dict[str, dict[str, Any]] = {
    "received": {
        "channel": CHANNELS,
        "requester": REQUESTERS,
        "subject": "text",
        "submitted_on?": "date",
        "auto_acknowledged_on?": "date",
        "requesters?": "whole+2",
        "split_from?": "name",
    },
    "review_started": {},
    "clarification_requested": {"respond_by": "date", "items?": "list"},
    "clarified": {},
    "processing_started": {},
    "third_party_consulted": {"party": "name", "served_on?": "date", "ref?": "name"},
    "third_party_answered": {
        "party": "name",
        "position": ("agrees", "objects", "objects_with_reasons"),
        "ref?": "name",
    },
    "agency_consulted": {"agency": "name", "served_on?": "date", "joint": "bool", "ref?": "name"},
    "agency_answered": {"agency": "name", "position": ("agrees", "objects"), "ref?": "name"},
    "ground_found": {"ground": GROUNDS, "reasons?": "name", "level?": "name", "address?": "name"},
    "third_party_told": {"party": "name", "decision": ("to_be_disclosed", "not_disclosed")},
    "extended": {"workdays": "1-20", "approved_by": "text", "approved_on?": "date"},
    "reasons_requested": {"respond_by?": "date"},
    "reasons_given": {"accepted": "bool"},
    "deferred": {"until": "date"},
    "fee_noticed": {"amount": "yuan", "method": ("by_item", "by_page")},
    "fee_paid": {"amount": "yuan"},
    "replied": {
        "outcome": OUTCOMES,
        "delivery": ("in_person", "entrusted", "post", "electronic"),
        "delivered_on?": "date",
        "document?": "text",
        "articles?": "list",
        "remedies_told?": "bool",
        "review_first_told?": "bool",
        "referred_to?": "name",
        "earlier_case?": "name",
        "earlier_granted?": "bool",
    },
    "letter_issued": {
        "letter": "name",
        "number": "name",
        "text_hash": "name",
        "answers?": "whole",
        "signed_by?": "name",
        "sealed?": "bool",
    },
    "delivered": {
        "letter": "name",
        "method": ("in_person", "entrusted", "post", "electronic"),
        **dict.fromkeys(("posted_on?", "signed_on?", "arrived_on?", "refused_on?"), "date"),
        "carrier?": ("china_post", "other"),
        "returned?": "bool",
        "evidence?": "name",
    },
    "lapsed": {"cause": ("clarification", "fee")},
    "withdrawn": {},
    "archived": {},
    "reopened": {"reason": "name"},
    "voided": {"reason": "name", "approved_by": "name", "duplicate_of?": "name"},
    "reply_ordered": {
        "ordered_by": ("court", "reconsideration", "supervisor", "superior"),
        "due_on?": "date",
        "workdays?": "whole",
    },
    "reconsideration_filed": {"dispute": "name"},
    "reconsideration_accepted": {"dispute": "name", "procedure": ("simple", "ordinary")},
    "reconsideration_refused": {"dispute": "name"},
    "reconsideration_decided": {"dispute": "name", "result": RESULTS},
    "litigation_filed": {"dispute": "name", "after_reconsideration": "bool"},
    "litigation_decided": {"dispute": "name", "result": RESULTS, "final?": "false"},
    "litigation_appealed": {"dispute": "name"},
    "rectified": {"event_no": "whole", "replacement?": "fact", "reason": "name"},
}
COMMON = {"on": "date", "by?": "text", "note?": "text"}

DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31)).map(date.isoformat)
TEXTS = st.text(max_size=20) | st.sampled_from(
    ["", "榕工信〔2025〕第1号", "a\u0000b", '"\\', "\u2028\r\n", "😀", "[/x]"]
)
NAMES = TEXTS.filter(str.strip)
CENTURY = 100 * 365 * 86_400
MOMENTS = st.integers(-CENTURY, CENTURY).map(lambda s: datetime(2000, 1, 1, tzinfo=UTC) + timedelta(seconds=s)) | (
    st.integers(0, 10**15).map(lambda us: datetime(2000, 1, 1, tzinfo=UTC) + timedelta(microseconds=us))
)
YUAN = st.decimals(0, 10**9, places=2).map(str) | st.sampled_from(["0", "400.50", "400.5", "0.00", "1000000"])
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "date": DAYS,
    "text": TEXTS,
    "name": NAMES,
    "bool": st.booleans(),
    "yuan": YUAN,
    "list": st.lists(TEXTS, min_size=1, max_size=3),
    "1-20": st.integers(1, 20),
    "whole": st.integers(1, 10**6),
    "whole+2": st.integers(2, 10**6),
    "false": st.just(False),  # true says nothing and is not written
}


def value_of(kind_of_value: Any) -> st.SearchStrategy[Any]:
    if isinstance(kind_of_value, tuple):
        return st.sampled_from(kind_of_value)
    return st.deferred(facts) if kind_of_value == "fact" else VALUES[kind_of_value]


def fact_of(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    """Draw a fact of *kind* as the file format writes it."""
    fields = COMMON | KINDS[kind]
    needed = {name: value_of(v) for name, v in fields.items() if not name.endswith("?")}
    free = {name[:-1]: value_of(v) for name, v in fields.items() if name.endswith("?")}
    return st.fixed_dictionaries(needed, optional=free).map(lambda values: {"event": kind, **values})


def facts() -> st.SearchStrategy[dict[str, Any]]:
    return st.sampled_from(sorted(KINDS)).flatmap(fact_of)


def least(kind: str) -> dict[str, Any]:
    """Return the smallest fact of *kind*: what it must have and nothing else."""
    plain = {
        "date": "2025-03-03",
        "text": "x",
        "name": "x",
        "bool": True,
        "yuan": "1.00",
        "1-20": 5,
        "whole": 1,
        "whole+2": 2,
    }
    needed = {n: v for n, v in (COMMON | KINDS[kind]).items() if not n.endswith("?")}
    return {"event": kind, **{n: v[0] if isinstance(v, tuple) else plain[v] for n, v in needed.items()}}


FIELDS = [(kind, name, value) for kind in KINDS for name, value in (COMMON | KINDS[kind]).items()]
NEEDED = [(kind, name) for kind, name, _ in FIELDS if not name.endswith("?")]

# What may not stand in a field of each type.
WRONG: dict[str, list[Any]] = {
    "date": [
        *("2025-02-29", "2025-13-01", "2025-1-1", "20250101", "2025/01/01", "2025-01-01T00:00:00"),
        *("", "昨天", "２０２５-０１-０１", 20250101, 1.5, True, [], {}),
    ],
    "text": [5, 1.5, True, [], ["x"], {}],
    "name": ["", "  ", "\n", 5, True, [], {}],
    "bool": ["true", "yes", "", 0, 1, "是", [], {}],
    "yuan": [5, 5.5, True, "", "x", "-1", "-0.01", "NaN", "sNaN", "Infinity", "1,000", "1_000", "￥5", [], {}],
    "false": ["true", "yes", "", 0, 1, None, [], {}],
    "list": ["x", 5, True, {}, [1], ["x", None]],
    "1-20": [0, 21, -1, "5", 5.0, True, [], {}],
    "whole": [0, -1, "5", 1.0, True, [], {}],
    "whole+2": [1, 0, -1, "5", 2.0, True, [], {}],
    "fact": ["x", 5, True, [], {}, {"event": "received"}, {"event": "nothing", "on": "2025-01-01"}],
}
ALLOWED = {
    "date": "YYYY-MM-DD",
    "text": "文字",
    "name": "非空文字",
    "bool": "true 或 false",
    "yuan": "非负金额",
    "false": "true 或 false",
    "list": "文字列表",
    "1-20": "1 至 20",
    "whole": "不小于 1 的整数",
    "whole+2": "不小于 2 的整数",
}
MISFITS = [
    (kind, name.rstrip("?"), value_type, wrong)
    for kind, name, value_type in FIELDS
    for wrong in (["nothing", "", 5, True, [], {}] if isinstance(value_type, tuple) else WRONG[value_type])
]


def test_kinds_are_those_of_the_format() -> None:
    """The library knows the kinds and fields of the file format, and no others."""
    known = {cls.kind: {a.name for a in cls.__attrs_attrs__} for cls in EVENTS}
    assert known == {kind: {n.rstrip("?") for n in COMMON | KINDS[kind]} for kind in KINDS}


SHOWN = {"None": "空", "True": "true", "False": "false"}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_fact_goes_out_as_it_came_in(kind: str) -> None:
    """A fact of every kind, with any values, comes out of the codec as it went in."""

    @settings(deadline=None, max_examples=30)
    @given(fact_of(kind))
    def check(values: dict[str, Any]) -> None:
        fact = fact_from(values)
        assert type(fact) is EVENT_OF[kind]
        assert fact_to(fact) == values
        assert fact_from(fact_to(fact)) == fact

    check()


@settings(deadline=None)
@given(facts())
def test_fact_survives_its_row_in_the_journal(values: dict[str, Any]) -> None:
    """What the journal keeps of a fact gives the same fact back."""
    fact = fact_from(values)
    row = (fact.kind, fact.on.isoformat(), fact.by, fact.note, own_data(fact))
    assert READERS[row[0]](*row[1:]) == fact
    assert fact_to(READERS[row[0]](*row[1:])) == values


@settings(deadline=None)
@given(NAMES.filter(is_number), facts(), st.none() | MOMENTS)
def test_fact_line_goes_out_as_it_came_in(case: str, values: dict[str, Any], recorded: datetime | None) -> None:
    """A whole line with case number and time of recording comes back out as it went in."""
    line = {"case": case, **values}
    if recorded is not None:
        line["recorded_at"] = recorded.isoformat().replace("+00:00", "Z")
    text = json.dumps(line, ensure_ascii=False)
    taken = parse_line(text)
    assert isinstance(taken, FactLine)
    assert json.loads(fact_line(taken.case, Entry(1, taken.fact, taken.recorded_at))) == line


@settings(deadline=None)
@given(facts())
def test_field_order_does_not_matter(values: dict[str, Any]) -> None:
    """The same fields in another order are the same fact."""
    assert fact_from(dict(reversed(values.items()))) == fact_from(values)


def test_values_become_what_they_say() -> None:
    """Dates, amounts, lists and nested facts are values of Python, not text."""
    fact = fact_from({"event": "fee_noticed", "on": "2025-03-03", "amount": "400.50", "method": "by_page"})
    assert (fact.on, fact.amount, str(fact.amount)) == (date(2025, 3, 3), Decimal("400.5"), "400.50")
    asked = fact_from({"event": "clarification_requested", "on": "2025-03-03", "respond_by": "2025-03-10", "items": []})
    assert (asked.respond_by, asked.items) == (date(2025, 3, 10), ())
    inner = {"event": "archived", "on": "2025-04-01"}
    mended = fact_from({"event": "rectified", "on": "2025-05-01", "event_no": 2, "reason": "x", "replacement": inner})
    assert isinstance(mended, Rectified)
    assert mended.replacement == fact_from(inner)


@pytest.mark.parametrize(("kind", "field", "value_type", "wrong"), MISFITS)
def test_misfit_names_field_found_and_allowed(kind: str, field: str, value_type: Any, wrong: Any) -> None:
    """A value that does not fit raises an error that names the field, what was found and what is allowed."""
    with pytest.raises(InvalidFact) as caught:
        fact_from(least(kind) | {field: wrong})
    message = str(caught.value)
    if value_type == "fact":
        return
    assert caught.value.field == field
    assert field in message
    allowed = " ".join(value_type) if isinstance(value_type, tuple) else ALLOWED[value_type]
    assert allowed in message
    found = wrong if isinstance(wrong, str) else SHOWN.get(repr(wrong), repr(wrong))
    if value_type != "list":
        assert found in message or repr(found)[1:-1] in message
    assert caught.value.message("en") != message


@pytest.mark.parametrize(("kind", "field"), NEEDED)
def test_missing_field_is_named(kind: str, field: str) -> None:
    """A required field that is absent is named, with its kind; so is one that is null."""
    values = least(kind)
    del values[field]
    with pytest.raises(MissingField) as caught:
        fact_from(values)
    assert (caught.value.kind, caught.value.field) == (kind, field)
    assert kind in str(caught.value)
    assert field in str(caught.value)
    with pytest.raises(InvalidFact) as null:
        fact_from(values | {field: None})
    assert null.value.field == field


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_unknown_field_is_named(kind: str) -> None:
    """A field that the kind does not have is named, and those that it has are listed."""
    with pytest.raises(UnknownField) as caught:
        fact_from(least(kind) | {"colour": "red"})
    message = str(caught.value)
    assert "colour" in message
    assert all(name.rstrip("?") in message for name in COMMON | KINDS[kind])


@pytest.mark.parametrize("kind", ["nothing", "", None, 5, ["received"], {}])
def test_unknown_kind_lists_the_kinds(kind: Any) -> None:
    """A kind that does not exist is shown, and every kind is listed."""
    with pytest.raises(UnknownKind) as caught:
        build_fact(kind, {"on": "2025-03-03"})
    assert SHOWN.get(repr(kind), repr(kind)) in str(caught.value)
    assert all(known in str(caught.value) for known in KINDS)


def test_a_kind_that_is_nearly_one() -> None:
    """It is suggested, and the others are not listed."""
    with pytest.raises(UnknownKind, match="是否指 received（收到申请）") as caught:
        build_fact("Received", {"on": "2025-03-03"})
    assert "withdrawn" not in str(caught.value)


@pytest.mark.parametrize("values", [None, 5, "x", [], True])
def test_fact_that_is_no_object(values: Any) -> None:
    """A fact that is no JSON object is refused."""
    with pytest.raises(InvalidFact, match="JSON"):
        fact_from(values)


@pytest.mark.parametrize("found", ["2025-W01-1", "2025W01100", "2025-00366"])
def test_week_is_no_date(found: str) -> None:
    """A day written by its week or its number in the year is no date as the format has it."""
    with pytest.raises(InvalidFact, match="YYYY-MM-DD"):
        fact_from({"event": "withdrawn", "on": found})


def test_amount_keeps_its_digits_and_has_no_exponent() -> None:
    """An amount is written out digit by digit, with the zeros it came with."""
    fact = build_fact("fee_paid", {"on": "2025-03-03", "amount": "1200.00"})
    assert fact_to(fact)["amount"] == "1200.00"


@pytest.mark.parametrize("amount", ["1e5", "1E+999999", " 5 ", "٣"])
def test_amount_is_plain_decimal(amount: str) -> None:
    """An amount with an exponent, blanks or other scripts' digits is no amount of yuan in decimal."""
    with pytest.raises(InvalidFact):
        build_fact("fee_paid", {"on": "2025-03-03", "amount": amount})


@settings(deadline=None)
@given(MOMENTS, st.integers(-14, 14))
def test_time_is_kept_to_the_microsecond_in_utc(moment: datetime, hours: int) -> None:
    """A time of recording goes out in UTC with a Z, and back to the same moment."""
    elsewhere = moment.astimezone(timezone(timedelta(hours=hours)))
    assert time_to(moment) == time_to(elsewhere) == moment.isoformat().replace("+00:00", "Z")
    assert time_from(time_to(moment)) == time_from(elsewhere.isoformat()) == moment


@pytest.mark.parametrize(
    "found",
    [
        *("2025-03-03", "2025-03-03T10:00:00", "2025-02-30T10:00:00Z", "2025-03-03T25:00:00Z", "now", ""),
        *("0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59Z", "2025-W01-1T00:00:00Z", 5, True, [], {}),
    ],
)
def test_time_that_is_none_is_refused(found: Any) -> None:
    """A time without a zone, one that does not exist or no time at all is refused with what is allowed."""
    with pytest.raises(InvalidFact) as caught:
        time_from(found)
    assert caught.value.field == "recorded_at"
    assert "YYYY-MM-DDThh:mm:ssZ" in str(caught.value)


def test_facts_nested_too_deeply_are_refused() -> None:
    """Corrections within corrections a thousand deep are refused as a bad fact, not by breaking down."""
    values: dict[str, Any] = {"event": "archived", "on": "2025-03-03"}
    for _ in range(1000):
        values = {"event": "rectified", "on": "2025-03-03", "event_no": 1, "reason": "x", "replacement": values}
    with pytest.raises(InvalidFact):
        fact_from(values)


def test_received_with_everything() -> None:
    """A receipt as the format shows it becomes the fact it describes."""
    values = {
        "event": "received",
        "on": "2025-03-03",
        "channel": "online",
        "requester": "business",
        "subject": "会议纪要",
        "submitted_on": "2025-03-02",
        "auto_acknowledged_on": "2025-03-02",
        "by": "信息公开岗",
        "note": "周日提交",
    }
    fact = fact_from(values)
    assert isinstance(fact, Received)
    assert (fact.channel.value, fact.requester.value, fact.submitted_on) == ("online", "business", date(2025, 3, 2))
    assert (fact.by, fact.note) == ("信息公开岗", "周日提交")
