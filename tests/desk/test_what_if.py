"""``Desk.what_if`` and ``ysq whatif``: over a register, of which not a byte changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from desk import Desk
from persistence import UnknownCase
from tests.desk.running import Ysq
from workflow.errors import WrongType
from workflow.events import Channel, Delivery, Replied
from workflow.outcomes import Outcome, Requester
from workflow.whatif import Basis, SupposedNumber, SupposedReading

FIFTEEN = SupposedNumber("reply", 15, date(2024, 1, 1))
FILE = "修改: {条款: 答复期限, 数: 15, 自: 2024-01-01}\n"
LATE_THEN = {"case": "2025-001", "duty": "reply", "due": "2025-03-31", "due_then": "2025-03-24"}
LATE_THEN |= {"late": False, "late_then": True}  # type: ignore[dict-item]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A register of two cases: one answered on the twentieth working day, one open."""
    path = tmp_path / "register.db"
    with Desk.create(path, now=date(2025, 12, 31)) as desk:
        for day in (date(2025, 3, 3), date(2025, 12, 15)):
            desk.receive(day, channel=Channel.IN_PERSON, requester=Requester.BUSINESS, subject="补贴名单")
        desk.record("2025-001", Replied(date(2025, 3, 31), outcome=Outcome.GRANTED, delivery=Delivery.IN_PERSON))
    return path


def held(book: Path) -> bytes:
    """All that the register holds: the file, and what is not yet in it."""
    log = book.with_name(f"{book.name}-wal")
    return book.read_bytes() + (log.read_bytes() if log.exists() else b"")


def test_the_desk_compares_and_records_nothing(book: Path) -> None:
    """Both cases move; the file is the same byte for byte, and so is what the desk answers afterwards."""
    with Desk.open(book, create=False, now=date(2025, 12, 31)) as desk:
        before, limits = desk.head(), desk.deadlines("2025-002")
        found = desk.what_if([FIFTEEN])
        assert [(m.case, m.duty) for m in found.moved] == [("2025-001", "reply"), ("2025-002", "reply")]
        assert (desk.head(), desk.deadlines("2025-002")) == (before, limits)
    bytes_before = held(book)
    with Desk.open(book, create=False, now=date(2025, 12, 31)) as desk:
        desk.what_if([FIFTEEN, SupposedReading("consultation_boundary", "sent_to_answered")])
    assert held(book) == bytes_before


def test_cases_may_be_named_and_the_day_too(book: Path) -> None:
    """Of one case, as it stood on a day; an unknown one is refused."""
    with Desk.open(book, create=False, now=date(2025, 12, 31)) as desk:
        (one,) = desk.what_if([FIFTEEN], "2025-001", on=date(2025, 3, 26)).moved[:1]
        assert (one.due, one.due_then, one.late, one.late_then) == (date(2025, 3, 31), date(2025, 3, 24), False, True)
        with pytest.raises(UnknownCase):
            desk.what_if([FIFTEEN], "2025-009")


def test_a_supposition_of_ones_own(book: Path) -> None:
    """Any function of a basis: here the same basis, and nothing moves."""

    def as_it_is(basis: Basis) -> Basis:
        return basis

    told: list[int] = []
    with Desk.open(book, create=False, now=date(2025, 12, 31)) as desk:
        found = desk.what_if([as_it_is], progress=told.append)
    assert (found.moved, told) == ([], [0])
    assert {duty: (sum_.late, sum_.late_then) for duty, sum_ in found.sums.items()}["reply"] == (0, 0)


def test_the_command_prints_the_json_of_the_contract(ysq: Ysq, book: Path) -> None:
    """One document, status 0, and nothing is written."""
    Path("f.yaml").write_text(FILE, "utf-8")
    bytes_before = held(book)
    ran = ysq("whatif", "f.yaml", "2025-001", "--json", "--on", "2025-06-30")
    assert (ran.status, ran.err) == (0, "")
    assert ran.json["moved"] == [LATE_THEN]
    assert ran.json["sums"]["reply"] == {"late": 0, "late_then": 1}
    assert held(book) == bytes_before


