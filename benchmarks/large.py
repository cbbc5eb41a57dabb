"""A book of a million cases, and one of a thousand of the same kind, each made once a run by a process of its own.

``YSQ_BENCH_CASES`` makes the large one smaller.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple

from desk import Desk
from persistence import fact_to
from workflow.events import Channel, Delivery, Fact, Received, ReconsiderationFiled, Replied
from workflow.outcomes import Outcome, Requester

CASES = int(os.environ.get("YSQ_BENCH_CASES", "1000000"))
FEW = 1_000
YEAR = 2024
_ROOT = Path(__file__).parent.parent
_FIRST, _SPREAD = date(2019, 6, 3), 2_400
_OUTCOMES, _REQUESTERS = tuple(Outcome), tuple(Requester)


class Made(NamedTuple):
    """A book that was imported: where it is, of how many facts, in how many seconds, and the peak memory in KiB."""

    path: Path
    facts: int
    seconds: float
    peak: int


@cache
def made(cases: int) -> Made:
    """Return a book of so many cases; the second time, the same."""
    path = Path(_folder().name) / f"{cases}.db"
    command = [sys.executable, "-m", f"{__package__}.large", str(path), str(cases)]
    done = subprocess.run(command, check=True, cwd=_ROOT, stdout=subprocess.PIPE)
    return Made(path, *json.loads(done.stdout))


@cache
def _folder() -> TemporaryDirectory[str]:
    """Return the folder of the books, which goes when the run ends."""
    return TemporaryDirectory(prefix=".scratch-", dir=Path(__file__).parent)


def number(n: int) -> str:
    """Return the number of the *n*-th case."""
    return f"{_day(n).year}-{n:07}"


def _lines(cases: int) -> Iterator[str]:
    for n in range(cases):
        for fact in _history(n):
            yield json.dumps({"case": number(n), **fact_to(fact)}, ensure_ascii=False)


def _history(n: int) -> Iterator[Fact]:
    """Yield the facts of the *n*-th case: most are replied to, one in a hundred is disputed."""
    day = _day(n)
    yield Received(
        day, channel=Channel.ONLINE, requester=_REQUESTERS[n % len(_REQUESTERS)], subject=f"第{n}标段养护经费的预算"
    )
    if n % 17:
        outcome = _OUTCOMES[n // 7 % len(_OUTCOMES)]
        yield Replied(day + timedelta(10 + n % 30), outcome=outcome, delivery=Delivery.POST, by=f"{n % 13}号")
    if n % 100 == 1:
        yield ReconsiderationFiled(day + timedelta(60), dispute=f"复{n}")


def _day(n: int) -> date:
    return _FIRST + timedelta(n * 7 % _SPREAD)


def _make(path: Path, cases: int) -> None:
    """Import the case file as it is made, and print what it took."""
    begin = perf_counter()
    with Desk.open(path) as desk:
        taken = desk.import_lines(_lines(cases))
        desk.register.checkpoint()
    print(json.dumps([taken.events, perf_counter() - begin, _peak()]))


def _peak() -> int:
    """Return the peak memory of this process in KiB: since it began, not since the fork of the process that began it."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return getrusage(RUSAGE_SELF).ru_maxrss
    return int(status.partition("VmHWM:")[2].split()[0])


if __name__ == "__main__":
    _make(Path(sys.argv[1]), int(sys.argv[2]))
