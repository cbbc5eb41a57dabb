"""Many at once: nothing is lost, one waits for the other, one of many is first."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait

from workflow.calendar import notices

from ..errors import Stale
from .tools import NOW, WANG, ShelfTests, cases_of, receipt, replied


class AtOnceContract(ShelfTests):
    """Many at once: nothing is lost, one waits for the other, one of many is first."""

    def test_writing_at_once_loses_nothing(self) -> None:
        """Threads that write at once get numbers without a gap, and every fact is there afterwards."""
        with self.register() as register:

            def work(_: int) -> list[str]:
                try:
                    numbers = [register.receive(receipt(), NOW, WANG).number for _ in range(5)]
                    for number in numbers:
                        register.record(number, replied(), NOW)
                    return numbers
                finally:
                    register.close()

            with ThreadPoolExecutor(4) as threads:
                given = sorted(number for numbers in threads.map(work, range(4)) for number in numbers)
            cases = cases_of(register)
            assert given == [f"2025-{n:03}" for n in range(1, 21)] == [case.number for case in cases]
            assert {case.facts for case in cases} == {(receipt(), replied())}
            assert register.verify().problems == ()

    def test_a_write_waits_for_another(self) -> None:
        """A fact recorded while an arrangement is being loaded comes after it; neither is lost."""
        with self.register() as register, ThreadPoolExecutor(1) as threads:
            register.open_case("x", receipt(), NOW)
            with register.writing() as w:
                later = threads.submit(register.record, "x", replied(), NOW)
                wait([later], timeout=0.2)
                assert not later.done()
                w.add_arrangement(notices()[0], (), NOW)
            assert later.result() == register.case("x")
            threads.submit(register.close).result()
            assert (len(register.case("x").history), len(register.arrangements()), register.verify().problems) == (
                2,
                1,
                (),
            )

    def test_one_of_many_clerks_is_first(self) -> None:
        """Of clerks who saw the same facts, one records; the others are told that they saw less."""
        with self.register() as register:
            register.open_case("x", receipt(), NOW)

            def work(_: int) -> bool:
                try:
                    register.record("x", replied(), NOW, expecting=1)
                except Stale:
                    return False
                finally:
                    register.close()
                return True

            with ThreadPoolExecutor(4) as threads:
                assert sum(threads.map(work, range(4))) == 1
            assert len(register.case("x").history) == 2
