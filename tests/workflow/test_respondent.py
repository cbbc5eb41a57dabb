"""The organ as respondent: by when it answers a reconsideration or a lawsuit, and until when a judgment may be appealed."""

from __future__ import annotations

from datetime import date

import pytest

from workflow import Case, deadlines
from workflow.clock import Deadline
from workflow.events import (
    Fact,
    LitigationAppealed,
    LitigationDecided,
    LitigationFiled,
    Received,
    ReconsiderationAccepted,
    ReconsiderationDecided,
    ReconsiderationFiled,
    Replied,
)


def d(text: str) -> date:
    """Read a date."""
    return date.fromisoformat(text)


def answered(on: str) -> tuple[Fact, ...]:
    """Make a request that was answered on the spot."""
    received = Received(d(on), channel="in_person", requester="natural_person", subject="会议纪要")
    return received, Replied(d(on), outcome="unavailable_not_held", delivery="in_person")


def limits(duty: str, on: str, *facts: Fact) -> list[Deadline]:
    """Return the limits of one duty on a day."""
    return [limit for limit in deadlines(Case.of("1", *facts), d(on)) if limit.duty == duty]


def reviewed(on: str, procedure: str) -> tuple[Fact, ...]:
    """Make a reconsideration that is filed and accepted on one day."""
    filed = ReconsiderationFiled(d(on), dispute="复议1")
    return filed, ReconsiderationAccepted(d(on), dispute="复议1", procedure=procedure)


# Of 2025: five and ten working days after Monday 12 May; of 2022: ten calendar days, the last one a Sunday, so rolled.
@pytest.mark.parametrize(
    ("accepted", "procedure", "due", "article"),
    [
        ("2025-05-12", "simple", "2025-05-19", "ARL 54(1)"),
        ("2025-05-12", "ordinary", "2025-05-26", "ARL 48"),
        ("2022-05-12", "ordinary", "2022-05-23", "ARL 23(1)"),
        ("2014-05-12", "simple", "2014-05-22", "ARL 23(1)"),  # until 2023 there was no simple procedure
    ],
)
def test_an_answer_in_a_reconsideration(accepted: str, procedure: str, due: str, article: str) -> None:
    """Five or ten working days (行政复议法 54, 48); until 2023 ten days (行政复议法 23), which are calendar days."""
    facts = (*answered(accepted), *reviewed(accepted, procedure))
    (found,) = limits("reconsideration_answer", accepted, *facts)
    assert (found.due, found.article, found.state) == (d(due), article, "running")
    assert "副本" in found.warnings[0].zh
    assert limits("reconsideration_answer", due, *facts) != []
    decided = ReconsiderationDecided(d(accepted), dispute="复议 1", result="upheld")
    assert limits("reconsideration_answer", due, *facts, decided) == []


def test_an_answer_to_a_lawsuit() -> None:
    """Fifteen days (行政诉讼法 67, as amended in 2017); of the law before, no text is at hand, so nothing is said."""
    facts = (*answered("2025-05-12"), LitigationFiled(d("2025-05-12"), dispute="诉讼1", after_reconsideration=False))
    (found,) = limits("litigation_answer", "2025-05-12", *facts)
    assert (found.due, found.article) == (d("2025-05-27"), "ALL 67(1)")
    facts = (*answered("2017-06-30"), LitigationFiled(d("2017-06-30"), dispute="诉讼1", after_reconsideration=False))
    assert limits("litigation_answer", "2017-06-30", *facts) == []


def test_whether_an_answer_was_given_no_fact_tells() -> None:
    """Once its last day is over nothing is said of it: not that it was met, nor that it was missed."""
    facts = (*answered("2025-05-12"), *reviewed("2025-05-12", "simple"))
    assert limits("reconsideration_answer", "2025-05-20", *facts) == []


def test_an_appeal() -> None:
    """Fifteen days after a judgment that is not final (行政诉讼法 85); none after one that is."""
    sued = (*answered("2025-05-12"), LitigationFiled(d("2025-05-20"), dispute="诉讼1", after_reconsideration=False))
    judged = LitigationDecided(d("2025-08-18"), dispute="诉讼1", result="overturned", final=False)
    (found,) = limits("appeal_window", "2025-08-18", *sued, judged)
    assert (found.due, found.article, found.state) == (d("2025-09-02"), "ALL 85", "running")
    (found,) = limits("appeal_window", "2025-09-03", *sued, judged)
    assert found.state == "missed"
    (found,) = limits(
        "appeal_window", "2025-09-03", *sued, judged, LitigationAppealed(d("2025-09-01"), dispute="诉讼1")
    )
    assert (found.state, found.done) == ("met", d("2025-09-01"))
    final = LitigationDecided(d("2025-08-18"), dispute="诉讼1", result="overturned")
    assert limits("appeal_window", "2025-08-18", *sued, final) == []


