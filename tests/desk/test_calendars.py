"""``ysq calendar``: what is known of the working days, and a new arrangement with what it moves."""

import io
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import attrs
import pytest
from rich.cells import cell_len
from rich.console import Console

from desk import Desk, printing
from desk.calendars import BadArrangement, from_package, read_arrangement
from desk.cli import language
from desk.cli.calendar_overview import overview
from desk.cli.calendar_year import breaks, year_view
from desk.opened import calendar_of
from persistence import Register
from persistence.arrangements import Move, arrangement_to
from persistence.contract.tools import asked
from tests.desk.running import Ysq
from workflow.calendar import (
    BrokenArrangement,
    Notice,
    Overlay,
    WorkCalendar,
    check_notice,
    china,
    laid_over,
    notices,
    regions,
)
from workflow.calendar.notices import read_notice
from workflow.case import Case
from workflow.clock import deadlines
from workflow.events import (
    AgencyAnswered,
    AgencyConsulted,
    AgencyPosition,
    Channel,
    ClarificationRequested,
    Clarified,
    Delivery,
    Extended,
    Fact,
    ProcessingStarted,
    Received,
    Replied,
    ReviewStarted,
    ThirdPartyConsulted,
)
from workflow.law import Readings
from workflow.outcomes import Outcome, Requester

ON = date(2026, 12, 24)
MADE_UP = read_notice(
    """2027 国办发明电〔2026〕99号 2026-12-01 2026-12-01
元旦 2026/12/31-1/4 上班 2026/12/27 1/9
春节 2/5-2/11 上班 2/14
清明节 4/3-4/5
劳动节 5/1-5/5 上班 5/8
端午节 6/9
中秋节 9/15
国庆节 10/1-10/7 上班 9/26 10/9"""
)
OF_2026 = next(notice for notice in notices() if notice.year == 2026)
EXTENSION = next(notice for notice in notices() if notice.number == "国办发明电〔2020〕1号")


def as_csv(notice: Notice = MADE_UP, encoding: str = "utf-8") -> bytes:
    """Write a notice in the columns of the data file."""
    lines = ["date,weekday,is_workday,festival,notice_year,notice_no,issued"]
    for day, working, festival in notice.days:
        weekday = "周" + "一二三四五六日"[day.weekday()]
        lines.append(f"{day},{weekday},{working:d},{festival},{notice.year},{notice.number},{notice.issued}")
    return "\n".join([*lines, ""]).encode(encoding)


def as_json(notice: Notice = MADE_UP) -> bytes:
    return json.dumps(arrangement_to(notice), ensure_ascii=False).encode()


def with_days(notice: Notice, *more: tuple[date, bool, str], less: date | None = None) -> Notice:
    return attrs.evolve(notice, days=[*(d for d in notice.days if d[0] != less), *more])


