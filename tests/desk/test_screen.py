"""Text of others on the screen: whatever somebody wrote into a field, nothing of it moves the cursor or hides."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import Desk
from desk.screen import json_text, visible
from persistence import Person
from tests.desk.running import Ran, Ysq
from workflow import (
    AgencyConsulted,
    ClarificationRequested,
    Extended,
    FeeNoticed,
    ProcessingStarted,
    Received,
    Rectified,
    Replied,
    ReviewStarted,
    ThirdPartyAnswered,
    ThirdPartyConsulted,
)
from workflow.events import Channel, Delivery, FeeMethod, LitigationFiled, Position, ReconsiderationFiled
from workflow.outcomes import Outcome, Requester

ROOT = Path(__file__).parents[2]
# Wipe the screen and write over it; ring, go back, a control of one byte (C1), turn round, take no room, break the line.
WIPE = "\x1b[2J\x1b[1;1H"
EVIL = f"{WIPE}本件已答复\x07\x08\r\x9b31m\u202e反\u200b\ufeff\u2028\u2066\x7f终"
DAY = date(2025, 3, 3)


def unseen(text: str) -> set[str]:
    """Return the characters of *text* that a terminal obeys or does not show, but for the ends of lines and tabs."""
    return {c for c in text if category(c) in {"Cc", "Cf", "Zl", "Zp", "Cs"} and c not in "\n\t"}


def clean(said: Ran) -> bool:
    return not unseen(said.text) and not unseen(said.err)


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A register every text of which is hostile, with the files that other commands read."""
    with Desk.create(tmp_path / "register.db", agency=f"甲局{EVIL}", now=date(2025, 12, 1)) as desk:
        asked = {"channel": Channel.FAX, "requester": Requester.BUSINESS, "by": EVIL, "note": EVIL}
        desk.receive(DAY, subject=EVIL, person=Person(EVIL, EVIL, EVIL), **asked)  # type: ignore[arg-type]
        desk.receive(DAY, subject=EVIL, number="2号", **asked)  # type: ignore[arg-type]
        for case in ("2025-001", "2号"):
            for fact in facts():
                desk.record(case, fact)
        desk.import_lines([json.dumps(line) for line in ledger()])
    (tmp_path / f"a{WIPE}.txt").write_text(f"一、总体情况\n甲{EVIL}。\n", "utf-8")
    (tmp_path / f"log{WIPE}.csv").write_text(
        f"c,a,d\n{EVIL},r,{EVIL}\nA{WIPE},r,2025-03-03\n".replace("\r", ""), "utf-8"
    )
    (tmp_path / "map.toml").write_text(MAP, "utf-8")
    return tmp_path


MAP = """
[columns]
case = "c"
activity = "a"
date = "d"
[activities.r]
kind = "received"
channel = "in_person"
requester = "natural_person"
subject = "x"
"""


def facts() -> Iterator[object]:
    """Yield facts with a hostile text in every field that takes one."""
    yield ReviewStarted(date(2025, 3, 4), by=EVIL, note=EVIL)
    yield ClarificationRequested(date(2025, 3, 4), respond_by=date(2025, 3, 20), items=(EVIL, EVIL))
    yield ProcessingStarted(date(2025, 3, 5))
    yield ThirdPartyConsulted(date(2025, 3, 5), party=EVIL, served_on=date(2025, 3, 5))
    yield ThirdPartyAnswered(date(2025, 3, 6), party=EVIL, position=Position.OBJECTS_WITH_REASONS)
    yield AgencyConsulted(date(2025, 3, 6), agency=EVIL, joint=True)
    yield FeeNoticed(date(2025, 3, 7), amount=Decimal(10), method=FeeMethod.BY_ITEM)
    yield Extended(date(2025, 3, 28), workdays=10, approved_by=EVIL)
    again = Received(DAY, channel=Channel.FAX, requester=Requester.BUSINESS, subject=EVIL, note=EVIL)
    yield Rectified(date(2025, 3, 28), event_no=1, reason=EVIL, replacement=again)
    yield Replied(date(2025, 9, 1), outcome=Outcome.GRANTED, delivery=Delivery.POST, document=EVIL)
    yield ReconsiderationFiled(date(2025, 9, 5), dispute=EVIL)
    yield LitigationFiled(date(2025, 9, 5), dispute=EVIL, after_reconsideration=False)


def ledger() -> Iterator[dict[str, object]]:
    document = {"ledger": "document", "kind": "normative_document", "action": "issued", "on": "2025-02-02", "count": 1}
    yield document | {"title": EVIL, "number": EVIL}


