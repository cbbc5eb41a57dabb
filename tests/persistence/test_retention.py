"""Keeping and destroying: periods that the organ sets, two people, a certificate, and a history that stays."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from desk import Desk
from desk.cli import run
from persistence import NobodyKnown, NotDue, NotTwoPeople, Person, RegisterError, UnknownCase
from persistence.chain import Head
from workflow.errors import InvalidFact
from workflow.events import Archived, Channel, Delivery, Fact, Lapsed, ReconsiderationFiled, Replied, Withdrawn
from workflow.events import ClarificationRequested as Asked
from workflow.outcomes import Outcome, Requester
from workflow.retention import OUTCOMES

NAMES = ("王小明", "李四海", "赵五湖", "钱六合", "孙七星", "周八方")
DAY = date(2025, 3, 3)
REPLIED = Replied(date(2025, 3, 20), outcome=Outcome.GRANTED, delivery=Delivery.POST)
ARCHIVED = Archived(date(2025, 4, 1))
CASES: dict[str, list[Fact]] = {
    "2025-001": [REPLIED, ARCHIVED],
    "2025-002": [REPLIED],
    "2025-003": [REPLIED, ARCHIVED, ReconsiderationFiled(date(2025, 4, 2), dispute="甲")],
    "2025-004": [Withdrawn(date(2025, 3, 9)), Archived(date(2025, 3, 9))],
    "2025-005": [
        Asked(date(2025, 3, 5), respond_by=date(2025, 3, 10)),
        Lapsed(date(2025, 3, 12), cause="clarification"),
        ARCHIVED,
    ],
    "2025-006": [REPLIED, Archived(date(2026, 1, 1))],
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Six cases, each with a person: archived, not archived, disputed, withdrawn, lapsed, archived in the next year."""
    path = tmp_path_factory.mktemp("book") / "register.db"
    with Desk.create(path, agency="某市某局", now=date(2026, 6, 1)) as desk:
        for name, (number, facts) in zip(NAMES, CASES.items(), strict=True):
            person = Person(name, f"3501{name}", f"电话{name}")
            asked = {"channel": Channel.FAX, "requester": Requester.NATURAL_PERSON, "subject": "补贴名单"}
            desk.receive(DAY, **asked, person=person, number=number)
            for fact in facts:
                desk.record(number, fact)
        desk.register.checkpoint()
    return path.read_bytes()


@pytest.fixture
def path(tmp_path: Path, book: bytes) -> Path:
    (tmp_path / "register.db").write_bytes(book)
    return tmp_path / "register.db"


@pytest.fixture
def later(path: Path) -> Iterator[Desk]:
    """The desk on the first day after the year 2030."""
    with Desk.open(path, now=date(2031, 1, 1)) as desk:
        yield desk


def due(desk: Desk, on: date | None = None) -> list[str]:
    return [kept.case for kept in desk.retention(on).due]


def test_nothing_is_due_where_no_period_was_set(later: Desk) -> None:
    """There is no period that nobody has set: nothing is due, and nothing can be destroyed."""
    found = later.retention(date(2999, 1, 1))
    assert (found.periods, found.due, found.held_back, found.without_period) == ({}, (), (), 6)
    with pytest.raises(NotDue, match="没有为 granted 设定保存期限"):
        later.destroy("2025-001", by="甲", and_by="乙", reason="到期")


def test_a_period_runs_from_the_end_of_the_year_of_the_last_fact(later: Desk) -> None:
    """Five years after a last fact in 2025 end with 2030; the case is due on the next day, not before."""
    later.keep([("granted", "5")])
    assert due(later, date(2030, 12, 31)) == []
    assert due(later, date(2031, 1, 1)) == ["2025-001"]
    assert due(later, date(2032, 1, 1)) == ["2025-001", "2025-006"]
    held = {kept.case: kept.why.en for kept in later.retention().held_back if kept.why}
    assert held == {
        "2025-002": "the case is not archived",
        "2025-003": "a reconsideration or a lawsuit is not decided",
    }


def test_periods_by_outcome(later: Desk) -> None:
    """An outcome's own period goes before that of all; it may be for ever, changed, or withdrawn."""
    later.keep([("all", "5"), ("withdrawn", "permanent"), ("lapsed_clarification", "1")], by="办公室")
    assert due(later) == ["2025-001", "2025-005"]
    assert due(later, date(2027, 1, 1)) == ["2025-005"]
    later.keep([("withdrawn", "none"), ("lapsed_clarification", "30")])
    assert due(later) == ["2025-004", "2025-001"]
    assert later.retention().periods == {"all": 5, "lapsed_clarification": 30}
    assert later.verify().ok