def story(n: int) -> Iterator[Fact]:
    """Yield the history of case *n*: plain, extended, consulted, clarified, with a third party, or replied to."""
    on = date(2026, 11, 12) + timedelta(n % 40)
    yield Received(on, channel=Channel.IN_PERSON, requester=Requester.BUSINESS, subject="会议纪要")
    kind = n % 6
    if kind == 3:
        yield ClarificationRequested(on + timedelta(1), respond_by=on + timedelta(15))
        if n % 4:
            yield Clarified(on + timedelta(2))
        return
    yield ReviewStarted(on + timedelta(1))
    yield ProcessingStarted(on + timedelta(1))
    if kind == 1:
        yield Extended(on + timedelta(2), workdays=5 + n % 16, approved_by="李主任")
    elif kind == 2:
        yield AgencyConsulted(on + timedelta(1), agency="市财政局", joint=True)
        if n % 4:
            yield AgencyAnswered(on + timedelta(3), agency="市财政局", position=AgencyPosition.AGREES)
    elif kind == 4:
        yield ThirdPartyConsulted(on + timedelta(1), party="某公司", served_on=on + timedelta(2))
    elif kind == 5 and n % 4 == 1:
        yield Replied(on + timedelta(3), outcome=Outcome.GRANTED, delivery=Delivery.POST)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with 300 open cases whose time limits run over New Year 2027, and some that are replied to."""
    path = tmp_path_factory.mktemp("calendars") / "register.db"
    with Desk.create(path, now=ON) as desk:
        desk.import_facts((f"2026-{n:03}", fact) for n in range(327) for fact in story(n))
        assert len(asked(desk.register, lambda book: [*book.open_cases()])) == 300
    return path


@pytest.fixture
def db(tmp_path: Path, filled: Path) -> Path:
    return Path(shutil.copy(filled, tmp_path / "register.db"))


@pytest.fixture
def notice_file(tmp_path: Path) -> Path:
    path = tmp_path / "2027.csv"
    path.write_bytes(as_csv())
    return path


Told = Callable[..., tuple[int, str, str]]


@pytest.fixture
def told(ysq: Ysq) -> Told:
    """Run a command in an empty folder and return its exit status and what it printed, as text."""

    def ran(*arguments: object, stdin: bytes = b"") -> tuple[int, str, str]:
        done = ysq(*arguments, stdin=stdin)
        return done.status, done.text, done.err

    return ran


def brute_force(path: Path, before: WorkCalendar, after: WorkCalendar, on: date = ON) -> list[tuple[str, ...]]:
    """Compare every limit of every case under both calendars."""
    found: list[tuple[str, ...]] = []
    with Desk.open(path, create=False) as desk:
        for case in desk.cases():
            if case.received_on > on or case.conclusion is not None:
                continue
            now, then = (deadlines(case, on, calendar, Readings.default()) for calendar in (before, after))
            for old, new in zip(now, then, strict=True):
                assert old.duty == new.duty
                if old.done is None and old.due != new.due:
                    found.append((case.number, old.duty, str(old.due), str(new.due)))
    return found


def contents(path: Path) -> tuple[list[str], int]:
    with Desk.open(path, create=False) as desk:
        return list(desk.export()), len(desk.register.arrangements())


# -- what moves -----------------------------------------------------------------------------------------------


def test_the_made_up_notice_keeps_the_rules() -> None:
    check_notice(MADE_UP)


@pytest.mark.parametrize("write", [as_csv, as_json], ids=["csv", "json"])
def test_add_lists_exactly_what_moves_and_applies_it(db: Path, told: Told, write: Callable[[], bytes]) -> None:
    """What is listed is what brute force finds; it is recorded, and a fresh desk has the new days."""
    Path("2027.txt").write_bytes(write())
    expected = brute_force(db, china(), china(extra_notices=[MADE_UP]))
    assert len(expected) > 100
    assert {before < after for *_, before, after in expected} == {True, False}
    assert len({duty for _, duty, *_ in expected}) > 1
    status, out, err = told("calendar", "add", "2027.txt", "--on", ON, "--yes", "--json")
    assert (status, err.count("\n")) == (0, 1)
    answer = json.loads(out)
    assert answer["applied"] is True
    assert [tuple(move.values()) for move in answer["moved"]] == expected
    assert {tuple(move) for move in answer["moved"]} == {("case", "duty", "before", "after")}
    with Desk.open(db, create=False) as desk:
        (recorded,) = desk.register.arrangements()
        assert recorded.arrangement == MADE_UP
        assert [(m.case, m.duty, str(m.before), str(m.after)) for m in recorded.moved] == expected
        assert desk.calendar.revision == china(extra_notices=[MADE_UP]).revision
        for number, duty, before, after in expected:
            ends = {str(limit.due) for limit in desk.deadlines(number, ON) if limit.duty == duty}
            assert after in ends
            assert before not in ends or len(ends) > 1
        replies = {line.case: str(line.due) for line in desk.due(on=ON) if line.duty == "reply"}
        assert all(replies[number] == after for number, duty, _, after in expected if duty == "reply")
    assert brute_force(db, china(), china(extra_notices=[MADE_UP])) == expected, "the cases are as they were"


def test_the_table_and_the_question(db: Path, notice_file: Path, told: Told) -> None:
    """People see a line for each limit that moves, then a question on standard error."""
    expected = brute_force(db, china(), china(extra_notices=[MADE_UP]))
    status, out, err = told("calendar", "add", notice_file, "--on", ON, stdin="是\n".encode())
    assert status == 0
    assert "载入？ [y/N]" in err
    assert f"变动期限 {len(expected)} 项" in err
    head, *rows = out[out.index("案件  ") :].splitlines()
    assert head.split() == ["案件", "事项", "原届满日", "新届满日", "变化"]
    shown = [(r.split()[0], *r.split()[-5:]) for r in rows]
    assert [row[:3] for row in shown] == [(c, before, after) for c, _, before, after in expected]
    for _, before, after, way, days, _ in shown:
        moved = (date.fromisoformat(after) - date.fromisoformat(before)).days
        assert (way, int(days)) == ("推迟" if moved > 0 else "提前", abs(moved))
    assert contents(db)[1] == 1


@pytest.mark.parametrize("answer", [b"", b"n\n", b"\n", b"no", b"\xff\n"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_declining_changes_nothing(db: Path, notice_file: Path, told: Told, answer: bytes, lang: str) -> None:
    """Anything but a yes, the end of the input too, leaves the register as it was; exit status 1."""
    before = contents(db)
    status, _, err = told("calendar", "add", notice_file, "--on", ON, "--lang", lang, stdin=answer)
    assert status == 1
    assert {"zh": "没有载入", "en": "not applied"}[lang] in err
    assert contents(db) == before


def test_declining_as_json(db: Path, notice_file: Path, told: Told) -> None:
    """Standard output holds the one document; the table and the question go to standard error."""
    status, out, err = told("calendar", "add", notice_file, "--on", ON, "--json", stdin=b"no\n")
    answer = json.loads(out)
    assert (status, answer["applied"], len(answer["moved"]) > 100) == (1, False, True)
    assert "原届满日" in err
    assert contents(db)[1] == 0


def test_a_second_notice_for_a_year(db: Path, notice_file: Path, told: Told) -> None:
    """A year that has its notice takes only an amendment, and only if it is called one."""
    assert told("calendar", "add", notice_file, "--on", ON, "--yes")[0] == 0
    status, out, err = told("calendar", "add", notice_file, "--on", ON, "--yes")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "--amends" in err
    change = [(date(2027, 1, 5), False, "元旦"), (date(2027, 1, 16), True, "元旦")]
    later = Notice(2027, "国办发明电〔2026〕100号", issued=ON, posted=ON, days=change)
    Path("later.json").write_bytes(as_json(later))
    assert told("calendar", "add", "later.json", "--on", ON, "--yes")[0] == 2
    assert told("calendar", "add", "later.json", "--on", ON, "--yes", "--amends")[0] == 0
    with Desk.open(db, create=False) as desk:
        assert not desk.calendar.is_working_day(date(2027, 1, 5))
        assert [recorded.arrangement for recorded in desk.register.arrangements()] == [MADE_UP, later]


def test_overlay_into_a_register(db: Path, told: Told) -> None:
    """A local arrangement moves cases as brute force says; another region's is refused."""
    days = [(date(2026, 12, 29), False, "庆典"), (date(2026, 12, 26), True, "庆典")]
    overlay = Overlay("shanghai", "上海", scope="全市", instrument="沪府办〔2026〕1号", days=days)
    Path("o.csv").write_text(
        "region,scope,date,is_workday,instrument,festival\n"
        + "".join(f"上海,全市,{day},{working:d},沪府办〔2026〕1号,庆典\n" for day, working, _ in days),
        encoding="utf-8-sig",
    )
    expected = brute_force(db, china(), laid_over(china(), overlay))
    answer = json.loads(told("calendar", "add", "o.csv", "--on", ON, "--yes", "--json")[1])
    assert [tuple(move.values()) for move in answer["moved"]] == expected
    assert "沪府办〔2026〕1号" in told("calendar", "--db", db)[1]
    Desk.create("guangxi.db", region="guangxi").close()
    status, _, err = told("calendar", "add", "o.csv", "--db", "guangxi.db", "--yes")
    assert (status, err.count("\n")) == (2, 1)
    assert contents(Path("guangxi.db"))[1] == 0


