"""The timeline: a picture that says everything, in which no text covers another."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk import Desk
from desk.cli import run
from desk.timeline import stair, timeline_svg
from workflow import Case
from workflow.calendar import china
from workflow.clock import deadlines
from workflow.errors import NoSuchLimit, NotReceived
from workflow.events import (
    ClarificationRequested,
    Clarified,
    Deferred,
    Extended,
    Fact,
    FeeNoticed,
    FeePaid,
    LitigationFiled,
    Received,
    ReconsiderationDecided,
    ReconsiderationFiled,
    Replied,
    ReplyOrdered,
    ReviewStarted,
    ThirdPartyAnswered,
    ThirdPartyConsulted,
    Withdrawn,
)
from workflow.testing.strategies import History, lawful_histories, possible_histories

SVG = "{http://www.w3.org/2000/svg}"


def d(text: str) -> date:
    """Read a date."""
    return date.fromisoformat(text)


def received(on: str) -> Received:
    """Make a receipt."""
    return Received(d(on), channel="in_person", requester="natural_person", subject="会议纪要")


def drawn(on: str, *facts: Fact, number: str = "2026-001") -> str:
    """Draw a case of these facts as it stands on a day."""
    case = Case.of(number, *facts)
    return timeline_svg(case, deadlines(case, d(on)), china(), d(on))


class Box(NamedTuple):
    """Where a text stands, estimated."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


def boxes(svg: str) -> Iterator[Box]:
    """Yield the box of every text: an em for a Chinese character, 0.55 for any other."""
    for text in ET.fromstring(svg).iter(f"{SVG}text"):
        said, size = text.text or "", float(text.attrib["font-size"])
        width = sum(1.0 if ord(c) > 0x2E80 else 0.55 for c in said) * size
        x, y = float(text.attrib["x"]), float(text.attrib["y"])
        left = x - width / 2 if text.get("text-anchor") == "middle" else x
        yield Box(left, y - 0.8 * size, left + width, y + 0.15 * size, said)


def overlaps(svg: str) -> list[tuple[str, str]]:
    """Return the pairs of texts that cover each other."""
    return [
        (a.text, b.text)
        for a, b in combinations(boxes(svg), 2)
        if a.left < b.right and b.left < a.right and a.top < b.bottom and b.top < a.bottom
    ]


def outside(svg: str) -> list[str]:
    """Return the texts that the edge of the picture cuts."""
    _, _, width, height = (float(n) for n in ET.fromstring(svg).attrib["viewBox"].split())
    return [b.text for b in boxes(svg) if b.left < 0 or b.right > width or b.top < 0 or b.bottom > height]


def said(svg: str) -> str:
    """Return all texts of a picture."""
    return "\n".join(box.text for box in boxes(svg))


CLARIFIED = (
    received("2026-01-19"),
    ClarificationRequested(d("2026-01-26"), respond_by=d("2026-02-10")),
    Clarified(d("2026-02-06")),
    ReviewStarted(d("2026-02-06")),
)
CONSULTED = (
    *CLARIFIED,
    ThirdPartyConsulted(d("2026-02-12"), party="甲公司"),
    ThirdPartyAnswered(d("2026-03-05"), party="甲公司", position="agrees"),
    Extended(d("2026-03-26"), workdays=20, approved_by="李主任"),
)
DISPUTED = (
    received("2024-03-04"),
    FeeNoticed(d("2024-03-20"), amount=Decimal(400), method="by_item"),
    FeePaid(d("2024-04-01"), amount=Decimal(400)),
    Replied(d("2024-05-30"), outcome="refused_by_law", delivery="post", delivered_on=d("2024-06-02")),
    ReconsiderationFiled(d("2024-07-01"), dispute="1"),
    ReconsiderationDecided(d("2024-09-02"), dispute="1", result="overturned"),
    ReplyOrdered(d("2024-09-05"), ordered_by="reconsideration", workdays=15),
    Replied(d("2024-10-08"), outcome="granted", delivery="post"),
    LitigationFiled(d("2025-01-20"), dispute="2", after_reconsideration=False),
)
TWELVE = (
    received("2025-06-04"),
    ReviewStarted(d("2025-06-04")),
    *(ThirdPartyConsulted(d("2025-06-09"), party=f"第{n}公司") for n in range(6)),
    *(ThirdPartyAnswered(d("2025-06-09"), party=f"第{n}公司", position="agrees") for n in range(6)),
)


