"""Law through time: which law stands on each day from the Regulation's first day on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from workflow.law import PROVISIONS, provision, provisions

FIRST, LAST = date(2008, 5, 1), date(2026, 12, 31)

# The first day of each version, typed in from the table of the texts that were read; a version ends where the next begins.
STANDING = {
    "reconsideration_window": (
        *(("1999-10-01", "ARL-1999", "ARL 9(1)"), ("2009-08-27", "ARL-2009", "ARL 9(1)")),
        *(("2018-01-01", "ARL-2017", "ARL 9(1)"), ("2024-01-01", "ARL-2023", "ARL 20(1)")),
    ),
    "reconsideration_start_silence": (
        *(("2007-08-01", "IR-2007", "IR 16(1)(1)"), ("2026-07-01", "IR-2026", "IR 24(1)(1)")),
    ),
    "litigation_direct": (
        *(("1990-10-01", "ALL-1989", "ALL 39"), ("2015-05-01", "ALL-2014", "ALL 46(1)")),
        *(("2017-07-01", "ALL-2017", "ALL 46(1)"),),
    ),
    "litigation_after_reconsideration": (
        *(("1990-10-01", "ALL-1989", "ALL 38(2)"), ("2015-05-01", "ALL-2014", "ALL 45")),
        *(("2017-07-01", "ALL-2017", "ALL 45"),),
    ),
    "litigation_not_told": (*(("2000-03-10", "SPC-2000", "SPC00 41(1)"), ("2018-02-08", "SPC-2018", "SPC18 64(1)")),),
    "litigation_longest": (
        *(("2000-03-10", "SPC-2000", "SPC00 42"), ("2015-05-01", "ALL-2014", "ALL 46(2)")),
        *(("2017-07-01", "ALL-2017", "ALL 46(2)"),),
    ),
    "roll": (
        *(("1991-04-09", "CPL-1991", "CPL 75(3)"), ("2008-04-01", "CPL-2007", "CPL 75(3)")),
        *(("2013-01-01", "CPL-2012", "CPL 82(3)"), ("2017-07-01", "CPL-2017", "CPL 82(3)")),
        *(("2022-01-01", "CPL-2021", "CPL 85(3)"), ("2024-01-01", "CPL-2023", "CPL 85(3)")),
    ),
}
# What begins or ends within the years, and stands on no day before or after: first day, last day.
BEGINNING = {
    "litigation_non_reply": ("2015-05-01", None, ("SPC-2015", "SPC-2018")),
    "litigation_roll": ("2018-02-08", None, ("SPC-2018",)),
    "litigation_transition_2015": ("2015-05-01", "2018-02-07", ("SPC-2015",)),
    "reconsideration_not_told": ("2024-01-01", None, ("ARL-2023",)),
    "reconsideration_longest": ("2024-01-01", None, ("ARL-2023",)),
    "review_first": ("2024-01-01", None, ("ARL-2023",)),
    "not_suable_publication": ("2011-08-13", None, ("SPC-2011", "SPC-2025")),
    "not_suable_creation": ("2011-08-13", None, ("SPC-2011", "SPC-2025")),
    "not_suable_petition": ("2025-06-01", None, ("SPC-2025",)),
    "not_suable_file_access": ("2011-08-13", "2025-05-31", ("SPC-2011",)),
    "review_first_silence": ("2026-07-01", None, ("IR-2026",)),
    "review_first_refusal": ("2026-07-01", None, ("IR-2026",)),
    "gate_not_told": ("2026-07-01", None, ("IR-2026",)),
}


def d(text: str) -> date:
    """Return a day."""
    return date.fromisoformat(text)


def every_day() -> Iterator[date]:
    """Yield each day from the Regulation's first day to the last day of the notices."""
    for n in range((LAST - FIRST).days + 1):
        yield FIRST + timedelta(days=n)


@pytest.mark.parametrize("id", STANDING)
def test_one_version_stands_on_every_day(id: str) -> None:
    """Reconsideration, its regulation, litigation, its interpretation and the roll: the version of that very day."""
    for day in every_day():
        (_, version, article) = [row for row in STANDING[id] if d(row[0]) <= day][-1]
        found = [p for p in provisions() if p.id == id and p.in_force(day)]
        assert [(p.version, p.article) for p in found] == [(version, article)], day


@pytest.mark.parametrize("id", BEGINNING)
def test_what_came_or_went_stands_on_its_days_only(id: str) -> None:
    """From its first day to its last, both included."""
    first, last, names = BEGINNING[id]
    for day in every_day():
        standing = d(first) <= day and (last is None or day <= d(last))
        found = [p.version for p in provisions() if p.id == id and p.in_force(day)]
        assert (len(found) == 1 and found[0] in names) if standing else not found, day


@pytest.mark.parametrize(
    ("id", "on", "count", "unit"),
    [
        ("litigation_direct", "2015-04-30", 3, "month"),
        ("litigation_direct", "2015-05-01", 6, "month"),
        ("litigation_not_told", "2018-02-07", 2, "year"),
        ("litigation_not_told", "2018-02-08", 1, "year"),
        ("litigation_longest", "2008-05-01", 5, "year"),
        ("litigation_non_reply", "2015-05-01", 6, "month"),
        ("reconsideration_answer", "2023-12-31", 10, "calendar_day"),
        ("reconsideration_answer", "2024-01-01", 10, "workday"),
        ("first_instance", "2015-04-30", 3, "month"),
        ("first_instance", "2015-05-01", 6, "month"),
        ("remade_act", "2008-05-01", 60, "calendar_day"),
    ],
)
def test_numbers_on_the_days_of_change(id: str, on: str, count: int, unit: str) -> None:
    """What changed with the law, on the last day of the old and the first of the new."""
    assert (provision(id, d(on)).count, provision(id, d(on)).unit) == (count, unit)


def test_what_was_not_read_in_its_place_says_so() -> None:
    """The civil procedure law of 2007 and 2017 was not read: no day of reading, and a note."""
    unread = [p for p in PROVISIONS if p.version in {"CPL-2007", "CPL-2017"}]
    assert [p.verified_on for p in unread] == [None, None]
    assert all(p.note and "未在原处读到" in p.note.zh for p in unread)
