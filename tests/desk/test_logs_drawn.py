"""Logs of any lawful history, in any zone and order: what is read is what happened."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from enum import Enum
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.logs import read_log
from workflow import Case, breaches
from workflow.case import BEIJING
from workflow.events import EVENTS, Fact, all_fields
from workflow.testing.strategies import lawful_histories

FIELDS = sorted({a.name for cls in EVENTS for a in all_fields(cls) if a.metadata["json"] not in ("fact", "list")})
ZONES = st.integers(-48, 56).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))
WAYS = ("%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日")


def the_map() -> str:
    """Return a map in which every activity is called as its kind, and every column as its field."""
    lines = ['[columns]\ncase = "no"\nactivity = "kind"\ndate = "on"']
    for cls in EVENTS:
        if cls.kind != "rectified":
            own = [a.name for a in all_fields(cls) if a.name in FIELDS and a.name != "on"]
            lines += [f"[activities.{cls.kind}]", f'kind = "{cls.kind}"', *(f'{f} = {{ column = "{f}" }}' for f in own)]
    return "\n".join(lines)


def cell(value: Any) -> str:
    """Write the value of a field as a person would."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Enum):
        return str(value.value)
    return "" if value is None else str(value)


def told(history: Sequence[Fact]) -> list[Fact]:
    """Return the facts that hold, without what a cell cannot hold: a list of items."""
    facts = Case.of("甲-1", *history).facts
    return [attrs.evolve(fact, items=()) if hasattr(fact, "items") else fact for fact in facts]


def read(facts: Sequence[Fact], days: Sequence[str], upwards: bool) -> Case:
    """Write a log, from new to old with *upwards*, and read its only case."""
    rows = [
        [
            "甲-1",
            fact.kind,
            *(day if f == "on" else cell(getattr(fact, f, None)) for f in FIELDS),
        ]
        for fact, day in zip(facts, days, strict=True)
    ]
    with tempfile.TemporaryDirectory() as folder:
        log, map_ = Path(folder, "l.csv"), Path(folder, "m.toml")
        map_.write_text(the_map(), "utf-8")
        with log.open("w", encoding="gb18030", newline="") as out:
            csv.writer(out).writerows([["no", "kind", *FIELDS], *(reversed(rows) if upwards else rows)])
        found = read_log(log, map_, date.max)
    assert found.unread == ()
    (case,) = found.cases
    return case


@settings(deadline=None)  # the time of a slow disk is no fault
@given(lawful_histories(), st.integers(0, 86_399 - 99), st.data())
def test_stamps_of_any_zone_and_order_tell_the_history(
    history: Sequence[Fact], second: int, data: st.DataObject
) -> None:
    """Each fact a second after the one before, in Beijing, written in a zone of its own; the rows stand in any order."""
    facts = told(history)
    midnight = datetime.min.time()
    moments = [datetime.combine(f.on, midnight, BEIJING) + timedelta(seconds=second + n) for n, f in enumerate(facts)]
    rows = [(f, m.astimezone(data.draw(ZONES)).isoformat()) for f, m in zip(facts, moments, strict=True)]
    shuffled = data.draw(st.permutations(rows))
    case = read([fact for fact, _ in shuffled], [day for _, day in shuffled], upwards=False)
    assert list(case.facts) == facts


@pytest.mark.parametrize("upwards", [False, True])
@settings(deadline=None)
@given(history=lawful_histories(), ways=st.lists(st.sampled_from(WAYS), min_size=1))
def test_days_written_in_any_way_tell_the_history(upwards: bool, history: Sequence[Fact], ways: list[str]) -> None:
    """From old to new and from new to old; the breaches are those of the history."""
    facts = told(history)
    if upwards and facts[0].on == facts[-1].on:
        return  # of a log of one day nobody can tell which way it runs
    days = [fact.on.strftime(ways[n % len(ways)]) for n, fact in enumerate(facts)]
    case = read(facts, days, upwards)
    assert list(case.facts) == facts
    on = facts[-1].on + timedelta(days=90)
    assert list(breaches([case], on)) == list(breaches([Case.of("甲-1", *facts)], on))