@pytest.mark.parametrize(
    ("outcome", "period"),
    [("granted", text) for text in ("0", "-1", "101", "1.5", "", "五", "１０", "forever")] + [("received", "5")],
)
def test_a_period_that_cannot_be_is_refused(later: Desk, outcome: str, period: str) -> None:
    """Only whole years from 1 to 100, permanent or none, for an outcome that there is; of several, none is set then."""
    with pytest.raises(InvalidFact):
        later.keep([("all", "5"), (outcome, period)])
    assert later.retention().periods == {}


def test_every_outcome_may_have_a_period(later: Desk) -> None:
    """Every outcome of a reply can be given one, and so can a lapse and a withdrawal."""
    later.keep([(outcome, "10") for outcome in OUTCOMES])
    assert {outcome.value for outcome in Outcome} < later.retention().periods.keys()
    assert later.retention().without_period == 0


def test_destruction_leaves_history_figures_and_a_certificate(later: Desk, path: Path) -> None:
    """The persons are gone from every file; facts, figures and what was not destroyed stand; the book proves it."""
    facts, table = list(later.export()), later.annual(2025).table3.as_json()
    later.keep([("all", "5")])
    made = later.destroy("2025-001", "2025-004", by="张三", and_by="李四", reason="保存期限届满")
    assert [kept.case for kept in made.cases] == ["2025-001", "2025-004"]
    assert (made.on, made.by, made.and_by, made.reason) == (date(2031, 1, 1), "张三", "李四", "保存期限届满")
    for gone in ("2025-001", "2025-004"):
        assert later.register.person(gone) is None
    assert later.register.person("2025-002") == Person("李四海", "3501李四海", "电话李四海")
    assert list(later.export()) == facts
    assert later.annual(2025).table3.as_json() == table
    assert later.verify(made.head).problems == ()
    assert later.certificates() == [made]
    bytes_of_all = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert "李四海".encode() in bytes_of_all
    for name in ("王小明", "钱六合"):
        assert name.encode() not in bytes_of_all
    assert due(later) == ["2025-005"]


def test_a_certificate_holds_nothing_of_the_person(later: Desk) -> None:
    """What the certificate says is the case, its outcome and days, who destroyed and why."""
    later.keep([("all", "5")])
    made = later.destroy("2025-001", by="张三", and_by="李四", reason="期满").as_json()
    assert Head.parse(made.pop("head")).seq == made["certificate"]
    kept = {"case": "2025-001", "outcome": "granted", "last_on": "2025-04-01", "period": 5, "kept_until": "2030-12-31"}
    assert made == {
        "certificate": made["certificate"],
        "on": "2031-01-01",
        "recorded_at": "2031-01-01T04:00:00Z",
        "by": "张三",
        "and_by": "李四",
        "reason": "期满",
        "cases": [kept],
    }


@pytest.mark.parametrize(
    "pair", [("张三", "张三"), ("张三", " 张 三"), ("Li", "ＬＩ"), ("张三", "张\u200b三"), ("", "李四"), ("张三", "  ")]
)
def test_destruction_needs_two_people(later: Desk, pair: tuple[str, str]) -> None:
    """One person under two spellings, or nobody, is not two people; nothing is destroyed."""
    later.keep([("all", "5")])
    with pytest.raises(NotTwoPeople):
        later.destroy("2025-001", by=pair[0], and_by=pair[1], reason="期满")
    assert later.register.person("2025-001") is not None
    assert later.certificates() == []


@pytest.mark.parametrize(
    ("number", "error"),
    [("2025-002", NotDue), ("2025-003", NotDue), ("2025-006", NotDue), ("2025-999", UnknownCase)],
)
def test_destruction_is_all_or_nothing(later: Desk, number: str, error: type[RegisterError]) -> None:
    """One case that may not be destroyed stops all: open, disputed, not yet due, unknown."""
    later.keep([("all", "5")])
    head = later.head()
    with pytest.raises(error):
        later.destroy("2025-001", number, by="张三", and_by="李四", reason="期满")
    assert later.register.person("2025-001") == Person("王小明", "3501王小明", "电话王小明")
    assert later.head() == head


