"""Many at once: nothing is lost, one waits for the other, one of many is first."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor, wait

from workflow.calendar import notices
from workflow.case import Case

from ..arrangements import Move
from ..errors import Stale
from .tools import NOW, WANG, StoreTests, receipt, replied


class AtOnceContract(StoreTests):
    """Many at once: nothing is lost, one waits for the other, one of many is first."""

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