def test_two_desks_on_one_register(db: Path) -> None:
    """A desk that is open already has what another loads, and does not load it a second time."""
    with Desk.open(db, create=False, now=ON) as first, Desk.open(db, create=False, now=ON) as second:
        before = second.calendar
        moved = first.add_arrangement(MADE_UP)
        assert second.calendar.revision == first.calendar.revision != before.revision
        assert second.due() == first.due()
        with pytest.raises(BrokenArrangement, match="--amends"):
            second.add_arrangement(MADE_UP)
        assert [recorded.moved for recorded in second.register.arrangements()] == [moved]
        assert second.moves(before)[0] == Move(moved[0].case, moved[0].duty, moved[0].after, moved[0].before)


# -- what cannot be taken -------------------------------------------------------------------------------------


ROWS = as_csv().decode()
UNKNOWN_REGION = "region,scope,date,is_workday,instrument\n火星,全市,2027-01-04,0,某文件\n"
BAD: dict[str, tuple[bytes, str]] = {
    "a missing day": (as_csv(with_days(MADE_UP, less=date(2027, 2, 14))), "应为 13 天"),
    "a missing statutory day": (as_csv(with_days(MADE_UP, less=date(2027, 6, 9))), "2027-06-09"),
    "both ways": (as_csv(with_days(MADE_UP, (date(2027, 2, 14), False, "春节"))), "既放假又上班"),
    "a day twice": (as_csv(with_days(MADE_UP, (date(2027, 2, 14), True, "春节"))), "列了两次"),
    "a known year": (as_csv(OF_2026), "--amends"),
    "two years": (ROWS.replace(",2027,", ",2028,", 1).encode(), "一份安排"),
    "UTF-16": (as_csv(encoding="utf-16"), "UTF-8"),
    "unknown region": (UNKNOWN_REGION.encode(), "没有地区 '火星'"),
    "unknown column": (ROWS.replace("weekday", "星期", 1).encode(), "没有列 '星期'"),
    "lacking column": (ROWS.replace("is_workday", "notes", 1).encode(), "缺少列"),
    "wrong weekday": (ROWS.replace("周四", "周五", 1).encode(), "2026-12-31"),
    "impossible date": (ROWS.replace("2027-02-11", "2027-02-30", 1).encode(), "2027-02-30"),
    "not JSON": (b'{"year": 2027,', "JSON"),
    "JSON list": (b"[]", "JSON"),
    "unknown field": (b'{"year": 2027, "nummer": "x", "days": []}', "nummer"),
    "no days": (b'{"year": 2027, "number": "x", "issued": "2026-12-01", "days": []}', "days"),
    "empty": (b"", "没有任何日子"),
    "binary": (b"SQLite\0", "不是文字文件"),
}


