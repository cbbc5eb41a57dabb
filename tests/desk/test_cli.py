"""The command line as people and scripts meet it: run as a process, judged by what it prints and returns."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from desk import Desk
from persistence import Person
from workflow.events import AgencyConsulted, Channel, Delivery, ProcessingStarted, Replied, ReviewStarted
from workflow.outcomes import Outcome, Requester

ROOT = Path(__file__).parents[2]
YSQ = [sys.executable, "-c", "from desk.cli import main; main()"]
ROWS = [
    *("received", "brought_forward", "granted", "partly_granted", "refused_state_secret", "refused_by_law"),
    *("refused_security_stability", "refused_third_party", "refused_internal_affairs", "refused_deliberative"),
    *("refused_enforcement_file", "refused_registry_query", "unavailable_not_held", "unavailable_needs_creation"),
    *("unavailable_still_unclear", "not_processed_petition", "not_processed_repeat", "not_processed_publication"),
    *("not_processed_excessive", "not_processed_reconfirmation", "lapsed_clarification", "lapsed_fee", "other"),
    *("concluded_total", "carried_forward"),
]
COLUMNS = [
    *("natural_person", "business", "research", "public_welfare", "legal_service", "other_organisation"),
    "total",
]
DEADLINE = {
    *("case", "duty", "start", "due", "status", "state", "law", "calendar"),
    *("steps", "safe_due", "readings", "warnings"),
}
RECEIVED = '{"case":"9","event":"received","on":"2025-03-03","channel":"fax","requester":"research","subject":"纪要"}'
ASKED = ["--on", "2025-03-03", "--channel", "fax", "--requester", "research", "--subject", "纪要"]


class Ran:
    """What a command printed, and its exit status."""

    def __init__(self, done: subprocess.CompletedProcess[bytes]) -> None:
        self.status, self.bytes = done.returncode, done.stdout
        self.out, self.err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")

    @property
    def json(self) -> Any:
        """The one JSON document on standard output."""
        assert (self.status, self.err) == (0, "")
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        """The lines on standard output of a command that succeeded in silence."""
        assert (self.status, self.err) == (0, "")
        return self.out.splitlines()


def environment(**more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("YSQ_", "LC_", "LANG", "PYTHON", "COLUMNS"))}
    return kept | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONWARNINGS": "error"} | more


def ysq(folder: Path, *arguments: str, stdin: bytes = b"", **env: str) -> Ran:
    """Run one command in *folder*."""
    done = subprocess.run(
        [*YSQ, *arguments], cwd=folder, input=stdin, capture_output=True, env=environment(**env), timeout=60
    )
    return Ran(done)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register as it stood on 31 December 2025: one case replied to, one tolled, one overdue."""
    path = tmp_path_factory.mktemp("filled") / "register.db"
    asked: dict[str, Any] = {"channel": Channel.IN_PERSON, "subject": "会议纪要"}
    with Desk.create(path, agency="市工信局", now=date(2025, 12, 31)) as desk:
        person = Person("王小明", "350102199001011234", "13900001111")
        desk.receive(date(2025, 3, 3), requester=Requester.NATURAL_PERSON, person=person, by="王科", **asked)
        desk.record("2025-001", ReviewStarted(date(2025, 3, 4), by="王科"))
        desk.record("2025-001", ProcessingStarted(date(2025, 3, 5), by="信息公开工作机构"))
        held = Replied(date(2025, 3, 21), outcome=Outcome.UNAVAILABLE_NOT_HELD, delivery=Delivery.POST, document="1号")
        desk.record("2025-001", held)
        desk.receive(date(2025, 3, 10), requester=Requester.BUSINESS, **asked)
        desk.record("2025-002", ReviewStarted(date(2025, 3, 11)))
        desk.record("2025-002", AgencyConsulted(date(2025, 3, 17), agency="市财政局", joint=True))
        desk.receive(date(2025, 2, 10), requester=Requester.LEGAL_SERVICE, number="榕工信〔2025〕第3号", **asked)
    return path


@pytest.fixture
def folder(tmp_path: Path, filled: Path) -> Path:
    """A folder with a copy of that register."""
    shutil.copy(filled, tmp_path / "register.db")
    return tmp_path


def everything(path: Path) -> list[str]:
    """Return what the register holds, line by line."""
    with Desk.open(path, create=False) as desk:
        return list(desk.export(persons=True))


# -- what scripts read ------------------------------------------------------------------------------------


