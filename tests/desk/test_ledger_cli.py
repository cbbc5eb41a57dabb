"""The ledger on the command line: what nobody recorded is empty, no line is taken twice, lines are numbered and mended."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from desk import Desk
from tests.desk.running import Ysq
from workflow import InvalidFact
from workflow.annual import LedgerLine

PENALTIES = b'{"ledger":"decision","kind":"penalty","on":"2025-06-30","count":97}\n'
OPENING = b'{"ledger":"document","kind":"normative_document","action":"opening","on":"2025-01-01","count":12}\n'
STRUCK = b'{"ledger":"rectified","line":1,"reason":"wrong"}\n'


def second(report: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return table II of a report by row and column."""
    blocks = report["table2"]["blocks"]
    return {
        row["id"]: dict(zip(block["columns"], row["cells"], strict=True)) for block in blocks for row in block["rows"]
    }


def cell(ysq: Ysq, row: str, column: str = "decisions", year: int = 2025) -> Any:
    return second(ysq("annual", year, "--json").json)[row][column]


def test_what_nobody_recorded_is_empty(ysq: Ysq) -> None:
    """A bureau that recorded nothing prints no nought in table II, and is told how many figures are missing."""
    ysq("init")
    ran = ysq("annual", 2025, "--json")
    figures = [figure for row in second(ran.json).values() for figure in row.values()]
    assert figures == [None] * 10
    assert any("表二有 10 格没有登记" in one["message"] for one in ran.json["warnings"])
    assert any("10 cells of table II" in one["message_en"] for one in ran.json["warnings"])
    shown = ysq("annual", 2025)
    assert [line.split()[1:] for line in shown.text.splitlines() if "行政处罚" in line] == [["—"]]
    assert "提示：表二有 10 格没有登记" in shown.err


@pytest.mark.parametrize("format", ["md", "csv", "html"])
def test_an_empty_figure_is_empty_in_every_text(ysq: Ysq, format: str) -> None:
    """Beside the label of a row that nobody recorded stands nothing in Markdown, CSV and HTML."""
    ysq("init")
    (line,) = [line for line in ysq("annual", 2025, "--format", format).text.splitlines() if "行政强制" in line]
    assert "0" not in line.split("行政强制", 1)[1].replace('colspan="', "")


def test_an_empty_figure_is_empty_in_office_files(ysq: Ysq, tmp_path: Path) -> None:
    """The cell of a sheet and of a Word table is empty too."""
    docx, openpyxl = pytest.importorskip("docx"), pytest.importorskip("openpyxl")
    ysq("init")
    for name in ("a.xlsx", "a.docx"):
        assert ysq("annual", 2025, "-o", name).status == 0
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    (row,) = [row for row in sheet.iter_rows() if row[0].value == "行政处罚"]
    assert {one.value for one in row[1:]} == {None}
    rows = [row for table in docx.Document(str(tmp_path / "a.docx")).tables for row in table.rows]
    (cells,) = [[one.text for one in row.cells] for row in rows if row.cells[0].text == "行政处罚"]
    assert set(cells[1:]) == {""}


def test_nought_is_recorded_or_declared(ysq: Ysq) -> None:
    """A count of nought and a declared nought are printed as such, and nothing else is."""
    ysq("init")
    ysq("import", "-", stdin=PENALTIES.replace(b"97", b"0"))
    said = b'{"ledger":"declared","form":"2021","year":2025,"cells":{"coercion.decisions":0,"charge.amount":"0"}}'
    ysq("import", "-", stdin=said)
    found = second(ysq("annual", 2025, "--json").json)
    assert [found[row]["decisions"] for row in ("licence", "penalty", "coercion")] == [None, 0, 0]
    assert found["charge"]["amount"] == 0


def test_an_empty_figure_stays_empty_when_the_year_is_frozen(ysq: Ysq) -> None:
    """What was not known when the year was frozen is empty in what was handed in; known later, it is a difference."""
    ysq("init")
    ysq("import", "-", stdin=PENALTIES)
    assert ysq("annual", 2025, "--freeze").status == 0
    frozen = second(ysq("annual", 2025, "--frozen", "--json").json)
    assert (frozen["penalty"]["decisions"], frozen["licence"]["decisions"]) == (97, None)
    assert ysq("annual", 2025, "--diff").status == 0
    ysq("import", "-", stdin=PENALTIES.replace(b"penalty", b"licence").replace(b"97", b"0"))
    found = ysq("annual", 2025, "--diff", "--json")
    assert found.status == 1
    assert [(d["row"], d["frozen"], d["present"]) for d in found.json["differences"]] == [("licence", None, 0)]