@pytest.mark.parametrize(("data", "said"), BAD.values(), ids=BAD.keys())
def test_bad_files(db: Path, told: Told, data: bytes, said: str) -> None:
    """One clear line, exit status 2, nothing applied."""
    before = contents(db)
    Path("bad.txt").write_bytes(data)
    status, out, err = told("calendar", "add", "bad.txt", "--on", ON, "--yes")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert said in err
    assert "bad.txt" in err
    assert "Traceback" not in err
    assert contents(db) == before
    english = told("calendar", "add", "bad.txt", "--on", ON, "--yes", "--lang", "en")[2]
    assert english.startswith("ysq: bad.txt")
    assert "nothing was applied" in english


def test_a_bad_day_names_its_line() -> None:
    """The line of the day at fault is told, counted from the header on."""
    with pytest.raises(BadArrangement) as caught:
        read_arrangement(ROWS.replace("2027-02-11", "2027-02-30", 1).encode(), "x.csv")
    assert caught.value.line == next(n for n, row in enumerate(ROWS.splitlines(), 1) if row.startswith("2027-02-11"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("add",),
        ("add", "x.csv", "--from", "holidays", "--year", "2027"),
        ("add", "--from", "holidays"),
        ("add", "x.csv", "--year", "2027"),
        ("add", "none.csv"),
        ("add", "."),
        ("add", "x.csv", "--db", "none.db"),
        ("add", "--from", "workalendar", "--year", "2027"),
        ("2007",),
        ("2051",),
        ("abc",),
        ("2026", "2027"),
        ("--region", "mars"),
        ("--as-known-on", "yesterday"),
        ("--db", "none.db"),
    ],
    ids=" ".join,
)
def test_bad_use(db: Path, notice_file: Path, told: Told, arguments: tuple[str, ...]) -> None:
    """One line, exit status 2."""
    shutil.copy(notice_file, "x.csv")
    status, out, err = told("calendar", *arguments)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert contents(db)[1] == 0


