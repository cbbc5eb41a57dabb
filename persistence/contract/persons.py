"""Who asks: apart from the history, erased, destroyed when due."""

from __future__ import annotations

import itertools
from datetime import date
from functools import partial
from typing import Any

from workflow.errors import InvalidFact
from workflow.events import (
    Archived,
    ProcessingStarted,
    ReviewStarted,
)

from ..casefile import Person, read_lines
from ..errors import InvalidLine, NobodyKnown, NotDue, NotTwoPeople, UnknownCase
from .tools import NOW, WANG, ShelfTests, numbered, receipt, refused, replied


class PersonContract(ShelfTests):
    """Who asks: apart from the history, erased, destroyed when due."""

    def test_persons_stand_apart(self) -> None:
        """Who asks is in no history and no export unless it is asked for; the last that was said holds."""
        with self.register() as register:
            number = register.receive(receipt(), NOW, WANG).number
            register.receive(receipt(), NOW)
            assert (register.person(number), register.person("2025-002"), register.person("?")) == (WANG, None, None)
            assert "王小明" not in "".join(register.export())
            lines = [line for line in register.export(persons=True) if "person" in line]
            changed = [line.replace("王小明", "王大明") for line in lines]
            taken = register.import_lines(
                read_lines([*changed, '{"case":"2025-002","person":{"name":"李四"}}'], "persons"), NOW
            )
            assert (taken, taken.persons, taken.replaced) == ((0, 0, 0), 2, (number,))
            again = register.import_lines(read_lines(changed, "persons"), NOW)
            assert (again.persons, again.replaced) == (0, ())
            assert (len(lines), register.person(number)) == (1, WANG._replace(name="王大明"))
            refused(InvalidLine, lambda: register.import_lines(read_lines(['{"case":"?","person":{}}'], "p"), NOW))

    def test_a_person_is_text(self) -> None:
        """A part of a person that is neither text nor nothing is refused by its name; nothing is written."""
        parts: list[Any] = [350102199001011234, "王\udcff", ["王小明"], b"x", True]
        with self.register() as register:
            register.open_case("x", receipt(), NOW, Person("", None, "\U0002000b"))
            with self.unchanged(register):
                for part, field in itertools.product(parts, Person._fields):
                    person = WANG._replace(**{field: part})
                    error = refused(InvalidFact, partial(register.receive, receipt(), NOW, person))
                    assert (error.field, error.found) == (f"person.{field}", "…")
            assert (register.person("x"), register.verify().problems) == (Person("", None, "\U0002000b"), ())

    def test_a_person_can_be_erased(self) -> None:
        """An erased person is gone, the case and the chain stay, and the erasure itself names nothing of them."""
        with self.register() as register:
            number = register.receive(receipt(), NOW, WANG).number
            with self.unchanged(register):
                refused(InvalidFact, lambda: register.forget(number, " ", "张", NOW))
                refused(InvalidFact, lambda: register.forget(number, "王小明要求", "张", NOW))
                refused(UnknownCase, lambda: register.forget("?", "依请求", "张", NOW))
            done = register.forget(number, "依请求", "张", NOW)
            assert (done.case, done.by, done.reason, register.person(number)) == (number, "张", "依请求", None)
            assert len(register.case(number).facts) == 1
            assert [entry.recorded_at for entry in register.entries("person_erased")] == [done.recorded_at]
            assert [entry.by for entry in register.entries("person_erased")] == ["张"]
            assert "王小明" not in "".join(register.export(persons=True))
            refused(NobodyKnown, lambda: register.forget(number, "依请求", "张", NOW))
            assert register.verify().ok

    def test_persons_are_destroyed_when_due(self) -> None:
        """Personal data goes when its period is over, by two people, all cases or none, with a certificate."""
        done = (receipt(), ReviewStarted(date(2025, 3, 4)), ProcessingStarted(date(2025, 3, 5)), replied())
        closed = (*done, Archived(date(2025, 5, 1)))
        with self.register() as register:
            register.import_lines(numbered([closed, done, closed]), NOW)
            people = [f'{{"case":"x{n}","person":{{"name":"王小明"}}}}' for n in range(3)]
            register.import_lines(read_lines(people, "people"), NOW)
            refused(InvalidFact, lambda: register.keep([("all", "3"), ("granted", "never")], "张", NOW))
            assert (register.retention(date(2031, 1, 1)).periods, register.entries("retention_set")) == ({}, [])
            register.keep([("all", "3")], "张", NOW)
            kept = register.retention(date(2028, 12, 31)), register.retention(date(2029, 1, 1))
            assert [[k.case for k in found.due] for found in kept] == [[], ["x0", "x2"]]
            assert [k.case for k in kept[1].held_back] == ["x1"]
            with self.unchanged(register):
                refused(NotTwoPeople, lambda: register.destroy(["x0"], "张", "张", "期满", NOW))
                refused(NotDue, lambda: register.destroy(["x0", "x1"], "张", "李", "期满", NOW))
            certificate = register.destroy(["x0", "x2"], "张", "李", "期满", NOW)
            assert [kept.case for kept in certificate.cases] == ["x0", "x2"]
            assert register.certificates() == [certificate]
            assert [register.person(f"x{n}") for n in range(3)] == [None, Person("王小明"), None]
            assert register.verify(certificate.head).ok
