"""Who asks is text or nothing, however it comes in; what a destruction takes for two people are two."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from persistence import MemoryRegister, NotTwoPeople, Person, Register
from persistence.contract.tools import NOW, WANG, cases_of, receipt
from persistence.retention import check_two_people
from workflow.errors import InvalidFact

BAD: list[tuple[str, Person]] = [
    ("name", Person(350102199001011234)),  # type: ignore[arg-type]
    ("name", Person("王小明\udcff")),
    ("name", Person(["王小明"])),  # type: ignore[arg-type]
    ("identity", Person("王小明", 350102199001011234)),  # type: ignore[arg-type]
    ("identity", Person("王小明", b"350102199001011234")),  # type: ignore[arg-type]
    ("contact", Person("王小明", None, 13900001111)),  # type: ignore[arg-type]
    ("contact", Person("王小明", None, {"王小明": 1})),  # type: ignore[arg-type]
    ("contact", Person("王小明", "350102199001011234", 1.5)),  # type: ignore[arg-type]
    ("contact", Person("王小明", "350102199001011234", False)),  # type: ignore[arg-type]
]


@pytest.fixture(params=["file", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Register]:
    """An empty register of each kind."""
    made: Any = MemoryRegister(NOW) if request.param == "memory" else Register.create(tmp_path / "r.db", None, NOW)
    yield made
    made.close()


@pytest.mark.parametrize(("field", "person"), BAD, ids=range(len(BAD)))
def test_a_person_who_is_not_text_is_refused(store: Register, field: str, person: Person) -> None:
    """The field is named, nothing of the person is said, nothing is written, and the book still verifies."""
    store.open_case("x", receipt(), NOW, WANG)
    before = store.head()
    for attempt in (
        lambda: store.receive(receipt(), NOW, person),
        lambda: store.open_case("y", receipt(), NOW, person),
    ):
        with pytest.raises(InvalidFact) as caught:
            attempt()
        assert caught.value.field == f"person.{field}"
        for message in (str(caught.value), caught.value.message("en"), repr(vars(caught.value))):
            assert not [secret for secret in ("小明", "350102", "1390000") if secret in message]
    assert (store.head(), [case.number for case in cases_of(store)]) == (before, ["x"])
    assert store.verify().problems == ()


@pytest.mark.parametrize(
    "person", [Person(), Person(""), Person("王\x00小明", "'\"", "\U0002000b"), Person(None, "号")]
)
def test_any_text_is_kept(store: Register, person: Person) -> None:
    """Empty, odd and missing parts come back as they were, and the book verifies."""
    store.open_case("x", receipt(), NOW, person)
    assert store.person("x") == person
    assert store.verify().problems == ()


@pytest.mark.skipif(sys.platform == "win32", reason="arguments are text there")
def test_a_name_that_is_no_text_is_one_line_of_complaint(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 on the command line are refused in words, and no case is opened."""
    ysq = [sys.executable, "-c", "from desk.cli import main; main()"]
    said = {"cwd": tmp_path, "capture_output": True, "env": {**os.environ, "PYTHONPATH": os.getcwd(), "YSQ_LANG": "en"}}
    subprocess.run([*ysq, "init"], check=True, **said)
    asked = ["receive", "--on", "2025-03-10", "--channel", "fax", "--requester", "business", "--subject", "x"]
    for option in ("--name", "--identity", "--contact"):
        ran: Any = subprocess.run([*ysq, *asked, option, b"\xff\xfe"], check=False, **said)
        assert (ran.returncode, ran.stdout) == (2, b""), ran.stderr
        (line,) = ran.stderr.decode().splitlines()
        assert f"person.{option[2:]}" in line
    assert subprocess.run([*ysq, "export"], check=True, **said).stdout == b""


def test_an_erasure_is_told_in_the_time_of_the_book(store: Register) -> None:
    """Whatever zone the clock has, the moment is that of the entry in the book, in UTC."""
    store.open_case("x", receipt(), NOW, WANG)
    erased = store.forget("x", "依请求", "张", datetime(2031, 1, 1, 13, tzinfo=timezone(timedelta(hours=8))))
    assert erased.recorded_at == "2031-01-01T05:00:00Z"
    assert [entry.recorded_at for entry in store.entries("person_erased")] == [erased.recorded_at]


UNSEEN = [
    *(chr(n) for n in (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))),  # variation selectors
    *"\u034f\u115f\u1160\u3164\uffa0",  # a joiner, and fillers of Hangul
    *"\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f\u2800\u200b\u00ad\ufeff\u3000\u2060\U000e0041",
]


def test_two_people_differ_in_what_can_be_seen() -> None:
    """A name with a character that nobody sees, anywhere in it, is the same person."""
    for unseen in UNSEEN:
        for name in (f"张三{unseen}", f"{unseen}张三", f"张{unseen}三"):
            with pytest.raises(NotTwoPeople):
                check_two_people("张三", name)
        with pytest.raises(NotTwoPeople):
            check_two_people(unseen, "张三")
    check_two_people("张三", "张三丰")
    check_two_people("Jose", "José")
