"""Dated situations from published judgments, decisions and answers, each cited by its id: the law's answer, and ours.

They stand beside the distribution, with their authorities; where they do not, these tests are skipped.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from persistence.casefile import FactLine, read_lines
from workflow import Case, Readings, breaches, deadlines
from workflow.calendar import china
from workflow.clock import Deadline
from workflow.duties import Breach
from workflow.law import fee_by_page

FILE = Path(__file__).parents[3] / "shared" / "law" / "dated_cases.json"
CASES: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))["cases"] if FILE.exists() else []
WINDOWS = {"reconsideration_window", "litigation_window"}


class Judged(NamedTuple):
    """What we say of one situation on its day."""

    case: Case
    limits: tuple[Deadline, ...]
    breaches: tuple[Breach, ...]

    def dues(self, duty: str) -> list[str]:
        """Return the last days of the limits of one duty."""
        return [limit.due.isoformat() for limit in self.limits if limit.duty == duty]

    @property
    def reply(self) -> Deadline:
        """The limit for the reply."""
        return next(limit for limit in self.limits if limit.duty == "reply")


def judged(given: dict[str, Any]) -> Judged:
    """Judge a situation under its readings and the country's calendar."""
    lines = read_lines([json.dumps(line, ensure_ascii=False) for line in given["lines"]], "-")
    facts = [line.fact for _, _, line in lines if isinstance(line, FactLine)]
    case, on = Case.of(given["id"], *facts), date.fromisoformat(given["on"])
    readings = Readings.default().with_(**given["readings"])
    return Judged(case, deadlines(case, on, china(), readings), tuple(breaches([case], on, china(), readings)))


def check_breach(found: Judged, wanted: list[str]) -> None:
    """There is a breach or warning of this duty, under this article."""
    duty, article = wanted
    assert article in [breach.article for breach in found.breaches if breach.duty == duty]


def check_no_breach(found: Judged, duty: str) -> None:
    """Nothing is said against this duty."""
    assert duty not in [breach.duty for breach in found.breaches]


def check_fee(found: Judged, wanted: list[int]) -> None:
    """So many pages cost so many yuan."""
    pages, yuan = wanted
    assert fee_by_page(pages) == Decimal(yuan)


def check_window(duty: str) -> Callable[[Judged, str | None], None]:
    """Make the check of a limit by its duty: its last day, or that there is none."""

    def check(found: Judged, wanted: str | None) -> None:
        assert found.dues(duty) == ([] if wanted is None else [wanted])

    return check


CHECKS: dict[str, Callable[[Judged, Any], None]] = {
    "reply_due": lambda found, wanted: _equal(found.reply.due.isoformat(), wanted),
    "reply_state": lambda found, wanted: _equal(found.reply.state, wanted),
    "other_reading_due": lambda found, wanted: _among(wanted, (r.due.isoformat() for r in found.reply.readings)),
    "breach": check_breach,
    "no_breach": check_no_breach,
    "fee_by_page": check_fee,
}


def _equal(found: object, wanted: object) -> None:
    assert found == wanted


def _among(wanted: str, found: Iterable[str]) -> None:
    assert wanted in list(found)


@pytest.mark.skipif(not CASES, reason="the dated cases do not lie beside this distribution")
def test_there_are_dated_cases() -> None:
    """None went missing on the way: every one has facts, a day and an authority."""
    assert len(CASES) >= 19
    assert all(given["lines"] and given["on"] and given["authority"] for given in CASES)


@pytest.mark.parametrize("given", CASES, ids=[given["id"] for given in CASES])
def test_dated(given: dict[str, Any]) -> None:
    """Each limit, fee and breach that the situation names is what we say of it."""
    found = judged(given)
    for what, wanted in given["expect"].items():
        CHECKS.get(what, check_window(what))(found, wanted)
