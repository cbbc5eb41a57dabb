"""Digits that are run together: what parts them, what does not, and that no search runs for long."""

from __future__ import annotations

import random
import time

import pytest

from desk.reading.texts import source_of_text
from workflow.annual import FORM_2019, FORM_2021
from workflow.annual.published import Published, across_years, published
from workflow.annual.published.glued import row_ways, splits

KINDS = FORM_2021.table3.column_ids[:-1]
TITLE = "某市某局{year}年政府信息公开工作年度报告"


def report(year: int, second: str, third: str = "") -> Published:
    """Read a report of which table II is *second* and table III *third*, all run together."""
    text = f"{TITLE.format(year=year)} 一、总体情况[...]二、主动公开政府信息情况{second}三、收到和处理政府信息公开申请情况{third}"
    (one,) = published(source_of_text(text + "\n"))
    return one


DOCUMENTS = "第二十条第（一）项信息内容本年新制作数量本年新公开数量对外公开总数量规章000规范性文件{}"
SERVICES = "第二十条第（五）项信息内容上一年项目数量本年增/减处理决定数量行政许可{}其他对外管理服务事项{}"
CHARGES = "第二十条第（八）项信息内容上一年项目数量本年增/减行政事业性收费{}"


def row(one: Published, name: str) -> list[object]:
    """Return the cells of a row of table II."""
    assert one.table2 is not None
    return next(r["cells"] for b in one.table2.as_json()["blocks"] for r in b["rows"] if r["id"] == name)


def said(one: Published, name: str) -> tuple[str, ...]:
    """Return the kinds of the remarks on a row of table II."""
    notes = [note for note in one.notes if (note.table, note.row) == ("table2", name)]
    return tuple(note.kind for note in notes if note.kind != "incomplete")


@pytest.mark.parametrize(
    ("digits", "figures"),
    [
        ("565656", [56, 56, 56]),  # made as many as disclosed; 56 | 5 | 656 discloses fewer
        ("4040212", [40, 40, 212]),
        ("7777166", [77, 77, 166]),  # 7 | 7 | 77166 would be 11,000 documents for each that was made
        ("11111", [1, 1, 111]),  # 11 | 11 | 1 would hold fewer in the total than were disclosed
        ("121213", [12, 12, 13]),
    ],
)
def test_documents_made_are_disclosed(digits: str, figures: list[int]) -> None:
    """Where one way discloses what was made and holds it in the total, that way is taken, and it is said why."""
    one = report(2019, DOCUMENTS.format(digits))
    assert row(one, "normative_document") == figures
    assert said(one, "normative_document") == ("split",)


def test_the_presumption_is_not_stretched() -> None:
    """Where no way discloses as many as were made, the row stays open with all its ways."""
    for digits in ("5070123", "131415"):
        one = report(2019, DOCUMENTS.format(digits))
        (note,) = [note for note in one.notes if note.kind == "ambiguous"]
        expected = {" | ".join(map(str, way)) for way in splits([digits], 3)}
        assert note.row == "normative_document"
        assert set(note.candidates) == expected
        assert row(one, "normative_document") == [None] * 3


def test_items_do_not_change_by_more_than_there_were() -> None:
    """35 and 0, not 3 and 50 more; with three columns more than one way is left, and none is taken."""
    one = report(2019, SERVICES.format("3960181", "100153") + CHARGES.format("350"))
    assert row(one, "charge") == [35, 0]
    assert said(one, "charge") == ("split",)
    assert row(one, "licence") == row(one, "other_service") == [None] * 3
    assert said(one, "licence") == said(one, "other_service") == ("ambiguous",)


