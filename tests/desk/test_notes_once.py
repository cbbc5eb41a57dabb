"""What is noted beside several limits of a case is printed once; in JSON each limit bears its own notes."""

from __future__ import annotations

from tests.desk.running import Ysq


def test_review_first_is_said_once_where_two_windows_are_open(ysq: Ysq) -> None:
    """Silent in 2026, ordered to answer, and silent again: review comes first for both, and that is told once."""
    ysq("init", "--agency", "某局")
    ysq("receive", "--on", "2026-07-06", "--channel", "in_person", "--requester", "natural_person", "--subject", "x")
    ysq("record", "2026-001", "reply_ordered", "--on", "2026-08-10", "--ordered-by", "supervisor", "--workdays", 5)
    told = ysq("deadline", "2026-001", "--on", "2026-09-01").text
    assert told.count("行政复议申请期限（") == 2 * 2  # in its heading and in its last line
    assert told.count("应当先申请行政复议") == 1
    assert told.count("注意：其余同上") == 1
    review = [
        x for x in ysq("deadline", "2026-001", "--on", "2026-09-01", "--json").json if "reconsideration" in x["duty"]
    ]
    assert [any("应当先申请行政复议" in note for note in limit["warnings"]) for limit in review] == [True, True]
