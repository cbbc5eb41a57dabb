"""Errors go from process to process, and are copied, with all that they say."""

from __future__ import annotations

import copy
import multiprocessing
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from persistence import MemoryRegister
from tests.errors_made import classes, made
from workflow.errors import InvalidFact, OutOfOrder, YishenqingError
from workflow.events import Archived, Channel, Received
from workflow.outcomes import Requester

NOW = datetime(2025, 3, 4, tzinfo=UTC)
ALL = sorted(set(classes()), key=lambda error: error.__name__)


def through_pickle(error: YishenqingError) -> Any:
    """Return the error as another process would get it."""
    return pickle.loads(pickle.dumps(error))


def said(error: BaseException) -> Any:
    """Return what an error says and holds, so that two can be compared; an error in it is taken apart too."""
    messages = (error.message("zh"), error.message("en")) if isinstance(error, YishenqingError) else ()
    held = {name: said(v) if isinstance(v, Exception) else v for name, v in vars(error).items()}
    return type(error), str(error), repr(error), messages, error.args, held


@pytest.mark.parametrize("copied", [through_pickle, copy.copy, copy.deepcopy])
@pytest.mark.parametrize("error", ALL, ids=lambda error: error.__name__)
def test_an_error_is_the_same_after_a_copy(
    error: type[YishenqingError], copied: Callable[[YishenqingError], YishenqingError]
) -> None:
    """Class, messages in both languages and attributes are as they were; the copy is another object."""
    before = made(error)
    after = copied(before)
    assert after is not before
    assert said(after) == said(before)


def test_an_error_that_holds_a_fact_is_the_same_after_a_copy() -> None:
    """What was found may be a fact; notes that were added stay too."""
    error = InvalidFact("on", Archived(date(2025, 3, 3)), made(YishenqingError).words, "archived")
    error.add_note("第 3 行")
    assert said(through_pickle(error)) == said(error)


def record_out_of_order(number: str) -> None:
    """Archive a case that was only received."""
    register = MemoryRegister()
    fact = Received(date(2025, 3, 3), channel=Channel.FAX, requester=Requester.BUSINESS, subject="会议纪要")
    register.open_case(number, fact, NOW)
    register.record(number, Archived(date(2025, 3, 4)), NOW)


def test_an_error_of_a_worker_comes_to_its_parent() -> None:
    """A worker of a pool of processes raises; the parent gets the same error, and the pool does not hang."""
    with pytest.raises(OutOfOrder) as alone:
        record_out_of_order("2025-001")
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        waiting = pool.map_async(record_out_of_order, ["2025-001"])
        with pytest.raises(OutOfOrder) as caught:
            waiting.get(timeout=60)
    assert said(caught.value) == said(alone.value)