def test_show_as_json(folder: Path) -> None:
    """Where a case stands, with exactly the keys of the contract."""
    shown = ysq(folder, "show", "2025-001", "--on", "2025-12-31", "--json").json
    assert set(shown) == {
        *("case", "stage", "requester", "subject", "received_on", "outcome", "concluded_on"),
        *("voided", "odd", "history", "deadlines", "breaches", "lawful_moves"),
    }
    assert shown["subject"] == shown["history"][0]["subject"]
    assert (shown["case"], shown["stage"], shown["requester"]) == ("2025-001", "REPLIED", "natural_person")
    assert (shown["received_on"], shown["concluded_on"]) == ("2025-03-03", "2025-03-21")
    assert shown["outcome"] == "unavailable_not_held"
    events = ["received", "review_started", "processing_started", "replied"]
    assert [fact["event"] for fact in shown["history"]] == events
    assert shown["lawful_moves"] == [
        *("third_party_told", "letter_issued"),
        *("archived", "voided", "reply_ordered", "reconsideration_filed", "litigation_filed", "rectified"),
    ]
    assert all(set(limit) - {"over"} == DEADLINE for limit in shown["deadlines"])
    assert [limit["over"]["on"] for limit in shown["deadlines"] if "over" in limit] == ["2025-03-21"] * 2
    assert "王小明" not in json.dumps(shown, ensure_ascii=False)


def test_show_as_of_a_day(folder: Path) -> None:
    """Asked as of a day, the history ends there and the outcome is not known yet."""
    shown = ysq(folder, "show", "2025-001", "--on", "2025-03-04", "--json").json
    assert (shown["stage"], shown["outcome"], shown["concluded_on"]) == ("REVIEW", None, None)
    assert len(shown["history"]) == 2


def test_deadline_as_json(folder: Path) -> None:
    """A limit with its derivation: of a settled case, and of one for which the clock stands still."""
    (limit,) = [d for d in ysq(folder, "deadline", "2025-001", "--json").json if d["duty"] == "reply"]
    assert set(limit) == DEADLINE
    assert (limit["start"], limit["due"], limit["state"], limit["status"]) == (
        *("2025-03-03", "2025-03-31", "met", "confirmed"),
    )
    assert [step["op"] for step in limit["steps"]] == ["start", "count"]
    assert limit["steps"][1]["workdays"] == 20
    tolled = ysq(folder, "deadline", "2025-002", "--on", "2025-03-20", "--json").json
    (reply,) = [d for d in tolled if d["duty"] == "reply"]
    assert (reply["state"], reply["workdays_left"]) == ("tolled", 15)
    assert DEADLINE | {"workdays_left"} <= set(reply) <= DEADLINE | {"workdays_left", "due_if_silent"}


def test_due_as_json(folder: Path) -> None:
    """Open cases, what is overdue first, with exactly the keys of the contract."""
    found = ysq(folder, "due", "--on", "2025-03-20", "--json").json
    keys = {"case", "duty", "due", "status", "workdays_left", "stage", "state", "subject"}
    assert all(set(line) - {"due_if_silent"} == keys for line in found)
    replies = [(d["case"], d["due"], d["workdays_left"], d["stage"]) for d in found if d["duty"] == "reply"]
    # 10 February + 20 working days = 10 March; 8 working days later it is 20 March. 8 February counts not.
    assert replies[0] == ("榕工信〔2025〕第3号", "2025-03-10", -8, "RECEIVED")
    assert [case for case, *_ in replies if case != "2025-001"] == ["榕工信〔2025〕第3号", "2025-002"]
    assert found == sorted(found, key=lambda d: d["workdays_left"])
    few = ysq(folder, "due", "--on", "2025-03-20", "--within", "0", "--json").json
    assert "榕工信〔2025〕第3号" in {d["case"] for d in few}
    assert all(d["workdays_left"] <= 0 for d in few)


def test_annual_as_json(folder: Path) -> None:
    """The annual tables with the rows and columns of the contract, in its order."""
    report = ysq(folder, "annual", "2025", "--json").json
    assert set(report) == {"year", "form", "table2", "table3", "table4", "imbalances", "warnings"}
    assert (report["year"], report["form"], report["imbalances"]) == (2025, "2021", [])
    assert [one["rule"] for one in report["warnings"]] == ["unrecorded"]
    assert set(report["table3"]) == {"columns", "rows"}
    assert report["table3"]["columns"] == COLUMNS
    assert [row["id"] for row in report["table3"]["rows"]] == ROWS
    assert all(set(row) == {"id", "label", "cells"} for row in report["table3"]["rows"])
    cells = {row["id"]: row["cells"] for row in report["table3"]["rows"] if any(row["cells"])}
    assert cells == {
        "received": [1, 1, 0, 0, 1, 0, 3],
        "unavailable_not_held": [1, 0, 0, 0, 0, 0, 1],
        "concluded_total": [1, 0, 0, 0, 0, 0, 1],
        "carried_forward": [0, 1, 0, 0, 1, 0, 2],
    }