def test_an_appeal_against_what_may_be_a_ruling() -> None:
    """A result recorded as other may be a ruling: ten days to be safe (行政诉讼法 85), and it says until when a judgment runs."""
    sued = (*answered("2025-05-12"), LitigationFiled(d("2025-05-20"), dispute="诉讼1", after_reconsideration=False))
    ended = LitigationDecided(d("2025-08-18"), dispute="诉讼1", result="other", final=False)
    (found,) = limits("appeal_window", "2025-08-18", *sued, ended)
    assert (found.due, found.safe_due, found.rule.id) == (d("2025-08-28"), d("2025-08-28"), "appeal_ruling")
    assert "2025-09-02" in found.warnings[1].zh
    judged = LitigationDecided(d("2025-08-18"), dispute="诉讼1", result="upheld", final=False)
    (found,) = limits("appeal_window", "2025-08-18", *sued, judged)
    assert (found.due, len(found.warnings)) == (d("2025-09-02"), 1)


def rolls(duty: str, on: str, *facts: Fact) -> list[str]:
    """Return the day and the article of each roll in the limits of one duty on a day."""
    steps = (step for limit in limits(duty, on, *facts) for step in limit.steps)
    return [f"{step.after} {step.article}" for step in steps if step.op == "roll"]


def test_what_belongs_to_a_suit_rolls_under_the_interpretation_of_2018() -> None:
    """Fifteen days that end in the holiday from 2025-05-31 to 06-02; before 2018-02-08, on Sunday 2017-12-31, the CPL."""
    filed = LitigationFiled(d("2025-05-16"), dispute="诉讼1", after_reconsideration=False)
    assert rolls("litigation_answer", "2025-05-16", *answered("2025-05-12"), filed) == ["2025-06-03 SPC18 48(3)"]
    judged = LitigationDecided(d("2025-05-16"), dispute="诉讼1", result="upheld", final=False)
    early = LitigationFiled(d("2025-05-12"), dispute="诉讼1", after_reconsideration=False)
    facts = (*answered("2025-05-12"), early, judged)
    assert rolls("appeal_window", "2025-05-16", *facts) == ["2025-06-03 SPC18 48(3)"]
    before = LitigationFiled(d("2017-06-01"), dispute="诉讼1", after_reconsideration=False)
    decided = LitigationDecided(d("2017-12-16"), dispute="诉讼1", result="upheld", final=False)
    facts = (*answered("2017-05-31"), before, decided)
    assert rolls("appeal_window", "2017-12-16", *facts) == ["2018-01-02 CPL 82(3)"]


def test_the_first_acceptance_counts() -> None:
    """Of one dispute accepted twice, on 2025-05-12 (simple) and 05-15 (ordinary): one answer, by 2025-05-19."""
    again = ReconsiderationAccepted(d("2025-05-15"), dispute=" 复议1", procedure="ordinary")
    facts = (*answered("2025-05-12"), *reviewed("2025-05-12", "simple"), again)
    assert [limit.due for limit in limits("reconsideration_answer", "2025-05-15", *facts)] == [d("2025-05-19")]


def test_before_2024_no_text_speaks_of_an_ordinary_procedure() -> None:
    """There was one procedure (行政复议法 23, 31); since 2024 there are two (48, 54, 62)."""
    for on, named in (("2014-05-12", False), ("2025-05-12", True)):
        filed = ReconsiderationFiled(d(on), dispute="复议1")
        answer = limits("reconsideration_answer", on, *answered(on), *reviewed(on, "ordinary"))
        silent = [
            x for x in limits("litigation_window", on[:5] + "09-01", *answered(on), filed) if "复议1" in x.explain()
        ]
        assert len(answer) == len(silent) == 1
        for limit in (*answer, *silent):
            assert ("普通程序" in limit.explain()) is named, limit.explain()
