"""The examples run as they are, from any directory, and say what the published report says."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from rich.cells import cell_len

from desk import Desk
from workflow import Case
from workflow.calendar import china
from workflow.case import BEIJING

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
CASE_FILE = EXAMPLES / "fuzhou_2025.jsonl"
SEED = ROOT.parent / "shared" / "seed" / "fuzhou_2025_annual_report.txt"
YEAR_END = date(2025, 12, 31)

# Table III as it was published, typed off: 自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计.
PUBLISHED = {
    "received": (7, 0, 0, 0, 0, 0, 7),
    "brought_forward": (0, 0, 0, 0, 0, 0, 0),
    "granted": (0, 0, 0, 0, 0, 0, 0),
    "partly_granted": (0, 0, 0, 0, 0, 0, 0),
    "refused_state_secret": (0, 0, 0, 0, 0, 0, 0),
    "refused_by_law": (0, 0, 0, 0, 0, 0, 0),
    "refused_security_stability": (0, 0, 0, 0, 0, 0, 0),
    "refused_third_party": (0, 0, 0, 0, 0, 0, 0),
    "refused_internal_affairs": (3, 0, 0, 0, 0, 0, 3),
    "refused_deliberative": (0, 0, 0, 0, 0, 0, 0),
    "refused_enforcement_file": (0, 0, 0, 0, 0, 0, 0),
    "refused_registry_query": (0, 0, 0, 0, 0, 0, 0),
    "unavailable_not_held": (4, 0, 0, 0, 0, 0, 4),
    "unavailable_needs_creation": (0, 0, 0, 0, 0, 0, 0),
    "unavailable_still_unclear": (0, 0, 0, 0, 0, 0, 0),
    "not_processed_petition": (0, 0, 0, 0, 0, 0, 0),
    "not_processed_repeat": (0, 0, 0, 0, 0, 0, 0),
    "not_processed_publication": (0, 0, 0, 0, 0, 0, 0),
    "not_processed_excessive": (0, 0, 0, 0, 0, 0, 0),
    "not_processed_reconfirmation": (0, 0, 0, 0, 0, 0, 0),
    "lapsed_clarification": (0, 0, 0, 0, 0, 0, 0),
    "lapsed_fee": (0, 0, 0, 0, 0, 0, 0),
    "other": (0, 0, 0, 0, 0, 0, 0),
    "concluded_total": (7, 0, 0, 0, 0, 0, 7),
    "carried_forward": (0, 0, 0, 0, 0, 0, 0),
}
COLUMNS = ("natural_person", "business", "research", "public_welfare", "legal_service", "other_organisation", "total")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A register with the bureau's year in it."""
    with Desk.open(tmp_path / "register.db") as opened:
        opened.import_lines(CASE_FILE.read_bytes().splitlines(), CASE_FILE.name)
        yield opened


def run(cwd: Path, *arguments: str | Path) -> str:
    """Run the interpreter somewhere else and return what it printed; it must end well and complain of nothing."""
    env = os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "120", "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-W", "error", *map(str, arguments)]
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, encoding="utf-8", timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def kinds(case: Case) -> list[str]:
    """Return the kinds of a case's facts."""
    return [fact.kind for fact in case.facts]


def test_table_three_equals_the_published_one_cell_by_cell(desk: Desk) -> None:
    """All 25 rows and 7 columns, counted from the cases, are what the bureau printed."""
    report = desk.annual(2025)
    counted = {row: tuple(report.table3.cell(row, c) for c in COLUMNS) for row in report.form.table3.row_ids}
    assert counted == PUBLISHED
    assert report.form.table3.column_ids == COLUMNS
    assert report.imbalances == ()


@pytest.mark.skipif(not SEED.exists(), reason="the published report is not part of the distribution")
def test_the_typed_figures_are_those_of_the_published_text() -> None:
    """The figures typed above are the lines of section three that hold nothing but a number."""
    section = SEED.read_text("utf-8").split("三、收到和处理")[1].split("四、政府信息公开行政复议")[0]
    cells = (line.strip(" |") for line in section.splitlines())
    figures = [int(cell) for cell in cells if cell.isdigit()]
    assert figures == [figure for row in PUBLISHED.values() for figure in row]


