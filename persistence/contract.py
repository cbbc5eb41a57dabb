"""The contract of a store: the tests that every book must pass, whatever keeps it.

To hold a store of your own to it, subclass in a test file and say how to make an empty one; pytest does the rest:

    class TestMyStore(StoreContract):
        def make_store(self, settings):
            return MyStore(settings, opened_at=NOW)

Hypothesis is imported where a property is tested, so that nothing here asks for it, or for pytest, before.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from workflow.annual import (
    cases_in_cell,
    counted_of,
    disputes_in_cell,
    disputes_of,
    form_for,
    selection,
    table3,
    table3_from_tally,
)
from workflow.calendar import notices
from workflow.case import Case
from workflow.errors import InvalidFact, OutOfOrder
from workflow.events import (
    Archived,
    Channel,
    Delivery,
    Fact,
    ProcessingStarted,
    Received,
    ReconsiderationFiled,
    Replied,
    ReviewStarted,
)
from workflow.outcomes import Outcome, Requester

from .arrangements import Move
from .casefile import FactLine, Person, Sourced, read_lines
from .chain import Head
from .errors import InvalidLine, NobodyKnown, NotDue, NotTwoPeople, NumberTaken, Stale, UnknownCase
from .register import Settings
from .store import Store

NOW = datetime(2031, 1, 1, 4, tzinfo=UTC)
WANG = Person("王小明", "350102199001011234", "13900001111")
LINES = (
    '{"ledger":"charge","on":"2025-03-03","amount":"400.50"}',
    '{"ledger":"charge","on":"2025-03-04","amount":"1"}',
)
EXAMPLES = 8

History = tuple[Fact, ...]
Error = TypeVar("Error", bound=Exception)


def receipt(on: date = date(2025, 3, 3)) -> Received:
    """Return a receipt by fax."""
    return Received(on, channel=Channel.FAX, requester=Requester.BUSINESS, subject="会议纪要")


def replied(on: date = date(2025, 3, 20)) -> Replied:
    """Return a reply that grants all."""
    return Replied(on, outcome=Outcome.GRANTED, delivery=Delivery.POST)


def refused(error: type[Error], attempt: Callable[[], object]) -> Error:
    """Return the *error* that *attempt* must raise."""
    try:
        attempt()
    except error as raised:
        return raised
    raise AssertionError(f"{error.__name__} was not raised")


def numbered(histories: Iterable[History]) -> Iterator[Sourced]:
    """Yield the facts of these histories as lines of a case file, case after case."""
    lines = ((f"x{n}", fact) for n, history in enumerate(histories) for fact in history)
    return (("file", line, FactLine(case, fact, None)) for line, (case, fact) in enumerate(lines, 1))


def any_histories(test: Callable[[list[History]], None], examples: int = EXAMPLES) -> None:
    """Run *test* with lists of possible histories."""
    from hypothesis import given, settings
    from hypothesis import strategies as st

    from workflow.testing.strategies import possible_histories

    lists = st.lists(possible_histories(), min_size=1, max_size=4)
    settings(deadline=None, max_examples=examples, database=None)(given(lists)(test))()


class StoreContract(ABC):
    """What every store must do: subclass it as ``Test…`` and say how to make an empty one."""

    @abstractmethod
    def make_store(self, settings: Settings) -> Store:
        """Return a new store, with nothing in it but what opens the book."""

    @contextmanager
    def store(self, **settings: Any) -> Iterator[Store]:
        """Yield a new store and close it."""
        made = self.make_store(Settings(**settings))
        try:
            yield made
        finally:
            made.close()

    @contextmanager
    def unchanged(self, store: Store) -> Iterator[None]:
        """Check that nothing was written meanwhile."""
        before = store.head(), list(store.export(persons=True))
        yield
        assert (store.head(), list(store.export(persons=True))) == before

    # -- cases --------------------------------------------------------------------------------------------

    def test_settings_are_kept(self) -> None:
        """A store tells what was chosen when it was made."""
        with self.store(agency="福州市档案馆", region="fujian", numbering="{year}-{n}", hash="sha256") as store:
            assert store.settings == Settings("福州市档案馆", "fujian", "{year}-{n}", "", "sha256")
            assert store.head().algorithm == "sha256"

    def test_numbers_have_no_gap(self) -> None:
        """Numbers follow one another within each year, and a write that fails uses none up."""
        with self.store() as store:
            first = store.receive(receipt(), NOW)
            refused(InvalidLine, lambda: store.import_lines([*numbered([(receipt(), receipt())])], NOW))
            later = [store.receive(receipt(date(year, 3, 4)), NOW).number for year in (2025, 2026, 2025)]
            assert [first.number, *later] == ["2025-001", "2025-002", "2026-001", "2025-003"]

    def test_numbers_go_on_after_the_organs_own(self) -> None:
        """A number of the series given by hand or in a file is not given again; the next comes after it."""
        with self.store(numbering="依{year}-{n:02}") as store:
            store.open_case("依2025-07", receipt(), NOW)
            assert store.receive(receipt(), NOW).number == "依2025-08"
            store.import_lines([("file", 1, FactLine("依2025-11", receipt(), None))], NOW)
            assert store.receive(receipt(), NOW).number == "依2025-12"
            store.open_case("旧-1", receipt(), NOW)
            assert store.receive(receipt(), NOW).number == "依2025-13"

    def test_a_taken_number_is_refused(self) -> None:
        """A case cannot be opened under the number of another; nothing is written then."""
        with self.store() as store:
            store.open_case("2025-001", receipt(), NOW)
            with self.unchanged(store):
                refused(NumberTaken, lambda: store.open_case("2025-001", receipt(date(2025, 4, 1)), NOW, WANG))

    def test_a_case_comes_back_as_recorded(self) -> None:
        """Whatever history is recorded, the case is the fold of it, at its moments of recording."""

        def check(histories: list[History]) -> None:
            with self.store() as store:
                for n, history in enumerate(histories):
                    written = store.open_case(f"x{n}", history[0], NOW)
                    for later, fact in enumerate(history[1:], 1):
                        written = store.record(f"x{n}", fact, NOW + timedelta(hours=later))
                    assert store.case(f"x{n}") == written
                    assert written.facts == Case.of(f"x{n}", *history).facts
                    moments = [entry.recorded_at for entry in store.case(f"x{n}").history]
                    assert moments == [NOW + timedelta(hours=later) for later in range(len(history))]

        any_histories(check)

    def test_an_impossible_fact_is_refused(self) -> None:
        """``record`` appends one fact, or raises and writes nothing."""
        with self.store() as store:
            number = store.receive(receipt(), NOW).number
            assert store.record(number, replied(), NOW).facts == (receipt(), replied())
            with self.unchanged(store):
                refused(OutOfOrder, lambda: store.record(number, replied(date(2025, 3, 21)), NOW))
                refused(UnknownCase, lambda: store.record("2025-999", replied(), NOW))
                refused(UnknownCase, lambda: store.case("2025-999"))

    def test_a_clerk_who_saw_less_is_told(self) -> None:
        """``expecting`` fewer or more facts than there are raises ``Stale``, which says what came meanwhile."""
        with self.store() as store:
            number = store.receive(receipt(), NOW).number
            store.record(number, ReviewStarted(date(2025, 3, 4), by="张"), NOW, expecting=1)
            with self.unchanged(store):
                error = refused(Stale, lambda: store.record(number, replied(), NOW, expecting=1))
                assert error.meanwhile == ((2, "review_started", date(2025, 3, 4), "张"),)
                assert refused(Stale, lambda: store.record(number, replied(), NOW, expecting=3)).meanwhile == ()

    def test_cases_come_in_order_of_number(self) -> None:
        """All cases, the open ones and the disputed ones come by number, whatever the order of recording."""
        filed = ReconsiderationFiled(date(2025, 4, 1), dispute="r1")
        with self.store() as store:
            for number in ("c", "a", "d", "b"):
                store.open_case(number, receipt(), NOW)
            for number in ("d", "b"):
                store.record(number, replied(), NOW)
                store.record(number, filed, NOW)
            found = store.cases(), store.open_cases(), store.disputed_cases()
            assert [[case.number for case in cases] for cases in found] == [[*"abcd"], [*"ac"], [*"bd"]]

    def test_no_open_case_is_lost_from_the_docket(self) -> None:
        """Each open case has a kept deadline or is handed out, before and after deadlines are kept."""

        def numbers(store: Store, on: date, past: bool = False) -> list[str]:
            standing, cases = store.pending(on, "calendar", past)
            return sorted([*(line[0] for line in standing), *(case.number for case in cases)])

        with self.store() as store:
            for n in range(3):
                store.open_case(f"x{n}", receipt(), NOW)
            store.record("x2", replied(), NOW)
            for _ in range(2):
                assert numbers(store, date(2025, 4, 1)) == ["x0", "x1"]
                assert numbers(store, date(2025, 3, 10), past=True) == ["x0", "x1", "x2"]
                store.settle([("reply", "2025-03-31", "running", "x0", 1)], "calendar")
            store.record("x0", replied(), NOW)
            assert numbers(store, date(2025, 4, 1)) == ["x1"]

    # -- case files ---------------------------------------------------------------------------------------

    def test_an_import_is_all_or_nothing(self) -> None:
        """The first line that cannot be taken is named, and no other is taken, neither before nor after it."""
        good = [*numbered([(receipt(), replied())]), *read_lines(LINES, "ledger")]
        bad: list[Sourced] = [("b.jsonl", 7, FactLine("nowhere", replied(), None))]
        with self.store() as store:
            with self.unchanged(store):
                error = refused(InvalidLine, lambda: store.import_lines([*good, *bad, *bad], NOW))
                assert (error.source, error.line, type(error.error)) == ("b.jsonl", 7, UnknownCase)
            assert store.import_lines(good, NOW) == (1, 2)
            assert store.import_lines([("c", 1, FactLine("x0", Archived(date(2025, 5, 1)), None))], NOW) == (1, 1)

    def test_importing_is_recording(self) -> None:
        """A file leaves the same cases and figures as its facts recorded one by one."""

        def check(histories: list[History]) -> None:
            with self.store() as imported, self.store() as recorded:
                taken = imported.import_lines(numbered(histories), NOW)
                for n, history in enumerate(histories):
                    recorded.open_case(f"x{n}", history[0], NOW)
                    for fact in history[1:]:
                        recorded.record(f"x{n}", fact, NOW)
                assert taken == (len(histories), sum(map(len, histories)))
                assert list(imported.export()) == list(recorded.export())
                assert (imported.tally(), imported.dispute_tally()) == (recorded.tally(), recorded.dispute_tally())

        any_histories(check)

    def test_an_export_can_be_taken_in_again(self) -> None:
        """What is exported and imported elsewhere is exported there with the same bytes."""

        def check(histories: list[History]) -> None:
            with self.store() as store, self.store() as other:
                store.import_lines([*numbered(histories), *read_lines(LINES, "ledger")], NOW)
                lines = list(store.export())
                other.import_lines(read_lines(lines, "export"), NOW + timedelta(days=400))
                assert list(other.export()) == lines

        any_histories(check)

    def test_some_cases_can_be_exported(self) -> None:
        """Named cases come in the order asked for, without the ledger; an unknown one is refused."""
        with self.store() as store:
            store.import_lines([*numbered([(receipt(), replied())] * 3), *read_lines(LINES, "ledger")], NOW)
            whole = list(store.export())
            assert list(store.export(["x2", "x0"])) == [*whole[4:6], *whole[0:2]]
            refused(UnknownCase, lambda: list(store.export(["x0", "x9"])))
            store.receive(receipt(), NOW, WANG)
            assert list(store.export(["x2", "x0"], persons=True)) == list(store.export(["x2", "x0"]))

    # -- what is counted ----------------------------------------------------------------------------------

    def test_counts_equal_the_fold(self) -> None:
        """After any histories the counts are those of the cases, and stay when they are made again."""

        def check(histories: list[History]) -> None:
            with self.store() as store:
                store.import_lines(numbered(histories), NOW)
                cases = [Case.of(f"x{n}", *history) for n, history in enumerate(histories)]
                third = Counter(counted_of(case).tally_key for case in cases)
                fourth = Counter(dispute.tally_key for case in cases for dispute in disputes_of(case))
                assert (store.tally(), store.dispute_tally()) == (dict(third), dict(fourth))
                assert store.rebuild() == len(cases)
                assert (store.tally(), store.dispute_tally()) == (dict(third), dict(fourth))

        any_histories(check)

    def test_the_last_day_of_a_year_belongs_to_it(self) -> None:
        """What is concluded on 31 December counts in that year, on 1 January in the next."""
        with self.store() as store:
            for number, day in (("a", date(2025, 12, 31)), ("b", date(2026, 1, 1))):
                store.open_case(number, receipt(date(2025, 12, 1)), NOW)
                store.record(number, replied(day), NOW)
            found = {
                (year, row): store.select(selection(year, form_for(year), row, "total"))
                for year in (2025, 2026)
                for row in ("concluded_total", "brought_forward", "carried_forward")
            }
            assert {place: numbers for place, numbers in found.items() if numbers} == {
                (2025, "concluded_total"): ["a"],
                (2025, "carried_forward"): ["b"],
                (2026, "concluded_total"): ["b"],
                (2026, "brought_forward"): ["b"],
            }
            assert [sum(store.tally(year).values()) for year in (2024, 2025, 2026, 2027)] == [0, 2, 1, 0]

    def test_what_can_count_in_a_year(self) -> None:
        """Asked for one year, counts and disputes are those of the fold that can count in it."""

        def check(histories: list[History]) -> None:
            with self.store() as store:
                store.import_lines(numbered(histories), NOW)
                cases = [Case.of(f"x{n}", *history) for n, history in enumerate(histories)]
                disputes = [dispute for case in cases for dispute in disputes_of(case)]
                rows = {dispute.row for dispute in disputes} | {"reconsideration"}
                for year in {fact.on.year for case in cases for fact in case.facts}:
                    form = form_for(year)
                    assert table3_from_tally(store.tally(year), year, form) == table3(
                        map(counted_of, cases), year, form
                    )
                    assert all(first <= year <= (last or year) for first, last, *_ in store.tally(year))
                    for row in rows:
                        counting = disputes_in_cell(disputes, year, row, "total", form)
                        assert store.disputes(row, year) == counting

        any_histories(check, EXAMPLES // 2)

    def test_a_selection_equals_the_fold(self) -> None:
        """Every cell of table III opens to the cases that count in it, by day of receipt."""

        def check(histories: list[History]) -> None:
            with self.store() as store:
                store.import_lines(numbered(histories), NOW)
                counted = [counted_of(Case.of(f"x{n}", *history)) for n, history in enumerate(histories)]
                counted.sort(key=lambda case: (case.received_on, case.number))
                year = max(case.received_on.year for case in counted)
                form = form_for(year)
                for row, column in form.table3.keys:
                    found = store.select(selection(year, form, row, column))
                    assert found == cases_in_cell(counted, year, form, row, column)

        any_histories(check, EXAMPLES // 2)

    # -- as it was known ----------------------------------------------------------------------------------

    def test_the_book_as_it_was_known(self) -> None:
        """A case and the ledger as known at the end of a day, in Beijing, hold what was recorded by then."""
        evening = datetime(2026, 3, 1, 15, 59, 59, tzinfo=UTC)  # 23:59:59 in Beijing
        with self.store() as store:
            store.open_case("x", receipt(), evening)
            store.record("x", replied(), evening + timedelta(seconds=1))
            for line, at in zip(read_lines(LINES, "l"), (evening, evening + timedelta(seconds=1)), strict=True):
                store.import_lines([line], at)
            kinds = {}
            for day in (date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 2)):
                known = store.case("x").as_known_on(day)
                kinds[day.day] = (len(known.facts) if known else 0, len(list(store.ledger(day))))
            assert kinds == {28: (0, 0), 1: (1, 1), 2: (2, 2)}

    # -- who asks -----------------------------------------------------------------------------------------

    def test_persons_stand_apart(self) -> None:
        """Who asks is in no history and no export unless it is asked for; the last that was said holds."""
        with self.store() as store:
            number = store.receive(receipt(), NOW, WANG).number
            store.receive(receipt(), NOW)
            assert (store.person(number), store.person("2025-002"), store.person("?")) == (WANG, None, None)
            assert "王小明" not in "".join(store.export())
            lines = [line for line in store.export(persons=True) if "person" in line]
            changed = [line.replace("王小明", "王大明") for line in lines]
            store.import_lines(read_lines(changed, "persons"), NOW)
            assert (len(lines), store.person(number)) == (1, WANG._replace(name="王大明"))
            refused(InvalidLine, lambda: store.import_lines(read_lines(['{"case":"?","person":{}}'], "p"), NOW))

    def test_a_person_can_be_erased(self) -> None:
        """An erased person is gone, the case and the chain stay, and the erasure itself names nothing of them."""
        with self.store() as store:
            number = store.receive(receipt(), NOW, WANG).number
            with self.unchanged(store):
                refused(InvalidFact, lambda: store.forget(number, " ", "张", NOW))
                refused(InvalidFact, lambda: store.forget(number, "王小明要求", "张", NOW))
                refused(UnknownCase, lambda: store.forget("?", "依请求", "张", NOW))
            done = store.forget(number, "依请求", "张", NOW)
            assert (done.case, done.by, done.reason, store.person(number)) == (number, "张", "依请求", None)
            assert len(store.case(number).facts) == 1
            assert [entry.by for entry in store.entries("person_erased")] == ["张"]
            assert "王小明" not in "".join(store.export(persons=True))
            refused(NobodyKnown, lambda: store.forget(number, "依请求", "张", NOW))
            assert store.verify().ok

    def test_persons_are_destroyed_when_due(self) -> None:
        """Personal data goes when its period is over, by two people, all cases or none, with a certificate."""
        done = (receipt(), ReviewStarted(date(2025, 3, 4)), ProcessingStarted(date(2025, 3, 5)), replied())
        closed = (*done, Archived(date(2025, 5, 1)))
        with self.store() as store:
            store.import_lines(numbered([closed, done, closed]), NOW)
            people = [f'{{"case":"x{n}","person":{{"name":"王小明"}}}}' for n in range(3)]
            store.import_lines(read_lines(people, "people"), NOW)
            refused(InvalidFact, lambda: store.keep([("all", "3"), ("granted", "never")], "张", NOW))
            assert (store.retention(date(2031, 1, 1)).periods, store.entries("retention_set")) == ({}, [])
            store.keep([("all", "3")], "张", NOW)
            kept = store.retention(date(2028, 12, 31)), store.retention(date(2029, 1, 1))
            assert [[k.case for k in found.due] for found in kept] == [[], ["x0", "x2"]]
            assert [k.case for k in kept[1].held_back] == ["x1"]
            with self.unchanged(store):
                refused(NotTwoPeople, lambda: store.destroy(["x0"], "张", "张", "期满", NOW))
                refused(NotDue, lambda: store.destroy(["x0", "x1"], "张", "李", "期满", NOW))
            certificate = store.destroy(["x0", "x2"], "张", "李", "期满", NOW)
            assert [kept.case for kept in certificate.cases] == ["x0", "x2"]
            assert store.certificates() == [certificate]
            assert [store.person(f"x{n}") for n in range(3)] == [None, Person("王小明"), None]
            assert store.verify(certificate.head).ok

    # -- the book's own entries ---------------------------------------------------------------------------

    def test_the_ledger_keeps_its_order(self) -> None:
        """Ledger lines come back as given, in the order of recording; one from after its recording is refused."""
        lines = list(read_lines(LINES, "ledger"))
        with self.store() as store:
            store.import_lines(reversed(lines), NOW)
            assert [line.on for line in store.ledger()] == [date(2025, 3, 4), date(2025, 3, 3)]
            assert [str(line.amount) for line in store.ledger()] == ["1", "400.50"]
            with self.unchanged(store):
                refused(InvalidLine, lambda: store.import_lines(lines, datetime(2025, 3, 3, tzinfo=UTC)))

    def test_arrangements_are_loaded(self) -> None:
        """Notices come back in the order of loading with what they moved; a comparison that fails loads none."""
        move = Move("x", "reply", date(2027, 1, 7), date(2027, 1, 8))
        with self.store() as store:
            assert (store.arrangements(), store.last_arrangement()) == ((), 0)
            with self.unchanged(store):
                refused(LookupError, lambda: store.add_arrangement(notices()[0], NOW, lambda: [][0]))
            for notice in notices():
                assert store.add_arrangement(notice, NOW, lambda: [move]) == (move,)
            found = store.arrangements()
            assert tuple(recorded.arrangement for recorded in found) == notices()
            assert {(recorded.moved, recorded.recorded_at) for recorded in found} == {((move,), NOW)}
            assert store.last_arrangement() == found[-1].seq == store.head().seq
            assert list(store.export()) == []

    def test_an_arrangement_may_ask_the_book(self) -> None:
        """What an arrangement moves may be reckoned from the cases of the same store."""
        with self.store() as store:
            store.open_case("x", receipt(), NOW)
            day = date(2027, 1, 7)
            moves = store.add_arrangement(
                notices()[0], NOW, lambda: [Move(case.number, "reply", day, day) for case in store.open_cases()]
            )
            assert [move.case for move in moves] == ["x"]

    def test_entries_of_the_book(self) -> None:
        """An entry of the book's own comes back by its kind, and tells the head before it."""
        with self.store() as store:
            before = store.head()
            assert store.write_entry("stamp", NOW, '{"n":1}', by="张", note="甲") == before
            store.write_entry("other", NOW, "{}")
            store.write_entry("stamp", NOW + timedelta(hours=13), '{"n":2}')
            first, second = store.entries("stamp")
            assert first == (before.seq + 1, "2031-01-01", "2031-01-01T04:00:00Z", "张", "甲", '{"n":1}')
            assert (second.seq, second.on, second.data) == (before.seq + 3, "2031-01-02", '{"n":2}')
            assert (len(store.entries("book_opened")), store.entries("none")) == (1, [])

    def test_what_came_after_a_head(self) -> None:
        """Cases with facts after a place in the journal are named, with how many facts they had before."""
        with self.store() as store:
            store.import_lines(numbered([(receipt(),), (receipt(), replied())]), NOW)
            seq = store.head().seq
            store.record("x0", ReviewStarted(date(2025, 3, 4)), NOW)
            store.record("x0", replied(), NOW)
            store.import_lines([*read_lines(LINES, "l"), ("f", 1, FactLine("x2", receipt(), None))], NOW)
            assert store.touched_since(seq) == {"x0": 1, "x2": 0}
            assert store.touched_since(0) == {"x0": 0, "x1": 0, "x2": 0}
            assert store.touched_since(store.head().seq) == {}

    # -- the chain ----------------------------------------------------------------------------------------

    def test_a_written_book_verifies(self) -> None:
        """Every write moves the head on; the book verifies, and still contains every head noted before."""
        writes: Sequence[Callable[[Store], object]] = (
            lambda store: store.receive(receipt(), NOW, WANG),
            lambda store: store.record("2025-001", replied(), NOW),
            lambda store: store.import_lines([*numbered([(receipt(),)]), *read_lines(LINES, "l")], NOW),
            lambda store: store.add_arrangement(notices()[0], NOW, tuple),
            lambda store: store.forget("2025-001", "依请求", None, NOW),
            lambda store: store.keep([("all", "5")], None, NOW),
        )
        with self.store() as store:
            heads = [store.head()]
            for write in writes:
                write(store)
                heads.append(store.head())
            assert [head.seq for head in heads] == sorted({head.seq for head in heads})
            assert [store.verify(head).problems for head in heads] == [()] * len(heads)
            found = store.verify()
            assert (found.events, found.cases, found.head) == (3, 2, heads[-1])

    def test_a_foreign_head_is_not_contained(self) -> None:
        """A head that the book never had, or that lies beyond its end, is a problem of its own."""
        with self.store() as store:
            store.receive(receipt(), NOW)
            seq = store.head().seq
            for foreign in (Head("sha256", seq, bytes(32)), Head("sha256", seq + 1, store.head().digest)):
                assert [problem.what for problem in store.verify(foreign).problems] == ["head"]

    # -- many at once -------------------------------------------------------------------------------------

    def test_writing_at_once_loses_nothing(self) -> None:
        """Threads that write at once get numbers without a gap, and every fact is there afterwards."""
        with self.store() as store:

            def work(_: int) -> list[str]:
                try:
                    numbers = [store.receive(receipt(), NOW, WANG).number for _ in range(5)]
                    for number in numbers:
                        store.record(number, replied(), NOW)
                    return numbers
                finally:
                    store.close()

            with ThreadPoolExecutor(4) as threads:
                given = sorted(number for numbers in threads.map(work, range(4)) for number in numbers)
            assert given == [f"2025-{n:03}" for n in range(1, 21)] == [case.number for case in store.cases()]
            assert {case.facts for case in store.cases()} == {(receipt(), replied())}
            assert store.verify().problems == ()

    def test_a_write_waits_for_another(self) -> None:
        """A fact recorded while an arrangement is being loaded comes after it; neither is lost."""
        with self.store() as store, ThreadPoolExecutor(1) as threads:
            store.open_case("x", receipt(), NOW)
            later: list[Future[Case]] = []

            def moved() -> list[Move]:
                later.append(threads.submit(store.record, "x", replied(), NOW))
                wait(later, timeout=0.2)
                assert not later[0].done()
                return []

            store.add_arrangement(notices()[0], NOW, moved)
            assert later[0].result() == store.case("x")
            threads.submit(store.close).result()
            assert (len(store.case("x").history), len(store.arrangements()), store.verify().problems) == (2, 1, ())

    def test_one_of_many_clerks_is_first(self) -> None:
        """Of clerks who saw the same facts, one records; the others are told that they saw less."""
        with self.store() as store:
            store.open_case("x", receipt(), NOW)

            def work(_: int) -> bool:
                try:
                    store.record("x", replied(), NOW, expecting=1)
                except Stale:
                    return False
                finally:
                    store.close()
                return True

            with ThreadPoolExecutor(4) as threads:
                assert sum(threads.map(work, range(4))) == 1
            assert len(store.case("x").history) == 2


__all__ = ["NOW", "StoreContract"]