def test_a_sum_of_known_and_unknown_is_not_known(ysq: Ysq) -> None:
    """Rolled up, a figure that one bureau did not record is empty; what the others add up to is told."""
    for name in ("甲", "乙"):
        ysq("init", "--db", f"{name}.db", "--agency", f"{name}局")
    ysq("import", "-", "--db", "甲.db", stdin=PENALTIES)
    ran = ysq("annual", 2025, "--db", "甲.db", "--db", "乙.db", "--json")
    found = second(ran.json)
    assert (found["penalty"]["decisions"], found["coercion"]["decisions"]) == (None, None)
    assert [part["table2"]["blocks"][2]["rows"][0]["cells"] for part in ran.json["parts"]] == [[97], [None]]
    said = [one["message"] for one in ran.json["warnings"]]
    assert any("行政处罚" in words and "乙局" in words and "97" in words for words in said)
    assert not any("行政强制" in words for words in said)


def test_an_import_says_how_many_lines_of_the_ledger_it_took(ysq: Ysq) -> None:
    """The answer counts the lines, in JSON and in words, and so does the proof of the book."""
    ysq("init")
    assert "台账 1 行" in ysq("import", "-", stdin=PENALTIES).text
    assert ysq("import", "-", "--json", stdin=OPENING).json == {"cases": 0, "events": 0, "ledger": 1}
    assert "台账 2 行" in ysq("verify").text
    assert "2 ledger lines" in ysq("verify", "--lang", "en").text


def test_a_line_is_not_taken_twice(ysq: Ysq) -> None:
    """The same file once more is refused, and so is a file that says a line twice; the figure stays."""
    ysq("init")
    ysq("import", "-", stdin=PENALTIES)
    again = ysq("import", "-", stdin=PENALTIES)
    assert again.status == 2
    assert "第 1 行" in again.err
    assert "again" in again.err
    assert ysq("import", "-", stdin=2 * PENALTIES.replace(b"97", b"5")).status == 2
    assert cell(ysq, "penalty") == 97
    meant = PENALTIES.replace(b"}", b',"again":true}')
    assert ysq("import", "-", stdin=meant).status == 0
    assert cell(ysq, "penalty") == 194


def test_one_opening_stock_a_year(ysq: Ysq) -> None:
    """A second opening of a kind in one year is refused unless it is meant; the last one is then what counts."""
    ysq("init")
    ysq("import", "-", stdin=OPENING)
    other = OPENING.replace(b"01-01", b"01-02").replace(b"12", b"15")
    assert ysq("import", "-", stdin=other).status == 2
    assert cell(ysq, "normative_document", "in_force") == 12
    assert ysq("import", "-", stdin=other.replace(b"normative_document", b"regulation")).status == 0
    assert ysq("import", "-", stdin=other.replace(b"}", b',"again":true}')).status == 0
    assert cell(ysq, "normative_document", "in_force") == 15


@pytest.mark.parametrize(
    "line",
    [
        PENALTIES.replace(b"97", b"-90"),
        b'{"ledger":"charge","on":"2025-06-30","amount":"-1"}',
        b'{"ledger":"charge","on":"2025-06-30","amount":"1.005"}',
        b'{"ledger":"charge","on":"2025-06-30","amount":"1000000000000"}',
        OPENING.replace(b"12", b"-1"),
        b'{"ledger":"declared","form":"2021","year":2025,"cells":{"penalty.decisions":-1}}',
    ],
)
def test_nothing_below_nought_is_recorded(ysq: Ysq, line: bytes) -> None:
    """A negative count, amount or declared figure is refused in words, as is an amount of parts of a cent."""
    ysq("init")
    ran = ysq("import", "-", stdin=line)
    assert (ran.status, ran.err.count("\n")) == (2, 1)
    assert ysq("verify", "--json").json["ledger"] == 0


DECLARED = '{"ledger":"declared","form":"2021","year":%s,"cells":%s}'