def test_annual_in_the_form_of_2019_and_as_known(folder: Path) -> None:
    """The older form has one row for what is otherwise disposed of; before anything was entered all is nil."""
    report = ysq(folder, "annual", "2025", "--form", "2019", "--as-known-on", "2025-12-30", "--json").json
    assert report["form"] == "2019"
    rows = [row["id"] for row in report["table3"]["rows"]]
    assert rows == [row for row in ROWS if row not in {"lapsed_clarification", "lapsed_fee"}]
    assert not any(any(row["cells"]) for row in report["table3"]["rows"])


def test_cell_opens_to_its_cases(folder: Path) -> None:
    """A cell of the table opens to the numbers of its cases, as JSON or one a line."""
    cell = ("cell", "2025", "unavailable_not_held", "natural_person")
    assert ysq(folder, *cell, "--json").json == ["2025-001"]
    assert ysq(folder, "cell", "2025", "received", "total").lines == ["榕工信〔2025〕第3号", "2025-001", "2025-002"]
    assert ysq(folder, "cell", "2025", "granted", "total", "--json").json == []


def test_law_as_json(tmp_path: Path) -> None:
    """The provisions of an article, with exactly the keys of the contract, where there is no register."""
    found = ysq(tmp_path, "law", "33(2)", "--json").json
    keys = {"law", "version", "article", "quote", "duty", "count", "unit", "in_force_from", "in_force_to"}
    assert found
    assert all(set(provision) == keys | {"verified_on"} for provision in found)
    assert any((p["duty"], p["count"], p["unit"]) == ("reply", 20, "workday") for p in found)
    assert list(tmp_path.iterdir()) == []


def test_law_of_a_day(tmp_path: Path) -> None:
    """With a day only what was in force on it: on 2014-03-01 fifteen days to reply, three months to sue, Art. 82."""
    found = ysq(tmp_path, "law", "--on", "2014-03-01", "--json").json
    assert {p["version"] for p in found} == {
        *("ROGI-2007", "ARL-2009", "IR-2007", "ALL-1989", "SPC-2000", "SPC-2011", "CPL-2012"),
        *{p["version"] for p in found if p["law"] not in {"ROGI", "ARL", "IR", "ALL", "CPL"} and "SPC" not in p["law"]},
    }
    assert ("ALL 39", 3, "month") in {(p["article"], p["count"], p["unit"]) for p in found}
    assert "CPL 82(3)" in {p["article"] for p in found}
    assert {p["article"] for p in ysq(tmp_path, "law", "24", "--on", "2014-03-01", "--json").json} >= {"24(2)"}
    (line,) = ysq(tmp_path, "law", "36(6)", "--on", "2014-03-01").lines
    assert line == "没有编码 36(6) 在 2014-03-01 施行的条款"


def test_law_by_title_and_by_the_article_of_any_law(tmp_path: Path) -> None:
    """The title of a law, and an article that the Regulation has not; the help says what may be asked."""
    assert {p["law"] for p in ysq(tmp_path, "law", "行政复议法", "--json").json} == {"ARL"}
    for asked in ("第七十五条", "75"):
        assert {p["article"] for p in ysq(tmp_path, "law", asked, "--json").json} == {"CPL 75(3)"}
    assert "行政复议法第二十条" in "".join(ysq(tmp_path, "law", "--help").lines)


# -- from an empty folder to a filled register ------------------------------------------------------------


