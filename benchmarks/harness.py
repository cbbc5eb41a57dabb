"""The harness: ours and a baseline take turns, so that whatever slows the machine slows both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple, TypeVar

T = TypeVar("T")

# A turn does some of the work and returns the seconds that one unit of it took.
Turn = Callable[[], float]

HEADINGS = ("what", "ours", "baseline", "", "ratio", "aim", "verdict")
RIGHT = frozenset({1, 3, 4})


class Aim(NamedTuple):
    """What a ratio should be: ours at most *times* the baseline, or at least *times* faster than it."""

    times: float
    faster: bool = False

    def __str__(self) -> str:
        return f"at least {self.times:g}x faster" if self.faster else f"at most {self.times:g}x"


class Comparison(NamedTuple):
    """One line of the table: the median seconds a unit took, ours and the baseline's; ``said`` writes them."""

    what: str
    ours: float
    baseline_name: str
    baseline: float
    aim: Aim
    said: Callable[[float], str] = lambda seconds: duration(seconds)

    @property
    def ratio(self) -> float:
        """How many times slower ours is, or how many times faster where the aim asks for that."""
        return self.baseline / self.ours if self.aim.faster else self.ours / self.baseline

    @property
    def met(self) -> bool:
        """Whether the ratio is what it should be."""
        return self.ratio >= self.aim.times if self.aim.faster else self.ratio <= self.aim.times

    def cells(self) -> tuple[str, ...]:
        """Return the line as text, a cell for each heading."""
        ratio = f"{self.ratio:.1f}x faster" if self.aim.faster else f"{self.ratio:.2f}x"
        verdict = "met" if self.met else "missed"
        return (
            self.what,
            self.said(self.ours),
            self.baseline_name,
            self.said(self.baseline),
            ratio,
            str(self.aim),
            verdict,
        )


def compare(what: str, ours: Turn, baseline_name: str, baseline: Turn, aim: Aim, rounds: int) -> Comparison:
    """Let both take *rounds* turns after one to warm up, each going first every other round; keep the medians."""
    ours(), baseline()
    of_ours, of_baseline = [], []
    for round_ in range(rounds):
        if round_ % 2:
            of_baseline.append(baseline())
            of_ours.append(ours())
        else:
            of_ours.append(ours())
            of_baseline.append(baseline())
    return Comparison(what, median(of_ours), baseline_name, median(of_baseline), aim)


def turn(work: Callable[[], object], units: int = 1) -> Turn:
    """Return a turn that does *work*, which counts for so many units; what it returns is dropped untimed."""

    def take() -> float:
        begin = perf_counter()
        made = work()
        end = perf_counter()
        del made
        return (end - begin) / units

    return take


def batches(
    todo: Sequence[T], size: int, work: Callable[[T], object], first: Callable[[T], object] = lambda one: None
) -> Turn:
    """Return a turn that does the next *size* of *todo*, after *first* was done with each of them untimed."""
    waiting = iter([todo[n : n + size] for n in range(0, len(todo), size)])

    def take() -> float:
        batch = next(waiting)
        for one in batch:
            first(one)
        begin = perf_counter()
        for one in batch:
            work(one)
        return (perf_counter() - begin) / size

    return take


@contextmanager
def scratch() -> Iterator[Path]:
    """Give a folder beside this file for both sides' files: the checkout's own disk, where /tmp may be memory."""
    with TemporaryDirectory(prefix=".scratch-", dir=Path(__file__).parent) as folder:
        yield Path(folder)


def duration(seconds: float) -> str:
    """Write a duration in the unit that fits it."""
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.1f} {unit}"
    return f"{seconds / 1e-9:.0f} ns"


def kibibytes(size: float) -> str:
    """Write a size in KiB as mebibytes."""
    return f"{size / 1024:.0f} MiB"


def table(comparisons: Iterable[Comparison]) -> str:
    """Lay the comparisons out in aligned columns."""
    lines = [HEADINGS, *(c.cells() for c in comparisons)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(_aligned(line, widths) for line in lines)


def _aligned(cells: Sequence[str], widths: Sequence[int]) -> str:
    sides = (c.rjust(w) if i in RIGHT else c.ljust(w) for i, (c, w) in enumerate(zip(cells, widths, strict=True)))
    return "  ".join(sides).rstrip()