@pytest.mark.parametrize(
    ("year", "cells", "field"),
    [
        ("2025", "{}", "cells"),
        ("2999", '{"coercion.decisions":0}', "year"),
        ("99999", '{"coercion.decisions":0}', "year"),
        ("1" + "0" * 3000, '{"coercion.decisions":0}', "year"),
    ],
)
@pytest.mark.parametrize("mending", [False, True])
def test_figures_are_declared_of_a_year_that_has_begun(
    ysq: Ysq, year: str, cells: str, field: str, mending: bool
) -> None:
    """Another year and no figure at all are refused, in a file and in Python; a line that says when it was recorded is taken."""
    right, wrong = DECLARED % ("2025", '{"coercion.decisions":0}'), DECLARED % (year, cells)
    line = f'{{"ledger":"rectified","line":1,"replacement":{wrong},"reason":"x"}}' if mending else wrong
    ysq("init")
    ysq("import", "-", stdin=right.encode())
    ran = ysq("import", "-", "--lang", "en", stdin=line.encode())
    assert (ran.status, f"declared.{field}" in ran.err, len(ran.err) < 300) == (2, True, True)
    with Desk.open("register.db") as desk, pytest.raises(InvalidFact) as refused:
        desk.ledger_add(LedgerLine(ledger="declared", form="2021", year=int(year), cells=json.loads(cells)))
    assert refused.value.field == field
    assert ysq("verify", "--json").json["ledger"] == 1
    old = line[:-1] + ',"recorded_at":"2025-06-30T04:00:00Z"}'
    ysq("init", "--db", "other.db")
    ysq("import", "-", "--db", "other.db", stdin=right.encode())
    assert ysq("import", "-", "--db", "other.db", stdin=old.encode()).status == 0
    assert ysq("verify", "--json", "--db", "other.db").json["ok"] is True


def test_a_line_is_mended(ysq: Ysq) -> None:
    """A rectified line takes the place of the one that it names, or strikes it out; an unknown number is refused."""
    ysq("init")
    right = (
        b'{"ledger":"rectified","line":1,"replacement":' + PENALTIES.replace(b"97", b"79").strip() + b',"reason":"x"}'
    )
    assert ysq("import", "-", stdin=PENALTIES + right).status == 0
    assert cell(ysq, "penalty") == 79
    assert ysq("import", "-", stdin=STRUCK).status == 0
    assert cell(ysq, "penalty") is None
    assert ysq("import", "-", stdin=STRUCK.replace(b"1,", b"9,")).status == 2
    assert ysq("verify").status == 0


def test_the_commands_of_the_ledger(ysq: Ysq) -> None:
    """A line is added, listed by its number, mended by its fields and struck out, each answered with the line."""
    ysq("init")
    added = ysq("ledger", "add", "penalty", "--on", "2025-06-30", "--count", 97, "--json")
    assert [(one["line"], one["ledger"], one["kind"], one["count"]) for one in added.json] == [
        (1, "decision", "penalty", 97)
    ]
    assert ysq("ledger", "add", "处罚", "--on", "2025-06-30", "--count", 97).status == 2
    assert ysq("ledger", "add", "处罚", "--on", "2025-06-30", "--count", 97, "--again").status == 0
    assert ysq("ledger", "rectify", 2, "--count", 3, "--reason", "误登").status == 0
    assert ysq("ledger", "add", "规范性文件", "--action", "期初", "--on", "2024-01-01", "--count", 32).status == 0
    listed = ysq("ledger", "list", "--json").json
    assert [(one["line"], one["count"]) for one in listed] == [(1, 97), (2, 3), (4, 32)]
    assert [one["line"] for one in ysq("ledger", "list", "--year", 2024, "--json").json] == [4]
    assert ysq("ledger", "rectify", 1, "--strike", "--reason", "重复").status == 0
    assert [one["line"] for one in ysq("ledger", "list", "--json").json] == [2, 4]
    everything = ysq("ledger", "list", "--all", "--json").json
    assert [(one["line"], one.get("struck_by"), one.get("mends")) for one in everything] == [
        (1, 5, None),
        (2, None, None),
        (3, None, 2),
        (4, None, None),
        (5, None, 1),
    ]
    assert ysq("ledger", "rectify", 5, "--strike", "--reason", "并非重复").status == 0
    assert cell(ysq, "penalty") == 100
    assert ysq("verify").status == 0


def test_figures_are_declared(ysq: Ysq) -> None:
    """A declared figure is given by its row and column, in official words or ids; the form is that of the year."""
    ysq("init")
    cells = ("--cell", "行政强制=0", "--cell", "regulation.in_force=4", "--cell", "行政事业性收费=0.5")
    (said,) = ysq("ledger", "add", "申报", "--year", 2025, *cells, "--json").json
    assert (said["form"], said["cells"]) == (
        "2021",
        {"coercion.decisions": 0, "regulation.in_force": 4, "charge.amount": "0.5"},
    )
    assert [cell(ysq, "coercion"), cell(ysq, "regulation", "in_force"), cell(ysq, "charge", "amount")] == [0, 4, "0.5"]
    ysq("ledger", "rectify", 1, "--cell", "行政强制=2", "--reason", "误报")
    assert [cell(ysq, "coercion"), cell(ysq, "regulation", "in_force")] == [2, 4]


