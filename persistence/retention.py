"""Retention in the book: the periods that an organ has set, and the destruction of who asked, with its certificate.

The policy is :mod:`workflow.retention`. The book keeps who set a period and when; what is destroyed is the personal data,
and never the history.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from workflow.errors import InvalidFact
from workflow.fields import NOT_EMPTY, is_text
from workflow.history import BEIJING
from workflow.names import plain_name
from workflow.retention import Kept, Period, Retention, Standing, check_period, kept_of, standing_of
from workflow.retention import retention as policy

from . import book_kinds, people
from .chain import Head
from .codec import dumps
from .entries import BookEntry, Entries, undamaged
from .errors import NobodyKnown, NotDue, NotTwoPeople
from .journal import Writer, all_cases
from .shelf import Rows, Txn

SET, DESTROYED = book_kinds.RETENTION_SET, book_kinds.DESTROYED


class Certificate(NamedTuple):
    """That the personal data of these cases was destroyed: when, by which two people and why.

    It holds nothing of the persons. ``head`` is its place in the chain: ``verify`` proves that the book holds it.
    """

    head: Head
    on: date
    recorded_at: str
    by: str
    and_by: str
    reason: str
    cases: tuple[Kept, ...]

    @property
    def number(self) -> int:
        """The number of the certificate: its row in the journal."""
        return self.head.seq

    def as_json(self) -> dict[str, Any]:
        """Return the certificate as JSON has it."""
        head = {"certificate": self.number, "on": str(self.on), "recorded_at": self.recorded_at}
        people = {"by": self.by, "and_by": self.and_by, "reason": self.reason}
        return head | people | {"cases": [kept.as_json() for kept in self.cases], "head": str(self.head)}


def set_period(writer: Entries, outcome: str, period: str, by: str | None, recorded_at: datetime) -> None:
    """Set the period of an outcome, from now on; raise ``InvalidFact`` for one that cannot be."""
    values = {"outcome": outcome, "period": check_period(outcome, period)}
    writer.entry(SET, recorded_at, dumps(values), by=by)


def periods_in(entries: Iterable[BookEntry]) -> dict[str, Period]:
    """Return the periods that hold after these entries, by outcome; there is none that nobody has set."""
    held: dict[str, Period] = {}
    for entry in entries:
        with undamaged(SET, entry.seq):
            values = json.loads(entry.data)
            outcome, period = values["outcome"], values["period"]
        held.pop(outcome, None)
        if period is not None:
            held[outcome] = period
    return held


def retention(rows: Rows, on: date) -> Retention:
    """Return which personal data may be destroyed at the end of *on*, of all cases of which some is kept."""
    return policy(on, periods_in(rows.entries(SET)), _standings(rows))


def _standings(rows: Rows) -> Iterator[Standing]:
    """Yield how each case stands of which personal data is kept: as the docket has it, void ones by their history."""
    kept = {row[0] for row in rows.persons()}
    if not kept:
        return
    pending = {row[0] for row in rows.kept("dispute") if row[6] is None}
    for number, _, stage, _, _, _, outcome, row, last_on, *_ in rows.kept("docket"):
        if number in kept:
            kept.discard(number)
            yield Standing(number, stage, outcome, row, date.fromisoformat(last_on), number in pending)
    if kept:
        yield from map(standing_of, all_cases(rows, sorted(kept)))


def destroy(
    txn: Txn,
    writer: Writer,
    numbers: Sequence[str],
    by: str,
    and_by: str,
    reason: str,
    recorded_at: datetime,
) -> Certificate:
    """Erase who asked in these cases, all of them or none, and write the certificate into the book; return it.

    Raises ``NotTwoPeople``, ``NobodyKnown`` where nothing is kept, and ``NotDue`` where a period is not over, is not set,
    or the case is not done with.
    """
    check_two_people(by, and_by)
    on, held = recorded_at.astimezone(BEIJING).date(), periods_in(txn.entries(SET))
    cases = tuple(check_due(_kept_in(txn, number, held), on) for number in dict.fromkeys(numbers))
    for kept in cases:
        people.erase(txn, writer, kept.case, reason, by, recorded_at)
    certify(writer, cases, by, and_by, reason, recorded_at)
    return certificates(txn)[-1]


def certify(writer: Entries, cases: Iterable[Kept], by: str, and_by: str, reason: str, recorded_at: datetime) -> None:
    """Write the certificate of a destruction into the book."""
    values = {"cases": [kept.as_json() for kept in cases], "and_by": and_by, "reason": reason}
    writer.entry(DESTROYED, recorded_at, dumps(values), by=by)


def certificate(head: Head, on: str, recorded_at: str, by: str | None, data: str) -> Certificate:
    """Read a certificate from its entry in the book."""
    with undamaged(DESTROYED, head.seq):
        values = json.loads(data)
        cases = tuple([_listed(case) for case in values["cases"]])
        day = date.fromisoformat(on)
        return Certificate(head, day, recorded_at, by or "", values["and_by"], values["reason"], cases)


def certificates(rows: Rows) -> list[Certificate]:
    """Return the certificates of every destruction, in the order of recording."""
    found = []
    for entry in rows.entries(DESTROYED):
        head = rows.head(entry.seq)
        assert head is not None
        found.append(certificate(head, entry.on, entry.recorded_at, entry.by, entry.data))
    return found


def _listed(case: dict[str, Any]) -> Kept:
    until = date.fromisoformat(case["kept_until"])
    return Kept(case["case"], case["outcome"], date.fromisoformat(case["last_on"]), case["period"], until)


def check_two_people(by: str, and_by: str) -> None:
    """Raise ``NotTwoPeople`` where the names are one, however written, or nobody's; ``InvalidFact`` for no names."""
    for name, value in (("by", by), ("and_by", and_by)):
        if not is_text(value):
            raise InvalidFact(name, value, NOT_EMPTY, DESTROYED)
    if not plain_name(by) or not plain_name(and_by) or plain_name(by) == plain_name(and_by):
        raise NotTwoPeople(by, and_by)


def check_due(kept: Kept, on: date) -> Kept:
    """Return *kept* if it may be destroyed on that day; raise ``NotDue`` and say what stands against it."""
    refusal = kept.refusal(on)
    if refusal is not None:
        raise NotDue(kept.case, refusal)
    return kept


def _kept_in(rows: Rows, number: str, held: dict[str, Period]) -> Kept:
    """Return what is kept of a case that is there, told from its history."""
    if people.find(rows, number) is None:
        raise NobodyKnown(number)
    (case,) = all_cases(rows, (number,))
    return kept_of(standing_of(case), held)


__all__ = ["Certificate", "certificates", "check_due", "destroy", "periods_in", "retention", "set_period"]
