"""A register remembers the cases that it folded last; what it answers is always what the journal holds."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from persistence import Register
from persistence.core import Known
from workflow.case import Case
from workflow.errors import OutOfOrder
from workflow.events import Channel, ProcessingStarted, Received, ReviewStarted
from workflow.outcomes import Requester

NOW = datetime(2030, 1, 1, 4, tzinfo=UTC)
RECEIVED = Received(date(2025, 9, 1), channel=Channel.ONLINE, requester=Requester.NATURAL_PERSON, subject="预算")
REVIEWED, PROCESSED = ReviewStarted(date(2025, 9, 2)), ProcessingStarted(date(2025, 9, 3))


def test_what_another_register_recorded_is_seen(tmp_path: Path) -> None:
    """A case that was remembered is read again when somebody else has recorded a fact of it."""
    ours = Register.create(tmp_path / "register.db")
    theirs = Register.open(tmp_path / "register.db")
    number = ours.receive(RECEIVED, NOW).number
    assert len(ours.case(number).history) == 1
    theirs.record(number, REVIEWED, NOW)
    assert ours.case(number) == theirs.case(number)
    assert [entry.fact for entry in ours.record(number, PROCESSED, NOW).history] == [RECEIVED, REVIEWED, PROCESSED]
    assert ours.verify().ok
    ours.close()
    theirs.close()


def test_a_refused_fact_is_not_remembered(tmp_path: Path) -> None:
    """After a refusal the case is what it was, for this register and for one that reads it afresh."""
    register = Register.create(tmp_path / "register.db")
    number = register.receive(RECEIVED, NOW).number
    with pytest.raises(OutOfOrder):
        register.record(number, PROCESSED, NOW)
    fresh = Register.open(tmp_path / "register.db")
    assert register.case(number).history == fresh.case(number).history
    assert len(register.record(number, REVIEWED, NOW).history) == 2
    register.close()
    fresh.close()


def test_only_so_many_are_remembered(tmp_path: Path) -> None:
    """Of more cases than there is room for, the one used longest ago is let go."""
    register = Register.create(tmp_path / "register.db")
    numbers = [register.receive(RECEIVED, NOW).number for _ in range(3)]
    known = Known(most=2)
    for number in (numbers[0], numbers[1], numbers[0], numbers[2]):
        known.put(register.case(number))
    with register._shelf.read(moment=False) as rows:
        assert [isinstance(known.get(rows, number), Case) for number in numbers] == [True, False, True]
    register.close()