def test_a_day_at_the_counter(tmp_path: Path) -> None:
    """Make a register, receive, record, and show: each prints the case, in the register named by --db."""
    made = ysq(tmp_path, "init", "--db", "局.db", "--agency", "市工信局", "--numbering", "榕工信〔{year}〕第{n}号")
    assert (made.status, made.out, "局.db" in made.err) == (0, "", True)
    received = ysq(tmp_path, "receive", *ASKED, "--name", "王小明", "--db", "局.db", "--json").json
    assert (received["case"], received["stage"]) == ("榕工信〔2025〕第1号", "RECEIVED")
    again = ysq(tmp_path, "receive", *ASKED, "--json", YSQ_DB="局.db").json
    assert again["case"] == "榕工信〔2025〕第2号"
    number = received["case"]
    recorded = ysq(
        tmp_path,
        *("record", number, "clarification_requested", "--on", "2025-03-05", "--respond-by=2025-03-14"),
        *("--items", "名称", "--items", "文号", "--by", "王科", "--note", "-5 [/x]", "--db", "局.db", "--json"),
    ).json
    fact = recorded["history"][-1]
    assert (fact["items"], fact["by"], fact["note"]) == (["名称", "文号"], "王科", "-5 [/x]")
    assert set(recorded) == set(received)
    with Desk.open(tmp_path / "局.db", create=False) as desk:
        assert desk.register.person(number) == Person("王小明")
        assert len(desk.case(number).history) == 2
    assert sorted(p.name for p in tmp_path.iterdir()) == ["局.db"]


def test_init_refuses_an_existing_register(folder: Path) -> None:
    """A register that exists is never made anew."""
    before = (folder / "register.db").read_bytes()
    assert ysq(folder, "init").status == 2
    assert (folder / "register.db").read_bytes() == before


def test_export_and_import_give_the_same_bytes(folder: Path) -> None:
    """What is exported and piped into a new register is exported again byte for byte, with persons if asked."""
    plain, full = ysq(folder, "export"), ysq(folder, "export", "--with-persons")
    assert (plain.status, plain.err, full.status) == (0, "", 0)
    assert "王小明" not in plain.out
    assert full.out.startswith(plain.out)
    assert json.loads(full.out.splitlines()[-1])["person"]["name"] == "王小明"
    taken = ysq(folder, "import", "-", "--db", "copy.db", "--json", stdin=full.bytes)
    assert (taken.status, json.loads(taken.out)) == (0, {"cases": 3, "events": 8, "ledger": 0})
    assert ysq(folder, "export", "--with-persons", "--db", "copy.db").bytes == full.bytes
    assert len(ysq(folder, "export", "2025-002", "--db", "copy.db").lines) == 4  # the rules come first


def test_import_of_several_files_is_one_transaction(folder: Path) -> None:
    """With a bad line in the second file nothing of the first is taken; the file and the line are named."""
    (folder / "a.jsonl").write_text(f"\ufeff{RECEIVED}\r\n\r\n", encoding="utf-8")
    later = '{"case":"9","event":"review_started","on":"2025-03-04"}'
    (folder / "b.jsonl").write_text(f"{later}\n{later}\n", encoding="utf-8")
    before = everything(folder / "register.db")
    refused = ysq(folder, "import", "a.jsonl", "b.jsonl", "--json")
    assert (refused.status, refused.out) == (2, "")
    assert "b.jsonl 第 2 行" in refused.err
    assert everything(folder / "register.db") == before
    (folder / "b.jsonl").write_text(later, encoding="utf-8")
    assert ysq(folder, "import", "a.jsonl", "b.jsonl", "--json").json == {"cases": 1, "events": 2, "ledger": 0}


def test_import_makes_a_register_and_takes_it_back(tmp_path: Path) -> None:
    """Where there is no register one is made; when the file is bad nothing is left of it."""
    refused = ysq(tmp_path, "import", "-", stdin=f"{RECEIVED}\n{RECEIVED}\n".encode())
    assert (refused.status, refused.out, list(tmp_path.iterdir())) == (2, "", [])
    assert ysq(tmp_path, "import", "missing.jsonl").status == 2
    assert list(tmp_path.iterdir()) == []
    taken = ysq(tmp_path, "import", "-", "--json", stdin=RECEIVED.encode())
    assert (taken.status, json.loads(taken.out)) == (0, {"cases": 1, "events": 1, "ledger": 0})
    assert "register.db" in taken.err
    assert [p.name for p in tmp_path.iterdir()] == ["register.db"]


# -- languages and encodings ------------------------------------------------------------------------------


