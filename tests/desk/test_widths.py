"""How wide the output is where it is no terminal: what ``COLUMNS`` says, else wide enough for tables to stay whole."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest
from rich.cells import cell_len

from desk.cli.auditing import _summary, _table
from desk.printing import console, show
from tests.desk.running import Ysq
from workflow.duties import Breach
from workflow.law import Readings
from workflow.vocabulary.limits import breach_names
from workflow.words import Words


def test_columns_are_followed_in_a_pipe(ysq: Ysq, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who says how wide the page is gets that; without it, and for what is no number, 120."""
    for said, width in (("80", 80), ("200", 200), ("wide", 120)):
        monkeypatch.setenv("COLUMNS", said)
        assert console().width == width
    monkeypatch.delenv("COLUMNS")
    assert console().width == 120


TITLE = "《中华人民共和国政府信息公开条例》（2007年）第二十四条第二款"


def late_book(ysq: Ysq) -> None:
    """Make a register with a request of 2014 and one of 2025, neither of them answered."""
    ysq("init")
    for on in ("2014-05-05", "2025-02-20"):
        ysq("receive", "--on", on, "--channel", "in_person", "--requester", "natural_person", "--subject", "纪要")


def test_the_audit_speaks_chinese(ysq: Ysq) -> None:
    """The breach and the stage by their words, the article with its law as a deadline cites it; English and JSON keep ids."""
    late_book(ysq)
    said = ysq("audit", "--on", "2025-06-01").text
    assert re.findall(r"20..-00. +(\S+)", said) == ["逾期答复", "逾期答复"]
    assert f"〔{TITLE}〕" in said
    assert "〔第三十三条第二款〕" in said
    assert "reply" not in said
    assert "reply" in (english := ysq("audit", "--on", "2025-06-01", "--lang", "en").text)
    assert "ROGI-2007 24(2)" in english
    assert {entry["duty"] for entry in ysq("audit", "--on", "2025-06-01", "--json").json} == {"reply"}


def test_a_stage_is_called_by_its_word(ysq: Ysq) -> None:
    """In the docket and in a case; a refusal names it and what may be recorded, which are typed by id, by both."""
    late_book(ysq)
    refused = ysq("record", "2025-001", "archived", "--on", "2025-03-01").err
    assert "RECEIVED（登记）" in refused
    for said in (ysq("due").text, ysq("show", "2025-001").text):
        assert "RECEIVED" not in said
        assert "登记" in said
    assert "review_started（转审核）" in refused
    assert "RECEIVED" in ysq("due", "--lang", "en").text
    assert {line["stage"] for line in ysq("due", "--json").json} == {"RECEIVED"}


@pytest.mark.parametrize("name", [*breach_names()])
def test_the_audit_fits_eighty_columns(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the breach is called and however long its law: no line is wider, and no number or day is broken."""
    monkeypatch.setenv("COLUMNS", "80")
    rule = Readings.default().law.provision("reply", date(2014, 5, 5))
    found = Breach.of("2014-001", name, rule, date(2014, 5, 26), date(2014, 6, 3), 2874, Words("甲" * 40, "x"))
    out = io.StringIO()
    screen = console()
    screen.file = out
    show(screen, _table([found]), _summary([found]))
    lines = out.getvalue().splitlines()
    assert max(map(cell_len, lines)) <= 80
    for whole in ("2014-001", "2014-05-26", "2014-06-03", "2874"):
        assert any(whole in line for line in lines)