@pytest.mark.parametrize(
    ("on", "facts", "labels"),
    [
        (
            "2026-04-10",
            CONSULTED,
            [
                *("2026-001", "答复期限届满日：2026-04-27（周一）", "期限内", "剩余 11 个工作日", "2026年", "2月"),
                *("01-19 收到申请", "01-26 补正告知", "02-06 收到补正的申请", "02-12 征求意见发出（甲公司）"),
                *("03-05 收到意见（甲公司）", "03-26 延长告知（20 个工作日）", "04-10 今天", "04-27 届满日"),
                *("起算以前，不计入", "等待补正，不计入", "期限内 4 个工作日", "期限内 16 个工作日"),
                *("征求意见（甲公司），不计 11 个工作日", "延长 20 个工作日", "其他期限"),
                "申请人补正期限：2026-01-26 至 2026-02-10",
            ],
        ),
        ("2026-03-30", CLARIFIED, ["已逾期", "逾期 12 个工作日", "行政复议申请期限：2026-03-12 至 2026-05-11"]),
        ("2026-02-20", CONSULTED, ["最早 2026-03-16", "停止计算", "届满日（最早）", "若始终未收到意见"]),
        (
            "2025-05-15",
            DISPUTED,
            ["2024-05-30 答复", "2024-09-02 复议结案", "责令重新答复期限", "起诉期限", "2025-05-15 今天"],
        ),
        (
            "2026-12-18",
            (received("2026-12-14"),),
            ["暂定", "2027年放假安排尚未载入", "2027-01-12 届满日（暂定）", "休"],
        ),
        ("2025-06-12", TWELVE, [f"06-09 征求意见发出（第{n}公司）" for n in range(6)]),
        (
            "2025-06-04",
            (received("2025-06-04"), Withdrawn(d("2025-06-04"))),
            ["06-04 办结：申请人撤回，终止办理", "06-04 今天"],
        ),
        (
            "2026-04-20",
            (received("2026-03-02"), Deferred(d("2026-03-27"), until=d("2026-06-20"))),
            ["03-27 延迟答复告知", "期限内 20 个工作日", "延迟答复", "06-22 届满日"],
        ),
        ("2026-04-20", (received("2019-06-03"),), ["2019年", "2025年", "逾期 1694 个工作日"]),
        ("2018-03-10", (received("2018-03-05"),), ["期限内 15 个工作日"]),
        ("2027-06-01", (*TWELVE[:2], Withdrawn(d("2025-06-05"))), ["今天在图外"]),
    ],
)
def test_what_a_picture_says(on: str, facts: tuple[Fact, ...], labels: list[str]) -> None:
    """Every label is there, none covers another and none is cut."""
    svg = drawn(on, *facts)
    assert [label for label in labels if label not in said(svg)] == []
    assert (overlaps(svg), outside(svg)) == ([], [])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(lawful_histories(), possible_histories()), st.integers(0, 700))
def test_any_case_can_be_drawn(history: History, later: int) -> None:
    """Whatever happened, and on whatever day it is looked at, the picture is XML and no text covers another."""
    case = Case.of("2026-001", *history)
    on = case.received_on + timedelta(days=later)
    if case.voided:
        with pytest.raises(NoSuchLimit):
            timeline_svg(case, deadlines(case, on), china(), on)
        return
    svg = timeline_svg(case, deadlines(case, on), china(), on)
    assert (overlaps(svg), outside(svg)) == ([], [])


def test_a_picture_stands_alone() -> None:
    """No script, no font and no image from elsewhere; a title and a description for a screen reader."""
    svg = drawn("2026-04-10", *CONSULTED)
    root = ET.fromstring(svg)
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert not tags & {"script", "image", "foreignObject", "use", "a"}
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")
    assert root.attrib["role"] == "img"
    title, told = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert told is not None
    assert title.text == "2026-001 办理期限图"
    assert "⇒ 答复期限届满日：2026-04-27（周一）" in (told.text or "")


def test_parts_differ_by_pattern_too() -> None:
    """Tolled, extended, wiped and overdue days have each a pattern of their own."""
    patterns = {p.attrib["id"] for p in ET.fromstring(drawn("2026-04-10", *CONSULTED)).iter(f"{SVG}pattern")}
    assert patterns == {"tolled", "extended", "wiped", "overdue"}


def test_names_are_escaped_and_shortened() -> None:
    """A name may hold anything: markup, control characters, a whole paragraph."""
    asked = ThirdPartyConsulted(d("2026-01-20"), party="<b>&\x00\x1b甲" + "公司" * 200)
    svg = drawn("2026-01-30", received("2026-01-19"), ReviewStarted(d("2026-01-19")), asked, number="<2026>&")
    assert "<b>&甲" in said(svg)
    assert "…" in said(svg)
    assert (overlaps(svg), outside(svg)) == ([], [])


