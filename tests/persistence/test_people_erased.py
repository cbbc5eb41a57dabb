"""Erased for good: whatever was written before and after, no byte of who asked stays in the file or its log."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from persistence import InvalidLine, Person, Register, read_lines
from persistence.casefile import person_line
from tests.persistence.elsewhere import held
from workflow.events import Channel, ProcessingStarted, Received, ReviewStarted
from workflow.outcomes import Requester

NOW = datetime(2025, 6, 2, 4, tzinfo=UTC)
COUNT = 300


def receipt() -> Received:
    return Received(date(2025, 3, 3), channel=Channel.ONLINE, requester=Requester.BUSINESS, subject="规划文本")


def person(draw: random.Random, mark: str) -> Person:
    """Return a person whose every field bears *mark*, of very different lengths, so that pages split and merge."""
    return Person(f"{mark}姓", f"{mark}证" * draw.randrange(1, 120), f"{mark}电" * draw.choice([0, 1, 400]) or None)


@pytest.mark.parametrize("seed", range(3))
def test_no_byte_of_an_erased_person_is_left(tmp_path: Path, seed: int) -> None:
    """Of hundreds of persons entered, replaced and erased at random, only those still kept are in the files."""
    draw, path = random.Random(seed), tmp_path / "register.db"
    register = Register.create(path)
    marks: dict[str, str] = {}
    gone: set[str] = set()
    lines = []
    for n in range(COUNT):
        number, marks[f"{n}号"] = f"{n}号", f"甲{n:04}乙"
        lines.append(
            f'{{"case":"{number}","event":"received","on":"2025-03-03","channel":"fax","requester":"research","subject":"x"}}'
        )
        lines.append(person_line(number, person(draw, marks[number])))
    draw.shuffle(lines[1::2])
    register.import_lines(read_lines(lines, "x"), NOW)
    for number in draw.sample(sorted(marks), 60):
        gone.add(marks[number])
        marks[number] = f"丙{number}丁"
        register.import_lines(read_lines([person_line(number, person(draw, marks[number]))], "x"), NOW)
    for number in draw.sample(sorted(marks), 25):
        gone.add(marks.pop(number))
        register.forget(number, "本人要求", None, NOW)
    found = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert [mark for mark in sorted(gone) if mark.encode() in found] == []
    assert [mark for mark in marks.values() if mark.encode() not in found] == []
    assert register.verify().problems == ()
    register.close()


def test_a_reading_under_way_keeps_what_was_erased_only_for_a_while(tmp_path: Path) -> None:
    """The next write after it has ended takes the bytes out of the file and its log."""
    path = tmp_path / "register.db"
    register = Register.create(path)
    numbers = [register.receive(receipt(), NOW, Person("甲乙丙", "丁戊己", None)).number for _ in range(3)]
    register.checkpoint()
    register._shelf.connections.busy_seconds = 0.1
    register._shelf.connections.wait()
    reading = Register.open(path).export()
    next(reading)
    for number in numbers:
        register.forget(number, "依申请人要求", None, NOW)
    assert held(path)
    register.receive(receipt(), NOW)
    assert held(path)
    reading.close()
    register.receive(receipt(), NOW)
    assert not held(path)
    assert register.verify().ok
    register.close()


def test_cases_are_written_to_while_they_are_read(tmp_path: Path) -> None:
    """Whoever goes through the cases may record, erase and let others record in between."""
    register = Register.create(tmp_path / "register.db")
    for _ in range(5):
        register.receive(receipt(), NOW, Person("甲乙丙"))
    other = Register.open(register.path)
    with register.at() as book:
        for case in book.cases():
            register.forget(case.number, "依申请人要求", None, NOW)
            other.record(case.number, ReviewStarted(date(2025, 3, 4)), NOW)
            register.record(case.number, ProcessingStarted(date(2025, 3, 5)), NOW)
            assert len(case.history) == 1
    with register.at() as book:
        assert [len(case.history) for case in book.open_cases()] == [3] * 5
    assert register.verify().ok
    other.close()
    register.close()


def test_a_refused_import_leaves_nobody_in_the_log(tmp_path: Path) -> None:
    """Who stands in a file that was not taken was never recorded, and can be found in no file of ours."""
    path = tmp_path / "register.db"
    register = Register.create(path)
    lines = []
    for n in range(6000):
        lines.append(
            f'{{"case":"{n}","event":"received","on":"2025-03-03","channel":"fax","requester":"research","subject":"x"}}'
        )
        lines.append(person_line(f"{n}", Person("甲乙丙", "丁戊己" * 20)))
    with pytest.raises(InvalidLine):
        register.import_lines(read_lines([*lines, "{"], "x"), NOW)
    assert not held(path)
    assert register.verify().events == 0
    register.close()
