"""Opening a desk: the settings that a register was made with, the clock, and a register in memory."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from desk import Desk
from desk.cli import run
from persistence import MemoryRegister, NoRegister, Person, Register, Settings
from persistence.contract.tools import cases_of
from workflow.calendar import UnknownRegion
from workflow.errors import YishenqingError
from workflow.events import Channel
from workflow.law import Readings
from workflow.outcomes import Requester

NOW = datetime(2025, 12, 31, 4, tzinfo=UTC)
STRICT = Readings.default().with_(consultation_boundary="sent_to_answered")


def received(desk: Desk) -> str:
    case = desk.receive(date(2025, 3, 3), channel=Channel.FAX, requester=Requester.BUSINESS, subject="采购合同")
    return case.number


# -- settings -------------------------------------------------------------------------------------------------

OTHER: list[tuple[dict[str, Any], str, str]] = [
    ({"region": "guangxi"}, "guangxi", "cn"),
    ({"region": "广西"}, "guangxi", "cn"),
    ({"numbering": "第{n}号"}, "第{n}号", "{year}-{n:03}"),
    ({"agency": "另一个局"}, "另一个局", "某局"),
    ({"readings": STRICT}, "consultation_boundary=sent_to_answered", "readings=''"),
]


@pytest.mark.parametrize(("asked", "wanted", "held"), OTHER)
def test_a_register_is_not_opened_as_another(tmp_path: Path, asked: dict[str, Any], wanted: str, held: str) -> None:
    """What a register was made with cannot be asked otherwise; the words say what is asked for and what it holds."""
    path = tmp_path / "register.db"
    Desk.open(path, agency="某局", now=NOW).close()
    before = path.read_bytes()
    with pytest.raises(YishenqingError) as caught:
        Desk.open(path, now=NOW, **asked)
    for message in (caught.value.message("zh"), caught.value.message("en")):
        assert wanted in message
        assert held in message
        assert str(path) in message
    assert path.read_bytes() == before


def test_all_that_differs_is_said_at_once(tmp_path: Path) -> None:
    """Several settings that differ are named together."""
    path = tmp_path / "register.db"
    Desk.create(path, region="guangxi").close()
    with pytest.raises(YishenqingError) as caught:
        Desk.open(path, region="cn", readings=STRICT, agency="")
    assert "region" in caught.value.message("en")
    assert "readings" in caught.value.message("en")
    assert "agency" not in caught.value.message("en")


def test_the_same_or_nothing_may_be_asked(tmp_path: Path) -> None:
    """The same settings, however they are written, and none at all open the register that is there."""
    path = tmp_path / "register.db"
    made: dict[str, Any] = {"agency": "某局", "region": "广西", "numbering": "第{n}号", "readings": STRICT}
    Desk.open(path, **made).close()
    for asked in (made, {}, {"region": "guangxi"}, {"region": "guangxi（广西）"}, {"readings": STRICT}):
        with Desk.open(path, **asked) as desk:
            assert desk.register.settings[:3] == ("某局", "guangxi", "第{n}号")
            assert list(desk.readings) == list(STRICT)
    with pytest.raises(UnknownRegion):
        Desk.open(path, region="atlantis")


# -- the clock ------------------------------------------------------------------------------------------------

NAIVE = NOW.replace(tzinfo=None)
NO_CLOCKS: list[Any] = [
    datetime.now,
    NAIVE,
    lambda: NAIVE,
    lambda: date(2025, 3, 3),
    lambda: "2025-03-03",
    "2025-03-03",
    1735689600.0,
]


@pytest.mark.parametrize("now", NO_CLOCKS)
@pytest.mark.parametrize("make", [Desk.open, Desk.create, lambda path, now: Desk(MemoryRegister(), now=now)])
def test_a_clock_without_a_zone_is_refused(tmp_path: Path, make: Callable[..., Desk], now: Any) -> None:
    """A clock that does not say in which zone it is, or tells no time at all, is refused before anything is made."""
    with pytest.raises(TypeError) as caught:
        make(tmp_path / "register.db", now=now)
    assert isinstance(caught.value, YishenqingError)
    assert "时区" in caught.value.message("zh")
    assert "zone" in caught.value.message("en")
    assert list(tmp_path.iterdir()) == []


def test_a_clock_that_loses_its_zone_records_nothing(tmp_path: Path) -> None:
    """The clock is looked at each time: what it says without a zone goes into no book."""
    moments = [NOW]
    with Desk.create(tmp_path / "register.db", now=lambda: moments[0]) as desk:
        moments[0] = NAIVE
        with pytest.raises(TypeError, match="时区"):
            received(desk)
        moments[0] = NOW
        assert list(desk.cases()) == []


@pytest.mark.parametrize("now", [NOW, NOW.astimezone(timezone(timedelta(hours=-5))), lambda: NOW])
def test_a_case_is_the_same_when_it_is_read_again(tmp_path: Path, now: Any) -> None:
    """What was recorded equals what is read back, whatever the zone of the clock; a moment is a clock that stands."""
    with Desk.create(tmp_path / "register.db", now=now) as desk:
        case = desk.receive(date(2025, 3, 3), channel=Channel.FAX, requester=Requester.BUSINESS, subject="采购合同")
        assert desk.now == NOW
    with Desk.open(tmp_path / "register.db", now=now) as again:
        assert again.case(case.number) == case


# -- in memory ------------------------------------------------------------------------------------------------


def test_a_desk_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A register at ``:memory:`` is a new one each time, ends with its desk, and leaves no file."""
    monkeypatch.chdir(tmp_path)
    for make in (Desk.open, Desk.create):
        for path in (":memory:", Path(":memory:")):
            with make(path, agency="某局", numbering="第{n}号", now=NOW) as desk:
                assert received(desk) == "第1号"
                assert desk.register.settings.agency == "某局"
                assert desk.verify().ok
    assert list(tmp_path.iterdir()) == []


def test_a_register_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opened or made without a desk, a register at ``:memory:`` is one in memory too."""
    monkeypatch.chdir(tmp_path)
    made, opened = Register.create(":memory:", Settings("某局"), NOW), Register.open(":memory:")
    assert made.settings.agency == "某局"
    for register in (made, opened):
        desk = Desk(register, now=NOW)
        desk.receive(
            date(2025, 3, 3), channel=Channel.FAX, requester=Requester.BUSINESS, subject="x", person=Person("王小明")
        )
        assert [case.number for case in cases_of(register)] == ["2025-001"]
    assert list(tmp_path.iterdir()) == []


def test_memory_holds_no_register_that_is_there() -> None:
    """Where none may be made, there is none in memory."""
    with pytest.raises(YishenqingError) as caught:
        Desk.open(":memory:", create=False)
    assert not isinstance(caught.value, NoRegister)


@pytest.mark.parametrize("command", [["init"], ["due"], ["annual", "2025"], ["import", "-"], ["verify"]])
def test_the_command_line_has_no_register_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], command: list[str]
) -> None:
    """A command says that nothing would be left of it, and makes no file; so it does for the environment."""
    monkeypatch.chdir(tmp_path)
    assert run([*command, "--db", ":memory:"]) == 2
    out, err = capfd.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "内存" in err
    assert "文件名" in err
    monkeypatch.setenv("YSQ_DB", ":memory:")
    assert run([*command, "--lang", "en"]) == 2
    assert "memory" in capfd.readouterr().err
    assert list(tmp_path.iterdir()) == []