def test_all_seven_were_answered_in_time_under_every_reading(desk: Desk) -> None:
    """Every limit is met, certain, and met even under the strictest reading; no duty is breached."""
    cases = list(desk.cases())
    assert [case.number for case in cases] == [f"2025-{n:03}" for n in range(1, 8)]
    for case in cases:
        for limit in desk.deadlines(case.number, YEAR_END):
            if limit.duty == "reply":
                assert (limit.state, limit.status) == ("met", "confirmed"), case.number
                assert limit.done is not None
                assert limit.done <= limit.safe_due, case.number
        assert desk.audit(case.number, on=YEAR_END) == []
        assert case.stage.value == "ARCHIVED"


def test_the_year_shows_what_a_year_can_hold(desk: Desk) -> None:
    """A clarification, an extension, a consultation, several channels; requests by natural persons, no disputes."""
    cases = list(desk.cases())
    recorded = {kind for case in cases for kind in kinds(case)}
    assert {"clarification_requested", "clarified", "extended", "agency_consulted", "agency_answered"} <= recorded
    assert len({case.received.channel for case in cases}) >= 4
    assert not any(case.disputed for case in cases)
    assert {case.received_on.year for case in cases} == {2025}


def test_the_case_file_is_ordered_and_says_nothing_of_persons(desk: Desk) -> None:
    """Lines stand in the order of recording, none names a person, and an export gives them back."""
    lines = CASE_FILE.read_text("utf-8").splitlines()
    values = [json.loads(line) for line in lines]
    assert [v["recorded_at"] for v in values] == sorted(v["recorded_at"] for v in values)
    assert not any("person" in v for v in values)
    assert sorted(desk.export()) == sorted(lines)


def test_the_facts_were_recorded_in_office_hours_one_of_them_late() -> None:
    """Recording follows the fact, on a working day between half past eight and six; one fact took five days."""
    delays = []
    for line in map(json.loads, CASE_FILE.read_text("utf-8").splitlines()):
        at = datetime.fromisoformat(line["recorded_at"]).astimezone(BEIJING)
        assert china().is_working_day(at.date()), line
        assert "08:30" <= f"{at:%H:%M}" <= "18:00", line
        delays.append((at.date() - date.fromisoformat(line["on"])).days)
    assert min(delays) == 0
    assert max(delays) == 5


def test_the_year_is_taken_without_a_word(desk: Desk) -> None:
    """Nothing in it is odd: what a newcomer imports first says nothing but what was taken."""
    assert [odd for case in desk.cases() for odd in desk.oddities(case.number)] == []


def test_online_and_fax_were_confirmed_by_the_first_working_day(desk: Desk) -> None:
    """Art. 31: receipt is the day both sides confirm, which came no later than the next working day."""
    for received in (case.received for case in desk.cases()):
        if received.channel.value in {"online", "fax"}:
            assert received.submitted_on is not None
            assert received.on <= china().nth_working_day_after(received.submitted_on, 1)


def test_the_year_explains_a_deadline_and_prints_the_table(tmp_path: Path) -> None:
    """The derivation names its articles; the figures stand under each other, row for row as published."""
    out = run(tmp_path, EXAMPLES / "fuzhou_2025.py")
    for article in ("第三十一条第三项", "第三十三条第二款", "第三十三条第三款"):
        assert article in out
    assert "2025-11-10（周一）" in out
    assert "违反法定期限、程序的情形：0 项" in out
    assert "2025-001、2025-003、2025-005、2025-007" in out
    rows = [line.rstrip("│ ") for line in out.splitlines() if re.search(r"(?:[│ ]+\d+){7}[│ ]*$", line)]
    figures = [tuple(map(int, re.findall(r"\d+", line)[-7:])) for line in rows]
    assert figures == list(PUBLISHED.values())
    assert len({cell_len(line) for line in rows}) == 1


def test_the_embedded_desk_says_the_same_every_day(tmp_path: Path) -> None:
    """The due date, the refusal and the docket of the little application."""
    out = run(tmp_path, EXAMPLES / "embed_in_an_app.py")
    assert "2025-04-22（周二）" in out
    assert "不能记录 archived" in out
    assert "2025-001 reply 2025-04-22 剩余 16 个工作日" in out


def test_the_rules_to_copy_pass(tmp_path: Path) -> None:
    """The tests that a compliance tester would copy are green."""
    out = run(tmp_path, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-o", "addopts=", EXAMPLES / "test_my_rules.py")
    assert "3 passed" in out
