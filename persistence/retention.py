"""Retention: how long an organ keeps who asked, what is due, and the certificate that destruction leaves.

No period is law here: an organ sets its own, outcome by outcome, and the book keeps who set it and when. A period
runs from the end of the year in which the last fact of a case lies. What is destroyed is the personal data; the
history and the figures of the report stay, since nothing recorded is ever lost.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from sqlite_utils import Database

from workflow.annual import disputes_of
from workflow.case import Case
from workflow.errors import InvalidFact
from workflow.fields import NOT_EMPTY, is_text
from workflow.history import BEIJING
from workflow.names import plain_name
from workflow.outcomes import Outcome
from workflow.stages import FINAL, Stage
from workflow.words import Words

from . import book_kinds, journal, people
from .chain import Head
from .chaining import BOOK
from .codec import dumps
from .entries import BookEntry, Entries, book_entries, undamaged
from .errors import NobodyKnown, NotDue, NotTwoPeople, UnknownCase
from .journal import Writer

SET, DESTROYED = book_kinds.RETENTION_SET, book_kinds.DESTROYED
ALL, PERMANENT, NONE = "all", "permanent", "none"
VOIDED = "voided"
OUTCOMES = (ALL, *(outcome.value for outcome in Outcome), "lapsed_clarification", "lapsed_fee", "withdrawn", VOIDED)
"""What a period may be set for; ``all`` holds for every outcome without one of its own."""
MOST_YEARS = 100

Period = int | Literal["permanent"]
"""So many whole years after the year of the last fact, or for ever."""

_A_PERIOD = Words(
    f"1 至 {MOST_YEARS} 的整数年数、{PERMANENT}（永久）或 {NONE}（撤销）",
    f"1 to {MOST_YEARS} whole years, {PERMANENT}, or {NONE} to withdraw it",
)
_KEPT = """
SELECT case_no, stage, outcome, row, last_on,
  EXISTS (SELECT 1 FROM dispute WHERE dispute.case_no = docket.case_no AND decided_on IS NULL)
FROM docket JOIN person USING (case_no) ORDER BY last_on, case_no
"""
_KEPT_OF_VOID = "SELECT case_no FROM person WHERE case_no NOT IN (SELECT case_no FROM docket) ORDER BY case_no"
_CERTIFICATES = f"""
SELECT seq, on_day, recorded_at, by_whom, data, hash FROM journal
WHERE case_no = '{BOOK}' AND kind = '{DESTROYED}' ORDER BY seq
"""


class Kept(NamedTuple):
    """A case of which personal data is kept: its outcome, the day of its last fact, its period and the last day of it.

    ``why`` says what stands against destroying it though its period is over.
    """

    case: str
    outcome: str | None
    last_on: date
    period: Period | None
    until: date | None
    why: Words | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the case as JSON has it."""
        values = {"case": self.case, "outcome": self.outcome, "last_on": str(self.last_on), "period": self.period}
        return values | {"kept_until": self.until and str(self.until)}


class Retention(NamedTuple):
    """What is due on a day: ``due`` may be destroyed, ``held_back`` not yet; ``without_period`` counts the rest."""

    on: date
    periods: dict[str, Period]
    due: tuple[Kept, ...]
    held_back: tuple[Kept, ...]
    without_period: int

    def as_json(self) -> dict[str, Any]:
        """Return the list as JSON has it."""
        held = [kept.as_json() | {"why": kept.why and kept.why.zh} for kept in self.held_back]
        due = [kept.as_json() for kept in self.due]
        head = {"on": str(self.on), "periods": self.periods, "due": due, "held_back": held}
        return head | {"without_period": self.without_period}


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


def check_period(outcome: str, period: str) -> Period | None:
    """Read a period for *outcome*, ``None`` where it is withdrawn; raise ``InvalidFact``."""
    if not is_text(outcome) or outcome not in OUTCOMES:
        raise InvalidFact("outcome", outcome, Words("、".join(OUTCOMES), ", ".join(OUTCOMES)), "retention")
    if not is_text(period):
        raise InvalidFact("years", period, _A_PERIOD, "retention")
    if period == PERMANENT:
        return "permanent"
    if period == NONE:
        return None
    if not (period.isascii() and period.isdecimal() and len(period) < 4 and 1 <= int(period) <= MOST_YEARS):
        raise InvalidFact("years", period, _A_PERIOD, "retention")
    return int(period)


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


