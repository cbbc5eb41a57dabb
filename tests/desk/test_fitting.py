"""Lines on a terminal: broken where a reader breaks them, in sentences, tables and complaints, at any width."""

from __future__ import annotations

import os
import re
import struct
import subprocess
import sys
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from desk import Desk, printing
from desk.fitting import breaks, fitted
from workflow import Extended, Received, Rectified, Replied
from workflow.events import Channel, Delivery
from workflow.outcomes import Outcome, Requester

ROOT = Path(__file__).parents[2]
CLOSING, OPENING = "，、。；：）》〉〕】”’", "（《〈〔【“‘"


def test_a_word_a_date_and_an_id_stay_whole() -> None:
    """A sentence in either language, at the width at which the end of the line falls into each of them."""
    zh = "现在可记录：reply_ordered（责令重新答复）、rectified（登记更正）；届满日：2025-10-27（周一）。"
    en = "working days after 2025-09-22 (Mon) up to 2025-10-10 (Fri) do not count"
    for sentence in (zh, en):
        words = re.findall(r"[A-Za-z_]+|\d{4}-\d\d-\d\d", sentence)
        for width in range(16, cell_len(sentence)):
            lines = fitted(sentence, width)
            assert all(cell_len(line) <= width for line in lines)
            assert all(any(word in line for line in lines) for word in words), (width, lines)


def test_marks_stay_where_they_belong() -> None:
    """No line begins with a closing mark, none ends with an opening one; what follows a full line goes on."""
    text = (
        "依据《中华人民共和国政府信息公开条例》（第三十三条），“应当”自收到之日起二十个工作日内予以答复；延长的，说明。"
    )
    for width in range(12, cell_len(text)):
        lines = fitted(text, width)
        assert not any(line[0] in CLOSING for line in lines[1:]), (width, lines)
        assert not any(line[-1] in OPENING for line in lines), (width, lines)
        assert "".join(lines) == text


def test_what_is_longer_than_a_line_is_cut_at_a_joint() -> None:
    """An id at its underline, a number without any joint at the end of the line."""
    assert fitted("auto_acknowledged_on: 2025-09-09", 18) == ["auto_acknowledged_", "on: 2025-09-09"]
    assert fitted("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]


@given(st.text(alphabet="甲乙（）《》，。；：ab_-1 \n", max_size=60), st.integers(4, 30))
def test_nothing_is_lost_and_nothing_is_too_long(text: str, width: int) -> None:
    """But for blanks where a line was broken, the lines are the text; closing marks alone may fill a line."""
    lines = fitted(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cell_len(line.rstrip()) <= width for line in lines)
    assert breaks("短", width) == []


def on_a_terminal(folder: Path, width: int, lang: str, *arguments: str) -> list[str]:
    """Return the lines that a command shows on a terminal of this width, on either stream."""
    import fcntl
    import termios

    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
    kept = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES", "YSQ_DB"}}
    env = kept | {"PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "YSQ_LANG": lang}
    code = "from desk.cli import main; main()"
    running = subprocess.Popen(
        [sys.executable, "-c", code, *arguments], cwd=folder, env=env, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    sent = b""
    while True:
        try:
            read = os.read(ours, 65536)
        except OSError:  # the other end was closed
            break
        if not read:
            break
        sent += read
    running.wait(timeout=60)
    os.close(ours)
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", sent.decode()).replace("\r\n", "\n").split("\n")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the register of the example."""
    made = tmp_path_factory.mktemp("fitting")
    with Desk.create(made / "register.db", agency="某市工业和信息化局", now=date(2025, 12, 31)) as desk:
        desk.import_file(ROOT / "examples" / "fuzhou_2025.jsonl")
    return made


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no pseudo-terminals here")
@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_screens_break_no_word(folder: Path, lang: str, width: int) -> None:
    """What may be recorded, dates and ids stand whole in some line, at 80 and at 120 cells; no line is longer."""
    shown = on_a_terminal(folder, width, lang, "show", "2025-006", "--on", "2025-12-31")
    assert all(cell_len(line) <= width for line in shown)
    whole = ("reconsideration_filed", "reply_ordered", "rectified", "2025-09-09", "2025-11-07", "2026-01-06")
    assert all(any(word in line for line in shown) for word in whole)
    assert not any(line[:1] in CLOSING for line in shown if line)
    refused = on_a_terminal(folder, width, lang, "record", "2025-006", "archived", "--on", "2025-12-01")
    assert all(cell_len(line) <= width for line in refused)
    assert any("reconsideration_filed" in line for line in refused)


def test_elsewhere_a_sentence_is_one_line(folder: Path) -> None:
    """Where nobody looks it can be searched: what is piped is not broken."""
    code = "from desk.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "show", "2025-006", "--on", "2025-12-31"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), "YSQ_LANG": "zh"},
        capture_output=True,
        check=True,
    )
    (line,) = [line for line in done.stdout.decode().splitlines() if line.startswith("现在可记录：")]
    assert line.endswith("rectified（登记更正）")


def test_english_has_english_brackets(tmp_path: Path) -> None:
    """No full-width bracket stands in an English screen: of an outcome, of a mended fact, of a date that may move."""
    asked = Received(date(2026, 12, 10), channel=Channel.FAX, requester=Requester.BUSINESS, subject="x")
    granted = Replied(date(2026, 12, 11), outcome=Outcome.GRANTED, delivery=Delivery.ELECTRONIC)
    out = StringIO()
    screen = printing.Screen(file=out, width=120)
    with Desk.create(tmp_path / "r.db", now=date(2026, 12, 15)) as desk:
        desk.import_facts([("1", asked), ("2", asked), ("2", granted)])
        desk.record("2", Rectified(date(2026, 12, 15), event_no=1, replacement=asked, reason="x"))
        printing.show(
            screen, *printing.case_view(desk.case("2"), (), (), "en"), printing.docket_table(desk.due(), "en")
        )
    assert "running (provisional)" in out.getvalue()
    assert not re.search("[（）]", out.getvalue())


def test_a_duty_without_a_day_has_dashes(tmp_path: Path) -> None:
    """A cell of the audit that has nothing to say is no hole: an extension that nobody approved has no day."""
    with Desk.create(tmp_path / "register.db", now=date(2025, 12, 15)) as desk:
        desk.receive(date(2025, 3, 3), channel=Channel.FAX, requester=Requester.BUSINESS, subject="x")
        desk.record("2025-001", Extended(date(2025, 3, 20), workdays=10, approved_by=" "))
    code = "from desk.cli import main; main()"
    env = os.environ | {"PYTHONPATH": str(ROOT), "YSQ_LANG": "zh"}
    command = [sys.executable, "-c", code, "audit", "--on", "2025-03-21"]
    shown = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, check=False).stdout.decode()
    (line,) = [line for line in shown.splitlines() if "延长未经同意" in line and "2025-001" in line]
    assert "—" in line
