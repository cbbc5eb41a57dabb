"""Cases: numbers, refusals, what comes back, the docket."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import partial
from typing import Any

import attrs

from workflow.calendar import Overlay, china
from workflow.case import Case
from workflow.errors import InvalidFact, OutOfOrder
from workflow.events import (
    OrderedBy,
    ReconsiderationFiled,
    Rectified,
    ReplyOrdered,
    ReviewStarted,
)
from workflow.law import Readings

from ..casefile import FactLine
from ..errors import InvalidLine, NumberTaken, RegisterError, Stale, UnknownCase
from ..home import RegisterHome
from ..numbering import LAST
from ..register import Register
from ..settings import Settings
from .tools import NOW, WANG, History, ShelfTests, any_histories, asked, cases_of, numbered, receipt, refused, replied

# The first regulation came into force on this day; EARLIER is a law in which its rule for the reply holds since 1990.
FIRST = date(2008, 5, 1)
_SHIPPED = Readings.default().law
_REPLY = _SHIPPED.versions("reply")[0]
_OF_1990 = attrs.evolve(
    _REPLY, version="LOCAL-1990", in_force_from=date(1990, 1, 1), in_force_to=_REPLY.in_force_from - timedelta(1)
)
EARLIER = type(_SHIPPED).of([_OF_1990, *_SHIPPED.provisions()])
# In Guangxi 11 and 12 April 2024 (壮族三月三) were days off; 20 March 2025 was a working day everywhere.
LOCAL, ORDINARY = date(2024, 4, 11), date(2025, 3, 20)


class CaseContract(ShelfTests):
    """Cases: numbers, refusals, what comes back, the docket."""

    def test_settings_are_kept(self) -> None:
        """A register tells what was chosen when it was made."""
        with self.register(agency="福州市档案馆", region="fujian", numbering="{year}-{n}", hash="sha256") as register:
            readings = Readings.default().in_full()
            assert register.settings == Settings("福州市档案馆", "fujian", "{year}-{n}", readings, "sha256")
            assert register.head().algorithm == "sha256"

    def test_cases_come_out_with_the_home_of_the_register(self) -> None:
        """The home has the working days of the region, the readings that were chosen, and the notices loaded since."""
        with self.register(region="guangxi", readings="other_organs=joint_only") as register:
            register.open_case("x", receipt(), NOW)
            listed = [*cases_of(register), *asked(register, lambda book: [*book.open_cases()])]
            came = [register.case("x"), *listed, register.record("x", replied(), NOW)]
            assert [case.home for case in came] == [register.home] * 4
            assert register.home.readings == Readings.default().with_(other_organs="joint_only")
            assert [days.is_working_day(LOCAL) for days in (china(), register.home.calendar)] == [True, False]
            overlay = Overlay("guangxi", "放假", scope="", instrument="通知", days=[(ORDINARY, False, "放假")])
            assert register.home.calendar.is_working_day(ORDINARY)
            with register.writing() as w:
                w.add_arrangement(overlay, (), NOW)
            assert not register.home.calendar.is_working_day(ORDINARY)

    def test_a_receipt_is_governed_by_a_law(self) -> None:
        """Before the first regulation nothing is received, nor put there by a correction: by the law of the home."""
        before = receipt(FIRST - timedelta(1))
        with self.register() as register:
            case = register.receive(receipt(FIRST), NOW)
            back = Rectified(FIRST, event_no=1, replacement=before, reason="更正")
            with self.unchanged(register):
                refused(InvalidFact, lambda: register.receive(before, NOW))
                refused(InvalidFact, lambda: register.open_case("x", before, NOW))
                refused(InvalidFact, lambda: register.record(case.number, back, NOW))
                for lines in (numbered([(before,)]), numbered([(receipt(FIRST), back)])):
                    refused(InvalidLine, partial(register.import_lines, lines, NOW))
            own = RegisterHome(register, readings=register.home.readings.under(EARLIER))
            assert register.receive(before, NOW, home=own).home is own
            assert register.open_case("y", before, NOW, home=own).home is own
            assert register.record(case.number, back, NOW, home=own).home is own
            register.import_lines(numbered([(receipt(FIRST), back)]), NOW, own)
            assert {case.home for case in cases_of(register)} == {register.home} == {register.case("y").home}

    def test_what_older_rules_took_is_read_and_goes_on(self) -> None:
        """A line of rules 1 is taken on any day, and a correction may leave the receipt where no law governs it."""
        old = FactLine("x", receipt(FIRST - timedelta(1)), NOW, 1)
        again = Rectified(FIRST, event_no=1, replacement=receipt(FIRST - timedelta(2)), reason="更正")
        with self.register() as register:
            register.import_lines([("file", 1, old)], NOW)
            assert register.record("x", again, NOW).received_on == FIRST - timedelta(2)
            assert register.verify().problems == ()

    def test_numbers_have_no_gap(self) -> None:
        """Numbers follow one another within each year, and a write that fails uses none up."""
        with self.register() as register:
            first = register.receive(receipt(), NOW)
            refused(InvalidLine, lambda: register.import_lines([*numbered([(receipt(), receipt())])], NOW))
            later = [register.receive(receipt(date(year, 3, 4)), NOW).number for year in (2025, 2026, 2025)]
            assert [first.number, *later] == ["2025-001", "2025-002", "2026-001", "2025-003"]

    def test_numbers_go_on_after_the_organs_own(self) -> None:
        """A number of the series given by hand or in a file is not given again; the next comes after it."""
        with self.register(numbering="依{year}-{n:02}") as register:
            register.open_case("依2025-07", receipt(), NOW)
            assert register.receive(receipt(), NOW).number == "依2025-08"
            register.import_lines([("file", 1, FactLine("依2025-11", receipt(), None))], NOW)
            assert register.receive(receipt(), NOW).number == "依2025-12"
            register.open_case("旧-1", receipt(), NOW)
            assert register.receive(receipt(), NOW).number == "依2025-13"

    def test_a_series_never_runs_into_a_number(self) -> None:
        """Numbers with too many digits are none of the series; after its last number nothing is received."""
        with self.register() as register:
            for number in ("2025-0000000002", f"2025-{LAST + 1}"):
                register.open_case(number, receipt(), NOW)
            assert [register.receive(receipt(), NOW).number for _ in range(2)] == ["2025-001", "2025-002"]
            register.open_case(f"2025-{LAST}", receipt(), NOW)
            with self.unchanged(register):
                refused(NumberTaken, lambda: register.receive(receipt(), NOW, WANG))
            assert register.receive(receipt(date(2026, 3, 3)), NOW).number == "2026-001"
            assert register.verify().problems == ()

    def test_a_taken_number_is_refused(self) -> None:
        """A case cannot be opened under the number of another; nothing is written then."""
        with self.register() as register:
            register.open_case("2025-001", receipt(), NOW)
            with self.unchanged(register):
                refused(NumberTaken, lambda: register.open_case("2025-001", receipt(date(2025, 4, 1)), NOW, WANG))

    def test_a_case_comes_back_as_recorded(self) -> None:
        """Whatever history is recorded, the case is the fold of it, at its moments of recording."""

        def check(histories: list[History]) -> None:
            with self.register() as register:
                for n, history in enumerate(histories):
                    written = register.open_case(f"x{n}", history[0], NOW)
                    for later, fact in enumerate(history[1:], 1):
                        written = register.record(f"x{n}", fact, NOW + timedelta(hours=later))
                    assert register.case(f"x{n}") == written
                    assert written.facts == Case.of(f"x{n}", *history).facts
                    moments = [entry.recorded_at for entry in register.case(f"x{n}").history]
                    assert moments == [NOW + timedelta(hours=later) for later in range(len(history))]

        any_histories(check)

    def test_an_impossible_fact_is_refused(self) -> None:
        """``record`` appends one fact, or raises and writes nothing."""
        with self.register() as register:
            number = register.receive(receipt(), NOW).number
            assert register.record(number, replied(), NOW).facts == (receipt(), replied())
            with self.unchanged(register):
                refused(OutOfOrder, lambda: register.record(number, replied(date(2025, 3, 21)), NOW))
                refused(UnknownCase, lambda: register.record("2025-999", replied(), NOW))
                refused(UnknownCase, lambda: register.case("2025-999"))

    def test_a_clerk_who_saw_less_is_told(self) -> None:
        """``expecting`` fewer or more facts than there are raises ``Stale``, which says what came meanwhile."""
        with self.register() as register:
            number = register.receive(receipt(), NOW).number
            register.record(number, ReviewStarted(date(2025, 3, 4), by="张"), NOW, expecting=1)
            with self.unchanged(register):
                error = refused(Stale, lambda: register.record(number, replied(), NOW, expecting=1))
                assert error.meanwhile == ((2, "review_started", date(2025, 3, 4), "张"),)
                assert refused(Stale, lambda: register.record(number, replied(), NOW, expecting=3)).meanwhile == ()

    def test_what_a_clerk_saw_is_a_number_of_facts(self) -> None:
        """Anything else for ``expecting`` is refused in words; nothing is written."""
        seen: list[Any] = ["3", 2.5, True, 0, -1]
        with self.register() as register:
            register.open_case("x", receipt(), NOW)
            with self.unchanged(register):
                for expecting in seen:
                    error = refused(InvalidFact, partial(register.record, "x", replied(), NOW, expecting))
                    assert error.field == "expecting"

    def test_cases_come_in_order_of_number(self) -> None:
        """All cases, the open ones and the disputed ones come by number, whatever the order of recording."""
        filed = ReconsiderationFiled(date(2025, 4, 1), dispute="r1")
        with self.register() as register:
            for number in ("c", "a", "d", "b"):
                register.open_case(number, receipt(), NOW)
            for number in ("d", "b"):
                register.record(number, replied(), NOW)
                register.record(number, filed, NOW)
            with register.at() as book:
                found = book.cases(), book.open_cases(), book.disputed_cases()
                assert [[case.number for case in cases] for cases in found] == [[*"abcd"], [*"ac"], [*"bd"]]

    def test_a_case_that_is_open_again_is_found(self) -> None:
        """A case reopened by an order, and one whose reply was struck out, wait for a reply as any other does."""
        ordered = ReplyOrdered(date(2025, 6, 2), ordered_by=OrderedBy.COURT, workdays=15)
        struck = Rectified(date(2025, 4, 2), event_no=2, reason="误登")
        with self.register() as register:
            for number in ("a", "b", "c"):
                register.open_case(number, receipt(), NOW)
                register.record(number, replied(), NOW)
            assert (_open(register), _pending(register, date(2025, 7, 1))) == ([], [])
            open_again = [register.record("b", ordered, NOW), register.record("c", struck, NOW)]
            for _ in range(2):
                assert _open(register) == open_again
                assert _pending(register, date(2025, 7, 1)) == ["b", "c"]
                limits = [("reply", "2025-06-24", "running", "b", 3), ("reply", "2025-03-31", "running", "c", 3)]
                register.settle(limits, "calendar")
            register.record("b", replied(date(2025, 6, 20)), NOW)
            assert (_open(register), _pending(register, date(2025, 7, 1))) == (open_again[1:], ["c"])

    def test_a_register_that_is_discarded_is_gone(self) -> None:
        """Nothing that was written can be had from a register that was discarded; it is empty, or there is none."""
        with self.register() as register:
            number = register.receive(receipt(), NOW, WANG).number
            register.discard()
            finds: list[Callable[[], Iterable[object]]] = [
                lambda: cases_of(register),
                register.export,
                lambda: [register.case(number)],
                lambda: [register.person(number)],
            ]
            for find in finds:
                try:
                    found = list(find())
                except RegisterError:
                    found = []
                assert found in ([], [None])

    def test_no_open_case_is_lost_from_the_docket(self) -> None:
        """Each open case has a kept deadline or is handed out, before and after deadlines are kept."""

        with self.register() as register:
            for n in range(3):
                register.open_case(f"x{n}", receipt(), NOW)
            register.record("x2", replied(), NOW)
            for _ in range(2):
                assert _pending(register, date(2025, 4, 1)) == ["x0", "x1"]
                assert _pending(register, date(2025, 3, 10), past=True) == ["x0", "x1", "x2"]
                register.settle([("reply", "2025-03-31", "running", "x0", 1)], "calendar")
            register.record("x0", replied(), NOW)
            assert _pending(register, date(2025, 4, 1)) == ["x1"]


def _open(register: Register) -> list[Case]:
    """Return the cases that wait for a reply."""
    return asked(register, lambda book: [*book.open_cases()])


def _pending(register: Register, on: date, past: bool = False) -> list[str]:
    """Return the cases with a deadline as of a day, whether it is kept or has to be reckoned."""
    standing, cases = asked(register, lambda book: book.pending(on, "calendar", past))
    return sorted([*(line[0] for line in standing), *(case.number for case in cases)])