def test_language_is_chosen(folder: Path) -> None:
    """--lang before $YSQ_LANG before Chinese; JSON keys stay the same."""
    zh, en = ysq(folder, "show", "2025-001"), ysq(folder, "show", "2025-001", "--lang", "en")
    assert "会议纪要" in zh.out
    assert "案件" in zh.out
    assert "Case 2025-001" in en.out
    assert not re.search("案件|阶段|届满|记录", en.out)
    assert "Case 2025-001" in ysq(folder, "show", "2025-001", YSQ_LANG="en").out
    assert "案件" in ysq(folder, "show", "2025-001", "--lang=zh", YSQ_LANG="en").out
    assert "案件" in ysq(folder, "show", "9", YSQ_LANG="fr").err
    assert "no case 9" in ysq(folder, "show", "9", "--lang", "en").err


@pytest.mark.parametrize("place", [{"LC_ALL": "C"}, {"LC_ALL": "POSIX", "LANG": "C"}, {"PYTHONIOENCODING": "ascii"}])
def test_output_is_utf_8_everywhere(folder: Path, place: dict[str, str]) -> None:
    """Under a locale that knows no Chinese, output and complaints are UTF-8 all the same."""
    shown = ysq(folder, "show", "榕工信〔2025〕第3号", **place)
    assert (shown.status, "会议纪要" in shown.out) == (0, True)
    if "PYTHONIOENCODING" not in place:
        assert "没有案件" in ysq(folder, "show", "9", **place).err


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_of_every_command(tmp_path: Path, lang: str) -> None:
    """Every command explains itself in either language, on lines of at most 100 cells, without a register."""
    top = ysq(tmp_path, "--help", YSQ_LANG=lang)
    commands = re.findall(r"^  (\w+) ", re.split("命令|Commands", top.out)[-1], re.MULTILINE)
    known = {"init", "import", "export", "receive", "record", "show", "deadline", "due", "annual", "cell"}
    assert known <= set(commands)
    for page in [top, *(ysq(tmp_path, command, "--help", YSQ_LANG=lang) for command in commands)]:
        assert (page.status, page.err) == (0, "")
        assert page.out.startswith("用法：ysq" if lang == "zh" else "Usage: ysq")
        assert [line for line in page.out.splitlines() if cell_len(line) > 100] == []
        assert ("选项" in page.out, "Options" in page.out) == (lang == "zh", lang == "en")
        if lang == "en":
            assert not re.search("[\u4e00-\u9fff]", page.out)
    assert list(tmp_path.iterdir()) == []


def test_kinds_and_fields_are_listed(tmp_path: Path) -> None:
    """record lists the kinds, and the fields of one kind, without a register."""
    kinds = ysq(tmp_path, "record", "--kinds").lines
    assert len(kinds) == 34
    assert kinds[0].split() == ["received", "收到申请"]
    fields = ysq(tmp_path, "record", "--fields", "extended", "--lang", "en").lines
    assert [line.split()[0] for line in fields] == [
        "--on",
        "--by",
        "--note",
        "--workdays",
        "--approved-by",
        "--approved-on",
    ]
    assert "1 to 20" in fields[3]


def test_version_and_no_command(tmp_path: Path) -> None:
    """The version is a number; without a command the help is shown as it is laid out, not run into one line."""
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", ysq(tmp_path, "--version").out)
    bare = ysq(tmp_path)
    assert "Traceback" not in bare.err
    assert len((bare.out + bare.err).splitlines()) > 10


# -- tables line up ---------------------------------------------------------------------------------------


def starts(lines: list[str], pattern: str) -> list[list[int]]:
    """Return, for each line, the cells at which the matches of *pattern* begin."""
    return [[cell_len(line[: m.start()]) for m in re.finditer(pattern, line)] for line in lines]


def assert_borders_line_up(text: str) -> None:
    """Check that wherever neighbouring lines have upright borders, these stand in the same columns."""
    bordered = starts(text.splitlines(), "[│┃|]")
    for above, below in pairwise(bordered):
        assert not above or not below or above == below


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_history_lines_up(folder: Path, lang: str) -> None:
    """In the history of a case each column begins in the same cell of every line."""
    shown = ysq(folder, "show", "2025-001", "--on", "2025-12-31", "--lang", lang)
    rows = [line for line in shown.lines if re.match(r" *\d+  2025-\d\d-\d\d  ", line)]
    assert len(rows) == 4
    assert len({tuple(found) for found in starts(rows, r"(?<=  )2025-\d\d-\d\d(?=  )")}) == 1
    assert {tuple(found[:1]) for found in starts(rows, "收到申请|转审核|转办理|答复|[a-z]+_started|received|replied")}
    names = "收到申请 |转审核|转办理|答复 " if lang == "zh" else "received|review_started|processing_started|replied"
    assert len({found[0] for found in starts(rows, names)}) == 1
    assert_borders_line_up(shown.out)
    assert max(map(cell_len, [row.rstrip() for row in rows])) <= 120


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_docket_lines_up(folder: Path, lang: str) -> None:
    """In the docket dates begin, and figures end, in the same cell of every line, under their headings."""
    shown = ysq(folder, "due", "--on", "2025-12-31", "--lang", lang)
    head, *rows = [line for line in shown.lines if line.strip()]
    assert len(rows) >= 2
    (column,) = {found[0] for found in starts(rows, r"\d{4}-\d\d-\d\d")}
    heading = head.index("届满日" if lang == "zh" else "due")
    assert cell_len(head[:heading]) == column
    ends = {cell_len(row[: m.end()]) for row in rows if (m := re.search(r"\d{4}-\d\d-\d\d +-?\d+", row))}
    assert len(ends) == 1
    title = "剩余工作日" if lang == "zh" else "workdays left"
    assert cell_len(head[: head.index(title) + len(title)]) == ends.pop()
    assert_borders_line_up(shown.out)


