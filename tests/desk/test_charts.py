"""The charts of a report say what the cases say, to those who see them and to those who do not."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from desk import Desk
from desk.documents.charted import Charts, binned, charts_of, days_left
from desk.documents.charts import answers_svg, figures, months_svg, outcomes_svg
from persistence import MemoryRegister
from workflow import Fact, Received, Replied, ReviewStarted
from workflow.events import Channel, Delivery
from workflow.outcomes import Outcome, Requester
from workflow.testing.strategies import possible_histories

ROOT = Path(__file__).parents[2]
NAMES = {"s": "http://www.w3.org/2000/svg"}
CLASSES = ("（一）予以公开", "（二）部分公开", "（三）不予公开", "（四）无法提供", "（五）不予处理", "（六）其他处理")


def texts(svg: str) -> list[str]:
    """Return the texts of a picture in their order."""
    return [text.text or "" for text in etree.fromstring(svg.encode()).iterfind(".//s:text", NAMES)]


def test_the_charts_of_the_bureau_count_its_cases(tmp_path: Path) -> None:
    """Requests by month as the case file has them; outcomes as table III has them; all seven answered in time."""
    with Desk.open(tmp_path / "register.db") as desk:
        desk.import_file(ROOT / "examples" / "fuzhou_2025.jsonl")
        with desk.at() as then:
            charts = charts_of(then, 2025, then.annual(2025).table3)
        received = [case.received_on.month for case in desk.cases()]
    assert charts.months == tuple(received.count(month) for month in range(1, 13))
    assert charts.outcomes == tuple(zip(CLASSES, (0, 0, 3, 4, 0, 0), strict=True))
    assert charts.answers is not None
    assert (sum(charts.answers[:3]), sum(charts.answers), charts.unjudged) == (0, 7, 0)


def test_the_days_left_are_working_days_and_late_is_late(tmp_path: Path) -> None:
    """Received on Monday 2025-03-03 the answer is due on Monday 2025-03-31: nought then, five a week before."""
    days = {
        date(2025, 3, 31): 0,
        date(2025, 3, 24): 5,
        date(2025, 3, 28): 1,
        date(2025, 4, 1): -1,
        date(2025, 4, 8): -5,
    }
    days |= {date(2025, 4, 6): -3}  # Sunday after Thursday the third; the fourth was a day off
    with Desk.open(tmp_path / "register.db") as desk:
        for on, left in days.items():
            case = desk.receive(date(2025, 3, 3), channel=Channel.IN_PERSON, requester=Requester.BUSINESS, subject="甲")
            answer = Replied(on, outcome=Outcome.GRANTED, delivery=Delivery.IN_PERSON)
            answered = desk.record(desk.record(case.number, ReviewStarted(on)).number, answer)
            assert days_left(answered, desk.calendar, desk.readings) == left, on


@settings(deadline=None, max_examples=60)
@given(st.lists(possible_histories(), min_size=1, max_size=4))
def test_the_charts_leave_no_case_out(histories: list[tuple[Fact, ...]]) -> None:
    """They look up the cases of a year that has few of them; going through every case of the book counts the same."""
    desk = Desk(MemoryRegister(datetime(2030, 1, 1, tzinfo=UTC)), now=date(2031, 1, 1))
    for number, history in enumerate(histories):
        desk.import_facts((str(number), fact) for fact in history)
    old = Received(date(2020, 6, 1), channel=Channel.FAX, requester=Requester.BUSINESS, subject="纪要")
    desk.import_facts((f"旧{number}", old) for number in range(8 * len(histories)))
    cases = [case for case in desk.cases() if case.stage != "VOIDED"]
    for year in {case.received_on.year for case in cases} | {2026}:
        with desk.at() as then, desk.at(date(2031, 1, 1)) as folded:
            charts = charts_of(then, year, then.annual(year).table3)
            assert charts == charts_of(folded, year, folded.annual(year).table3)
        days = [case.received_on for case in cases if case.received_on.year == year]
        answered = [case for case in cases if case.concluded_on and case.concluded_on.year == year and case.outcome]
        assert charts.months == tuple(sum(day.month == month for day in days) for month in range(1, 13))
        assert charts.answers is not None
        assert sum(charts.answers) + charts.unjudged == len(answered)


def test_every_answer_falls_into_one_bin() -> None:
    """From far too late to far ahead, each number of days is counted once and in order."""
    assert binned(dict.fromkeys(range(-30, 31), 1)) == (20, 5, 5, 1, 5, 5, 5, 15)


def test_a_chart_can_be_read_without_being_seen() -> None:
    """Each picture has a title and a text with every figure, under ids of its own."""
    charts = Charts(2025, tuple(zip(CLASSES, (5, 0, 3, 0, 0, 2), strict=True)), (1,) * 12, (0, 0, 2, 1, 0, 0, 0, 7), 3)
    drawn = [etree.fromstring(svg.encode()) for svg in (months_svg(charts), outcomes_svg(charts), answers_svg(charts))]
    for picture in drawn:
        title, told = picture.find("s:title", NAMES), picture.find("s:desc", NAMES)
        assert title is not None
        assert told is not None
        assert picture.get("aria-labelledby") == f"{title.get('id')} {told.get('id')}"
    ids = [element.get("id") for picture in drawn for element in picture.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert drawn[1].findtext("s:desc", namespaces=NAMES) == "；".join(
        f"{label} {count} 件　{share}"
        for label, count, share in zip(
            CLASSES, (5, 0, 3, 0, 0, 2), ("50.0%", "0.0%", "30.0%", "0.0%", "0.0%", "20.0%"), strict=True
        )
    )
    assert "另有 3 件期限无法推算" in texts(answers_svg(charts))[0]
    assert answers_svg(charts).count("url(#late)") == 1


def test_a_year_without_cases_says_so() -> None:
    """There is no bar, and a sentence in its place."""
    charts = Charts(2025, tuple((label, 0) for label in CLASSES), (0,) * 12, (0,) * 8)
    assert texts(months_svg(charts)) == ["2025年各月新收申请（件）", "本年没有新收申请"]
    assert texts(outcomes_svg(charts))[1:] == ["本年没有办理结果"]
    assert texts(answers_svg(charts))[1:] == ["本年没有作出答复的申请"]


def test_without_cases_at_hand_only_the_outcomes_are_drawn() -> None:
    """A roll-up knows its tables, not its cases."""
    assert len(list(figures(Charts(2025, (("（一）予以公开", 1),))))) == 1


def test_bars_are_as_long_as_their_figures() -> None:
    """The longest column fills the height; half the figure is half as high; nothing stands outside the picture."""
    charts = Charts(2025, (), (10, 5, *[0] * 10))
    picture = etree.fromstring(months_svg(charts).encode())
    heights = [float(bar.get("height") or 0) for bar in picture.iterfind("s:rect", NAMES)]
    assert heights == [170.0, 85.0]
    _, _, width, height = map(float, (picture.get("viewBox") or "").split())
    assert all(0 <= float(t.get("x") or 0) <= width for t in picture.iterfind("s:text", NAMES))
    assert all(0 <= float(t.get("y") or 0) <= height for t in picture.iterfind("s:text", NAMES))