# -- other packages -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("package", ["chinesecalendar", "holidays"])
def test_packages_do_not_have_2027(db: Path, told: Told, package: str) -> None:
    """A package that would guess, or has nothing, is refused. It will have 2027 once the notice is out."""
    year = next(y for y in range(2027, 2051) if not _has(package, y))
    if year == 2027:
        status, out, err = told("calendar", "add", "--from", package, "--year", year, "--on", ON, "--yes")
        assert (status, out, err.count("\n")) == (2, "", 1)
        assert "2027" in err
        assert contents(db)[1] == 0
    with pytest.raises(BadArrangement):
        from_package(package, 2050, ON)


@pytest.mark.parametrize(("package", "module"), [("chinesecalendar", "chinese_calendar"), ("holidays", "holidays")])
def test_a_package_that_is_missing(
    db: Path, told: Told, monkeypatch: pytest.MonkeyPatch, package: str, module: str
) -> None:
    """The message says how to install it."""
    monkeypatch.setitem(sys.modules, module, None)
    status, out, err = told("calendar", "add", "--from", package, "--year", 2027, "--yes")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "pip install 'yishenqing[calendars]'" in err


def _has(package: str, year: int) -> bool:
    try:
        from_package(package, year, ON)
    except BadArrangement:
        return False
    return True


@pytest.mark.parametrize("package", ["chinesecalendar", "holidays"])
def test_packages_agree_for_2026(package: str) -> None:
    """For 2026 each gives exactly the days of our own notice, in a draft that passes the rules."""
    drawn = from_package(package, 2026, date(2025, 11, 4), OF_2026.number).arrangement
    assert {d[:2] for d in drawn.days} == {d[:2] for d in OF_2026.days}
    assert isinstance(drawn, Notice)
    check_notice(drawn)


def test_package_into_a_register(tmp_path: Path) -> None:
    """A register whose calendar lacks the year takes it from a package, and has the same days as ours."""
    with _desk(tmp_path) as desk:
        draft = from_package("chinesecalendar", 2026, date(2025, 11, 20))
        desk.add_arrangement(draft.arrangement)
        assert "chinesecalendar" in desk.calendar.notices[-1].number
        assert desk.calendar.revision == china().revision


def _desk(folder: Path, known_on: date = date(2025, 11, 1), now: date = date(2025, 11, 20)) -> Desk:
    path = folder / "register.db"
    Desk.create(path).close()
    return Desk(Register.open(path), calendar=china(known_on=known_on), now=now)


# -- changes on the way ---------------------------------------------------------------------------------------


def test_the_extension_of_2020_replayed(tmp_path: Path) -> None:
    """On 26 January 2020 a case received on the 20th moved from 21 to 25 February."""
    with _desk(tmp_path, date(2020, 1, 20), date(2020, 1, 26)) as desk:
        asked: dict[str, Any] = {"channel": Channel.IN_PERSON, "requester": Requester.BUSINESS, "subject": "会议纪要"}
        number = desk.receive(date(2020, 1, 20), **asked).number
        assert desk.deadline(number).due == date(2020, 2, 21)
        with pytest.raises(BrokenArrangement, match="--amends"):
            desk.add_arrangement(EXTENSION)
        moved = desk.add_arrangement(EXTENSION, amends=True)
        assert Move(number, "reply", date(2020, 2, 21), date(2020, 2, 25)) in moved
        assert desk.deadline(number).due == date(2020, 2, 25)
        assert desk.calendar.revision == china(known_on=date(2020, 1, 26)).revision