def test_people_read_a_table_that_is_aligned(ysq: Ysq, book: Path) -> None:
    """The columns stand under their headings, two cells to a Chinese character; then the sums."""
    Path("f.yaml").write_text(FILE, "utf-8")
    ran = ysq("whatif", "f.yaml", "--on", "2025-12-31")
    lines = [line.rstrip() for line in ran.text.splitlines()]
    assert ran.status == 0
    assert lines[:4] == [
        "2 个案件的 2 项会变动：",
        "案件      事项      届满日      假如        变化",
        "2025-001  答复期限  2025-03-31  2025-03-24  提前 7 天，将逾期",
        "2025-002  答复期限  2026-01-13  2026-01-06  提前 7 天",
    ]
    assert [line.split() for line in lines if line.startswith("答复期限")] == [["答复期限", "0", "1", "+1"]]
    english = ysq("whatif", "f.yaml", "--on", "2025-12-31", "--lang", "en").text
    assert "2 limits of 2 cases would be otherwise:" in english
    assert "7 days earlier, late then" in english


def test_an_unchanged_law_moves_nothing(ysq: Ysq, book: Path) -> None:
    """It says so, and the sums stand below."""
    Path("f.yaml").write_text(FILE.replace("15", "20"), "utf-8")
    ran = ysq("whatif", "f.yaml", "--on", "2025-12-31")
    assert ran.text.startswith("没有期限因此变动\n")
    assert ysq("whatif", "f.yaml", "--json").json["moved"] == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "找不到文件 f.yaml"),
        (b"", "f.yaml:1: 文件是空的"),
        ("修改: {条款: 答复期限, 数: 15}\n".encode(), "f.yaml:1: 缺少“自”"),
        (b"\x00\x01", "f.yaml:1:"),
    ],
)
def test_a_bad_file_is_one_line_on_standard_error(ysq: Ysq, book: Path, content: bytes | None, said: str) -> None:
    """Status 2, with the line at fault; nothing on standard output."""
    if content is not None:
        Path("f.yaml").write_bytes(content)
    ran = ysq("whatif", "f.yaml")
    assert (ran.status, ran.text, ran.err.count("\n")) == (2, "", 1)
    assert said in ran.err


def test_the_words_of_gb_18030_are_read(ysq: Ysq, book: Path) -> None:
    """As of every text file."""
    Path("f.yaml").write_bytes(FILE.encode("gb18030"))
    assert ysq("whatif", "f.yaml", "--json", "--on", "2025-12-31").json["sums"]["reply"] == {"late": 0, "late_then": 1}


def test_what_could_not_be_judged_is_no_answer(ysq: Ysq, book: Path) -> None:
    """Limits that would end beyond the calendar: no case judged is status 2, and some judged are told with the others' number."""
    Path("f.yaml").write_text(FILE.replace("15", "9000"), "utf-8")
    ran = ysq("whatif", "f.yaml", "--on", "2025-12-31")
    assert (ran.status, ran.text, ran.err.splitlines()[-1]) == (2, "", "没有可以推算的案件")
    ran = ysq("whatif", "f.yaml", "--json", "--on", "2025-12-31")
    assert (ran.status, ran.json) == (2, {"moved": [], "sums": {}})
    Path("f.yaml").write_text(FILE.replace("15", "9000").replace("2024", "2025-12").replace("-01-01", "-01"), "utf-8")
    ran = ysq("whatif", "f.yaml", "--on", "2025-12-31")
    assert (ran.status, ran.text.splitlines()[:2]) == (0, ["没有期限因此变动", "另有 1 个案件无法推算"])
    assert "1 case could not be judged" in ysq("whatif", "f.yaml", "--json", "--lang", "en").err


def test_a_remedy_that_is_gone_is_not_called_in_time(ysq: Ysq, book: Path) -> None:
    """Where reconsideration must come first, the window for a suit over silence is not late, nor on time: there is none."""
    ysq("receive", "--on", "2024-03-04", "--channel", "in_person", "--requester", "business", "--subject", "x")
    Path("f.yaml").write_text("解读: {non_reply_remedy: review_first}\n", "utf-8")
    said = ysq("whatif", "f.yaml", "2024-001", "--on", "2025-12-31").text
    (line,) = [line for line in said.splitlines() if "起诉期限" in line and "2024-001" in line]
    assert line.rstrip().endswith("不再有此期限")
    assert "no such limit then" in ysq("whatif", "f.yaml", "2024-001", "--on", "2025-12-31", "--lang", "en").text


def test_an_argument_that_is_no_supposition_is_named(book: Path) -> None:
    """A text in the place of a supposition is of the wrong type, and the argument is named."""
    with Desk.open(book) as desk, pytest.raises(WrongType, match="参数 suppositions：类型为 str"):
        desk.what_if(["x"])  # type: ignore[list-item]
