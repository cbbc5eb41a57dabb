"""``ysq stages``: the moves, and the path of one case, as a table, JSON and a diagram."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from desk import Desk
from desk.cli import run
from workflow.diagram import path_diagram, stage_diagram
from workflow.events import Channel, ReviewStarted
from workflow.outcomes import Requester
from workflow.stages import MOVES


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register with one case in review."""
    monkeypatch.delenv("YSQ_LANG", raising=False)
    path = tmp_path / "register.db"
    with Desk.create(path, now=date(2025, 3, 10)) as desk:
        desk.receive(date(2025, 3, 3), channel=Channel.ORAL, requester=Requester.BUSINESS, subject="会议纪要")
        desk.record("2025-001", ReviewStarted(date(2025, 3, 4)))
    return path


def said(capfd: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    assert run(["stages", *arguments]) == status
    out, err = capfd.readouterr()
    return out if status == 0 else err


def test_the_moves_need_no_register(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Every move stands in the table once, in both languages, and in JSON with its stages and numbers of the rules."""
    nowhere = str(tmp_path / "none.db")
    for lang, word in (("zh", "补正告知"), ("en", "request_clarification")):
        table = said(capfd, "--db", nowhere, "--lang", lang)
        assert word in table
        for kind in {move.kind for move in MOVES}:
            assert any(line.startswith(f"{kind} ") for line in table.splitlines())
    moves = json.loads(said(capfd, "--db", nowhere, "--json"))
    assert len(moves) == len(MOVES)
    assert moves[0] == {
        "event": "received",
        "move": "receive",
        "zh": "收到申请",
        "article": "29, 31",
        "from": [None],
        "to": ["RECEIVED"],
        "opens": None,
        "answers": None,
        "rules": {"since": 1, "until": None},
    }
    lapse = next(move for move in moves if move["event"] == "lapsed")
    assert (lapse["answers"], lapse["to"]) == (["clarification", "fee"], ["DISCONTINUED"])


def test_the_path_of_a_case(db: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Each fact stands with its day and the stage after it."""
    table = said(capfd, "2025-001", "--db", str(db)).splitlines()
    assert [line.split() for line in table[1:]] == [
        ["2025-03-03", "收到申请", "登记"],
        ["2025-03-04", "转审核", "审核"],
    ]
    assert json.loads(said(capfd, "2025-001", "--json", "--db", str(db))) == [
        {"on": "2025-03-03", "event": "received", "stage": "RECEIVED"},
        {"on": "2025-03-04", "event": "review_started", "stage": "REVIEW"},
    ]


def test_the_diagrams(db: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What is printed is the diagram and nothing else."""
    assert said(capfd, "--mermaid", "--db", str(db)).rstrip("\n") == stage_diagram()
    with Desk.open(db) as desk:
        path = path_diagram(desk.case("2025-001"), "en")
    assert said(capfd, "2025-001", "--mermaid", "--lang", "en", "--db", str(db)).rstrip("\n") == path


def test_what_cannot_be_shown_is_said(db: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """An unknown case, a missing register and two formats at once are one line of complaint."""
    assert "没有案件 x" in said(capfd, "x", "--db", str(db), status=2)
    assert "none.db" in said(capfd, "x", "--db", str(db.parent / "none.db"), status=2)
    assert "--mermaid" in said(capfd, "--json", "--mermaid", "--db", str(db), status=2)