def retention(db: Database, on: date) -> Retention:
    """Return which personal data may be destroyed at the end of *on*, of all cases of which some is kept."""
    held = periods_in(book_entries(db, SET))
    rows = db.execute(_KEPT)
    found = [
        _kept(number, _outcome(outcome, row), date.fromisoformat(last), held, _in_the_way(stage, bool(disputed)))
        for number, stage, outcome, row, last, disputed in rows
    ]
    void = [_kept_in(db, number, held) for (number,) in db.execute(_KEPT_OF_VOID).fetchall()]  # not in the docket
    return listed(on, held, sorted((*found, *void), key=lambda kept: (kept.last_on, kept.case)))


def listed(on: date, held: dict[str, Period], found: Iterable[Kept]) -> Retention:
    """Sort what is kept into what is due at the end of *on* and what is not."""
    due: list[Kept] = []
    back: list[Kept] = []
    without = 0
    for kept in found:
        without += kept.period is None
        if kept.until is not None and kept.until < on:
            (back if kept.why else due).append(kept)
    return Retention(on, held, tuple(due), tuple(back), without)


def destroy(
    db: Database, writer: Writer, numbers: Sequence[str], by: str, and_by: str, reason: str, recorded_at: datetime
) -> None:
    """Erase who asked in these cases, all of them or none, and write the certificate into the book.

    Raises ``NotTwoPeople``, ``UnknownCase``, ``NobodyKnown`` where nothing is kept, and ``NotDue`` where a period
    is not over, is not set, or the case is not done with.
    """
    check_two_people(by, and_by)
    on, held = recorded_at.astimezone(BEIJING).date(), periods_in(book_entries(db, SET))
    cases = tuple(check_due(_kept_in(db, number, held), on) for number in dict.fromkeys(numbers))
    for kept in cases:
        people.erase(db, writer, kept.case, reason, by, recorded_at)
    people.scrub(db)
    certify(writer, cases, by, and_by, reason, recorded_at)


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


def certificates(db: Database, algorithm: str) -> Iterator[Certificate]:
    """Yield the certificates of every destruction, in the order of recording."""
    for seq, on, recorded_at, by, data, digest in db.execute(_CERTIFICATES).fetchall():
        yield certificate(Head(algorithm, seq, digest), on, recorded_at, by, data)


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
    if kept.why:
        raise NotDue(kept.case, kept.why)
    if kept.until is None or kept.until >= on:
        raise NotDue(kept.case, _not_yet(kept))
    return kept


def _kept_in(db: Database, number: str, held: dict[str, Period]) -> Kept:
    """Return what is kept of a case, told from its history."""
    history = journal.history(db, number)
    if not history:
        raise UnknownCase(number)
    if people.find(db, number) is None:
        raise NobodyKnown(number)
    return kept_of(Case.replay(number, history), held)


def kept_of(case: Case, held: dict[str, Period]) -> Kept:
    """Return the period of a case, by its history."""
    conclusion = case.conclusion
    key = _outcome(conclusion.outcome and conclusion.outcome.value, conclusion.row) if conclusion else None
    key = VOIDED if case.voided else key
    pending = case.disputed and any(dispute.decided_on is None for dispute in disputes_of(case))
    return _kept(case.number, key, case.facts[-1].on, held, _in_the_way(case.stage.value, pending))


def _kept(number: str, key: str | None, last_on: date, held: dict[str, Period], why: Words | None) -> Kept:
    period = held.get(key or ALL, held.get(ALL))
    until = date(last_on.year + period, 12, 31) if isinstance(period, int) else None
    return Kept(number, key, last_on, period, until, why)


def _outcome(outcome: str | None, row: str | None) -> str | None:
    if outcome or row is None:
        return outcome
    return row if row.startswith("lapsed_") else "withdrawn"


def _in_the_way(stage: str, disputed: bool) -> Words | None:
    if Stage(stage) not in FINAL:
        return Words("案件尚未归档", "the case is not archived")
    return Words("复议或诉讼尚未审结", "a reconsideration or a lawsuit is not decided") if disputed else None


def _not_yet(kept: Kept) -> Words:
    if kept.period is None:
        zh = f"没有为 {kept.outcome} 设定保存期限（ysq retention --set）"
        return Words(zh, f"no period is set for {kept.outcome} (ysq retention --set)")
    if kept.until is None:
        return Words(f"{kept.outcome} 为永久保管", f"{kept.outcome} is kept for ever")
    return Words(f"保管至 {kept.until}", f"it is kept until {kept.until}")


__all__ = ["OUTCOMES", "Certificate", "Kept", "Period", "Retention", "certificates", "destroy", "retention"]
