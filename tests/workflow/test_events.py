"""Facts: each kind can be made, plain text is taken for a choice, and what does not fit is refused by name."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import attrs
import pytest

from workflow.errors import InvalidFact
from workflow.events import (
    EVENT_OF,
    EVENTS,
    FIELD_NAMES,
    Channel,
    ClarificationRequested,
    Delivery,
    Fact,
    Position,
    Received,
    ReviewStarted,
    all_fields,
)
from workflow.outcomes import Outcome, Requester

ON = date(2025, 3, 10)
LATER = date(2025, 3, 24)
RECEIPT = {"channel": "online", "requester": "research", "subject": "会议纪要"}

# The contract's table of kinds: the own fields that must be given, and those that may.
REQUIRED: dict[str, dict[str, Any]] = {
    "received": RECEIPT,
    "review_started": {},
    "clarification_requested": {"respond_by": LATER},
    "clarified": {},
    "processing_started": {},
    "third_party_consulted": {"party": "甲公司"},
    "third_party_answered": {"party": "甲公司", "position": "objects_with_reasons"},
    "agency_consulted": {"agency": "市财政局", "joint": True},
    "agency_answered": {"agency": "市财政局", "position": "objects"},
    "ground_found": {"ground": "public_interest"},
    "third_party_told": {"party": "甲公司", "decision": "to_be_disclosed"},
    "extended": {"workdays": 20, "approved_by": "李主任"},
    "reasons_requested": {},
    "reasons_given": {"accepted": False},
    "deferred": {"until": LATER},
    "fee_noticed": {"amount": Decimal("83460"), "method": "by_page"},
    "fee_paid": {"amount": Decimal("0.50")},
    "replied": {"outcome": "partly_granted", "delivery": "post"},
    "letter_issued": {"letter": "reply_refuse", "number": "榕工信公开〔2025〕1号-答", "text_hash": "sm3:9f"},
    "delivered": {"letter": "榕工信公开〔2025〕1号-答", "method": "post"},
    "lapsed": {"cause": "fee"},
    "withdrawn": {},
    "archived": {},
    "reopened": {"reason": "有正当理由"},
    "voided": {"reason": "重复登记", "approved_by": "李主任"},
    "reply_ordered": {"ordered_by": "supervisor"},
    "reconsideration_filed": {"dispute": "复议1"},
    "reconsideration_accepted": {"dispute": "复议1", "procedure": "simple"},
    "reconsideration_refused": {"dispute": "复议1"},
    "reconsideration_decided": {"dispute": "复议1", "result": "upheld"},
    "litigation_filed": {"dispute": "诉讼1", "after_reconsideration": True},
    "litigation_decided": {"dispute": "诉讼1", "result": "other"},
    "litigation_appealed": {"dispute": "诉讼1"},
    "rectified": {"event_no": 1, "reason": "录入有误"},
}
OPTIONAL: dict[str, dict[str, Any]] = {
    "received": {"submitted_on": ON, "auto_acknowledged_on": ON, "requesters": 2, "split_from": "2025-001"},
    "clarification_requested": {"items": ("文号", "年份")},
    "third_party_consulted": {"served_on": LATER, "ref": "征1号"},
    "agency_consulted": {"served_on": LATER, "ref": "征1号"},
    "third_party_answered": {"ref": "征1号"},
    "agency_answered": {"ref": "征1号"},
    "extended": {"approved_on": ON},
    "reasons_requested": {"respond_by": LATER},
    "replied": {
        "delivered_on": LATER,
        "document": "〔2025〕第1号",
        "articles": ("16(2)", "37"),
        "remedies_told": True,
        "review_first_told": False,
        "referred_to": "市财政局",
        "earlier_case": "2024-007",
        "earlier_granted": False,
    },
    "litigation_decided": {"final": False},
    "ground_found": {"reasons": "涉及公共安全", "level": "秘密", "address": "本机关网站"},
    "letter_issued": {"answers": 5, "signed_by": "王局长", "sealed": False},
    "delivered": {
        **dict.fromkeys(("posted_on", "signed_on", "arrived_on", "refused_on"), ON),
        "carrier": "china_post",
        "returned": False,
        "evidence": "EMS 1234567890123",
    },
    "reply_ordered": {"due_on": LATER, "workdays": 20},
    "voided": {"duplicate_of": "2025-002"},
    "rectified": {"replacement": ReviewStarted(ON)},
}


def made(kind: str, **more: Any) -> Fact:
    """Make a fact of *kind* with the fields that it must have and *more*."""
    return EVENT_OF[kind](ON, **{**REQUIRED[kind], **more})


def test_the_kinds_are_those_of_the_contract() -> None:
    """There are thirty-four kinds, under the names of the case file."""
    assert [cls.kind for cls in EVENTS] == [
        "received",
        "review_started",
        "clarification_requested",
        "clarified",
        "processing_started",
        "third_party_consulted",
        "third_party_answered",
        "agency_consulted",
        "agency_answered",
        "ground_found",
        "third_party_told",
        "extended",
        "reasons_requested",
        "reasons_given",
        "deferred",
        "fee_noticed",
        "fee_paid",
        "replied",
        "letter_issued",
        "delivered",
        "lapsed",
        "withdrawn",
        "archived",
        "reopened",
        "voided",
        "reply_ordered",
        "reconsideration_filed",
        "reconsideration_accepted",
        "reconsideration_refused",
        "reconsideration_decided",
        "litigation_filed",
        "litigation_decided",
        "litigation_appealed",
        "rectified",
    ]
    for cls in EVENTS:
        assert cls.__name__ == "".join(word.title() for word in cls.kind.split("_"))


@pytest.mark.parametrize("kind", REQUIRED)
def test_each_kind_builds(kind: str) -> None:
    """A kind can be made from what it must have, and carries it."""
    fact = made(kind)
    assert fact.values() == {"on": ON, **REQUIRED[kind]}


@pytest.mark.parametrize("kind", REQUIRED)
def test_each_kind_builds_with_everything(kind: str) -> None:
    """A kind can be made with all that it may have, and has no other fields."""
    everything = {**OPTIONAL.get(kind, {}), "by": "王", "note": ""}
    fact = made(kind, **everything)
    assert fact.values() == {"on": ON, **REQUIRED[kind], **everything}
    fields = {field.name for field in all_fields(type(fact))}
    assert fields == set(FIELD_NAMES[type(fact)]) == {"on", *REQUIRED[kind], *OPTIONAL.get(kind, {}), "by", "note"}


@pytest.mark.parametrize(("kind", "field"), [(k, f) for k, fields in REQUIRED.items() for f in fields])
def test_a_required_field_must_be_given(kind: str, field: str) -> None:
    """Without a field that it must have a fact cannot be made."""
    with pytest.raises(TypeError, match=field):
        EVENT_OF[kind](ON, **{k: v for k, v in REQUIRED[kind].items() if k != field})


@pytest.mark.parametrize(("kind", "field"), [(k, f) for k, fields in OPTIONAL.items() for f in fields])
def test_an_optional_field_may_be_none(kind: str, field: str) -> None:
    """A field that may be left out may be given as nothing, which is the same."""
    nothing = {"items": (), "articles": (), "final": True}.get(field)
    assert made(kind, **{field: nothing}) == made(kind)
    assert field not in made(kind, **{field: nothing}).values()


@pytest.mark.parametrize("kind", REQUIRED)
def test_own_fields_are_given_by_name(kind: str) -> None:
    """Only the day may be given by place: nobody can mix up two texts."""
    with pytest.raises(TypeError):
        EVENT_OF[kind](ON, "x")


DATES = ["2025-03-10", datetime(2025, 3, 10, tzinfo=UTC), 20250310, True, ""]
NO_TEXT = [5, b"text", ["text"]]
WRONG: list[tuple[str, str, Any]] = [
    *[(kind, "on", value) for kind in ("received", "withdrawn", "rectified") for value in [*DATES, None]],
    *[("clarification_requested", "respond_by", value) for value in [*DATES, None]],
    *[("deferred", "until", value) for value in [*DATES, None]],
    *[("received", "submitted_on", value) for value in DATES],
    *[("third_party_consulted", "served_on", value) for value in DATES],
    *[("extended", "workdays", value) for value in (0, 21, -1, True, 5.0, "5", Decimal(5), None)],
    *[("reply_ordered", "workdays", value) for value in (0, -20, True, 20.0, "20")],
    *[("rectified", "event_no", value) for value in (0, -1, True, 1.0, "1", None)],
    *[("received", "requesters", value) for value in (1, -1, True, "2", 2.0)],
    *[
        (kind, "amount", value)
        for kind in ("fee_noticed", "fee_paid")
        for value in (1.5, 380, "380", True, None, Decimal(-1), Decimal("NaN"), Decimal("Infinity"))
    ],
    *[("agency_consulted", "joint", value) for value in (1, 0, "true", "是", None)],
    *[("reasons_given", "accepted", value) for value in (1, 0, "false", None)],
    *[("litigation_filed", "after_reconsideration", value) for value in (1, 0, "", None)],
    *[("third_party_consulted", "party", value) for value in [*NO_TEXT, "", "  ", None]],
    *[("agency_answered", "agency", value) for value in [*NO_TEXT, "", "\n", None]],
    *[("reconsideration_filed", "dispute", value) for value in [*NO_TEXT, "", None]],
    *[("rectified", "reason", value) for value in [*NO_TEXT, "", None]],
    *[("received", "subject", value) for value in [*NO_TEXT, None]],
    *[("extended", "approved_by", value) for value in [*NO_TEXT, None]],
    *[("archived", field, value) for field in ("by", "note") for value in NO_TEXT],
    *[("clarification_requested", "items", value) for value in ("文号", ("文号", 5), None)],
    *[("rectified", "replacement", value) for value in ("review_started", {"event": "review_started"}, 1)],
    *[("received", "channel", value) for value in ("email", "ONLINE", "", None, 1, [], {})],
    *[("received", "requester", value) for value in ("company", "自然人", None)],
    *[("replied", "outcome", value) for value in ("refused", "lapsed_fee", None, ["granted"])],
    *[("replied", "delivery", value) for value in ("courier", None)],
    *[("lapsed", "cause", value) for value in ("reasons", None)],
    *[("delivered", "method", value) for value in ("courier", None)],
    *[("delivered", "carrier", value) for value in ("courier", "", 1)],
    *[("delivered", "signed_on", value) for value in DATES],
    *[("ground_found", "ground", value) for value in ("secret", None)],
    *[("third_party_told", "decision", value) for value in ("granted", None)],
    *[("letter_issued", "number", value) for value in [*NO_TEXT, "", None]],
    *[("letter_issued", "answers", value) for value in (0, True, "5")],
    *[("fee_noticed", "method", value) for value in ("both", None)],
    *[("third_party_answered", "position", value) for value in ("silent", None)],
    *[("agency_answered", "position", value) for value in ("objects_with_reasons", None)],
    *[("reconsideration_accepted", "procedure", value) for value in ("summary", None)],
    *[("reply_ordered", "ordered_by", value) for value in ("minister", None)],
    *[("litigation_decided", "result", value) for value in ("won", None)],
    *[("litigation_decided", "final", value) for value in (1, 0, "false", None)],
    *[("replied", "articles", value) for value in ("16(2)", (16,), None)],
    *[("replied", field, value) for field in ("remedies_told", "earlier_granted") for value in (1, "true", "")],
    *[("replied", field, value) for field in ("referred_to", "earlier_case") for value in [*NO_TEXT, "", " "]],
]


# What a person reads where Python would write its own name of a value.
IN_WORDS = {
    "None": {"zh": "空", "en": "nothing"},
    "True": {"zh": "true", "en": "true"},
    "(16,)": {"zh": "[16]", "en": "[16]"},
    "('文号', 5)": {"zh": "['文号', 5]", "en": "['文号', 5]"},
    "b'text'": {"zh": "字节，不是文字", "en": "bytes, which are no text"},
}


def as_read(value: Any, lang: str) -> str:
    """Return how a message shows a value: numbers and days as they are written, texts in quotes."""
    if isinstance(value, Decimal | date):
        return str(value)
    return IN_WORDS.get(repr(value), {}).get(lang, repr(value)[:50])


@pytest.mark.parametrize(("kind", "field", "value"), WRONG)
def test_what_does_not_fit_is_refused(kind: str, field: str, value: Any) -> None:
    """A wrong value is refused with its field, what was found and what is allowed, in both languages."""
    with pytest.raises(InvalidFact) as caught:
        EVENT_OF[kind](**{"on": ON, **REQUIRED[kind], field: value})
    error = caught.value
    assert (error.field, error.found) == (field, value) or value != value  # NaN is not even itself
    assert error.field == field
    for lang in ("zh", "en"):
        said = error.message(lang)
        assert field in said
        assert as_read(value, lang) in said
        assert error.allowed.say(lang) in said


@pytest.mark.parametrize("field", ["respond_by", "workdays", "until", "amount"])
def test_a_refusal_names_the_kind(field: str) -> None:
    """Whatever the field, the refusal also says of which kind of fact it is."""
    kind = next(k for k, fields in REQUIRED.items() if field in fields)
    with pytest.raises(InvalidFact) as caught:
        made(kind, **{field: "?"})
    assert caught.value.kind == kind


@pytest.mark.parametrize(
    ("kind", "field", "listed"),
    [
        ("received", "channel", ["in_person", "oral", "registered_mail", "ordinary_mail", "online", "fax"]),
        ("lapsed", "cause", ["clarification", "fee"]),
        ("extended", "workdays", ["1", "20"]),
    ],
)
def test_a_refusal_lists_what_is_allowed(kind: str, field: str, listed: list[str]) -> None:
    """The choices, or the ends of the range, stand in the refusal."""
    with pytest.raises(InvalidFact) as caught:
        made(kind, **{field: "?"})
    for value in listed:
        assert value in caught.value.allowed.zh
        assert value in caught.value.allowed.en


@pytest.mark.parametrize("workdays", [1, 20])
def test_the_ends_of_a_range_are_allowed(workdays: int) -> None:
    """An extension may be of one working day and of twenty."""
    assert made("extended", workdays=workdays).values()["workdays"] == workdays


def test_choices_take_plain_text_and_members() -> None:
    """A choice given as text becomes the member; given as the member it stays that."""
    by_text = Received(ON, **RECEIPT)
    by_member = Received(ON, channel=Channel.ONLINE, requester=Requester.RESEARCH, subject="会议纪要")
    assert by_text == by_member
    assert (by_text.channel, by_text.requester) == (Channel.ONLINE, Requester.RESEARCH)
    assert isinstance(by_text.channel, Channel)
    assert isinstance(by_text.requester, Requester)


@pytest.mark.parametrize(
    ("kind", "field", "options"),
    [
        ("received", "channel", Channel),
        ("received", "requester", Requester),
        ("replied", "outcome", Outcome),
        ("replied", "delivery", Delivery),
        ("third_party_answered", "position", Position),
    ],
)
def test_every_choice_is_taken(kind: str, field: str, options: type[Any]) -> None:
    """Each member of a choice can be given by its text."""
    for option in options:
        assert made(kind, **{field: option.value}).values()[field] is option


def test_facts_are_equal_by_kind_and_values() -> None:
    """Two facts are equal when their kind and all their values are; then they are one in a set."""
    assert made("extended") == made("extended")
    assert len({made("extended"), made("extended"), made("extended", workdays=10)}) == 2
    assert made("extended") != made("extended", note="x")
    assert made("clarified") != made("withdrawn")
    assert made("withdrawn") != {"on": ON}
    assert made("fee_paid", amount=Decimal("1.0")) != made("fee_noticed", amount=Decimal("1.0"))


@pytest.mark.parametrize("kind", REQUIRED)
def test_equal_facts_have_one_hash(kind: str) -> None:
    """Equal facts of each kind hash alike, so that sets and dictionaries find them."""
    assert hash(made(kind)) == hash(made(kind))
    full = {**OPTIONAL.get(kind, {}), "by": "王"}
    assert made(kind, **full) == made(kind, **full)
    assert hash(made(kind, **full)) == hash(made(kind, **full))


def test_equal_amounts_have_one_hash() -> None:
    """Two ways to write one amount are one amount."""
    one, other = made("fee_paid", amount=Decimal("380")), made("fee_paid", amount=Decimal("380.00"))
    assert one == other
    assert hash(one) == hash(other)


def test_a_fact_prints_what_it_says() -> None:
    """The representation shows the kind, the day and the values given, and leaves out the rest."""
    assert repr(made("review_started")) == "ReviewStarted(on=2025-03-10)"
    shown = repr(made("extended", note="急"))
    assert shown == "Extended(on=2025-03-10, workdays=20, approved_by='李主任', note='急')"


@pytest.mark.parametrize("kind", REQUIRED)
def test_facts_cannot_be_changed(kind: str) -> None:
    """No field of a fact can be written to, and none added."""
    fact = made(kind)
    for name in ("on", "note", *REQUIRED[kind]):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(fact, name, getattr(fact, name))
    with pytest.raises((AttributeError, TypeError)):
        fact.added = 1


def test_a_list_of_texts_may_be_any_list() -> None:
    """Python's lists become what a frozen fact can hold."""
    asked = [
        ClarificationRequested(date(2025, 3, 3), respond_by=date(2025, 3, 10), items=items)
        for items in (["文号", "年份"], ("文号", "年份"))
    ]
    assert asked[0].items == ("文号", "年份")
    assert asked[0] == asked[1]
