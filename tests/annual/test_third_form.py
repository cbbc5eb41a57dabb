"""A form to come: one file and its name in ``forms/__init__.py``, and everything else takes it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from workflow.annual import FORM_2019, FORM_2021
from workflow.annual.forms.checking import in_order
from workflow.errors import BrokenLaw

ROOT = Path(__file__).parents[2]

# From 2026: 不予处理 in one row, a new row in table II that no ledger line carries, a column fewer.
MADE_UP = '''"""A made-up form of 2026."""

from __future__ import annotations

from ..layout import Column, Form, Row
from .parts import DECIDED, RESULTS, TABLE4, item, table3

_OTHER = Row("other", "（六）虚构的其他处理", "", RESULTS)
_ONE = Row("not_processed", "（五）虚构的不予处理", "", RESULTS)
_KEPT = tuple(row for row in DECIDED if not row.id.startswith("not_processed_"))
_GONE = {row.id: "not_processed" for row in DECIDED if row not in _KEPT}
_COLUMNS = (Column("decisions", "虚构的决定数量"),)

FORM_2026 = Form(
    id="2026",
    document="虚构〔2026〕1号",
    first_year=2026,
    last_year=None,
    table2=(item("五", "article_20_5", _COLUMNS, Row("licence", "行政许可"), Row("expropriation", "虚构的征收")),),
    table3=table3(*_KEPT, _ONE, _OTHER),
    table4=TABLE4,
    merged={**_GONE, "lapsed_clarification": "other", "lapsed_fee": "other"},
)
'''

CASES = """\
{"case":"1","event":"received","on":"2025-12-30","channel":"fax","requester":"business","subject":"名单"}
{"case":"1","event":"replied","on":"2026-01-05","outcome":"not_processed_repeat","delivery":"post"}
{"case":"2","event":"received","on":"2026-01-06","channel":"fax","requester":"research","subject":"名单"}
{"case":"2","event":"replied","on":"2026-01-12","outcome":"not_processed_petition","delivery":"post"}
{"case":"3","event":"received","on":"2026-02-02","channel":"fax","requester":"research","subject":"名单"}
{"case":"3","event":"withdrawn","on":"2026-02-03"}
{"case":"4","event":"received","on":"2026-03-02","channel":"fax","requester":"natural_person","subject":"名单"}
{"ledger":"decision","kind":"licence","on":"2026-03-02","count":6}
"""
DECLARED = '{"ledger":"declared","form":"2026","year":2026,"cells":{"expropriation.decisions":2}}\n'

BROKEN = """
from workflow.annual import FORMS, Table3, imbalances, table3