def test_the_items_of_a_year_are_those_of_the_year_before_and_the_change() -> None:
    """Two reports of one agency part each other's digits; alone, each is open, and so is what they leave open."""
    first = report(2019, SERVICES.format("3960181", "100153"))
    second = report(2020, SERVICES.format("396442278", "107105"))
    earlier, later = across_years([first, second])
    assert row(earlier, "licence") == [396, 0, 181]
    assert row(earlier, "other_service") == [10, 0, 153]
    assert row(later, "other_service") == [10, 7, 105]
    assert row(later, "licence") == [None] * 3
    assert said(earlier, "other_service") == said(later, "other_service") == ("split",)
    assert said(later, "licence") == ("ambiguous",)
    other = across_years([first, report(2021, DOCUMENTS.format("565656"))])
    assert row(other[0], "licence") == [None] * 3


def test_a_row_of_more_digits_than_any_report_has_is_not_looked_through() -> None:
    """Seven figures of more than nine digits each are no counts of requests."""
    ways = row_ways(["1" * 64], 7, 7)
    assert ways.many
    assert ways.fitting == ways.every == ()
    assert not row_ways(["1" * 7], 7, 7).many


def glued(cells: dict[tuple[str, str], int]) -> str:
    """Run table III of 2021 together, labels and figures."""
    columns = FORM_2021.table3.column_ids
    return "".join(r.label + "".join(str(cells[r.id, column]) for column in columns) for r in FORM_2021.table3.rows)


def knotted(seed: int) -> dict[tuple[str, str], int]:
    """Make a table that balances, of figures such as 1, 11, 12, 21, whose digits fit many sums."""
    draw, cells = random.Random(seed), dict[tuple[str, str], int]()
    for kind in KINDS:
        odd = (1, 10, 11, 12, 21, draw.randint(0, 30))
        rows = {name: 0 if draw.random() < 0.5 else draw.choice(odd) for name in FORM_2021.result_rows}
        done, left = sum(rows.values()), draw.randint(0, 3)
        rows |= {"concluded_total": done, "carried_forward": left, "brought_forward": 0, "received": done + left}
        cells |= {(name, kind): figure for name, figure in rows.items()}
    return cells | {(name, "total"): sum(cells[name, kind] for kind in KINDS) for name in FORM_2021.table3.row_ids}


def test_too_many_splits_are_said_to_be_too_many() -> None:
    """A table that can be parted in more ways than can be looked through ends soon, stays open, and says so."""
    knots = 0
    for seed in (4, 15):
        cells, began = knotted(seed), time.process_time()
        one = report(2021, "", glued(cells))
        assert time.process_time() - began < 20
        assert one.table3 is not None
        assert all(figure in (None, cells[key]) for key, figure in one.table3.cells.items())
        many = [note for note in one.notes if "too many splits" in note.words.en]
        knots += bool(many)
        assert all(note.kind == "ambiguous" for note in many)
        assert not many or any(figure is None for figure in one.table3.cells.values())
    assert knots


def test_figures_in_the_hundreds_are_parted() -> None:
    """A large city's table, run together, is parted whole: sums of large figures fit one way."""
    draw, cells = random.Random(5), dict[tuple[str, str], int]()
    for kind in KINDS:
        rows = {name: draw.randint(0, 900) if draw.random() < 0.6 else 0 for name in FORM_2021.result_rows}
        done = sum(rows.values())
        rows |= {"concluded_total": done, "carried_forward": 0, "brought_forward": 0, "received": done}
        cells |= {(name, kind): figure for name, figure in rows.items()}
    cells |= {(name, "total"): sum(cells[name, kind] for kind in KINDS) for name in FORM_2021.table3.row_ids}
    one = report(2021, "", glued(cells))
    assert one.table3 is not None
    assert dict(one.table3.cells) == cells


def test_forms_name_their_documents_apart() -> None:
    """The presumptions are of the columns of the form of 2019; the form of 2021 has none of them."""
    from workflow.annual.published.parting import ASSUMPTIONS

    old = {block.column_ids for block in FORM_2019.table2}
    assert {each.columns for each in ASSUMPTIONS} <= old
    assert not {each.columns for each in ASSUMPTIONS} & {block.column_ids for block in FORM_2021.table2}
