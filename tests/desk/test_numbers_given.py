"""Numbers that people type, and receipts that scripts repeat."""

from __future__ import annotations

from tests.desk.running import Ysq

ASKED = ("receive", "--channel", "fax", "--requester", "business", "--on", "2026-03-03", "--subject", "名单", "--json")


def test_the_command_is_safe_to_repeat(ysq: Ysq) -> None:
    """``receive --key`` twice is one case; with another subject it is refused, with what was recorded under the key."""
    asked = ("receive", "--channel", "fax", "--requester", "business", "--on", "2026-03-03", "--json", "--key")
    assert ysq("init").status == 0
    first, again = ysq(*asked, "网-7", "--subject", "名单"), ysq(*asked, "网-7", "--subject", "名单", "--by", "李")
    assert (first.status, again.status, first.json, again.json["case"]) == (0, 0, again.json, "2026-001")
    assert "2026-001" in again.err
    other = ysq(*asked, "网-7", "--subject", "预算")
    assert (other.status, "2026-001" in other.err, "名单" in other.err, other.out) == (2, True, True, b"")
    assert ysq(*asked, "网-8", "--subject", "预算").json["case"] == "2026-002"


def test_a_number_that_looks_like_another_is_said(ysq: Ysq) -> None:
    """Whoever opens or asks for one is told which is meant, in both languages; nothing is recorded."""
    assert ysq("init").status == 0
    assert ysq(*ASKED, "--number", "榕工信〔2026〕1号").json["case"] == "榕工信〔2026〕1号"
    assert ysq(*ASKED).json["case"] == "2026-001"
    for number, meant in (
        ("榕工信[2026]1号", "榕工信〔2026〕1号"),
        ("２０２６-００１", "2026-001"),
        ("2026-1", "2026-001"),
    ):
        opened, shown = ysq(*ASKED, "--number", number), ysq("show", number, "--lang", "en")
        assert (opened.status, f"是否指 {meant}" in opened.err, opened.out) == (2, True, b"")
        assert (shown.status, f"did you mean {meant}" in shown.err) == (2, True)
        assert f"是否指 {meant}" in ysq("record", number, "withdrawn", "--on", "2026-03-04").err
    assert ysq(*ASKED, "--number", "-5").status == 2
    assert ysq(*ASKED, "--number", "2026-002\u200b").status == 2
    assert len(ysq("due", "--json").json) == 2


def test_a_number_far_ahead_needs_a_word_more(ysq: Ysq) -> None:
    """Without ``--yes``, and with nobody at a terminal to be asked, it is refused, and the next one named."""
    assert ysq("init").status == 0
    assert ysq(*ASKED).json["case"] == "2026-001"
    refused = ysq(*ASKED, "--number", "2026-100")
    assert (refused.status, "2026-002" in refused.err, "--yes" in refused.err, refused.out) == (2, True, True, b"")
    assert ysq(*ASKED, "--number", "2026-100", "--yes").json["case"] == "2026-100"
    assert ysq(*ASKED).json["case"] == "2026-101"