form = FORMS[-1]
sound = table3([], 2026, form)
cells = {**sound.cells, ("not_processed", "business"): 3}
print(sorted(found.rule for found in imbalances(Table3(year=2026, form=form, cells=cells))))
"""

Ran = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """Run Python where the library has the made-up form: one file more, and its name in two lines."""
    room = tmp_path_factory.mktemp("room")
    shutil.copytree(ROOT / "workflow", room / "workflow", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("persistence", "desk"):
        (room / name).symlink_to(ROOT / name)
    forms = room / "workflow" / "annual" / "forms"
    (forms / "form_2026.py").write_text(MADE_UP, "utf-8")
    text = (forms / "__init__.py").read_text("utf-8")
    text = text.replace("in_order(FORM_2019, FORM_2021)", "in_order(FORM_2019, FORM_2021, FORM_2026)")
    (forms / "__init__.py").write_text(
        text.replace("FORMS =", "from .form_2026 import FORM_2026\n\nFORMS =", 1), "utf-8"
    )
    env = {name: value for name, value in os.environ.items() if not name.startswith("YSQ_")}
    env |= {"PYTHONPATH": str(room), "PYTHONUTF8": "1"}

    def ran(code: str, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", code, *arguments]
        return subprocess.run(
            command, cwd=room, env=env, input=given, capture_output=True, encoding="utf-8", check=False
        )

    for arguments, given in ((["init", "--agency", "甲局"], ""), (["import", "-"], CASES)):
        assert ran(YSQ, *arguments, given=given).returncode == 0
    return ran


YSQ = "from desk.cli import main; main()"


def cells(report: Any) -> dict[str, list[int]]:
    return {row["id"]: row["cells"] for row in report["table3"]["rows"]}


def test_tables_documents_and_cells_take_it(python: Ran) -> None:
    """The years from 2026 on are counted in it, row by row, and opened; what no fact carries is unknown."""
    done = python(YSQ, "annual", "2026", "--json")
    report = json.loads(done.stdout)
    assert (done.returncode, report["form"], report["imbalances"]) == (0, "2026", [])
    rows = cells(report)
    assert rows["not_processed"] == [0, 1, 1, 0, 0, 0, 2]
    assert rows["other"] == [0, 0, 1, 0, 0, 0, 1]
    assert (rows["received"][-1], rows["brought_forward"][-1], rows["carried_forward"][-1]) == (3, 1, 1)
    assert [row["cells"] for row in report["table2"]["blocks"][0]["rows"]] == [[6], [None]]
    assert python(YSQ, "cell", "2026", "not_processed", "total").stdout.split() == ["1", "2"]
    page = python(YSQ, "annual", "2026", "--format", "html").stdout
    assert ">（五）虚构的不予处理</th>" in page
    assert ">（五）虚构的不予处理 2 件" in page.replace("；", ">")  # in the words of the chart
    assert ">虚构的征收</th>" in page


def test_what_it_does_not_know_can_be_declared(python: Ran) -> None:
    """A figure for its own new row is taken from the case file; a row of another form is not."""
    assert python(YSQ, "import", "-", given=DECLARED).returncode == 0
    assert python(YSQ, "cell", "2026", "expropriation", "decisions").stdout == DECLARED
    refused = python(YSQ, "import", "-", given=DECLARED.replace("expropriation", "penalty"))
    assert (refused.returncode, "expropriation.decisions" in refused.stderr) == (2, True)


def test_form_takes_it_by_name(python: Ran) -> None:
    """``--form`` lists it; years before it keep their own form, and either can be had in the other's."""
    assert "2026" in python(YSQ, "annual", "--help").stdout
    for command in (["annual", "2025"], ["cell", "2025", "received", "total"]):
        refused = python(YSQ, *command, "--form", "2027")
        assert (refused.returncode, "2019" in refused.stderr, "2026" in refused.stderr) == (2, True, True)
    for year, asked, id in (
        ("2025", [], "2021"),
        ("2025", ["--form", "2026"], "2026"),
        ("2026", ["--form", "2021"], "2021"),
    ):
        assert json.loads(python(YSQ, "annual", year, *asked, "--json").stdout)["form"] == id
    assert python(YSQ, "cell", "2026", "not_processed_repeat", "total", "--form", "2021").stdout == "1\n"


def test_balances_take_it(python: Ran) -> None:
    """Three requests too many in its own row break the sum of the results and the sum of the row."""
    assert python(BROKEN).stdout == "['results', 'row_total']\n"


def test_a_form_that_cannot_hold_every_case_is_refused() -> None:
    """What a form lacks is said when it is loaded: a conclusion without a row, a row that a balance needs, a hole."""
    third = FORM_2019.table3
    lacking = [
        ("lapsed_fee", evolve(FORM_2019, merged={"lapsed_clarification": "other"})),
        ("carried_forward", evolve(FORM_2019, table3=third._replace(rows=third.rows[:-1]))),
        ("business", evolve(FORM_2019, table3=third._replace(columns=third.columns[:1] + third.columns[2:]))),
        ("lost", evolve(FORM_2019, merged={**FORM_2019.merged, "lost": "other"})),
        ("2020", evolve(FORM_2019, last_year=2019)),
        ("2021", evolve(FORM_2019, id="2021")),
        ("2021", evolve(FORM_2019, first_year=2021, last_year=None)),
    ]
    for named, form in lacking:
        with pytest.raises(BrokenLaw) as refused:
            in_order(FORM_2021, form)
        assert named in refused.value.message("en")
        assert named in refused.value.message("zh")


def test_forms_need_no_order_and_a_later_one_takes_over() -> None:
    """Given in any order they stand by their first year; the last that serves a year is the one for it."""
    later = evolve(FORM_2021, id="2030", first_year=2030)
    assert in_order(later, FORM_2021, FORM_2019) == (FORM_2019, FORM_2021, later)
    assert [form.serves(2031) for form in (FORM_2019, FORM_2021, later)] == [False, True, True]
    assert not later.serves(2029)
