"""Unlawful: a fact appended by hand with a right chain is found where recording would never have taken or written it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.persistence.forging import Row, forged

EXTENDED = '{"workdays":10,"approved_by":"李"}'
RECEIVED = '{"channel":"online","requester":"research","subject":"名单"}'
REPLY = '{"event":"replied","on":"2027-01-01","outcome":"granted","delivery":"post"}'

LAWFUL = {
    "a review": Row("review_started"),
    "an extension": Row("extended", EXTENDED),
    "with clerk and note": Row("review_started", by="张", note="电话"),
    "parts of a second": Row("review_started", recorded_at="2026-01-05T04:00:00.120000Z"),
    "recorded before the facts ahead of it": Row("review_started", recorded_at="2025-04-06T00:00:00Z"),
    "the day in Beijing": Row("review_started", on="2026-01-06", recorded_at="2026-01-05T16:00:00Z"),
    "a number of the organ's own": Row("received", RECEIVED, case="政〔2025〕9号"),
    "a rectification": Row(
        "rectified",
        '{"event_no":1,"replacement":{"event":"received","on":"2025-03-11",'
        '"channel":"online","requester":"research","subject":"名单"},"reason":"误登"}',
    ),
}

UNLAWFUL = {
    "another spelling of the day": Row("review_started", on="20250405"),
    "the day by its week": Row("review_started", on="2025-W15-1"),
    "another zone": Row("review_started", recorded_at="2026-01-05T12:00:00+08:00"),
    "a blank in the time": Row("review_started", recorded_at="2026-01-05 04:00:00"),
    "no zone": Row("review_started", recorded_at="2026-01-05T04:00:00"),
    "noughts after the second": Row("review_started", recorded_at="2026-01-05T04:00:00.000000Z"),
    "a day that is a time": Row("review_started", on="2025-04-05T00:00:00"),
    "blanks in the data": Row("extended", EXTENDED.replace(",", ", ")),
    "blanks around nothing": Row("review_started", " {} "),
    "something after the data": Row("extended", EXTENDED + "{}"),
    "a key twice": Row("extended", '{"workdays":1,"workdays":10,"approved_by":"李"}'),
    "keys in another order": Row("extended", '{"approved_by":"李","workdays":10}'),
    "escapes": Row("extended", '{"workdays":10,"approved_by":"\\u674e"}'),
    "a field that is null": Row("extended", '{"workdays":10,"approved_by":null}'),
    "an unknown field": Row("review_started", '{"nothing":1}'),
    "data that is a list": Row("review_started", "[]"),
    "data that is nothing": Row("review_started", "null"),
    "too many days": Row("extended", '{"workdays":999,"approved_by":"李"}'),
    "days in parts": Row("extended", '{"workdays":1.5,"approved_by":"李"}'),
    "days as a truth": Row("extended", '{"workdays":true,"approved_by":"李"}'),
    "a name that is a number": Row("extended", '{"workdays":10,"approved_by":5}'),
    "an outcome that is none": Row("replied", '{"outcome":"whatever","delivery":"post"}'),
    "a kind that is none": Row("frobbed"),
    "a day after the recording": Row("review_started", on="2026-01-06"),
    "before the receipt": Row("review_started", on="2025-03-09"),
    "an impossible move": Row("archived"),
    "received twice": Row("received", RECEIVED),
    "no receipt": Row("review_started", case="x"),
    "a case number of two lines": Row("received", RECEIVED, case="2025-002\n"),
    "a case number of blanks": Row("received", RECEIVED, case=" "),
    "a gap in the numbers": Row("review_started", no=3),
    "half a character": Row("received", RECEIVED.replace("名单", "\\ud800"), case="x"),
    "a fact that is not there rectified": Row("rectified", '{"event_no":9,"reason":"误登"}'),
    "itself rectified": Row("rectified", '{"event_no":2,"reason":"误登"}'),
    "the receipt struck out": Row("rectified", '{"event_no":1,"reason":"误登"}'),
    "no reason": Row("rectified", '{"event_no":1,"reason":" "}'),
    "a replacement in the future": Row("rectified", f'{{"event_no":1,"replacement":{REPLY},"reason":"误登"}}'),
    "a replacement with a field of another kind": Row(
        "rectified",
        '{"event_no":1,"replacement":{"event":"received","on":"2025-03-11","channel":"online",'
        '"requester":"research","subject":5},"reason":"误登"}',
    ),
}


@pytest.mark.parametrize("row", LAWFUL.values(), ids=LAWFUL)
def test_what_recording_writes_is_sound(tmp_path: Path, row: Row) -> None:
    """Such a row could have been recorded: nothing is wrong with the book."""
    register = forged(tmp_path / "register.db", row)
    assert register.verify().problems == ()
    register.close()


@pytest.mark.parametrize("row", UNLAWFUL.values(), ids=UNLAWFUL)
def test_what_recording_would_not_write_is_found(tmp_path: Path, row: Row) -> None:
    """The chain is right, and the fact is named all the same, with its case."""
    register = forged(tmp_path / "register.db", row)
    found = [problem for problem in register.verify().problems if problem.what in ("fact", "order", "numbering")]
    assert [problem.case for problem in found][:1] == [row.case]
    assert "chain" not in {problem.what for problem in register.verify().problems}
    register.close()
