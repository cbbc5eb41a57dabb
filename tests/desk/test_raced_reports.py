"""Raced reports: beside a writer that files one dispute a case, no report has more disputes than requests, nor fewer."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from desk import Desk
from desk.annual import AnnualReport
from desk.reading import read_report
from desk.rollup import gather
from tests.desk.running import Ysq
from workflow import Received, ReconsiderationFiled
from workflow.annual import form_for
from workflow.events import Channel
from workflow.outcomes import Requester

REPORTS = int(os.environ.get("YSQ_REPORTS", "4000"))
"""How many annual reports are made: 4,000 here, 80,000 by hand; a fortieth as many roll-ups, a 200th as many documents."""
STATES = 10  # of the registers at least, however slowly somebody writes
MOST = 300  # cases of one writer: the next one has new registers, so that a report takes no longer at the end
YEAR, NOW = 2025, date(2026, 1, 20)

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="writers are forked"),
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),
]

Figures = tuple[int | None, ...]


def file_disputes(paths: list[Path]) -> None:
    """Record case after case, in every register, each with its dispute: at any moment there are as many of both."""
    desks = [Desk.open(path, now=NOW) for path in paths]
    for n in range(MOST):
        month = n % 12 + 1
        received = Received(date(YEAR, month, 3), channel=Channel.FAX, requester=Requester.BUSINESS, subject="纪要")
        filed = ReconsiderationFiled(date(YEAR, month, 4), dispute=f"复{n}")
        for desk in desks:
            desk.import_facts([(f"{n}", received), (f"{n}", filed)])


@contextmanager
def writing(paths: list[Path]) -> Iterator[Callable[[], bool]]:
    """Let another process file disputes in new registers; yield what tells whether it still does."""
    for path in paths:
        Desk.create(path, now=NOW).close()
    child = os.fork()
    if child == 0:
        try:
            file_disputes(paths)
        finally:
            os._exit(0)
    ended = [False]

    def writes() -> bool:
        ended[0] = ended[0] or os.waitpid(child, os.WNOHANG) != (0, 0)
        return not ended[0]

    yield writes
    if writes():
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def asked(folder: Path, count: int, ask: Callable[[Path], Figures], *names: str) -> list[Figures]:
    """Return what *ask* finds, at least so often, in a folder with registers of these names while somebody writes there."""
    found: list[Figures] = []
    states: set[Figures] = set()
    while len(found) < count or len(states) < STATES:
        place = folder / f"{len(found)}"
        place.mkdir()
        with writing([place / name for name in names]) as writes:
            while writes() and (len(found) < count or len(states) < STATES):
                found.append(ask(place))
                states.add(found[-1])
    return found


def figures(report: AnnualReport) -> Figures:
    """Return how many requests and how many disputes a report has."""
    return report.table3.cell("received", "total"), report.table4.cell("reconsideration", "total")


def differing(found: list[Figures]) -> list[Figures]:
    """Return those that are not alike."""
    return [of_one for of_one in found if len(set(of_one)) > 1]


def test_annual_reports(tmp_path: Path) -> None:
    """Tables III and IV of each annual report are of one moment."""
    desks: dict[Path, Desk] = {}

    def annual(folder: Path) -> Figures:
        desk = desks.get(folder) or desks.setdefault(folder, Desk.open(folder / "register.db", now=NOW))
        return figures(desk.annual(YEAR))

    assert differing(asked(tmp_path, REPORTS, annual, "register.db")) == []


def test_roll_ups(tmp_path: Path) -> None:
    """So are the sums of a roll-up of two registers, though each of them is read in a moment of its own."""

    def rolled_up(folder: Path) -> Figures:
        return figures(gather([folder], YEAR, form_for(YEAR)).report)

    assert differing(asked(tmp_path, REPORTS // 40, rolled_up, "one.db", "two.db")) == []


def test_documents(ysq: Ysq, tmp_path: Path) -> None:
    """So are the tables and the charts of one HTML report."""

    def shown(folder: Path) -> Figures:
        ysq("annual", YEAR, "--db", folder / "register.db", "-o", "report.html")
        (report,) = read_report(Path("report.html"))
        said = re.search(r'<desc id="chart-months-desc">([^<]*)</desc>', Path("report.html").read_text("utf-8"))
        assert report.table3 is not None
        assert report.table4 is not None
        assert said is not None
        months = sum(map(int, re.findall(r"月 (\d+)", said[1])))
        return report.table3.cell("received", "total"), report.table4.cell("reconsideration", "total"), months

    assert differing(asked(tmp_path, REPORTS // 200, shown, "register.db")) == []