@pytest.mark.parametrize(
    ("number", "received", "known_on"),
    [
        ("国发明电〔2015〕1号", date(2015, 8, 10), date(2015, 5, 12)),
        ("国办发明电〔2019〕3号", date(2019, 4, 10), date(2019, 3, 21)),
        ("国办发明电〔2020〕1号", date(2020, 1, 15), date(2020, 1, 25)),
    ],
)
def test_each_amendment_replayed(tmp_path: Path, number: str, received: date, known_on: date) -> None:
    """Loading an amendment by hand gives the calendar of the day after."""
    amendment = next(notice for notice in notices() if notice.number == number)
    with _desk(tmp_path, known_on, received + timedelta(7)) as desk:
        before = desk.calendar
        fact = Received(received, channel=Channel.IN_PERSON, requester=Requester.BUSINESS, subject="会议纪要")
        desk.import_facts([("1", fact)])
        moved = desk.add_arrangement(amendment, amends=True)
        case, on, after = Case.replay("1", desk.case("1").history), desk.today, china(known_on=amendment.issued)
        due = [{d.duty: d.due for d in deadlines(case, on, c, Readings.default())}["reply"] for c in (before, after)]
        assert [(m.before, m.after) for m in moved if m.duty == "reply"] == ([tuple(due)] if due[0] != due[1] else [])
        assert desk.calendar.revision == after.revision


# -- what is known --------------------------------------------------------------------------------------------


def test_overview_as_json(told: Told) -> None:
    """Without a register: the notices of the release, and the year that is missing."""
    status, out, err = told("calendar", "--json")
    known = json.loads(out)
    assert (status, err) == (0, "")
    assert set(known) == {
        "calendar",
        "confirmed_until",
        "missing",
        "local_unknown",
        "notices",
        "overlays",
        "arrangements",
    }
    last = known["notices"][-1]
    assert (known["missing"], known["confirmed_until"]) == (last["year"] + 1, f"{last['year']}-12-25")
    assert [n["number"] for n in known["notices"]] == [n.number for n in notices()]
    ours = {"year": 2026, "number": OF_2026.number, "issued": "2025-11-04", "days_off": 19, "days_worked": 6}
    assert ours | {"loaded": False} in known["notices"]
    assert not known["overlays"]
    assert not known["arrangements"]


def test_overview_of_a_register(db: Path, notice_file: Path, told: Told) -> None:
    """A register's own arrangements are named with how much they moved, and can be looked behind."""
    assert told("calendar", "add", notice_file, "--on", ON, "--yes")[0] == 0
    known = json.loads(told("calendar", "--json")[1])
    assert (known["calendar"], known["missing"]) == ("cn@2027", 2028)
    assert known["notices"][-1]["loaded"]
    (own,) = known["arrangements"]
    assert own["name"] == MADE_UP.number
    assert len(own["moved"]) == len(brute_force(db, china(), china(extra_notices=[MADE_UP])))
    out = told("calendar")[1]
    assert "本登记簿自行载入" in out
    assert "缺 2028 年" in out
    earlier = json.loads(told("calendar", "--json", "--as-known-on", "2026-11-30")[1])
    assert (earlier["calendar"], earlier["arrangements"]) == ("cn@2026", [])
    assert json.loads(told("calendar", "--json", "--region", "guangxi")[1])["calendar"] == "cn-guangxi@2027"


