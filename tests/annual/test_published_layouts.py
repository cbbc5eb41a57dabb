"""Published reports in the layouts in which they are met: each is read to the figures that were laid out."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from desk.reading.texts import source_of_text
from workflow.annual import FORM_2019, FORM_2021, FORMS, Form, Table2, Table3, Table4
from workflow.annual.published import Cell, Grid, Line, Published, Source, across_years, published

COLUMNS = FORM_2021.table3.column_ids
TITLE = "某市某局{year}年政府信息公开工作年度报告"
Tables = tuple[Table2, Table3, Table4]


def balanced(form: Form, seed: int, most: int = 30) -> Tables:
    """Make tables II, III and IV that balance, out of random results, carry-overs and disputes."""
    roll, year = random.Random(seed), form.first_year
    small = [0, 0, 0, 1, 2, most]
    cells: dict[tuple[str, str], int] = {}
    for column in COLUMNS[:-1]:
        for row in form.result_rows:
            cells[row, column] = roll.choice(small) if column != "research" else 0
        done = sum(cells[row, column] for row in form.result_rows)
        left, before = roll.choice(small), roll.randint(0, done)
        cells["concluded_total", column], cells["carried_forward", column] = done, left
        cells["brought_forward", column], cells["received", column] = before, done + left - before
    for row in form.table3.row_ids:
        cells[row, "total"] = sum(cells[row, column] for column in COLUMNS[:-1])
    disputes = {key: roll.choice(small) for key in form.table4.keys if key[1] != "total"}
    for row in form.table4.row_ids:
        disputes[row, "total"] = sum(n for (own, _), n in disputes.items() if own == row)
    second = {key: roll.randint(0, 900) for block in form.table2 for key in block.keys}
    return (
        Table2(year=year, form=form, cells=second),
        Table3(year=year, form=form, cells=cells),
        Table4(year=year, form=form, cells=disputes),
    )


def rows_of(tables: Tables) -> list[list[str]]:
    """Lay the tables out as published: headings, headers, group cells, labels and figures, a list of cells a row."""
    second, third, fourth = tables
    rows = [["二、主动公开政府信息情况"]]
    for block in second.form.table2:
        rows += [[block.label], ["信息内容", *(column.label for column in block.columns)]]
        rows += [[row.label, *(str(second.cells[row.id, c]) for c in block.column_ids)] for row in block.rows]
    rows += [["三、收到和处理政府信息公开申请情况"], [third.form.table3.corner, "申请人情况"]]
    rows += [["自然人", "法人或其他组织", "总计"], ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]]
    groups: set[str] = set()
    for row in third.form.table3.rows:
        heads = [head for head in (row.section, row.group) if head and head not in groups]
        groups |= set(heads)
        rows.append([*heads, row.label, *(str(third.cells[row.id, column]) for column in COLUMNS)])
    rows += [["四、政府信息公开行政复议、行政诉讼情况"], ["行政复议", "行政诉讼"]]
    rows += [["结果维持", "结果纠正", "其他结果", "尚未审结", "总计", "未经复议直接起诉", "复议后起诉"]]
    rows += [["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 2]
    rows += [[str(fourth.cells[key]) for key in fourth.form.table4.keys]]
    return [*rows, ["五、存在的主要问题及改进情况"], ["六、其他需要报告的事项"]]


def spaced(rows: list[list[str]]) -> str:
    """Lay rows out as text is taken from a PDF: a row a line, a space between cells."""
    return "\n".join(" ".join(row) for row in rows)


def one_a_line(rows: list[list[str]]) -> str:
    """Lay each cell on a line of its own, with an empty line between."""
    return "\n\n".join(cell for row in rows for cell in row)


def barred(rows: list[list[str]]) -> str:
    """Lay each cell on a line of its own that ends in a bar, with runs of bars where cells were merged."""
    return "\n".join(
        "|\n" + "\n".join(f"{cell} |" for cell in row) + "\n||" if len(row) > 1 else row[0] for row in rows
    )


def piped(rows: list[list[str]]) -> str:
    """Lay rows out between bars, as Markdown without its rule."""
    return "\n".join("| " + " | ".join(row) + " |" if len(row) > 1 else row[0] for row in rows)


def full_width(rows: list[list[str]]) -> str:
    """Lay rows out with the digits in full width."""
    return spaced(rows).translate({ord("0") + n: chr(0xFF10 + n) for n in range(10)})


LAYOUTS: tuple[Callable[[list[list[str]]], str], ...] = (spaced, one_a_line, barred, piped, full_width)


def read(text: str, title: str = "某市某局2023年政府信息公开工作年度报告") -> Published:
    """Read one report from a text with its title."""
    (report,) = published(source_of_text(f"{title}\n{text}"))
    return report


def same(report: Published, tables: Tables) -> bool:
    """Whether the tables read are the tables laid out, cell for cell."""
    second, third, fourth = report.table2, report.table3, report.table4
    assert second is not None
    assert third is not None
    assert fourth is not None
    return (second.form, third.form) == (tables[0].form, tables[1].form) and [
        dict(table.cells) for table in (second, third, fourth)
    ] == [dict(table.cells) for table in tables]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_a_layout_is_read_to_its_figures(layout: Callable[[list[list[str]]], str], form: Form) -> None:
    """Tables II, III and IV of both forms come back equal from each layout, and nothing is accused."""
    for seed in range(8):
        tables = balanced(form, seed)
        report = read(layout(rows_of(tables)), TITLE.format(year=form.first_year))
        assert same(report, tables), seed
        assert report.imbalances == ()
        assert (report.agency, report.year) == ("某市某局", form.first_year)


def test_rows_of_dashes_are_rows_of_empty_cells() -> None:
    """A line of dashes behind a label of table II is a row without figures, neither missing nor of zeros."""
    tables = balanced(FORM_2021, 3)
    empty = {row.label for block in FORM_2021.table2 for row in block.rows}
    rows = [[row[0], *("—" * (len(row) - 1))] if row[0] in empty else row for row in rows_of(tables)]
    report = read(spaced(rows))
    assert report.table2 is not None
    wide = [key for block in FORM_2021.table2 for key in block.keys if len(block.columns) > 1]
    assert {report.table2.cells[key] for key in wide} == {None}
    assert not [n for n in report.notes if n.kind == "missing_row" and n.row in {row for row, _ in wide}]
    assert same(read(spaced(rows_of(tables))), tables)


def test_glued_digits_are_split_where_the_balances_allow_one_way() -> None:
    """Digits run together: each cell is the one laid out or is said to be ambiguous, with that one among them."""
    solved = 0
    for seed in range(25):
        tables = balanced(FORM_2021, seed, most=12)
        rows = ["".join(row) for row in rows_of(tables)]
        report = read("".join(rows))
        assert report.table3 is not None
        wrong = {
            key: (n, tables[1].cells[key])
            for key, n in report.table3.cells.items()
            if n not in (None, tables[1].cells[key])
        }
        assert wrong == {}, seed
        unsure = [key for key, n in report.table3.cells.items() if n is None]
        noted = {
            note.row for note in report.notes if note.kind in ("ambiguous", "unreadable") and note.table == "table3"
        }
        assert {row for row, _ in unsure} <= noted
        solved += not unsure
    assert solved > 0


def test_two_splits_that_fit_are_both_named() -> None:
    """A glued row that two splits fit, and no balance decides, stays unknown and names both."""
    tables = balanced(FORM_2021, 0, most=1)
    rows = [["".join(row)] for row in rows_of(tables)]
    text = "".join(row[0] for row in rows)
    glued = "".join(str(tables[0].cells["normative_document", c]) for c in ("issued", "abolished", "in_force"))
    report = read(text.replace(f"行政规范性文件{glued}", "行政规范性文件123"))
    assert report.table2 is not None
    assert report.table2.cell("normative_document", "in_force") == 3
    report = read(text.replace(f"行政规范性文件{glued}", "行政规范性文件1234"))
    (note,) = [n for n in report.notes if n.kind == "ambiguous" and n.row == "normative_document"]
    assert set(note.candidates) == {"1 | 2 | 34", "1 | 23 | 4", "12 | 3 | 4"}


def test_a_report_that_does_not_balance_is_said_so() -> None:
    """One figure changed by one: its row and its columns are accused, with both sums."""
    tables = balanced(FORM_2021, 3)
    cells = dict(tables[1].cells)
    was = cells["granted", "business"]
    assert was is not None
    cells["granted", "business"] = was + 1
    report = read(spaced(rows_of((tables[0], Table3(year=2021, form=FORM_2021, cells=cells), tables[2]))))
    assert {(i.rule, i.row, i.column) for i in report.imbalances} == {
        ("results", None, "business"),
        ("row_total", "granted", "total"),
    }
    assert {abs(i.left - i.right) for i in report.imbalances} == {1}


def test_a_hybrid_is_named_and_judged_by_its_own_rows() -> None:
    """Table II of 2021 over a table III of 2019: both are read, the report is marked, nothing is accused."""
    second, third, fourth = balanced(FORM_2021, 4)[0], balanced(FORM_2019, 4)[1], balanced(FORM_2021, 4)[2]
    report = read(spaced(rows_of((second, third, fourth))))
    assert same(report, (second, third, fourth))
    assert report.hybrid
    assert {"hybrid", "form"} <= {note.kind for note in report.notes}
    assert report.imbalances == ()


def test_two_reports_side_by_side_are_two_reports() -> None:
    """Rows that stand twice on a line, for two years, with stacked tables IV under their years."""
    left, right = balanced(FORM_2021, 5), balanced(FORM_2021, 6)
    (l_rows, r_rows) = rows_of(left)[:-3], rows_of(right)[:-3]
    lines = [f"{' '.join(one)} {' '.join(other)}" for one, other in zip(l_rows, r_rows, strict=True)]
    fours = [
        "2023年报告",
        " ".join(rows_of(left)[-3]),
        "2024年报告",
        " ".join(rows_of(right)[-3]),
        "五、存在的主要问题",
    ]
    text = "\n".join(["2023年报告 2024年报告", *lines, *fours])
    reports = published(source_of_text(text))
    assert [report.year for report in reports] == [2023, 2024]
    assert [same(report, tables) for report, tables in zip(reports, (left, right), strict=True)] == [True, True]


def grid_of(rows: list[list[str]]) -> Grid:
    """Make a grid of rows as they are."""
    return Grid(tuple(tuple(Cell(text, at) for at, text in enumerate(row)) for row in rows))


def test_empty_cells_are_never_zero() -> None:
    """Blank, a dash, a stroke and a no-break space are unknown; an equality that needs them is not judged."""
    empties = ["", "-", "/", "\xa0", "——", "&nbsp;"]
    rows = [[f"{label}", "5", *empties[:5], "9"] for label in ("一、本年新收政府信息公开申请数量", "（一）予以公开")]
    (report,) = published(Source((grid_of(rows),)))
    assert report.table3 is not None
    assert report.as_json()["table3"]["rows"][0]["cells"] == [5, None, None, None, None, None, 9]
    assert report.imbalances == ()
    assert {note.row for note in report.notes if note.kind == "empty"} == {"received", "granted"}


@pytest.mark.parametrize(
    ("printed", "row"),
    [
        ("2.其他法律行政止公开", "refused_by_law"),
        ("（一)予以公幵", "granted"),
        ("6、属于四类过程性信息", "refused_deliberative"),
        ("⼆、上年结转政府信息公开申请数量", "brought_forward"),
        ("1.逾期不补正", "lapsed_clarification"),
        ("②重复申请", "not_processed_repeat"),
    ],
)
def test_a_label_is_known_with_its_slips(printed: str, row: str) -> None:
    """Another punctuation, a wrong character, a radical, a short name: the row is the same."""
    rows = [["一、本年新收政府信息公开申请数量", *"0000000"], [printed, *"1000001"]]
    (report,) = published(Source((grid_of(rows),)))
    assert report.table3 is not None
    assert report.table3.cell(row, "natural_person") == 1


def test_a_row_with_a_cell_too_few_is_not_read() -> None:
    """Six figures for seven columns: which one is missing, nothing tells."""
    rows = [["一、本年新收政府信息公开申请数量", *"200002"], ["（一）予以公开", *"1000001"]]
    for source in (
        Source((grid_of(rows),)),
        source_of_text(f"{spaced(rows)}\n"),
        source_of_text(f"{one_a_line(rows)}\n"),
    ):
        (report,) = published(source)
        assert report.table3 is not None
        assert report.as_json()["table3"]["rows"][0]["cells"] == [None] * 7
        assert report.table3.cell("granted", "total") == 1
        assert [note.row for note in report.notes if note.kind == "unreadable"] == ["received"]


def test_a_wrapped_label_has_its_figures_above_or_below() -> None:
    """Figures on a line of their own belong to the label before or behind them, by order."""
    text = (
        "一、本年新收政府信息公开申请数量 9 0 0 0 0 0 9\n（二）部分公开（区分处理的，只计这一情形，不\n4 0 0 0 0 0 4\n计其他情形）\n"
        "1 0 0 0 0 0 1\n1.属于国家秘密\n- 3 -\n三 2.其他法律行政法规禁止公开 2 0 0 0 0 0 2\n、\n3 0 0 0 0 0 3\n本 3.危及“三安全一稳定”\n"
    )
    report = read(text)
    assert report.table3 is not None
    rows = ("received", "partly_granted", "refused_state_secret", "refused_by_law", "refused_security_stability")
    assert [report.table3.cell(row, "total") for row in rows] == [9, 4, 1, 2, 3]


def test_prose_is_held_against_the_table() -> None:
    """A figure in a sentence that the table cannot give is named with both; one that it can give is not."""
    tables = balanced(FORM_2021, 7)
    received, before = tables[1].cells["received", "total"], tables[1].cells["brought_forward", "total"]
    assert received is not None
    assert before is not None
    body = spaced(rows_of(tables))
    for number, accused in ((received, 0), (received + before, 0), (received + before + 1, 1)):
        report = read(f"2023年，全年共受理政府信息公开申请{number}件。\n{body}")
        assert sum(note.kind == "prose" for note in report.notes) == accused, number


def test_a_year_takes_up_what_the_year_before_left() -> None:
    """Between reports of one agency, brought forward is what was carried forward; else the column is accused."""
    one, other = balanced(FORM_2021, 8), balanced(FORM_2021, 9)
    reports = [read(spaced(rows_of(t)), TITLE.format(year=year)) for t, year in ((other, 2024), (one, 2023))]
    later, earlier = across_years(reports)
    differ = {c for c in COLUMNS if one[1].cells["carried_forward", c] != other[1].cells["brought_forward", c]}
    assert {i.column for i in later.imbalances if i.rule == "carry"} == differ != set()
    assert earlier.imbalances == ()


def test_several_tables_stand_in_one_grid_and_money_keeps_its_decimals() -> None:
    """All tables as rows of one sheet, as wide as the widest, empty cells behind them."""
    tables = balanced(FORM_2021, 10)
    cells: dict[Any, Any] = {**tables[0].cells, ("charge", "amount"): Decimal("7730.28")}
    tables = (Table2(year=2021, form=FORM_2021, cells=cells), *tables[1:])
    rows = [[*row, *[""] * (15 - len(row))] for row in rows_of(tables)]
    (report,) = published(Source((Line("某市某局2021年政府信息公开工作年度报告"), grid_of(rows))))
    assert same(report, tables)
    assert report.as_json()["table2"]["blocks"][-1]["rows"][0]["cells"] == ["7730.28"]


def test_fourteen_figures_apart_are_not_table_iv() -> None:
    """A figure lost from table IV, or from a row of table II, leaves it unread: no other figure is cut in two."""
    tables = balanced(FORM_2021, 3)
    rows = rows_of(tables)
    del rows[-3][2]
    rows = [["行政规范性文件", "5", "37"] if row[0] == "行政规范性文件" else row for row in rows]
    for layout in (spaced, one_a_line):
        report = read(layout(rows))
        assert report.imbalances == ()
        assert report.table4 is None or not any(figure is not None for figure in report.table4.cells.values())
        assert report.table2 is not None
        assert report.table2.cell("normative_document", "issued") is None