@pytest.mark.parametrize("width", ["80", "120", "200"])
def test_annual_table_lines_up(folder: Path, width: str) -> None:
    """In table III every figure ends in the same cell as the others of its column, at any width."""
    shown = ysq(folder, "annual", "2025", COLUMNS=width)
    figures = [line for line in shown.out.splitlines() if re.search(r"( +\d+){7}$", line)]
    assert len(figures) == len(ROWS)
    ends = {tuple(cell_len(line[: m.end()]) for m in list(re.finditer(r"\d+(?= |$)", line))[-7:]) for line in figures}
    assert len(ends) == 1
    assert_borders_line_up(shown.out)
    assert max(map(cell_len, shown.out.splitlines())) <= int(width)
    assert "勾稽" in shown.out


# -- what people wrote is shown as they wrote it ----------------------------------------------------------


def test_text_in_brackets_is_shown_as_it_is(folder: Path) -> None:
    """Notes, numbers and names with square brackets are text, not markup: they are shown, not swallowed."""
    with Desk.open(folder / "register.db") as desk:
        asked: dict[str, Any] = {"channel": Channel.FAX, "requester": Requester.RESEARCH, "subject": "[red]x"}
        desk.receive(date(2025, 3, 3), number="[bold]7号", by="[王科]", note="[/b]", **asked)
        desk.receive(date(2025, 3, 3), number="[link=x]8号", by="[a]", note="[i]", **asked)
    shown = ysq(folder, "show", "[bold]7号")
    assert (shown.status, shown.err) == (0, "")
    assert all(text in shown.out for text in ("[bold]7号", "[red]x", "[王科]", "[/b]"))
    assert all(text in ysq(folder, "due").out for text in ("[bold]7号", "[link=x]8号"))
    assert "[i]" in ysq(folder, "show", "[link=x]8号").out


# -- what goes wrong --------------------------------------------------------------------------------------