def test_what_is_destroyed_is_not_destroyed_again(later: Desk) -> None:
    """A second destruction of the same case is refused: no certificate says what was not done."""
    later.keep([("all", "5")])
    later.destroy("2025-001", "2025-001", by="张三", and_by="李四", reason="期满")
    with pytest.raises(NobodyKnown):
        later.destroy("2025-001", by="张三", and_by="李四", reason="期满")
    assert [len(made.cases) for made in later.certificates()] == [1]


@pytest.mark.parametrize("reason", ["", "  ", "王小明要求", "其电话王小明已停用"])
def test_a_reason_does_not_keep_what_it_erases(later: Desk, reason: str) -> None:
    """A reason that is empty, or repeats the personal data, is refused, and the message does not repeat it either."""
    later.keep([("all", "5")])
    for attempt in (
        lambda: later.forget("2025-001", reason),
        lambda: later.destroy("2025-001", by="张三", and_by="李四", reason=reason),
    ):
        with pytest.raises(InvalidFact) as caught:
            attempt()
        assert "王小明" not in str(caught.value) + caught.value.message("en")
    assert later.register.person("2025-001") is not None


# -- at the command line ----------------------------------------------------------------------------------


def told(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = run(arguments)
    return status, *capfd.readouterr()


def test_retention_and_destruction_at_the_command_line(path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Set a period, list what is due, destroy it by two people, print the certificate; refusals take one line."""
    db = ("--db", str(path))
    status, out, _ = told(capfd, "retention", *db, "--json", "--on", "2031-01-01")
    assert (status, json.loads(out)["periods"]) == (0, {})
    status, out, _ = told(capfd, "retention", *db, "--set", "granted=5", "--set", "all=3", "--on", "2031-01-01")
    assert status == 0
    assert out.splitlines()[:2] == ["（一）予以公开：5 年", "其余各项：3 年"]
    assert "2025-001" in out
    assert "案件尚未归档" in out
    asked = ("destroy", *db, "2025-004", "--reason", "期满", "--by", "张三")
    status, out, err = told(capfd, *asked, "--and-by", "张三")
    assert (status, out, err.count("\n")) == (2, "", 1)
    status, out, err = told(capfd, "destroy", *db, "2025-001", "--reason", "x", "--by", "张三", "--and-by", "李四")
    assert (status, out, "保管至 2030-12-31" in err) == (2, "", True)
    status, out, _ = told(capfd, "retention", *db, "--certificates")
    assert (status, out) == (0, "没有销毁证明\n")
    status, out, err = told(capfd, "retention", *db, "--set", "granted")
    assert (status, out, err.count("\n")) == (2, "", 1)


def test_certificate_is_printed(later: Desk, path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The certificate can be printed again at any time, as text in both languages and as JSON."""
    later.keep([("all", "5")])
    made = later.destroy("2025-001", by="张三", and_by="李四", reason="期满")
    status, out, _ = told(capfd, "retention", "--db", str(path), "--certificates")
    assert status == 0
    assert out.splitlines() == [
        "申请人个人信息销毁证明",
        f"编号：{made.number}",
        "机关：某市某局",
        "销毁日期：2031-01-01",
        "理由：期满",
        "销毁人：张三",
        "监销人：李四",
        "案件：1",
        "  2025-001 （一）予以公开 末次记录 2025-04-01 保管至 2030-12-31",
        "已销毁姓名、身份证明、联系方式；案件历史与年报数字保留。",
        f"链首：{made.head}",
    ]
    status, out, _ = told(capfd, "retention", "--db", str(path), "--certificates", "--json")
    assert json.loads(out) == [made.as_json()]
    assert (
        "Certificate: personal data destroyed"
        in told(capfd, "retention", "--db", str(path), "--certificates", "--lang", "en")[1]
    )


def test_the_clock_of_destruction_is_the_desk_s(path: Path) -> None:
    """A desk whose day is before the end of the period destroys nothing, whatever day it is elsewhere."""
    with Desk.open(path, now=lambda: datetime(2030, 12, 31, 15, 59, tzinfo=UTC)) as desk:
        desk.keep([("all", "5")])
        with pytest.raises(NotDue):
            desk.destroy("2025-001", by="张三", and_by="李四", reason="期满")
    with Desk.open(path, now=lambda: datetime(2030, 12, 31, 16, 0, tzinfo=UTC)) as desk:
        assert desk.destroy("2025-001", by="张三", and_by="李四", reason="期满").on == date(2031, 1, 1)