@pytest.mark.parametrize(
    "arguments",
    [
        ("add", "处刑", "--on", "2025-01-01", "--count", 1),
        ("add", "document", "--on", "2025-01-01", "--count", 1),
        ("add", "penalty", "--count", 1),
        ("add", "penalty", "--on", "2025-01-01", "--count", -1),
        ("add", "收费", "--on", "2025-01-01", "--amount", "1.005"),
        ("add", "declared", "--cell", "coercion=0"),
        ("add", "declared", "--year", 2025, "--cell", "coercion.issued=0"),
        ("add", "declared", "--year", 2025, "--cell", "coercion"),
        ("rectify", 9, "--strike", "--reason", "x"),
        ("rectify", 9, "--count", 1, "--reason", "x"),
        ("rectify", 1, "--reason", "x"),
        ("rectify", 1, "--count", 3, "--strike", "--reason", "x"),
        ("rectify", 1, "--strike"),
        ("rectify", 1, "--strike", "--reason", " "),
        ("rectify", 1, "--kind", "收费", "--reason", "x"),
    ],
)
def test_what_cannot_be_recorded_is_said(ysq: Ysq, arguments: tuple[object, ...]) -> None:
    """Bad use ends with status 2 and one line, in both languages, and nothing is recorded."""
    ysq("init")
    ysq("import", "-", stdin=PENALTIES)
    for lang in ("zh", "en"):
        ran = ysq("ledger", *arguments, "--lang", lang)
        assert (ran.status, ran.err.count("\n"), ran.err[:5]) == (2, 1, "ysq: "), ran.err
    assert ysq("verify", "--json").json["ledger"] == 1


def test_lists_fit_a_narrow_terminal(ysq: Ysq, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list is at most eighty cells wide, Chinese ones counted as two."""
    monkeypatch.setattr("desk.printing.console", _narrow)
    ysq("init")
    title = "临江市生态环境局行政规范性文件制定和监督管理办法（2025 年修订）"
    ysq("ledger", "add", "规范性文件", "--action", "制发", "--on", "2025-03-01", "--count", 1, "--title", title)
    ysq(
        "ledger",
        "add",
        "申报",
        "--year",
        2025,
        "--cell",
        "行政强制=0",
        "--cell",
        "行政事业性收费=0.5",
        "--cell",
        "规章.in_force=3",
    )
    ysq("ledger", "rectify", 1, "--strike", "--reason", "误登")
    for more in ((), ("--all",)):
        for lang in ("zh", "en"):
            lines = ysq("ledger", "list", *more, "--lang", lang).text.splitlines()
            assert lines
            assert max(map(cell_len, lines)) <= 80


def _narrow() -> Any:
    from rich.console import Console

    return Console(width=80, highlight=False, markup=False, emoji=False)


def test_an_export_brings_the_ledger_whole(ysq: Ysq) -> None:
    """Lines meant twice, mended and struck out come out and in again with the same bytes and numbers."""
    ysq("init")
    ysq("import", "-", stdin=PENALTIES + OPENING)
    ysq("import", "-", stdin=PENALTIES.replace(b"}", b',"again":true}') + STRUCK)
    exported = ysq("export").out
    ysq("init", "--db", "b.db")
    assert ysq("import", "-", "--db", "b.db", stdin=exported).status == 0
    assert ysq("export", "--db", "b.db").out == exported
    listed = [ysq("ledger", "list", "--all", "--json", "--db", name).json for name in ("register.db", "b.db")]
    assert listed[0] == listed[1]
    assert json.loads(exported.splitlines()[-1])["line"] == 1


def test_a_day_before_the_regulation_is_told(ysq: Ysq) -> None:
    """It is taken, and the line is named; one of the Regulation's first day is not."""
    odd = "line {} of the ledger: 1900-01-01 is before the Regulation came into force on 2008-05-01"
    ysq("init")
    ran = ysq("ledger", "add", "charge", "--on", "1900-01-01", "--amount", "5", "--lang", "en")
    assert (ran.status, odd.format(1) in ran.err) == (0, True)
    first = ysq("ledger", "add", "charge", "--on", "2008-05-01", "--amount", "5", "--lang", "en")
    assert (first.status, "before the Regulation" in first.err) == (0, False)
    lines = b'{"ledger":"decision","kind":"penalty","on":"2025-01-01","count":1}\n' + PENALTIES.replace(
        b"2025-06-30", b"1900-01-01"
    )
    ran = ysq("import", "-", "--lang", "en", stdin=lines)
    assert (ran.status, odd.format(4) in ran.err, ran.err.count("before the Regulation")) == (0, True, 1)
    ran = ysq("ledger", "rectify", 3, "--on", "1900-01-01", "--reason", "x", "--lang", "en")
    assert (ran.status, odd.format(5) in ran.err) == (0, True)