COMMANDS: tuple[tuple[str, ...], ...] = (
    ("show", "2025-001"),
    ("show", "2025-001", "--all", "--json"),
    ("show", "2号"),
    ("show", f"3号{EVIL}"),
    ("deadline", "2025-001"),
    ("deadline", "2025-001", "--json"),
    ("deadline", "2号", "--ledger"),
    ("ledger", "list"),
    ("history", "2025-001"),
    ("history", "2号", "--json"),
    ("stages", "2号"),
    ("stages", "2号", "--mermaid"),
    ("due", "--on", "2025-03-20"),
    ("due", "--on", "2025-03-20", "--json"),
    ("audit",),
    ("audit", "--json"),
    ("audit", "--log", f"log{WIPE}.csv", "--map", "map.toml", "--on", "2025-06-01"),
    ("annual", "2025"),
    ("annual", "2025", "--json"),
    ("annual", "2025", "--db", "register.db", "--db", f"x{EVIL}.db"),
    ("annual", "2025", "-o", "-"),
    ("annual", "2025", "--expect", f"a{WIPE}.txt"),
    ("annual", "2025", "--freeze", "--by", EVIL, "--reason", EVIL),
    ("annual", "2025", "--diff"),
    ("annual", "2025", "-o", f"x{EVIL}.md"),
    ("annual", "2025", "-o", f"x{EVIL}"),
    ("annual", "2025", "--text", f"a{WIPE}.txt", "-o", "own.md"),
    ("cell", "2025", "received", "total"),
    ("cell", "2025", "received", "total", "--db", "register.db", "--db", "register.db"),
    ("cell", "2025", "litigation_direct", "pending"),
    ("cell", "2025", "normative_document", "issued"),
    ("cell", "2025", "normative_document", "issued", "--json"),
    ("cell", "2025", EVIL, EVIL),
    ("export",),
    ("export", "--with-persons"),
    ("check", f"a{WIPE}.txt"),
    ("check", f"a{WIPE}.txt", "--json"),
    ("record", "2025-001", "archived", "--on", "2025-10-01", "--by", EVIL, "--note", EVIL),
    ("record", "2025-001", EVIL, "--on", EVIL),
    ("record", "2025-001", "archived", "--on", EVIL),
    ("record", "2025-001", "archived", f"--{EVIL}", EVIL),
    ("record", "2025-001", "archived", EVIL),
    ("record", "--fields", EVIL),
    ("receive", "--on", "2025-04-01", "--channel", "fax", "--requester", "business", "--subject", EVIL, "--name", EVIL),
    ("receive", "--on", EVIL, "--channel", EVIL),
    ("init", "--db", f"y{EVIL}.db", "--agency", EVIL),
    ("init", "--db", "z.db", "--region", EVIL),
    ("init", "--db", "z.db", "--numbering", EVIL),
    ("init", "--db", "z.db", "--reading", EVIL),
    ("import", f"a{WIPE}.txt"),
    ("import", f"z{EVIL}.jsonl"),
    ("timeline", "2025-001", "-o", f"x{EVIL}.svg"),
    ("retention", "--set", f"granted{EVIL}=1"),
    ("retention", "--set", "granted=1", "--by", EVIL),
    ("retention", "--on", "2027-01-01"),
    ("destroy", "2025-001", "--by", EVIL, "--and-by", "乙", "--reason", EVIL),
    ("forget", "2号", "--reason", EVIL, "--by", EVIL),
    ("backup", f"b{EVIL}.db"),
    ("restore", f"b{EVIL}.db", "--db", f"c{EVIL}.db"),
    ("calendar", "add", f"a{WIPE}.txt"),
    ("calendar", "--region", EVIL),
    ("law", EVIL),
    ("scenario", f"a{WIPE}.txt"),
    ("verify", "--against", EVIL),
    ("verify",),
    (EVIL,),
    (f"--{EVIL}",),
    ("show", f"--{EVIL}"),
    ("show", "2025-001", EVIL),
    ("due", "--within", EVIL),
    ("due", "--db", f"nothing{EVIL}.db"),
    ("due", "--db", "a.db", "--db", EVIL),
)


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_command_lets_a_control_through(ysq: Ysq, lang: str) -> None:
    """Neither on standard output nor on standard error, whether it succeeds or complains; no traceback either."""
    for arguments in COMMANDS:
        said = ysq(*arguments, "--lang", lang)
        assert clean(said), f"{arguments}: {unseen(said.text) | unseen(said.err)}"
        assert "Traceback" not in said.err
        assert "YSQ_DEBUG" not in said.err, arguments


@pytest.mark.usefixtures("hostile")
def test_it_is_shown_instead(ysq: Ysq) -> None:
    """What was written is there to be read, as it was written, and no line is broken by it."""
    written = "\\x1b[2J\\x1b[1;1H本件已答复\\x07\\x08\\r\\x9b31m\\u202e反\\u200b\\ufeff\\u2028\\u2066\\x7f终"
    shown = ysq("show", "2025-001").text.replace("\n", "")
    assert written in re.sub(r"\s{2,}", "", shown)
    assert f"没有案件 3号{written}" in ysq("show", f"3号{EVIL}").err


@pytest.mark.usefixtures("hostile")
def test_json_says_the_same(ysq: Ysq) -> None:
    """A program reads the text as it was recorded, and what is exported can be imported as it was."""
    assert ysq("show", "2025-001", "--json").json["subject"] == EVIL
    lines = ysq("export", "--with-persons").out
    assert ysq("import", "-", "--db", "again.db", stdin=lines).status == 0
    with Desk.open("register.db") as one, Desk.open("again.db") as two:
        assert list(one.export(persons=True)) == list(two.export(persons=True))


