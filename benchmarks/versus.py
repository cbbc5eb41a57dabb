"""One more fact on the disk for good, against the same step in two frameworks that keep histories: both optional.

``pip install yishenqing[benchmarks]`` brings them; without one of them its line is left out, and that is said.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from desk import Desk
from persistence.codec import fact_to

from .harness import Aim, Comparison, Turn, batches, compare, scratch, turn
from .histories import book, consultation, number, ten_facts

ROUNDS, BATCH = 32, 25
CASES = 2 * (ROUNDS + 1) * BATCH  # half of them are shown before a fact is recorded
STEP = {"event": "third_party_consulted", "on": "2025-09-10", "party": "某市政工程公司", "served_on": "2025-09-11"}


def run() -> list[Comparison]:
    """Record the eleventh fact of a case, shown a moment ago or not, by turns with each framework that is installed."""
    found = []
    for module, (name, theirs, times) in _FRAMEWORKS.items():
        if find_spec(module) is None:
            print(f"{module} is not installed: its comparison is left out", file=sys.stderr)
            continue
        found += _compared(name, theirs, Aim(times, True))
    return found


def _compared(name: str, theirs: Callable[[Path], Any], aim: Aim) -> list[Comparison]:
    todo = list(range(CASES))
    Random(33).shuffle(todo)
    with scratch() as folder, theirs(folder) as baseline, Desk.open(folder / "book.db") as desk:
        desk.import_facts(book(len(todo), ten_facts))
        facts = iter([(number(n), consultation(n)) for n in todo])
        found = []
        for how, shown in _SHOWN.items():
            these = list(islice(facts, CASES // len(_SHOWN)))
            ours = batches(these, BATCH, lambda pair: desk.record(*pair), lambda pair, show=shown: show(desk, pair[0]))
            found.append(compare(f"the 11th fact, of a case {how}", ours, name, baseline, aim, ROUNDS))
        return found


@contextmanager
def _eventsourcing(folder: Path) -> Iterator[Turn]:
    """Yield a turn that loads an aggregate, which has the ten facts of a case for events, triggers one more and saves it."""
    from eventsourcing.application import Application
    from eventsourcing.domain import Aggregate, event

    class Request(Aggregate):
        def __init__(self, case: str, fact: dict[str, Any]) -> None:
            self.case, self.last = case, fact["event"]

        @event("Recorded")
        def record(self, fact: dict[str, Any]) -> None:
            self.last = fact["event"]

    class Requests(Application): ...

    with Requests({"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(folder / "events.db")}) as app:
        todo = []  # so many that both logs have room already
        for n in range(CASES):
            receipt, *others = map(fact_to, ten_facts(n))
            request = Request(number(n), receipt)
            for fact in others:
                request.record(fact)
            app.save(request)
            todo.append((request.id, fact_to(consultation(n))))
        Random(33).shuffle(todo)

        def step(pair: tuple[Any, dict[str, Any]]) -> None:
            request: Request = app.repository.get(pair[0])
            request.record(pair[1])
            app.save(request)

        yield batches(todo, BATCH, step)


@contextmanager
def _dbos(folder: Path) -> Iterator[Turn]:
    """Yield a turn that runs a workflow of so many durable steps; the start of the workflow is shared by all."""
    from dbos import DBOS

    logging.getLogger("dbos").setLevel(logging.CRITICAL)
    DBOS(
        config={
            "name": "benchmark",
            "system_database_url": f"sqlite:///{folder / 'dbos.db'}",
            "run_admin_server": False,
            "log_level": "CRITICAL",
        }
    )

    @DBOS.step()
    def step(fact: dict[str, str]) -> dict[str, str]:
        return fact

    @DBOS.workflow()
    def workflow() -> None:
        for _ in range(BATCH):
            step(STEP)

    DBOS.launch()
    try:
        yield turn(workflow, BATCH)
    finally:
        DBOS.destroy()


_FRAMEWORKS: dict[str, tuple[str, Callable[[Path], Any], float]] = {
    "eventsourcing": ("eventsourcing: get, trigger, save", _eventsourcing, 2),
    "dbos": ("DBOS: a durable step", _dbos, 8),
}
_SHOWN: dict[str, Callable[[Desk, str], object]] = {
    "just shown": lambda desk, number: desk.case(number).lawful_moves(),
    "not at hand": lambda desk, number: None,
}
