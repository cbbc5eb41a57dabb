"""A day that is too early or too late gives a refusal with both days, in both languages, and does not contradict itself."""

from __future__ import annotations

from datetime import date

import pytest

from workflow.case import Case
from workflow.errors import OutOfOrder
from workflow.events import Archived, Fact, Received, Rectified, Replied, ReviewStarted, Withdrawn
from workflow.outcomes import Outcome
from workflow.stages import Stage


def day(text: str) -> date:
    return date.fromisoformat(f"2025-{text}")


def received(on: str) -> Received:
    return Received(day(on), channel="oral", requester="business", subject="会议纪要")


def refused(case: Case, fact: Fact) -> OutOfOrder:
    with pytest.raises(OutOfOrder) as caught:
        case.after(fact)
    return caught.value


REPLIED = Case.of(
    "1", received("03-03"), ReviewStarted(day("03-05")), Replied(day("04-10"), outcome=Outcome.GRANTED, delivery="post")
)
WITHDRAWN = Case.of("1", received("04-01"), Withdrawn(day("04-10")))


def test_archived_before_the_reply() -> None:
    """The stage on that day is named, and the reply with its day: in Chinese as in English."""
    error = refused(REPLIED, Archived(day("04-09")))
    assert "不能在REVIEW（审核）；2025-04-09 案件审核阶段，答复在 2025-04-10：请核对日期" in error.message()
    assert "on 2025-04-09 the stage was REVIEW, and replied is of 2025-04-10: check the dates" in error.message("en")


def test_the_receipt_moved_past_the_reply() -> None:
    """What comes to lie before the receipt is named with its day, and the receipt with its own."""
    error = refused(REPLIED, Rectified(day("04-11"), event_no=1, replacement=received("04-20"), reason="误"))
    assert "2025-03-05 的转审核" in error.message()
    assert "2025-03-05 案件尚未登记，收到申请在 2025-04-20：请核对日期" in error.message()
    assert "review_started of 2025-03-05" in error.message("en")
    assert "and received is of 2025-04-20: check the dates" in error.message("en")


def test_a_withdrawal_moved_before_the_receipt() -> None:
    """The correction names both days too."""
    error = refused(WITHDRAWN, Rectified(day("04-11"), event_no=2, replacement=Withdrawn(day("03-10")), reason="误"))
    assert "2025-03-10 案件尚未登记，收到申请在 2025-04-01：请核对日期" in error.message()


def test_where_no_other_day_would_help_none_is_hinted_at() -> None:
    """A second review is impossible on every day: the dates are not at fault."""
    error = refused(REPLIED, ReviewStarted(day("03-20")))
    assert error.stage == Stage.REPLIED
    assert "请核对日期" not in error.message()
    assert "不能在REVIEW（审核）" in error.message()
