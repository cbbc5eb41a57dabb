"""A complaint about a line of a case file repeats what was meant as the field, and nothing that may be a person."""

from __future__ import annotations

import json
from typing import Any

import pytest

from persistence import InvalidLine, read_lines
from workflow.errors import InvalidFact

WANG = {"name": "Wang Xiaoming", "identity": "350102199001011234"}
GOOD = {"case": "1", "event": "withdrawn", "on": "2025-03-03"}
EXTENDED = GOOD | {"event": "extended", "approved_by": "x", "workdays": 5}
RECTIFIED = GOOD | {"event": "rectified", "event_no": 1, "reason": "x"}
CHARGE = {"ledger": "charge", "on": "2025-03-03", "amount": "5"}
DECLARED = {"ledger": "declared", "form": "2021", "year": 2025, "cells": {}}
SECRETS = ("Wang", "wang", "Xiaoming", "xiaoming", "350102", "13900001111")


def complaint(text: str) -> InvalidFact:
    """Return what is said against this line."""
    with pytest.raises(InvalidLine) as caught:
        list(read_lines([text], "a.jsonl"))
    error = caught.value.error
    assert isinstance(error, InvalidFact)
    for message in (str(caught.value), caught.value.message("en"), repr(error), repr(vars(error))):
        assert not [secret for secret in SECRETS if secret in message], message
    return error


LINES = [
    '"Wang Xiaoming"',
    '"wang"',
    '["Wang Xiaoming", "x"]',
    '["wang xiaoming"]',
    '[["Wang"], {"x": "Xiaoming"}]',
    "350102199001011234",
    "[13900001111]",
    "Wang Xiaoming",
    "Wang",
    "wang xiaoming",
    "xiaoming",
    "Wang,13900001111",
    "{Wang: 1}",
    "'Wang'",
]


@pytest.mark.parametrize("text", LINES)
def test_a_line_that_is_no_object_is_not_repeated(text: str) -> None:
    """A list of names saved as a case file is complained about without a name."""
    assert complaint(text).field == "line"


@pytest.mark.parametrize("value", [WANG, [WANG], ["Wang Xiaoming"], [["Wang"]], 350102199001011234, -13900001111.5])
@pytest.mark.parametrize("field", ["case", "event", "on", "by", "note", "recorded_at"])
def test_what_is_no_text_is_not_repeated(field: str, value: Any) -> None:
    """An object, a list or a long number where a text belongs is told by its kind alone."""
    assert complaint(json.dumps(GOOD | {field: value})).field == field


@pytest.mark.parametrize("value", [WANG, "Wang Xiaoming", ["Wang Xiaoming"], {"x": {"y": "Wang"}}])
@pytest.mark.parametrize(
    ("line", "field"),
    [
        (EXTENDED, "workdays"),
        (RECTIFIED, "replacement"),
        (RECTIFIED, "event_no"),
        (CHARGE | {"ledger": "decision", "kind": "licence"}, "count"),
        (DECLARED, "year"),
        (DECLARED, "cells"),
        (DECLARED | {"cells": {"regulation.issued": 1}}, "cells.regulation.issued"),
    ],
)
def test_what_is_no_number_and_no_fact_is_not_repeated(line: dict[str, Any], field: str, value: Any) -> None:
    """The same for a field that wants a number, an object, or another fact."""
    first, _, rest = field.partition(".")
    complaint(json.dumps({k: v for k, v in line.items() if k != "amount"} | {first: {rest: value} if rest else value}))


@pytest.mark.parametrize("value", [WANG, ["Wang Xiaoming"], 350102199001011234])
@pytest.mark.parametrize("field", ["ledger", "on", "amount", "kind", "title", "recorded_at"])
def test_nor_is_it_in_the_ledger(field: str, value: Any) -> None:
    """The same in lines of the ledger, also where another field is at fault."""
    complaint(json.dumps(CHARGE | {field: value}))
    complaint(json.dumps(CHARGE | {field: value, "colour": 1}))


@pytest.mark.parametrize(
    "text",
    [
        r'{"case": {"x": "Wang Xiaoming"}, "\u0070erson": {"name": "Wang Xiaoming"}}',
        r'{"case": "Wang\nXiaoming", "\u0070erson": {"name": "Wang Xiaoming"}}',
        r'{"case": "1", "\u0070erson": "Wang Xiaoming"}',
        '{"case": "1", "person": {"Wang Xiaoming": "name"}}',
        '{"case": "1", "person": {"name": "x"}, "Wang Xiaoming": 1}',
        '{"case": "1", "person": {"Wang": 1, "Wang": 2}}',
    ],
)
def test_a_line_about_a_person_is_not_repeated(text: str) -> None:
    """However the key is written, and whatever stands as a key."""
    complaint(text)


def test_what_is_shown() -> None:
    """Text where a text belongs, numbers where a number belongs, and a list or an object as such."""
    shown = {
        json.dumps(GOOD | {"on": "yesterday"}): "'yesterday'",
        json.dumps(GOOD | {"event": "withdraw"}): "'withdraw'",
        json.dumps(EXTENDED | {"workdays": 123456}): "123456",
        json.dumps(GOOD | {"by": 12}): "12",
        json.dumps(GOOD | {"by": True}): "True",
        json.dumps(DECLARED | {"on": "2025-03-03"}): "datetime.date(2025, 3, 3)",
        json.dumps(DECLARED | {"cells": {"licence.issued": 1}}): "'licence.issued'",
        json.dumps(GOOD | {"by": WANG}): "{'…': '…'}",
        json.dumps(GOOD | {"by": ["Wang"]}): "['…']",
        json.dumps(GOOD | {"by": []}): "[]",
        '"Wang Xiaoming"': "'…'",
    }
    assert {text: repr(complaint(text).found) for text in shown} == shown


@pytest.mark.parametrize("depth", [200, 500, 900, 940, 960, 980, 990, 5000])
@pytest.mark.parametrize("field", ["case", "event", "on", "by", "replacement", "recorded_at"])
def test_a_deep_value_is_refused_in_words(field: str, depth: int) -> None:
    """Lists in lists, however deep, are refused as any other bad value."""
    line = json.dumps(GOOD | {field: "@"}).replace('"@"', "[" * depth + '"Wang"' + "]" * depth)
    complaint(line)