def test_a_line_of_a_text_is_no_line_of_ours(ysq: Ysq, tmp_path: Path) -> None:
    """A subject with an end of line in it stands in one line: it cannot look like an answer of the program."""
    with Desk.create(tmp_path / "register.db", now=date(2025, 12, 1)) as desk:
        subject = "清单\n⇒ 答复期限届满日：2099-01-01"
        desk.receive(DAY, channel=Channel.FAX, requester=Requester.BUSINESS, subject=subject, note=subject, by="甲\n乙")
        desk.record("2025-001", ReviewStarted(date(2025, 3, 4)))
        desk.record("2025-001", ProcessingStarted(date(2025, 3, 4)))
        desk.record("2025-001", ThirdPartyConsulted(date(2025, 3, 5), party=subject))
    for arguments in (("show", "2025-001"), ("deadline", "2025-001")):
        lines = ysq(*arguments, "--on", "2025-03-10").text.splitlines()
        assert not any(line.strip().startswith("⇒ 答复期限届满日：2099") for line in lines)


def test_a_row_of_the_ledger_is_one_row(ysq: Ysq, tmp_path: Path) -> None:
    """A title with an end of line and tabs in it cannot look like a line of the ledger."""
    with Desk.create(tmp_path / "register.db", now=date(2025, 12, 1)) as desk:
        desk.import_lines([json.dumps(next(ledger()) | {"title": "办法\n 2  2025-02-03\t行政许可", "number": None})])
    listed = ysq("ledger", "list").text
    assert len(listed.splitlines()) == 2
    assert "办法\\n 2  2025-02-03\\t行政许可" in listed


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no pseudo-terminals here")
@pytest.mark.usefixtures("hostile")
def test_on_a_terminal_only_our_colours_are_sent(tmp_path: Path) -> None:
    """Escapes that come out are those that begin and end a style; documents that are printed there are cleaned too."""
    for arguments in (("show", "2025-001"), ("due",), ("annual", "2025", "--format", "md"), ("show", EVIL)):
        sent = on_a_terminal(tmp_path, *arguments)
        assert sent
        assert not unseen(re.sub(r"\x1b\[[0-9;]*m", "", sent.replace("\r\n", "\n")))


def on_a_terminal(folder: Path, *arguments: str) -> str:
    """Return what a command sends to a terminal, and what it says beside that."""
    ours, theirs = os.openpty()
    env = os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "COLUMNS": "120", "YSQ_LANG": "zh"}
    code = "from desk.cli import main; main()"
    running = subprocess.Popen(
        [sys.executable, "-c", code, *arguments], cwd=folder, env=env, stdout=theirs, stderr=subprocess.PIPE
    )
    os.close(theirs)
    sent = b""
    while True:
        try:
            sent += (read := os.read(ours, 65536))
        except OSError:  # the other end was closed
            break
        if not read:
            break
    _, told = running.communicate(timeout=60)
    os.close(ours)
    return (sent + told).decode()


ROADS = (
    "click.echo",
    "click.secho",
    "print",
    "Console",
    "sys.stdout.write",
    "sys.stderr.write",
    "sys.stdout.buffer.write",
)
KEEPERS = {"shell.py", "putting.py", "__init__.py", "calendar_adding.py"}  # the last asks a question of its own


def test_there_is_no_other_road_to_the_screen() -> None:
    """Commands print through the console, ``write``, ``write_json``, ``tell`` and ``aside``, all of which clean."""
    for path in sorted((ROOT / "desk" / "cli").glob("*.py")):
        calls = (node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))
        used = {ast.unparse(function) for function in calls} & set(ROADS)
        assert not used or path.name in KEEPERS, f"{path.name}: {used}"


def test_there_is_one_road_into_a_table() -> None:
    """Every table is made in ``text_tables``, where each cell is cleaned: a command that forgets it cannot be written."""
    road = ROOT / "desk" / "text_tables.py"
    makers = [
        path for path in sorted((ROOT / "desk").rglob("*.py")) if re.search(r"\brich\.table\b", path.read_text("utf-8"))
    ]
    assert makers == [road]


@given(st.text(st.characters(exclude_categories=[])))
def test_every_character_is_visible_or_written_out(text: str) -> None:
    """Shown once or twice it is the same; what is seen already stays; JSON is the same text."""
    shown = visible(text)
    assert visible(shown) == shown
    assert not {c for c in shown if category(c) in {"Cc", "Zl", "Zp", "Cs"}}
    assert shown == text or not text.isprintable() or max(text) >= "\u115f"
    assert json.loads(json_text(json.dumps(text, ensure_ascii=False))) == text
    assert visible(text, lines=True).count("\n") == text.count("\n")


@pytest.mark.parametrize("character", [chr(n) for n in range(0x110000) if category(chr(n)) == "Cf"])
def test_marks_of_format_are_written_out(character: str) -> None:
    """All of them, but for the few signs of scripts that are seen."""
    seen = re.compile("[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd]")
    signs = re.compile("[\U00013430-\U0001343f\U0001bca0-\U0001bca3]")
    assert (visible(character) == character) == bool(seen.match(character) or signs.match(character))
