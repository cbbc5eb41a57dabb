"""Entries: an entry of the book itself, appended by hand with a right chain, is found where it was never recorded so."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from desk import Desk
from persistence import Person, Register
from persistence.arrangements import arrangement_to
from persistence.codec import dumps
from tests.persistence.forging import CASE, Row, append, forged
from workflow.calendar import china, notices
from workflow.events import Archived, Channel, Delivery, Received, Replied
from workflow.outcomes import Outcome, Requester

LINE = '{"ledger":"decision","kind":"licence","on":"2025-01-05","count":1}'
OPENED = '{"agency":"","hash":"sha256","numbering":"{year}-{n:03}","readings":"","region":"cn"}'
ADOPTED = '{"setting":"readings","value":{"art35_pause":"restart","consultation_boundary":"capped"},"on":"2026-01-05"}'
MOVE = {"case": CASE, "duty": "reply", "before": "2026-01-05", "after": "2026-01-06"}
NOTICE = {"kind": "notice", "content": arrangement_to(notices()[0]), "moved": []}


def entry(kind: str, data: str, on: str = "2026-01-05", **columns: str | None) -> Row:
    return Row(kind, data, on, case="", **columns)  # type: ignore[arg-type]


def certificate(**values: object) -> str:
    return dumps({"cases": [], "and_by": "李四", "reason": "期满"} | values)


DESTROYED = {"case": CASE, "outcome": "granted", "last_on": "2025-03-11", "period": 5, "kept_until": "2030-12-31"}

SOUND = {
    "a line of the ledger": entry("ledger", LINE, "2025-01-05"),
    "a notice": entry("arrangement", dumps(NOTICE)),
    "a period": entry("retention_set", '{"outcome":"all","period":5}', by="档案室"),
    "a period withdrawn": entry("retention_set", '{"outcome":"granted","period":null}'),
    "an application's own": entry("stamp", '{"n":1}'),
    "readings adopted": entry("setting", ADOPTED, by="张三"),
    "readings of which some were no points yet": entry("setting", ADOPTED.replace('"art35_pause":"restart",', "")),
    "kept for ever": entry("retention_set", '{"outcome":"granted","period":"permanent"}'),
}

WRONG = {
    "no json": entry("ledger", "garbage"),
    "no line": entry("ledger", "{}"),
    "an unknown kind of decision": entry("ledger", LINE.replace("licence", "bogus"), "2025-01-05"),
    "a fact as a line": entry("ledger", '{"case":"2025-009","event":"review_started","on":"2025-04-05"}'),
    "a line of the future": entry("ledger", LINE.replace("2025", "2027"), "2027-01-05"),
    "a line with blanks": entry("ledger", LINE.replace(",", ", "), "2025-01-05"),
    "a line with a key twice": entry("ledger", LINE.replace('"count":1', '"count":9,"count":1'), "2025-01-05"),
    "no arrangement": entry("arrangement", "{}"),
    "a day that is none": entry("arrangement", dumps(NOTICE).replace('"date":"2', '"date":"x', 1)),
    "a truth that is text": entry("arrangement", dumps(NOTICE).replace("false", '"no"', 1)),
    "an arrangement of another kind": entry("arrangement", dumps(NOTICE | {"kind": "law"})),
    "no setting": entry("setting", "{}"),
    "a setting that is none": entry("setting", ADOPTED.replace("readings", "colour")),
    "a reading that is none": entry("setting", ADOPTED.replace("restart", "half")),
    "readings in one text": entry("setting", '{"setting":"readings","value":"art35_pause=restart","on":"2026-01-05"}'),
    "readings of another day": entry("setting", ADOPTED.replace("2026", "2025")),
    "readings with blanks": entry("setting", ADOPTED.replace(",", ", ")),
    "no period": entry("retention_set", "{}"),
    "an outcome that is none": entry("retention_set", '{"outcome":"bogus","period":5}'),
    "fewer than no years": entry("retention_set", '{"outcome":"all","period":-5}'),
    "years as text": entry("retention_set", '{"outcome":"all","period":"5"}'),
    "years as a truth": entry("retention_set", '{"outcome":"all","period":true}'),
    "a destruction by one person": entry("destroyed", certificate(and_by="张三"), by="张三"),
    "a destruction by nobody": entry("destroyed", certificate()),
    "a destruction without a reason": entry("destroyed", certificate(reason=""), by="张三"),
    "a destruction without an erasure": entry("destroyed", certificate(cases=[DESTROYED]), by="张三"),
    "no certificate": entry("destroyed", "{}", by="张三"),
    "an erasure that says nothing": entry("person_erased", "zzz"),
    "an erasure without a reason": entry("person_erased", dumps({"case": CASE, "reason": " "})),
    "an erasure of nobody": entry("person_erased", '{"case":"2099-001","reason":"要求"}'),
    "a person of no case": entry("person_bound", dumps({"case": "2099-001", "hash": "00" * 32})),
    "a person bound by no hash": entry("person_bound", dumps({"case": CASE, "hash": "xyz"})),
    "no frozen year": entry("year_frozen", "{}"),
    "a frozen year that is none": entry("year_frozen", '{"year":"2025"}'),
    "opened twice": entry("book_opened", OPENED),
    "opened with other settings": entry("book_opened", OPENED.replace("cn", "guangxi")),
    "upgraded though it was made so": entry("book_upgraded", OPENED),
    "another spelling of the time": entry("ledger", LINE, "2025-01-05", recorded_at="2026-01-05T12:00:00+08:00"),
    "another spelling of the day": entry("ledger", LINE, "20250105"),
    "a case that is a number": entry("arrangement", dumps(NOTICE | {"moved": [MOVE | {"case": 5}]})),
}


@pytest.mark.parametrize("row", SOUND.values(), ids=SOUND)
def test_what_the_book_writes_is_sound(tmp_path: Path, row: Row) -> None:
    """Such an entry could have been recorded: nothing is wrong with the book."""
    register = forged(tmp_path / "register.db", row)
    assert register.verify().problems == ()
    register.close()


@pytest.mark.parametrize("row", WRONG.values(), ids=WRONG)
def test_what_the_book_would_not_write_is_found(tmp_path: Path, row: Row) -> None:
    """The chain is right, and the entry is a problem all the same."""
    register = forged(tmp_path / "register.db", row)
    whats = {problem.what for problem in register.verify().problems}
    assert whats
    assert "chain" not in whats
    register.close()


def a_whole_book(path: Path) -> None:
    """Make a book with an entry of every kind: what a register comes to hold over the years."""
    received = Received(date(2011, 3, 1), channel=Channel.FAX, requester=Requester.BUSINESS, subject="名单")
    replied = Replied(date(2011, 3, 10), outcome=Outcome.GRANTED, delivery=Delivery.POST)
    with Desk.create(path, now=date(2026, 1, 5)) as desk:
        for number in ("1", "2", "3"):
            desk.import_facts([(number, received), (number, replied), (number, Archived(date(2011, 3, 20)))])
            desk.import_lines([f'{{"case":"{number}","person":{{"name":"王小明"}}}}'])
        desk.import_lines([LINE, '{"ledger":"charge","on":"2025-03-03","amount":"400.50"}'])
        desk.keep([("all", "5"), ("granted", "3"), ("withdrawn", "permanent"), ("withdrawn", "none")], by="档案室")
        desk.forget("3", "申请人要求")
        desk.import_lines(['{"case":"3","person":{"name":"王小明","contact":"电话"}}'])
        desk.destroy("2", "1", by="张三", and_by="李四", reason="保存期限届满")
        desk.freeze(2025, by="张三")
        with desk.register.writing() as w:
            w.add_arrangement(notices()[0], (), desk.now)


def problems_after(path: Path, *rows: Row) -> set[str]:
    """Append rows by hand and return what is wrong then, in English."""
    with closing(sqlite3.connect(path)) as conn:
        append(conn, *rows)
        conn.commit()
    register = Register.open(path)
    found = register.verify().problems
    register.close()
    return {problem.words.en for problem in found}


def kept(path: Path, kind: str) -> str:
    """Return the data of the last entry of a kind."""
    register = Register.open(path)
    data = register.entries(kind)[-1].data
    register.close()
    return data


def test_a_book_with_entries_of_every_kind_is_sound(tmp_path: Path) -> None:
    """Persons entered, erased and entered again, destroyed by two people, a frozen year: nothing is wrong."""
    path = tmp_path / "register.db"
    a_whole_book(path)
    assert problems_after(path) == set()
    register = Register.open(path)
    assert register.person("3") == Person("王小明", None, "电话")
    register.close()


def test_a_frozen_year_names_a_head_that_there_was(tmp_path: Path) -> None:
    """A frozen report copied under another head is found, as is one whose head is a later row."""
    path = tmp_path / "register.db"
    a_whole_book(path)
    data = kept(path, "year_frozen")
    (head,) = {part for part in data.split('"') if part.startswith("sha256:")}
    for other in (head[:-1] + ("0" if head[-1] != "0" else "1"), f"sha256:99:{'0' * 64}"):
        assert any(
            "never had the head" in words
            for words in problems_after(path, entry("year_frozen", data.replace(head, other)))
        )


def test_a_certificate_needs_its_erasures(tmp_path: Path) -> None:
    """A certificate that stands there a second time certifies nothing that was erased before it; so does one more case."""
    path = tmp_path / "register.db"
    a_whole_book(path)
    found = problems_after(path, entry("destroyed", kept(path, "destroyed").replace("张三", "甲"), by="乙"))
    assert any("erasures" in words for words in found)


def test_a_certificate_names_the_period_that_held(tmp_path: Path) -> None:
    """A certificate under a period that nobody has set is found."""
    path = tmp_path / "register.db"
    a_whole_book(path)
    erased = entry("person_erased", '{"case":"3","reason":"期满"}', by="张三")
    case = {"case": "3", "outcome": "granted", "last_on": "2011-03-20", "period": 1, "kept_until": "2012-12-31"}
    found = problems_after(path, erased, entry("destroyed", certificate(cases=[case]), by="张三"))
    assert any("the period that held" in words for words in found)


def test_arrangements_are_judged_by_their_shape(tmp_path: Path) -> None:
    """The calendar of the release is not what the entries are judged by: a notice may be one that it knows."""
    path = tmp_path / "register.db"
    a_whole_book(path)
    assert china().notices
    assert problems_after(path, entry("arrangement", dumps(NOTICE | {"moved": [MOVE]}))) == set()
