"""A year printed as it was handed in: charts and fees are those of the book at the freeze, not of today."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk import Desk
from desk.documents.charted import BINS, charts_of
from desk.documents.making import fees_of
from persistence import MemoryRegister, Settings
from tests.desk.running import Ysq
from workflow import Fact, Received, Replied
from workflow.annual import FORM_2021, counted_of, table3
from workflow.calendar import Overlay
from workflow.events import Channel, Delivery, FeeMethod, FeeNoticed, FeePaid
from workflow.outcomes import Outcome, Requester
from workflow.testing.strategies import possible_histories

TEXT = "一、总体情况\n收取信息处理费{fee_amount}元，共{fee_cases}件，新收{received}件。\n"
FREEZE, LATER = date(2026, 1, 20), date(2026, 2, 2)


def asked(on: date) -> Received:
    return Received(on, channel=Channel.IN_PERSON, requester=Requester.BUSINESS, subject="纪要")


def answered(on: date) -> Replied:
    return Replied(on, outcome=Outcome.GRANTED, delivery=Delivery.POST)


def paid(case: str, month: int, yuan: int) -> list[tuple[str, Fact]]:
    """A fee noticed and paid in the same month."""
    noticed = FeeNoticed(date(2025, month, 10), amount=Decimal(yuan), method=FeeMethod.BY_PAGE)
    return [(case, noticed), (case, FeePaid(date(2025, month, 12), amount=Decimal(yuan)))]


def before() -> list[tuple[str, Fact]]:
    """Two requests of March, one with a fee of 40 yuan and answered on the last day of its time limit."""
    return [("1", asked(date(2025, 3, 3))), *paid("1", 3, 40), ("2", asked(date(2025, 3, 4)))]


def after() -> list[tuple[str, Fact]]:
    """What is recorded after the freeze: a request of May, a fee of 70 yuan, two answers."""
    late = [*paid("2", 4, 70), ("2", answered(date(2025, 6, 30))), ("1", answered(date(2025, 4, 2)))]
    return [("3", asked(date(2025, 5, 6))), *late]


@pytest.fixture
def annual(ysq: Ysq) -> Ysq:
    """Run ``ysq annual 2025`` beside a register of the two requests of March, frozen in January."""
    Path("own.txt").write_text(TEXT, "utf-8")
    with Desk.open("register.db", agency="某市某局", now=FREEZE) as desk:
        desk.import_facts(before())
        desk.freeze(2025)
    return partial(ysq, "annual", "2025")


def record_later() -> None:
    with Desk.open("register.db", now=LATER) as desk:
        desk.import_facts(after())


@pytest.mark.parametrize("format", ["html", "md", "csv"])
def test_what_is_recorded_later_changes_no_letter_of_it(annual: Ysq, format: str) -> None:
    """Tables, charts, fees and text are, after late entries, byte for byte what they were on the day of the freeze."""
    asked_for = ("--frozen", "--format", format, "--text", "own.txt")
    handed_in = annual(*asked_for).out
    record_later()
    assert annual(*asked_for).out == handed_in
    assert annual("--format", format, "--text", "own.txt").out != handed_in


def test_the_charts_and_the_fees_are_those_of_the_freeze(annual: Ysq) -> None:
    """Two requests in March and none in May, one fee of 40 yuan; the present report has three and 110 yuan."""
    record_later()
    kept = annual("--frozen", "--format", "html", "--text", "own.txt").out.decode()
    assert "收取信息处理费40元，共1件，新收2件。" in kept
    assert "3月 2；4月 0；5月 0" in kept
    assert "本年没有作出答复的申请" in kept
    now = annual("--format", "html", "--text", "own.txt").out.decode()
    assert "收取信息处理费110元，共2件，新收3件。" in now
    assert "3月 2；4月 0；5月 1" in now
    assert "本年没有作出答复的申请" not in now


def days_off(*days: date) -> Overlay:
    return Overlay("guangxi", "放假", scope="", instrument="通知", days=[(day, False, "放假") for day in days])


def bin_of(answers: tuple[int, ...] | None) -> str:
    """Return in which bin the one answer is."""
    assert answers is not None
    assert sum(answers) == 1
    return BINS[answers.index(1)][2]


def test_days_off_loaded_later_move_no_bar_of_it() -> None:
    """Received on 3 March the answer was due on the 31st and given then; a day off loaded later does not help it."""
    store = MemoryRegister(datetime(2026, 1, 1, tzinfo=UTC), Settings(region="guangxi"))
    Desk(store, now=date(2026, 1, 10)).import_facts(
        [("1", asked(date(2025, 3, 3))), ("1", answered(date(2025, 3, 31)))]
    )
    desk = Desk(store, now=FREEZE)
    frozen = desk.freeze(2025)
    desk.add_arrangement(days_off(date(2025, 3, 20)))  # on the day of the freeze, but after it
    said = []
    for moment in (frozen.facts_until, date(2026, 1, 15), FREEZE, None):
        with desk.at(moment) as then:
            said.append(bin_of(charts_of(then, 2025, then.annual(2025).table3).answers))
    assert said == ["届满当日", "届满当日", "提前 1–5 日", "提前 1–5 日"]


@settings(deadline=None, max_examples=60)
@given(st.lists(possible_histories(), min_size=1, max_size=3), st.data())
def test_the_book_at_a_freeze_is_what_it_was(histories: list[tuple[Fact, ...]], data: st.DataObject) -> None:
    """Whatever is recorded after it, the cases at a freeze are those of that moment, and give the frozen figures."""
    desk = Desk(MemoryRegister(datetime(2030, 1, 1, tzinfo=UTC)), now=date(2031, 1, 1))
    cuts = [data.draw(st.integers(0, len(history))) for history in histories]
    for number, (history, cut) in enumerate(zip(histories, cuts, strict=True)):
        desk.import_facts((str(number), fact) for fact in history[:cut])
    cases = [case for case in desk.cases() if not case.voided]
    with desk.at() as then:
        fees = fees_of(then, 2025)
    frozen = desk.freeze(2025)
    for number, (history, cut) in enumerate(zip(histories, cuts, strict=True)):
        desk.import_facts((str(number), fact) for fact in history[cut:])
    with desk.at(frozen.facts_until) as then:
        known = [case for case in then.cases() if not case.voided]
        assert fees_of(then, 2025) == fees
    assert known == cases
    assert table3(map(counted_of, known), 2025, FORM_2021) == frozen.tables.table3
