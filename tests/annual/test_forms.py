"""The forms are the official ones, and each year gets its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from workflow.annual import FORM_2019, FORM_2021, FORMS, Form, UnknownCell, UnknownForm, form_for, spans
from workflow.outcomes import Outcome, Requester

TEMPLATES = Path(__file__).parents[3] / "shared" / "reports" / "raw"

CONTRACT_ROWS = [
    "received",
    "brought_forward",
    "granted",
    "partly_granted",
    "refused_state_secret",
    "refused_by_law",
    "refused_security_stability",
    "refused_third_party",
    "refused_internal_affairs",
    "refused_deliberative",
    "refused_enforcement_file",
    "refused_registry_query",
    "unavailable_not_held",
    "unavailable_needs_creation",
    "unavailable_still_unclear",
    "not_processed_petition",
    "not_processed_repeat",
    "not_processed_publication",
    "not_processed_excessive",
    "not_processed_reconfirmation",
    "lapsed_clarification",
    "lapsed_fee",
    "other",
    "concluded_total",
    "carried_forward",
]


def template(form: Form) -> str:
    path = TEMPLATES / f"official_template_{form.id}.txt"
    if not path.exists():
        pytest.skip("the official templates are not here")
    return path.read_text(encoding="utf-8")


def test_rows_and_columns_of_table_three_are_those_of_the_contract() -> None:
    """Row ids and their order are a contract with every reader of the JSON."""
    assert list(FORM_2021.table3.row_ids) == CONTRACT_ROWS
    assert list(FORM_2019.table3.row_ids) == [
        row for row in CONTRACT_ROWS if row not in ("lapsed_clarification", "lapsed_fee")
    ]
    for form in FORMS:
        assert form.table3.column_ids == (*(str(requester) for requester in Requester), "total")


def test_every_outcome_has_a_result_row() -> None:
    """No reply can be without a row, in either form."""
    for form in FORMS:
        assert {form.place(outcome.row) for outcome in Outcome} <= set(form.result_rows)
        assert form.place("lapsed_fee") in form.result_rows


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_labels_of_table_three_are_official(form: Form) -> None:
    """Every label, its group and its order stand in the official template."""
    text = template(form)
    lines = [line.split("\t") for line in text.splitlines() if "\t" in line]
    assert [row.label for row in form.table3.rows] == [label for _, label in lines]
    for row, (place, label) in zip(form.table3.rows, lines, strict=True):
        assert (row.section != "") == place.startswith("三"), label
        if row.group:
            number = re.sub(r"（(.)）.*", r"\1", row.group)
            assert place == f"三/({number})"
    head = next(line for line in text.splitlines() if line.startswith("[表三]"))
    assert head.startswith(f"[表三] {form.table3.corner} | {form.table3.header}: ")
    assert " | ".join(column.label for column in form.table3.columns) in head


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_labels_of_tables_two_and_four_are_official(form: Form) -> None:
    """Blocks, rows and columns of tables II and IV stand in the official template, in this order."""
    lines = template(form).replace("[表二] ", "").splitlines()
    expected = []
    for block in form.table2:
        columns = " | ".join(column.label for column in block.columns)
        expected += [f"{block.label}: {block.corner} | {columns}", *(row.label for row in block.rows)]
    start = lines.index(expected[0])
    assert lines[start : start + len(expected)] == expected
    last = lines[-1]
    assert " | ".join(column.label for column in form.table4.columns) in last
    positions = [last.index(row.label) for row in form.table4.rows]
    assert positions == sorted(positions)


def test_spans_are_those_of_the_official_table() -> None:
    """三、本年度办理结果 spans 22 rows in the form of 2021 and 20 in that of 2019."""
    rows = FORM_2021.table3.rows
    assert spans(row.section for row in rows) == (("", 2), ("三、本年度办理结果", 22), ("", 1))
    assert spans(row.section for row in FORM_2019.table3.rows)[1] == ("三、本年度办理结果", 20)
    assert [span for span in spans(row.group for row in rows) if span[0]] == [
        ("（三）不予公开", 8),
        ("（四）无法提供", 3),
        ("（五）不予处理", 5),
        ("（六）其他处理", 3),
    ]
    assert spans(column.group for column in FORM_2021.table3.columns)[1] == ("法人或其他组织", 5)
    assert [rows[i].level for i in (0, 2, 4)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("year", "override", "id"),
    [
        (2019, None, "2019"),
        (2020, None, "2019"),
        (2021, None, "2021"),
        (2030, None, "2021"),
        (2023, "2019", "2019"),
        (2020, "2021", "2021"),
    ],
)
def test_form_for_a_year(year: int, override: str | None, id: str) -> None:
    """The form follows the report year unless another is asked for by name."""
    assert form_for(year, override).id == id


@pytest.mark.parametrize(("year", "override"), [(2018, None), (2018, "2019"), (2025, "2025"), (2025, "")])
def test_no_form(year: int, override: str | None) -> None:
    """A year without a form and an unknown form are refused, in both languages, with what is allowed."""
    with pytest.raises(UnknownForm) as caught:
        form_for(year, override)
    assert caught.value.allowed == ("2019", "2021")
    for lang in ("zh", "en"):
        assert str(year) in caught.value.message(lang)
        assert "2021" in caught.value.message(lang)


def test_unknown_cell_lists_what_is_allowed() -> None:
    """Whoever mistypes a row or column is told the ids that exist."""
    with pytest.raises(UnknownCell) as caught:
        FORM_2019.check((FORM_2019.table3,), "lapsed_fee", "total")
    assert caught.value.allowed == FORM_2019.table3.row_ids
    assert "carried_forward" in caught.value.message("en")
    with pytest.raises(UnknownCell, match="natural_person"):
        FORM_2021.check((FORM_2021.table3,), "other", "citizen")


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_ids_are_snake_case_and_unique(form: Form) -> None:
    """A row id names one row of its table."""
    for blocks in (form.table2, (form.table3,), (form.table4,)):
        ids = [id for block in blocks for id in block.row_ids]
        assert len(set(ids)) == len(ids)
        columns = {id for block in blocks for id in block.column_ids}
        assert all(re.fullmatch(r"[a-z][a-z0-9_]*", id) for id in {*ids, *columns})