RECORD = ("record", "2025-002")
BAD: dict[str, tuple[list[str], str]] = {
    # what people did: the call, and a word that the complaint must contain
    "impossible move": ([*RECORD, "archived", "--on", "2025-04-01"], "审核"),
    "move before receipt": ([*RECORD, "processing_started", "--on", "2025-01-01"], "2025-03-10"),
    "move in the future": ([*RECORD, "processing_started", "--on", "2999-01-01"], "2999-01-01"),
    "answer to nothing": ([*RECORD, "fee_paid", "--on", "2025-04-01", "--amount", "5"], "收费"),
    "unknown kind": ([*RECORD, "closed", "--on", "2025-04-01"], "--kinds"),
    "unknown field": ([*RECORD, "processing_started", "--on", "2025-04-01", "--colour", "x"], "colour"),
    "field without a value": ([*RECORD, "processing_started", "--on"], "--on"),
    "field missing": ([*RECORD, "processing_started"], "on"),
    "word too many": ([*RECORD, "processing_started", "2025-04-01"], "2025-04-01"),
    "field twice": ([*RECORD, "withdrawn", "--on", "2025-04-01", "--on", "2025-04-02"], "on"),
    "impossible date": ([*RECORD, "processing_started", "--on", "2025-02-29"], "2025-02-29"),
    "date of another kind": ([*RECORD, "processing_started", "--on", "2025-W14-2"], "2025-W14-2"),
    "wrong choice": ([*RECORD, "lapsed", "--on", "2025-04-01", "--cause", "x"], "clarification"),
    "wrong number": ([*RECORD, "extended", "--on", "2025-04-01", "--workdays", "21", "--approved-by", "x"], "20"),
    "half a character": ([*RECORD, "processing_started", "--on", "2025-04-01", "--note", "\udce6"], "note"),
    "bad nested fact": (
        [*RECORD, "rectified", "--on", "2025-04-01", "--event-no", "1", "--reason", "x", "--replacement", "{"],
        "replacement",
    ),
    "unknown case": (["record", "9", "review_started", "--on", "2025-04-01"], "9"),
    "unknown case shown": (["show", "9"], "9"),
    "case before its receipt": (["show", "2025-001", "--on", "2025-03-02"], "2025-03-03"),
    "limit before the receipt": (["deadline", "2025-001", "--on", "2025-03-02"], "2025-03-03"),
    "unknown case exported": (["export", "2025-001", "9"], "9"),
    "argument missing": (["show"], "CASE"),
    "argument too many": (["show", "2025-001", "2025-002"], "2025-002"),
    "unknown command": (["shov"], "shov"),
    "unknown option": (["show", "2025-001", "--colour"], "--colour"),
    "option missing": (["receive", "--on", "2025-03-03"], "--channel"),
    "option's value missing": (["show", "2025-001", "--on"], "--on"),
    "no such channel": (["receive", *ASKED, "--channel", "pigeon"], "registered_mail"),
    "no such language": (["show", "2025-001", "--lang", "fr"], "zh"),
    "no date": (["due", "--on", "yesterday"], "yesterday"),
    "week instead of a date": (["due", "--on", "2025-W14-2"], "2025-W14-2"),
    "less than nothing": (["due", "--within", "-1"], "-1"),
    "no year": (["annual", "MMXXV"], "MMXXV"),
    "year without a form": (["annual", "2012"], "2012"),
    "year of a thousand digits": (["annual", "2" * 5000], "2222"),
    "no such form": (["annual", "2025", "--form", "2020"], "2021"),
    "no such row": (["cell", "2025", "nothing", "total"], "carried_forward"),
    "no such column": (["cell", "2025", "granted", "nobody"], "natural_person"),
    "no register": (["show", "2025-001", "--db", "missing.db"], "ysq init"),
    "folder for a register": (["due", "--db", "folder"], "folder"),
    "text for a register": (["due", "--db", "text.db"], "text.db"),
    "empty register": (["due", "--db", "empty.db"], "empty.db"),
    "another database": (["import", "good.jsonl", "--db", "other.db"], "other.db"),
    "register exists": (["init"], "register.db"),
    "unwritable place": (["init", "--db", "text.db/register.db"], "text.db"),
    "missing folder": (["import", "good.jsonl", "--db", "missing/register.db"], "missing"),
    "file name too long": (["init", "--db", "x" * 300], "xxx"),
    "bad numbering": (["init", "--db", "new.db", "--numbering", "{year}"], "{n}"),
    "bad region": (["init", "--db", "new.db", "--region", "atlantis"], "guangxi"),
    "missing case file": (["import", "missing.jsonl"], "missing.jsonl"),
    "folder for a case file": (["import", "folder"], "folder"),
    "bad line": (["import", "good.jsonl", "bad.jsonl"], "bad.jsonl 第 2 行"),
    "register for a case file": (["import", "register.db"], "register.db 第 1 行"),
    "person in a bad line": (["import", "person.jsonl"], "person.jsonl 第 1 行"),
    "number of thousands of digits": (["import", "digits.jsonl"], "digits.jsonl 第 1 行"),
    "a list of names for a case file": (["import", "names.csv"], "names.csv 第 1 行"),
    "case number of two lines": (["import", "two.jsonl"], "不含控制字符"),
    "one argument too many": (["annual", "2025", "2026"], "多余的参数 2026"),
    "report that is not there": (["check", "missing.pdf"], "找不到 missing.pdf"),
    "head and against": (["verify", "--head", "--against", "sha256:1:" + "a" * 64], "不能同用"),
}


