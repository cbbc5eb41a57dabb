"""The table of edge cases: every row is asked of the calendar, of the tariff or of a case with these facts.

The figures are typed in here. Where the table itself lies beside the distribution, the last test checks that
no row is missing and that none differs.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from workflow import Case, Readings, deadlines
from workflow.calendar import china
from workflow.clock import Deadline
from workflow.events import (
    ClarificationRequested,
    Extended,
    Fact,
    FeeNoticed,
    Received,
    Replied,
    ReplyOrdered,
    ReviewStarted,
    ThirdPartyAnswered,
    ThirdPartyConsulted,
)
from workflow.law import fee_by_item, fee_by_page

TABLE = Path(__file__).parents[3] / "shared" / "law" / "edge_cases.json"

# case, receipt, 1st, 7th, 20th and 40th working day after it.
RECEIPTS = [
    ("1 make-up workday", "2025-02-08", "2025-02-10", "2025-02-18", "2025-03-07", "2025-04-07"),
    ("2 EMS Saturday", "2025-03-01", "2025-03-03", "2025-03-11", "2025-03-28", "2025-04-27"),
    ("3 online confirmed", "2025-10-09", "2025-10-10", "2025-10-17", "2025-11-05", "2025-12-03"),
    ("4 new year eve 2024", "2024-02-09", "2024-02-18", "2024-02-26", "2024-03-14", "2024-04-12"),
    ("4b", "2024-02-18", "2024-02-19", "2024-02-27", "2024-03-15", "2024-04-15"),
    ("6 EMS make-up Sunday", "2025-09-28", "2025-09-29", "2025-10-14", "2025-10-31", "2025-11-28"),
    ("7 base", "2025-05-12", "2025-05-13", "2025-05-21", "2025-06-10", "2025-07-08"),
    ("11 base", "2025-03-03", "2025-03-04", "2025-03-12", "2025-03-31", "2025-04-28"),
    ("13 base", "2025-04-07", "2025-04-08", "2025-04-16", "2025-05-07", "2025-06-05"),
    ("14 corrected", "2025-04-25", "2025-04-27", "2025-05-08", "2025-05-27", "2025-06-25"),
    ("45 Dec 31", "2025-12-31", "2026-01-04", "2026-01-12", "2026-01-29", "2026-03-04"),
    ("47 Jan 4", "2026-01-04", "2026-01-05", "2026-01-13", "2026-01-30", "2026-03-05"),
    ("48 Dec 25", "2025-12-25", "2025-12-26", "2026-01-06", "2026-01-23", "2026-02-27"),
    ("4.8 restart", "2026-02-06", "2026-02-09", "2026-02-24", "2026-03-12", "2026-04-10"),
    ("37 art 35", "2026-03-02", "2026-03-03", "2026-03-11", "2026-03-30", "2026-04-28"),
    ("8 new law", "2019-05-15", "2019-05-16", "2019-05-24", "2019-06-13", "2019-07-11"),
    (
        "41 restart after payment (payment day = day 0)",
        "2025-09-10",
        "2025-09-11",
        "2025-09-19",
        "2025-10-14",
        "2025-11-11",
    ),
]
# case, receipt under the law of 2007, its 15th working day, the 20th if the new law takes the request over.
OLD_LAW = [
    ("old law 2019-04-10", "2019-04-10", "2019-04-30", "2019-05-09"),
    ("old law 2019-04-26", "2019-04-26", "2019-05-20", "2019-05-27"),
]
# case, receipt, (sent, answered) of each consultation, working days of extension, working days excluded, due.
CONSULTATIONS = [
    ("17", "2025-03-03", [("2025-03-10", "2025-03-26")], 0, 12, "2025-04-17"),
    ("18", "2025-03-03", [("2025-03-10", "2025-04-02")], 0, 17, "2025-04-24"),
    ("18 + extension", "2025-03-03", [("2025-03-10", "2025-04-02")], 20, 17, "2025-05-26"),
    ("21 union", "2025-03-03", [("2025-03-10", "2025-03-26"), ("2025-03-14", "2025-04-01")], 0, 16, "2025-04-23"),
    ("4.8 after restart", "2026-02-06", [("2026-02-12", "2026-03-05")], 0, 11, "2026-03-27"),
    ("4.8 after restart + extension", "2026-02-06", [("2026-02-12", "2026-03-05")], 20, 11, "2026-04-27"),
]
SERVED = {"2025-04-02": "2025-03-12"}  # of a third party whose 15 working days end on the day of the answer (case 18)
# case, duty, name of the first day in the table, that day, last day: limits that are no reply limits.
LIMITS = [
    ("13 correction period", "clarification", "notice_received", "2025-04-14", "2025-04-27"),
    ("18 third-party limit", "third_party_answer", "received", "2025-03-12", "2025-04-02"),
    ("40 fee payment", "fee_payment", "notice_received", "2025-08-20", "2025-09-17"),
    ("46 court order", "ordered_reply", "effective", "2026-02-06", "2026-03-12"),
]
EXTENSIONS = [("7 partial extension 10", "2025-05-12", 10, "2025-06-24")]
# case, first day (not counted), calendar days, the day on which they end, the last day after the roll.
ROLLS = [
    ("roll 2025-06-10+60", "2025-06-10", 60, "2025-08-09", "2025-08-11"),
    ("roll 2025-08-04+60", "2025-08-04", 60, "2025-10-03", "2025-10-09"),
    ("roll 2025-09-23+15", "2025-09-23", 15, "2025-10-08", "2025-10-09"),
    ("roll 2025-12-17+15", "2025-12-17", 15, "2026-01-01", "2026-01-04"),
]
BY_PAGE = {30: 0, 31: 10, 100: 700, 101: 720, 200: 2700, 201: 2740, 2219: 83460}
BY_ITEM = {10: 0, 11: 100, 30: 2000, 31: 2200, 35: 3000, 40: 4000, 41: 4300, 50: 7000, 51: 7400}


def d(text: str) -> date:
    """Read a date."""
    return date.fromisoformat(text)


def names(rows: list[Any]) -> list[str]:
    """Name each row by its case."""
    return [row[0] for row in rows]


def received(on: str) -> Received:
    """A request handed in by a natural person on this day."""
    return Received(d(on), channel="in_person", requester="natural_person", subject="会议纪要")


def limit(duty: str, on: str, *facts: Fact, readings: Readings | None = None) -> Deadline:
    """The first limit of this kind of a case with these facts, as it stands on the day *on*."""
    case = Case.of("2025-001", *facts)
    return next(found for found in deadlines(case, d(on), readings=readings) if found.duty == duty)


@pytest.mark.parametrize("row", RECEIPTS, ids=names(RECEIPTS))
def test_receipt(row: tuple[str, ...]) -> None:
    """Day 1 is the first working day after receipt; 7, 20 and 40 are the limits of Art. 30 and 33(2)."""
    _, receipt, *expected = row
    calendar = china()
    assert [calendar.nth_working_day_after(d(receipt), n) for n in (1, 7, 20, 40)] == [d(day) for day in expected]


@pytest.mark.parametrize("row", RECEIPTS, ids=names(RECEIPTS))
def test_receipt_of_a_case(row: tuple[str, ...]) -> None:
    """A case received that day has these limits: to reply, extended in full, and to ask for clarification."""
    _, receipt, _, day7, day20, day40 = row
    extended = Extended(d(receipt), workdays=20, approved_by="李主任")
    unclear = ClarificationRequested(d(receipt), respond_by=d(day20))
    assert limit("reply", receipt, received(receipt)).due == d(day20)
    assert limit("reply", receipt, received(receipt), extended).due == d(day40)
    assert limit("clarification_notice", receipt, received(receipt), unclear).due == d(day7)


@pytest.mark.parametrize("row", OLD_LAW, ids=names(OLD_LAW))
def test_old_law(row: tuple[str, ...]) -> None:
    """Before 2019-05-15 it was 15 working days; 20 is arguable for a request still open on that day."""
    _, receipt, day15, day20 = row
    new = Readings.default().with_(transition_2019="new_procedure")
    assert limit("reply", receipt, received(receipt)).due == d(day15)
    assert limit("reply", "2019-05-15", received(receipt), readings=new).due == d(day20)


@pytest.mark.parametrize("row", CONSULTATIONS, ids=names(CONSULTATIONS))
def test_consultation(row: tuple[Any, ...]) -> None:
    """The working days after sending up to the answer are left out, each once (Art. 33(3))."""
    _, receipt, spans, extension, excluded, due = row
    facts: list[Fact] = []
    for n, (sent, answered) in enumerate(spans):
        served = SERVED.get(answered, sent)
        facts.append(ThirdPartyConsulted(d(sent), party=f"第三方{n}", served_on=d(served)))
        facts.append(ThirdPartyAnswered(d(answered), party=f"第三方{n}", position="agrees"))
    last = max(fact.on for fact in facts)
    if extension:
        facts.append(Extended(last, workdays=extension, approved_by="李主任"))
    facts.sort(key=lambda fact: fact.on)
    found = limit("reply", last.isoformat(), received(receipt), ReviewStarted(d(receipt)), *facts)
    assert found.due == d(due)
    assert sum(step.length or 0 for step in found.steps if step.op == "exclude") == excluded


@pytest.mark.parametrize("row", LIMITS, ids=names(LIMITS))
def test_other_limit(row: tuple[str, ...]) -> None:
    """The limits of the requester, of the third party, of the payer and of the organ that was ordered."""
    _, duty, _, start, last = row
    day, before = d(start), "2025-03-03"
    facts: dict[str, list[Fact]] = {
        "clarification": [ClarificationRequested(day, respond_by=china().nth_working_day_after(day, 10))],
        "third_party_answer": [
            ReviewStarted(d(before)),
            ThirdPartyConsulted(d("2025-03-10"), party="甲", served_on=day),
        ],
        "fee_payment": [FeeNoticed(day, amount=Decimal(380), method="by_item")],
        "ordered_reply": [
            Replied(d("2025-03-20"), outcome="refused_deliberative", delivery="in_person"),
            ReplyOrdered(day, ordered_by="court"),
        ],
    }
    receipt = "2025-04-07" if duty == "clarification" else "2025-08-04" if duty == "fee_payment" else before
    assert limit(duty, start, received(receipt), *facts[duty]).due == d(last)


@pytest.mark.parametrize("row", EXTENSIONS, ids=names(EXTENSIONS))
def test_extension(row: tuple[Any, ...]) -> None:
    """A shorter extension is counted on from the base (Art. 33(2))."""
    _, receipt, days, due = row
    extended = Extended(d(receipt), workdays=days, approved_by="李主任")
    assert limit("reply", receipt, received(receipt), extended).due == d(due)


@pytest.mark.parametrize("row", ROLLS, ids=names(ROLLS))
def test_roll(row: tuple[Any, ...]) -> None:
    """Calendar days that end on a day off end on the first day after it (CPL 85(3))."""
    _, _, _, nominal, last = row
    assert china().first_working_day_from(d(nominal)) == d(last)


@pytest.mark.parametrize("row", [r for r in ROLLS if r[2] == 60], ids=names([r for r in ROLLS if r[2] == 60]))
def test_roll_of_a_window(row: tuple[Any, ...]) -> None:
    """The 60 days to ask for reconsideration of a reply received that day end so, and say where they rolled."""
    _, start, _, nominal, last = row
    reply = Replied(d(start), outcome="unavailable_not_held", delivery="in_person")
    found = limit("reconsideration_window", start, received("2025-06-03"), reply)
    roll = found.steps[-1]
    assert (roll.op, roll.before, roll.after, found.due) == ("roll", d(nominal), d(last), d(last))


@pytest.mark.parametrize("pages", BY_PAGE)
def test_fee_by_page(pages: int) -> None:
    """So many pages for one request cost so many yuan (109号 Art. 5)."""
    assert fee_by_page(pages) == BY_PAGE[pages]


@pytest.mark.parametrize("items", BY_ITEM)
def test_fee_by_item(items: int) -> None:
    """So many requests of one requester in a calendar month cost so many yuan (109号 Art. 4)."""
    assert fee_by_item(items) == BY_ITEM[items]


def typed_in() -> dict[str, tuple[Any, Any]]:
    """Give each row as the table has it: its inputs and what is expected."""
    rows: dict[str, tuple[Any, Any]] = {
        "fee by page": ({}, {str(pages): yuan for pages, yuan in BY_PAGE.items()}),
        "fee by item per month": ({}, {str(items): yuan for items, yuan in BY_ITEM.items()}),
    }
    for case, receipt, *days in RECEIPTS:
        rows[case] = ({"receipt": receipt}, dict(zip(("day1", "day7", "day20", "day40"), days, strict=True)))
    for case, receipt, day15, day20 in OLD_LAW:
        rows[case] = ({"receipt": receipt}, {"day15": day15, "day20_if_new_law": day20})
    for case, receipt, spans, extension, excluded, due in CONSULTATIONS:
        inputs = {"receipt": receipt, "spans": [list(span) for span in spans], "extension": extension}
        rows[case] = (inputs, {"excluded": excluded, "due": due})
    for case, duty, name, start, last in LIMITS:
        rows[case] = ({name: start} | ({"days": 10} if duty == "clarification" else {}), {"last_day": last})
    for case, receipt, extension, due in EXTENSIONS:
        rows[case] = ({"receipt": receipt, "extension": extension}, {"due": due})
    for case, start, length, nominal, last in ROLLS:
        rows[case] = ({"from": start, "days": length}, {"nominal": nominal, "last_day": last})
    return rows


def test_the_table_is_typed_in_whole() -> None:
    """Names, inputs and figures are those of the table, and no row of it is missing."""
    if not TABLE.exists():
        pytest.skip("the table of edge cases is not part of the distribution")
    rows = json.loads(TABLE.read_text(encoding="utf-8"))
    assert {row["case"]: (row["inputs"], row["expect"]) for row in rows} == typed_in()
    assert len(rows) == len(typed_in())