def test_days_outside_the_calendar_can_be_drawn() -> None:
    """A picture looked at long after the calendar ends, or at its very first days, does not fail."""
    case = Case.of("2008-001", received("2008-05-05"), Withdrawn(d("2008-05-06")))
    limits = deadlines(case, d("2008-06-01"))
    assert "今天在图外" in said(timeline_svg(case, limits, china(), d("2060-01-01")))
    late = Case.of("2050-001", received("2050-11-20"))
    assert "逾期" in said(timeline_svg(late, deadlines(late, d("2050-12-10")), china(), d("2051-01-20")))


def test_what_cannot_be_drawn() -> None:
    """Nothing exists before the receipt, and without the reply limit there is no bar."""
    case = Case.of("2026-001", received("2026-01-19"))
    with pytest.raises(NotReceived):
        timeline_svg(case, deadlines(case, d("2026-01-19")), china(), d("2026-01-18"))
    with pytest.raises(ValueError, match="答复期限"):
        timeline_svg(case, (), china(), d("2026-01-19"))


@given(st.lists(st.tuples(st.floats(0, 1000), st.floats(1, 300)), max_size=20))
@settings(deadline=None)
def test_a_stair_keeps_labels_off_each_other(drawn_spans: list[tuple[float, float]]) -> None:
    """Labels of one row never meet, and no leader passes through a label nearer to the axis."""
    spans = sorted((x, x + width) for x, width in drawn_spans)
    rows = stair(spans)
    for (i, (_, end)), (j, (x, _)) in combinations(enumerate(spans), 2):
        if x < end:
            assert rows[i] > rows[j]


# -- on the command line ----------------------------------------------------------------------------------


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a register with one case."""
    monkeypatch.delenv("YSQ_LANG", raising=False)
    path = tmp_path / "register.db"
    with Desk.create(path) as desk:
        desk.import_facts([("2026-001", fact) for fact in CONSULTED])
    monkeypatch.setenv("YSQ_DB", str(path))
    return path


def test_a_picture_is_written_and_overwritten(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A picture that is there is written anew, and that is said beside the answer."""
    out = db.parent / "图.svg"
    assert run(["timeline", "2026-001", "-o", str(out), "--on", "2026-04-10"]) == 0
    assert run(["timeline", "2026-001", "-o", str(out), "--on", "2026-04-13"]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert [line.split()[0] for line in captured.err.splitlines()] == ["已写入", "已覆盖"]
    assert "04-13 今天" in said(out.read_text(encoding="utf-8"))


def test_a_picture_on_standard_output(db: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """``-o -`` writes the picture and nothing else."""
    assert run(["timeline", "2026-001", "-o", "-", "--on", "2026-04-10"]) == 0
    assert ET.fromstring(capfdbinary.readouterr().out.decode()).tag == f"{SVG}svg"


@pytest.mark.parametrize("output", ["nowhere/a.svg", ".", "register.db"])
def test_what_cannot_be_written(
    db: Path, output: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No such folder, a folder, a file that is no picture: one line, exit status 2, nothing lost."""
    monkeypatch.chdir(db.parent)
    before = db.read_bytes()
    assert run(["timeline", "2026-001", "-o", output, "--on", "2026-04-10"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert db.read_bytes() == before


def test_a_ledger_as_a_table(db: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """By default the days of the reply limit."""
    assert run(["deadline", "2026-001", "--ledger", "--on", "2026-04-10"]) == 0
    lines = [line.split() for line in capfd.readouterr().out.splitlines()]
    assert lines[1] == ["日期", "星期", "计数", "说明"]
    assert ["2026-02-09", "一", "1", "第", "1", "日"] in lines
    assert ["2026-02-13", "五", "·", "征求意见（甲公司）不计入〔第三十三条第三款〕"] in lines
    assert lines[-1][:3] == ["2026-04-27", "一", "40"]


def test_a_ledger_as_json(db: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Another limit, in English; the keys are those of every language."""
    arguments = ["deadline", "2026-001", "--ledger", "--duty", "third_party_answer", "--json", "--lang", "en"]
    assert run([*arguments, "--on", "2026-04-10"]) == 0
    (ledger,) = json.loads(capfd.readouterr().out)
    assert {k: v for k, v in ledger.items() if k != "days"} == {
        "case": "2026-001",
        "duty": "third_party_answer",
        "due": "2026-03-11",
    }
    assert set(ledger["days"][0]) == {"date", "counted", "n", "kind", "reason", "notice"}
    assert [day["n"] for day in ledger["days"] if day["counted"]] == list(range(1, 16))
    assert ledger["days"][-1]["reason"] == "day 15, due day"


def test_a_limit_that_the_case_has_not(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The refusal names the limits that there are."""
    assert run(["deadline", "2026-001", "--ledger", "--duty", "fee_payment", "--on", "2026-04-10"]) == 2
    assert "third_party_answer" in capsys.readouterr().err