@pytest.fixture
def place(folder: Path) -> Path:
    """A folder with the register, and with what may be taken for one."""
    (folder / "folder").mkdir()
    (folder / "text.db").write_text("这不是登记簿\n" * 50, encoding="utf-8")
    (folder / "empty.db").write_bytes(b"")
    with closing(sqlite3.connect(folder / "other.db")) as other:
        other.execute("CREATE TABLE t (x)")
    (folder / "good.jsonl").write_text(RECEIVED + "\n", encoding="utf-8")
    (folder / "bad.jsonl").write_text('\n{"case":"9","event":"archived","on":"2025-04-01"}\n', encoding="utf-8")
    (folder / "person.jsonl").write_text('{"case":"2025-001","person":{"name":"王小明"\n', encoding="utf-8")
    (folder / "names.csv").write_text("王小明,350102199001011234\n", encoding="utf-8")
    (folder / "two.jsonl").write_text(json.dumps(json.loads(RECEIVED) | {"case": "9\n1"}), encoding="utf-8")
    huge = '{"case":"9","event":"extended","on":"2025-03-03","approved_by":"x","workdays":' + "1" * 5000 + "}"
    (folder / "digits.jsonl").write_text(huge, encoding="utf-8")
    return folder


def snapshot(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() if p.is_file() else b"" for p in folder.iterdir()}


@pytest.mark.parametrize("mistake", BAD)
def test_bad_call_is_said_in_one_line(place: Path, mistake: str) -> None:
    """A mistake gives one line on standard error and status 2; nothing is printed, written or left behind."""
    arguments, word = BAD[mistake]
    before = snapshot(place)
    ran = ysq(place, *arguments)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.count("\n") == 1
    assert ran.err.startswith("ysq: ")
    assert ran.err.endswith("\n")
    assert word in ran.err
    assert not re.search("Traceback|程序出错|王小明", ran.err)
    assert snapshot(place) == before


def test_bad_call_is_said_in_english(place: Path) -> None:
    """Asked in English, complaints hold no Chinese: about the use, about a fact, about a file."""
    for arguments in (BAD["argument missing"][0], BAD["impossible move"][0], BAD["bad line"][0]):
        ran = ysq(place, *arguments, YSQ_LANG="en")
        assert (ran.status, ran.err.count("\n")) == (2, 1)
        assert not re.search("[\u4e00-\u9fff]", ran.err)


def test_a_register_of_unknown_settings_is_judged(folder: Path) -> None:
    """A region changed in the file is a problem that verify names, not a command that fails."""
    with closing(sqlite3.connect(folder / "register.db")) as db:
        db.execute("UPDATE setting SET value = 'nowhere' WHERE key = 'region'")
        db.commit()
    ran = ysq(folder, "verify", "--json")
    assert ran.status == 1
    assert [problem["what"] for problem in json.loads(ran.out)["problems"]] == ["setting"]


def test_export_takes_the_options_of_reading(folder: Path) -> None:
    """``--json`` changes nothing: it is JSON Lines in any case; and check may be told of a register."""
    assert ysq(folder, "export", "--json").out == ysq(folder, "export").out
    (folder / "report.txt").write_text("没有表格的一页。\n", encoding="utf-8")
    ran = ysq(folder, "check", "report.txt", "--db", "register.db")
    assert (ran.status, "没有读到年度报告的表格" in ran.err) == (2, True)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the administrator may write everywhere")
def test_unwritable_folder(tmp_path: Path) -> None:
    """In a folder that may not be written to, no register is made, and the reason is given."""
    tmp_path.chmod(0o500)
    try:
        ran = ysq(tmp_path, "init")
        assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
        assert list(tmp_path.iterdir()) == []
    finally:
        tmp_path.chmod(0o700)


def test_closed_pipe_leaves_no_traceback(folder: Path) -> None:
    """When the reader has seen enough, as with head, the command ends quietly."""
    lines = "".join(RECEIVED.replace('"9"', f'"{n}"') + "\n" for n in range(3000))
    with Desk.open(folder / "register.db") as desk:
        desk.import_lines(lines.splitlines())
    for arguments in (["export"], ["due"], ["due", "--json"]):
        process = subprocess.Popen(
            [*YSQ, *arguments], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
        )
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        complaint = process.stderr.read().decode()
        process.stderr.close()
        assert process.wait(60) in {0, 141}
        assert complaint == ""


@pytest.fixture
def locked(folder: Path) -> Iterator[Path]:
    """A folder whose register another program is writing to."""
    with closing(sqlite3.connect(folder / "register.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield folder
        other.execute("ROLLBACK")


def test_reading_goes_on_while_another_writes(locked: Path) -> None:
    """While another program holds the lock for writing, questions are answered as ever."""
    assert ysq(locked, "cell", "2025", "received", "total", "--json").json
    assert ysq(locked, "due", "--json").json
