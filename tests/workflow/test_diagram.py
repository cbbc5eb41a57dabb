"""Diagrams: every stage and every move between stages is drawn, and a path is the path that the case took."""

from __future__ import annotations

import re
from datetime import date

from workflow.case import Case
from workflow.diagram import path_diagram, stage_diagram
from workflow.events import Archived, Extended, Received, Replied, ReplyOrdered, ReviewStarted
from workflow.stages import BEFORE_CONCLUSION, MOVES, OPEN, Stage

ARROW = re.compile(r"  (\w+|\[\*\]) --> (\w+)(?:: (.*))?")


def arrows(source: str) -> list[tuple[str, str, str]]:
    """The arrows of a diagram: from, to, label."""
    found = (ARROW.fullmatch(line) for line in source.splitlines())
    return [(m[1], m[2], m[3] or "") for m in found if m]


def d(day: int) -> date:
    return date(2025, 3, day)


CASE = Case.of(
    "甲〔2025〕1号",
    Received(d(3), channel="oral", requester="business", subject="会议纪要"),
    ReviewStarted(d(4)),
    Extended(d(5), workdays=3, approved_by="李主任"),
    Replied(d(6), outcome="granted", delivery="post"),
    Archived(d(7)),
    ReplyOrdered(d(9), ordered_by="court"),
)


def test_every_stage_and_every_move_between_stages_is_drawn() -> None:
    """Each arrow of the table that changes the stage stands in the diagram with its word, and no other does."""
    drawn = {(a, b, word) for a, b, words in arrows(stage_diagram()) for word in words.split(" | ")}
    told = {(s.value, m.target.value, m.zh) for m in MOVES for s in m.sources if s and isinstance(m.target, Stage)}
    back = [m for m in MOVES if m.target is BEFORE_CONCLUSION]
    told |= {(s.value, stage.value, m.zh) for m in back for s in m.sources if s for stage in OPEN}
    assert drawn == {*((a, b, word) for a, b, word in told if a != b), ("[*]", "RECEIVED", "")}
    for stage in Stage:
        assert f'state "{stage.zh} {stage.value}" as {stage.value}' in stage_diagram("zh")
        assert f'state "{stage.value}" as {stage.value}' in stage_diagram("en")


def test_the_path_of_a_case_ends_where_it_stands() -> None:
    """Each step that moved the case carries its day; the stage in which it stands is marked."""
    assert arrows(path_diagram(CASE)) == [
        ("RECEIVED", "REVIEW", "2025-03-04 转审核"),
        ("REVIEW", "REPLIED", "2025-03-06 答复"),
        ("REPLIED", "ARCHIVED", "2025-03-07 归档"),
        ("ARCHIVED", "PROCESSING", "2025-03-09 责令重新答复"),
        ("[*]", "RECEIVED", ""),
    ]
    assert "Class PROCESSING s_active" in path_diagram(CASE)
    assert path_diagram(CASE).splitlines()[1] == 'title: "案件 甲〔2025〕1号 的经过"'
    assert '"path of case 甲〔2025〕1号"' in path_diagram(CASE, "en")
    assert "2025-03-06 replied" in path_diagram(CASE, "en")


def test_a_case_that_was_only_received_has_one_stage() -> None:
    """The diagram of a path without a step is that stage alone."""
    source = path_diagram(Case.of("1", CASE.facts[0]))
    assert arrows(source) == [("[*]", "RECEIVED", "")]
    assert "REVIEW" not in source
