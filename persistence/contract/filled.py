"""What the tests of a shelf write past any register, and all that they ask it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from workflow.annual import Selection
from workflow.case import Case
from workflow.events import DisputeResult, Fact, ReconsiderationDecided, ReconsiderationFiled, Voided

from ..chain import hasher, linked
from ..codec import time_to
from ..entries import entry_columns
from ..journal import fact_columns
from ..numbering import DEFAULT
from ..shelf import Row, Rows, Shelf, Sought, Txn, Unlike
from .tools import NOW, receipt, replied

SAID = time_to(NOW)
KEPT = ("docket", "dispute", "tally", "dispute_tally", "numbering")
ALL_DAYS = Selection(received=(date.min, date.max))
FILED = ReconsiderationFiled(date(2025, 4, 1), dispute="r1")
DECIDED = ReconsiderationDecided(date(2025, 5, 30), dispute="r1", result=DisputeResult.UPHELD)
Columns = tuple[Any, ...]
"""What a row says but for its place and its hash."""


def void(on: date = date(2025, 3, 4)) -> Voided:
    """Return the fact that makes a case void."""
    return Voided(on, reason="重复登记", approved_by="李主任")


def fact(number: str, no: int, said: Fact, at: datetime = NOW) -> Columns:
    """Return the columns of a fact."""
    return fact_columns(number, no, said, time_to(at))


def entry(no: int, kind: str, data: str, by: str | None = None, note: str | None = None) -> Columns:
    """Return the columns of an entry of the book itself."""
    return entry_columns(no, kind, NOW, data, None, by, note)


def write(txn: Txn, *columns: Columns) -> list[Row]:
    """Append rows, chained to those that are there; return them."""
    head = txn.head()
    assert head is not None
    before, rows = head.digest, []
    for seq, row in enumerate(columns, head.seq + 1):
        before = linked(hasher(head.algorithm), before, (seq, *row))
        rows.append((seq, *row, before))
    txn.append(rows)
    return rows


def record(txn: Txn, case: Case | str, *facts: Fact) -> Case:
    """Append facts to a case, or open one under a number, and have it projected after each of them."""
    for said in facts:
        before = None if isinstance(case, str) else case
        case = Case.opened(str(case), said, NOW) if before is None else before.after(said, NOW)
        write(txn, fact(case.number, len(case.history), said))
        txn.project([(case, before)])
    assert isinstance(case, Case)
    return case


def fill(shelf: Shelf) -> Mapping[str, Case]:
    """Fill a shelf so that no question is answered with nothing; return its cases."""
    with shelf.write() as txn:
        write(txn, entry(1, "memo", '{"n":1}'))
        found = [
            record(txn, "2025-1", receipt()),
            record(txn, "d", receipt(), replied(), FILED),
            record(txn, "v", receipt(), void()),
            record(txn, "w", receipt()),
        ]
        txn.person("d", ("d", "王小明", "350102", None, b"salt"))
    return {case.number: case for case in found}


def change(txn: Txn, cases: Mapping[str, Case]) -> None:
    """Write so much to a shelf that was filled that every question is answered otherwise."""
    write(txn, entry(2, "memo", '{"n":2}'))
    record(txn, cases["2025-1"], replied(), FILED)
    record(txn, cases["d"], DECIDED)
    record(txn, cases["w"], void())
    record(txn, "2025-2", receipt())
    txn.person("d", None)
    txn.person("w", ("w", "李四", None, "电话", b"other"))


def answers(rows: Rows) -> dict[str, object]:
    """Return what a shelf says to every question."""
    day = date(2025, 4, 1)
    found: dict[str, object] = {
        "head": rows.head(),
        "rows": [*rows.rows()],
        "facts": [(number, [*facts]) for number, facts in rows.facts()],
        "count": rows.count(),
        "entries": [*rows.entries("memo")],
        "persons": [*rows.persons()],
        "selection": rows.find(ALL_DAYS),
        "unlike": rows.find(Unlike(DEFAULT, 0, 1000)),
        "tally of all": rows.tally(),
        "tally of a year": rows.tally(2025),
        "disputes": rows.disputes("reconsideration", 2025),
        "standing": sorted(rows.standing(day, "key", past=False).unknown),
    }
    sought = {kind.value: sorted(rows.find(kind)) for kind in Sought}
    return found | sought | {table: sorted(rows.kept(table), key=repr) for table in KEPT}


__all__ = ["DECIDED", "FILED", "KEPT", "SAID", "answers", "change", "entry", "fact", "fill", "record", "void", "write"]
