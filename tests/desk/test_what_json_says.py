"""What JSON says of a case beside its dates: whether the clock stands still, and what was asked for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from desk import Desk
from tests.desk.running import Ysq
from workflow import ProcessingStarted, Rectified, ReviewStarted, ThirdPartyConsulted
from workflow.events import Channel, Received
from workflow.outcomes import Requester


def asking(subject: str) -> Received:
    return Received(date(2026, 11, 3), channel=Channel.FAX, requester=Requester.BUSINESS, subject=subject)


TABLE_II = (
    *(
        f"{kind}.{column}"
        for kind in ("regulation", "normative_document")
        for column in ("issued", "abolished", "in_force")
    ),
    *("licence", "penalty", "coercion", "charge"),
)


def test_due_tells_a_clock_that_stands_still(ysq: Ysq, tmp_path: Path) -> None:
    """State, subject and the date if no answer ever comes; the last only where the clock waits for one.

    Twenty working days after 3 November end on 1 December; fifteen of them after 23 November are left out if the
    third party never answers, and end on 14 December, so that the limit ends on 22 December.
    """
    with Desk.create(tmp_path / "register.db", now=date(2026, 11, 25)) as desk:
        desk.import_facts([("1", asking("名单")), ("2", asking("合同"))])
        desk.record("2", ReviewStarted(date(2026, 11, 4)))
        desk.record("2", ProcessingStarted(date(2026, 11, 4)))
        desk.record("2", ThirdPartyConsulted(date(2026, 11, 23), party="甲公司", served_on=date(2026, 11, 23)))
    first, second = ysq("due", "--on", "2026-11-25", "--json").json
    assert (first["state"], first["subject"], "due_if_silent" in first) == ("running", "名单", False)
    assert (second["state"], second["subject"], second["due_if_silent"]) == ("tolled", "合同", "2026-12-22")
    # What is kept of the first is used now, and says the same.
    assert ysq("due", "--on", "2026-11-25", "--json").json == [first, second]


def test_the_subject_is_the_mended_one(ysq: Ysq, tmp_path: Path) -> None:
    """A subject that was mended is told as it stands now, in the list and of the case."""
    with Desk.create(tmp_path / "register.db", now=date(2026, 11, 25)) as desk:
        desk.import_facts([("1", asking("名但"))])
        desk.record("1", Rectified(date(2026, 11, 25), event_no=1, replacement=asking("名单"), reason="笔误"))
    assert [line["subject"] for line in ysq("due", "--json").json] == ["名单"]
    assert ysq("show", "1", "--json").json["subject"] == "名单"


def test_a_new_case_says_what_was_asked(ysq: Ysq, tmp_path: Path) -> None:
    """``receive --json`` answers as ``show --json`` does."""
    assert ysq("init").status == 0
    asked = ("--channel", "fax", "--requester", "business", "--subject", "某项目批复")
    made = ysq("receive", "--on", "2026-01-05", *asked, "--json")
    assert (made.status, made.json["subject"]) == (0, "某项目批复")


def test_warnings_are_there_where_there_are_none(ysq: Ysq) -> None:
    """A year about which nothing is odd has an empty list of warnings, of one register and of several."""
    for name in ("a.db", "b.db"):
        assert ysq("init", "--agency", name, "--db", name).status == 0
        noughts = [part for cell in TABLE_II for part in ("--cell", f"{cell}=0")]
        assert ysq("ledger", "add", "declared", "--year", 2025, *noughts, "--db", name).status == 0
    assert ysq("annual", "2025", "--json", "--db", "a.db").json["warnings"] == []
    assert ysq("annual", "2025", "--json", "--db", "a.db", "--db", "b.db").json["warnings"] == []


def test_an_entry_of_the_audit_says_whether_it_is_a_warning(ysq: Ysq) -> None:
    """What is worth a look stands beside what was missed, and alone it leaves the exit status at 0."""
    ysq("init")
    asked = ("--channel", "in_person", "--requester", "research", "--subject", "纪要")
    for on in ("2025-03-03", "2025-03-04"):
        ysq("receive", "--on", on, *asked)
    for kind, on, *fields in (
        ("review_started", "2025-03-04"),
        ("third_party_consulted", "2025-03-05", "--party", "乙公司"),
        ("third_party_answered", "2025-03-10", "--party", "乙公司", "--position", "objects_with_reasons"),
        ("replied", "2025-03-20", "--outcome", "granted", "--delivery", "in_person"),
    ):
        assert ysq("record", "2025-001", kind, "--on", on, *fields).status == 0
    alone = ysq("audit", "2025-001", "--on", "2025-04-10", "--json")
    assert (alone.status, [(b["duty"], b["warning"]) for b in alone.json]) == (0, [("consultation_ignored", True)])
    both = ysq("audit", "--on", "2025-04-10", "--json")
    assert both.status == 1
    assert [(b["case"], b["warning"]) for b in both.json] == [("2025-001", True), ("2025-002", False)]


def test_an_entry_of_the_audit_names_the_version_of_its_law(ysq: Ysq) -> None:
    """24(2) is an article of 2007 here: beside the article stands which text it is of, as with a deadline."""
    ysq("init")
    ysq("receive", "--on", "2014-05-05", "--channel", "in_person", "--requester", "research", "--subject", "纪要")
    (entry,) = ysq("audit", "--on", "2014-07-01", "--json").json
    assert (entry["article"], entry["law"]) == ("24(2)", "ROGI-2007")


def test_the_law_of_a_day_to_come_is_called_so(ysq: Ysq) -> None:
    """What will hold in 2060 nobody knows: it is said beside the law of today, and not of a day that has been."""
    assert "2060-01-01 尚未到来" in ysq("law", "33(2)", "--on", "2060-01-01").err
    assert ysq("law", "33(2)", "--on", "2025-01-01").err == ""


def test_where_there_is_no_direct_suit_the_reason_is_told(ysq: Ysq) -> None:
    """Asked for the window of a suit over a refusal of 2025: reconsideration comes first."""
    ysq("init")
    ysq("receive", "--on", "2025-03-03", "--channel", "in_person", "--requester", "research", "--subject", "纪要")
    fields = ("--outcome", "refused_internal_affairs", "--delivery", "in_person")
    ysq("record", "2025-001", "replied", "--on", "2025-03-20", *fields)
    asked = ("deadline", "2025-001", "--on", "2025-04-01", "--duty", "litigation_window")
    assert "litigation_window（起诉期限）：应当先申请行政复议（复议前置）；现有：reply（答复期限）" in ysq(*asked).err
    assert "litigation_window: reconsideration must come first" in ysq(*asked, "--lang", "en").err


def test_how_to_come_by_a_hash_is_told_where_one_is_asked_for(ysq: Ysq) -> None:
    """In the list of fields, and where something else was given."""
    ysq("init")
    ysq("receive", "--on", "2025-03-03", "--channel", "in_person", "--requester", "research", "--subject", "纪要")
    letter = ("--letter", "reply", "--number", "1", "--text-hash", "9f")
    refused = ysq("record", "2025-001", "letter_issued", "--on", "2025-03-20", *letter)
    for said in (refused.err, ysq("record", "--fields", "letter_issued").text):
        assert "openssl dgst -sm3" in said
