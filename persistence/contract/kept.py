"""What a shelf keeps for speed: it follows from the cases, and so does all that is answered from it."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

import attrs

from workflow.annual import Selection, counted_of, counted_once, disputes_in_cell, disputes_of, form_for, may_count
from workflow.case import Case
from workflow.outcomes import Requester
from workflow.stages import OPEN

from ..moments import went_on
from ..numbering import DEFAULT, form_of
from ..projections import dispute_tally_row, projected
from ..shelf import Rows, Shelf, Sought, Unlike
from .filled import DECIDED, FILED, fact, record, void, write
from .tools import EXAMPLES, NOW, History, ShelfTests, any_histories, receipt, replied

DEADLINE = 11  # the columns of the docket before those of the deadline


class KeptContract(ShelfTests):
    """What a shelf keeps for speed: it follows from the cases, and so does all that is answered from it."""

    def test_what_is_kept_follows_from_the_cases(self) -> None:
        """Projected fact by fact, case by case, or all anew: docket, disputes, counts and series are those of the cases."""

        def check(histories: list[History]) -> None:
            for fill in (_fact_by_fact, _all_at_once):
                with self.shelf() as shelf:
                    cases = fill(shelf, histories)
                    with shelf.read() as rows:
                        _check_kept(rows, cases)
                    with shelf.write() as txn:
                        txn.project(((case, None) for case in cases), anew=True)
                    with shelf.read() as rows:
                        _check_kept(rows, cases)

        any_histories(check)

    def test_a_dispute_over_several_cases_counts_once(self) -> None:
        """However it came in, and also once one of its cases is void."""
        histories = [(receipt(), replied(), FILED), (receipt(), replied(), FILED, DECIDED), (receipt(), replied())]
        for fill in (_fact_by_fact, _all_at_once):
            with self.shelf() as shelf:
                cases = fill(shelf, histories)
                with shelf.read() as rows:
                    (dispute,) = rows.disputes("reconsideration", 2025)
                    assert (dispute.case, dispute.joined) == ("x0", ("x1",))
                    _check_kept(rows, cases)
                with shelf.write() as txn:
                    cases[0] = record(txn, cases[0], void(date(2025, 7, 1)))
                    cases[2] = record(txn, cases[2], FILED)
                with shelf.read() as rows:
                    (dispute,) = rows.disputes("reconsideration", 2025)
                    assert (dispute.case, dispute.joined) == ("x1", ("x2",))
                    _check_kept(rows, cases)

    def test_projecting_anew_forgets_what_was_kept(self) -> None:
        """Of cases that are not projected again nothing is kept; those that are projected later are counted with them."""
        with self.shelf() as shelf:
            cases = _fact_by_fact(shelf, [(receipt(), replied()), (receipt(),)])
            with shelf.write() as txn:
                txn.project(iter([(cases[1], None)]), anew=True)
            with shelf.read() as rows:
                _check_kept(rows, cases[1:])
            with shelf.write() as txn:
                txn.project([(cases[0], None)])
            with shelf.read() as rows:
                _check_kept(rows, cases)

    def test_a_series_goes_on_after_its_highest_number(self) -> None:
        """By the form of the numbers, in each series for itself; a void case has used its number too."""
        numbers = ("2025-007", "2025-3", "2026-1", "x-9", "2025-0000000012")
        with self.shelf() as shelf:
            with shelf.write() as txn:
                for number in numbers:
                    record(txn, number, receipt())
            with shelf.read() as rows:
                assert dict(rows.kept("numbering")) == {2025: 7, 2026: 1}

    def test_cases_are_found(self) -> None:
        """A selection finds what the fold of the cases does, by day of receipt; and so are open, disputed and void ones."""

        def check(histories: list[History]) -> None:
            with self.shelf() as shelf:
                cases = _all_at_once(shelf, histories)
                counted = [counted_of(case) for case in cases if not case.voided]
                counted.sort(key=lambda one: (one.received_on, one.number))
                with shelf.read() as rows:
                    for wanted in _selections({said.on for history in histories for said in history}):
                        assert rows.find(wanted) == [one.number for one in counted if wanted.describes(one)]
                    assert {kind: sorted(rows.find(kind)) for kind in Sought} == {
                        Sought.OPEN: [case.number for case in cases if case.stage in OPEN],
                        Sought.DISPUTED: [case.number for case in cases if case.disputed and not case.voided],
                        Sought.VOID: [case.number for case in cases if case.voided],
                    }

        any_histories(check, EXAMPLES // 2)

    def test_numbers_unlike_their_form_are_found(self) -> None:
        """In the order of opening, from a row on and up to one: other zeros, width, brackets, capitals."""
        numbers = ("2025-001", "2025-1", "A-1", "a-1", "2025-0002", "榕〔2025〕1号", "b", "É", "2025-0000000009")
        with self.shelf() as shelf:
            with shelf.write() as txn:
                for number in numbers:
                    write(txn, fact(number, 1, receipt()))
                write(txn, fact("A-1", 2, replied()))
            with shelf.read() as rows:
                found = rows.find(Unlike(DEFAULT, 0, 2**63))
                assert found == [number for number in numbers if form_of(DEFAULT, number) != number]
                assert set(found) >= {"2025-1", "2025-0002", "a-1"}
                assert not {"2025-001", "A-1"} & set(found)
                spans = ((0, 1), (1, 3), (3, 5), (9, 99))
                assert [rows.find(Unlike(DEFAULT, after, until)) for after, until in spans] == [
                    [number for number in found if after <= numbers.index(number) < until] for after, until in spans
                ]
                assert rows.find(Unlike("{year}-{n}", 0, 2)) == ["2025-001"]

    def test_counts_are_those_of_the_cases(self) -> None:
        """Of all years, or of those that can count in one; disputes each once, by the row of table IV."""

        def check(histories: list[History]) -> None:
            with self.shelf() as shelf:
                cases = [case for case in _fact_by_fact(shelf, histories) if not case.voided]
                keys = Counter(counted_of(case).tally_key for case in cases)
                disputes = [dispute for case in cases for dispute in disputes_of(case)]
                rows_of_table = {dispute.row for dispute in disputes} | {"reconsideration", "litigation_direct"}
                with shelf.read() as rows:
                    assert rows.tally() == dict(keys)
                    for year in {said.on.year for history in histories for said in history}:
                        assert rows.tally(year) == {key: n for key, n in keys.items() if may_count(key, year)}
                        for row in rows_of_table:
                            counting = disputes_in_cell(disputes, year, row, "total", form_for(year))
                            assert rows.disputes(row, year) == counting

        any_histories(check, EXAMPLES // 2)

    def test_no_case_that_may_be_due_is_lost(self) -> None:
        """Every open case has a deadline that is kept or is handed out; as of a day that is past, closed ones are too."""
        on, key = date(2025, 4, 1), "key"
        limits = [("reply", "2025-03-31", "running", number, facts) for number, facts in (("a", 1), ("b", 2), ("c", 2))]
        with self.shelf() as shelf:
            with shelf.write() as txn:
                cases = {number: record(txn, number, receipt()) for number in "abc"}
                record(txn, cases["c"], replied())
            for day, past, may_be_due in ((on, False, {*"ab"}), (date(2025, 3, 10), True, {*"abc"})):
                _check_standing(shelf, day, key, past, may_be_due, set())
            with shelf.write() as txn:
                txn.settle(limits, key)
            _check_standing(shelf, on, key, False, {*"ab"}, {("a", "reply", "2025-03-31", "running", "RECEIVED")})
            _check_standing(shelf, on, "other", False, {*"ab"}, set())
            with shelf.write() as txn:
                record(txn, cases["a"], replied())
            _check_standing(shelf, on, key, False, {"b"}, set())
            assert went_on(cases["a"].after(replied(), NOW), date(2025, 3, 10))
            _check_standing(shelf, date(2025, 3, 10), key, True, {*"abc"}, set())


def _fact_by_fact(shelf: Shelf, histories: Iterable[History]) -> list[Case]:
    """Record histories as clerks do, each fact by itself and the cases in turn; return the cases."""
    cases: dict[str, Case] = {}
    for step in itertools.zip_longest(*histories):
        for n, said in enumerate(step):
            if said is not None:
                with shelf.write() as txn:
                    cases[f"x{n}"] = record(txn, cases.get(f"x{n}", f"x{n}"), said)
    return [cases[number] for number in sorted(cases)]


def _all_at_once(shelf: Shelf, histories: Iterable[History]) -> list[Case]:
    """Record histories as an import does, case by case; return the cases."""
    cases = [_folded(f"x{n}", history) for n, history in enumerate(histories)]
    with shelf.write() as txn:
        for case in cases:
            write(txn, *(fact(case.number, entry.no, entry.fact) for entry in case.history))
        txn.project((case, None) for case in cases)
    return cases


def _folded(number: str, history: History) -> Case:
    first, *others = history
    case = Case.opened(number, first, NOW)
    for said in others:
        case = case.after(said, NOW)
    return case


def _check_kept(rows: Rows, cases: Iterable[Case]) -> None:
    """Hold what is kept against what follows from the cases; a shelf need not keep the deadlines of the docket."""
    held = [found for case in cases if (found := projected(case))]
    assert [row[:DEADLINE] for row in rows.kept("docket")] == [row.docket for row in held]
    assert [*rows.kept("dispute")] == [(row.docket[0], *one) for row in held for one in row.disputes]
    assert _counts(rows, "tally") == Counter(row.tally for row in held)
    once = counted_once(dispute for case in cases if not case.voided for dispute in disputes_of(case))
    assert _counts(rows, "dispute_tally") == Counter(map(dispute_tally_row, once))


def _counts(rows: Rows, table: str) -> dict[tuple[object, ...], int]:
    kept = [*rows.kept(table)]
    found = {tuple(key): n for *key, n in kept}
    assert len(found) == len(kept), "each key stands once"
    return found


def _selections(days: Iterable[date]) -> Iterator[Selection]:
    """Yield selections of all kinds, with bounds at some of these days."""
    bounds = sorted(days)[:: max(1, len(set(days)) // 3)]
    received = [(first, last) for first in bounds for last in bounds if first <= last]
    for span, from_, to in itertools.product(received, (None, *bounds), (None, *bounds)):
        wanted = Selection(received=span, concluded_from=from_, concluded_to=to)
        yield wanted
        yield attrs.evolve(wanted, or_open=to is None)
        yield attrs.evolve(wanted, rows=("granted", "withdrawn", "other_reasons"))
        yield attrs.evolve(wanted, requester=Requester.NATURAL_PERSON)


def _check_standing(
    shelf: Shelf, on: date, key: str, past: bool, may_be_due: set[str], settled: set[tuple[str, ...]]
) -> None:
    """Each case that may be due comes once, with a deadline that was settled or to be reckoned; others do not come."""
    with shelf.read() as rows:
        kept, unknown = rows.standing(on, key, past)
    found = [*(line[0] for line in kept), *unknown]
    assert sorted(found) == sorted(may_be_due)
    assert {*kept} <= settled


__all__ = ["KeptContract"]