def test_the_year_as_json(told: Told) -> None:
    """Every day of the year, with why and under which notice."""
    year = json.loads(told("calendar", "2026", "--json")[1])
    assert set(year) == {"calendar", "year", "confirmed_until", "missing", "local_unknown", "notices", "days"}
    assert [notice["number"] for notice in year["notices"]] == [OF_2026.number]
    assert len(year["days"]) == 365
    assert all(set(day) == {"date", "working", "reason", "notice"} for day in year["days"])
    assert sum(day["working"] for day in year["days"]) == 248
    noticed = {day["date"]: day["working"] for day in year["days"] if day["notice"] == OF_2026.number}
    assert noticed == {str(day): working for day, working, _ in OF_2026.days}
    local = json.loads(told("calendar", "--json", "--region", "lhasa", "2026")[1])
    pairs = list(zip(local["days"], year["days"], strict=True))
    changed = [day["date"] for day, ours in pairs if day["working"] != ours["working"]]
    assert changed == ["2026-02-24", "2026-02-25", "2026-02-26"]
    named = [day for day in local["days"] if "拉萨2026年“雪顿节”" in day["reason"]]  # it was never found
    assert [day["date"] for day in named][-1] == "2026-12-25"  # from then on the country's notice is wanted first
    assert len(named) == 365 - 6
    assert local["local_unknown"] == list(range(2008, 2027))
    assert year["local_unknown"] == []


def test_the_year_as_known_on_a_day(told: Told) -> None:
    """Before the amendment of 2019, 2 May was a working day."""
    days = [
        {
            d["date"]: d["working"]
            for d in json.loads(told("calendar", "2019", "--as-known-on", on, "--json")[1])["days"]
        }
        for on in ("2019-03-21", "2019-03-22")
    ]
    assert [day["2019-05-02"] for day in days] == [True, False]


def drawn(calendar: WorkCalendar, year: int, width: int) -> list[str]:
    out = Console(width=width, file=io.StringIO(), highlight=False, markup=False, emoji=False)
    printing.show(out, *year_view(calendar, year, width))
    assert isinstance(out.file, io.StringIO)
    return out.file.getvalue().splitlines()


@pytest.mark.parametrize("width", [40, 80, 120, 160])
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("year", [2020, 2026, 2027])
def test_the_year_at_a_glance_is_aligned(width: int, lang: str, year: int) -> None:
    """No line is wider than the screen, and read by its columns the grid gives every day and its mark back."""
    language.choose(["--lang", lang])
    calendar, (off, worked) = china(), (("休", "班") if lang == "zh" else ("x", "W"))
    lines = drawn(calendar, year, width)
    language.choose(())
    assert all(cell_len(line.rstrip()) <= width for line in lines if width >= 80)
    breaking = {day for b in breaks(calendar, year) for day in b.off}
    seen: dict[date, str] = {}
    abreast = {40: 1, 80: 2, 120: 3, 160: 4}[width]
    month = 1 - abreast
    legend = next(n for n, line in enumerate(lines) if line.startswith(("休 放假", "x day off")))
    for line in lines[2:legend]:
        wide = "".join(c + "\0" * (cell_len(c) - 1) for c in line)
        if "工作日" in line or "workdays" in line:
            month += abreast
        for n in range(abreast if month > 0 and line.strip() else 0):
            for weekday in range(7):
                cell = wide[n * 38 + weekday * 5 :][:5].replace("\0", "").strip()
                digits = cell[: 2 if cell[1:2].isdigit() else 1]
                if digits.isdigit() and cell[len(digits) :] in ("", off, worked, "?") and month + n < 13:
                    day = date(year, month + n, int(digits))
                    if day.weekday() == weekday and day not in seen:
                        seen[day] = cell[len(digits) :]
    assert len(seen) == 365 + (year % 4 == 0)
    for day, mark in seen.items():
        assert (mark == worked) == (calendar.is_working_day(day) and day.weekday() > 4)
        assert (mark == off) == (day in breaking)
        assert (mark == "?") == (year == 2026 and day > calendar.confirmed_until)


def test_the_festivals_below_the_year() -> None:
    """The breaks of 2026 as the notice has them, weekends included."""
    found = {b.festival: (min(b.off), max(b.off), len(b.off), len(b.worked)) for b in breaks(china(), 2026)}
    assert found == {
        "元旦": (date(2026, 1, 1), date(2026, 1, 3), 3, 1),
        "春节": (date(2026, 2, 15), date(2026, 2, 23), 9, 2),
        "清明节": (date(2026, 4, 4), date(2026, 4, 6), 3, 0),
        "劳动节": (date(2026, 5, 1), date(2026, 5, 5), 5, 1),
        "端午节": (date(2026, 6, 19), date(2026, 6, 21), 3, 0),
        "中秋节": (date(2026, 9, 25), date(2026, 9, 27), 3, 0),
        "国庆节": (date(2026, 10, 1), date(2026, 10, 7), 7, 2),
    }
    assert "春节" in "".join(line for line in drawn(china(), 2026, 80) if "2月15日至23日" in line)


def test_days_off_that_are_owed() -> None:
    """Without a notice, the statutory days on weekends are named; with one they are settled."""
    owed = "法定节日 2月6日、2月7日、5月1日、5月2日、10月2日、10月3日 适逢周六、周日，应补假 6 天"
    until_2026 = china(known_on=date(2026, 11, 1))
    assert any(line.startswith(owed) for line in drawn(until_2026, 2027, 120))
    assert not any("应补假" in line for line in drawn(laid_over(until_2026, MADE_UP), 2027, 120))


@pytest.mark.parametrize("year", range(2008, 2051))
def test_every_year_can_be_drawn(year: int) -> None:
    for region in regions() if 2014 <= year <= 2026 else ("cn",):
        assert drawn(calendar_of(region), year, 80)


@pytest.mark.parametrize("region", ["cn", *regions()])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_overview_of_every_region(region: str, lang: str) -> None:
    """Tables stay within 80 columns."""
    language.choose(["--lang", lang])
    out = Console(width=80, file=io.StringIO(), highlight=False, markup=False, emoji=False)
    printing.show(out, *(part for part in overview(calendar_of(region))))
    language.choose(())
    assert isinstance(out.file, io.StringIO)
    assert all(cell_len(x) <= 80 for x in out.file.getvalue().splitlines() if "--region" not in x and "缺" not in x)


def test_help(told: Told) -> None:
    """Both pages name what can be done; ``add`` may stand after options."""
    assert "calendar add" in told("calendar", "--help")[1]
    assert "--amends" in told("calendar", "add", "--help")[1]
    assert "--amends" in told("calendar", "--db", "x", "add", "--help")[1]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_year_of_unknown_local_days_off_is_shown_as_provisional(told: Told, lang: str) -> None:
    """The year at a glance claims nothing of a year whose own days off the region's table does not know."""
    unknown, known = (told("calendar", year, "--region", "广西", "--lang", lang)[1] for year in ("2025", "2024"))
    assert {"zh": "确认至", "en": "confirmed until"}[lang] not in unknown
    assert {"zh": "暂定", "en": "provisional"}[lang] in unknown.splitlines()[0]
    assert {"zh": "广西2025年“壮族三月三”", "en": "guangxi for 壮族三月三 in 2025"}[lang] in unknown
    assert {"zh": "确认至", "en": "confirmed until"}[lang] in known
    assert "2025" in told("calendar", "--region", "guangxi", "--lang", lang)[1].partition("2008")[0]


@pytest.mark.parametrize("region", ["杭州", "hangzhou（杭州九城区）", "hangzhou"])
def test_a_region_is_chosen_by_its_name(told: Told, region: str) -> None:
    """A register can be made for a region as the overview lists it; the register keeps its code."""
    assert told("init", "--db", "new.db", "--region", region)[0] == 0
    assert Register.open("new.db").settings.region == "hangzhou"
    assert json.loads(told("calendar", "--json", "--region", region)[1])["calendar"] == "cn-hangzhou@2026"


def test_a_region_that_is_nearly_one(told: Told) -> None:
    """A near miss is told which region was perhaps meant."""
    for words in (["init", "--db", "new.db"], ["calendar"]):
        status, _, err = told(*words, "--region", "guangix")
        assert status == 2
        assert "是否指 guangxi（广西）" in err
