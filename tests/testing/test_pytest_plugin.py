"""The pytest plugin in an empty project: what is collected, what a failure says, what the fixtures offer."""

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from desk import pytest_plugin, scenario_files
from workflow import Case
from workflow.testing.scenarios import MalformedScenario, read_yaml, run
from workflow.testing.scenarios.assertions import assert_breaches, assert_deadline, assert_lawful, make_case

THREE = """\
- 情形: 国庆前收到
  依据: 条例第三十三条第二款
  标签: [长假]
  收到申请: 2025-09-28
  渠道: 邮寄（签收）
  应当: {答复期限: 2025-10-31}

- 情形: 国庆后收到
  收到申请: 2025-10-09
  应当: {答复期限: 2025-11-05}

- 情形: 故意写错
  依据: 条例第三十三条第二款
  收到申请: 2025-03-03
  应当:
    答复期限: 2025-03-28
"""


def run_pytest(folder: Path, *arguments: str, status: int = 0) -> str:
    """Run pytest in a folder, warnings being errors, and return what it printed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    command = [sys.executable, "-m", "pytest", "-W", "error", "-p", "no:cacheprovider", "--color=no", *arguments]
    if "desk.pytest_plugin" not in loaded():
        command += ["-p", "desk.pytest_plugin"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False, env=environment)
    out = done.stdout.decode() + done.stderr.decode()
    assert done.returncode == status, out
    return out


def loaded() -> list[str]:
    """Return the plugins that pytest loads of itself."""
    from importlib.metadata import entry_points

    return [entry.value for entry in entry_points(group="pytest11")]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with nothing but one scenario file."""
    (tmp_path / "国庆.情形.yaml").write_text(THREE, encoding="utf-8")
    return tmp_path


def test_three_scenarios_of_which_one_is_wrong(project: Path) -> None:
    """It fails with the derivation, the line and the article, and no Python traceback."""
    out = run_pytest(project, status=1)
    assert "2 passed" in out
    assert "1 failed" in out
    assert "国庆.情形.yaml:12 情形“故意写错”" in out
    assert "答复期限：应为 2025-03-28，算得 2025-03-31（第 16 行）" in out
    assert "第 20 个工作日为 2025-03-31（周一）" in out
    assert "依据：条例第三十三条第二款" in out
    assert "Traceback" not in out
    assert ".py:" not in out


def test_a_title_is_a_name(project: Path) -> None:
    """It can be picked by words or tags, by its id, and is found in a JUnit report; workers share the work."""
    assert "2 passed, 1 deselected" in run_pytest(project, "-k", "长假 or 国庆后")
    assert "1 passed" in run_pytest(project, "国庆.情形.yaml::国庆后收到")
    assert "国庆.情形.yaml::国庆前收到" in run_pytest(project, "--collect-only", "-q")
    run_pytest(project, "--junitxml=report.xml", status=1)
    names = [case.get("name") for case in ElementTree.parse(project / "report.xml").iter("testcase")]
    assert names == ["国庆前收到", "国庆后收到", "故意写错"]
    assert "1 failed, 2 passed" in run_pytest(project, "-n", "2", status=1)


def test_a_sheet_that_stands_open_is_no_file_of_scenarios(project: Path) -> None:
    """Excel leaves a lock file with the same ending beside it."""
    (project / "~$表.情形.xlsx").write_bytes(b"\x05Li Si" + b" " * 160)
    assert "3 tests collected" in run_pytest(project, "--collect-only", "-q")


@pytest.mark.parametrize("workers", [(), ("-n", "2")])
def test_article_coverage(project: Path, workers: tuple[str, ...]) -> None:
    """Articles and duties with their number of scenarios, and those with none, from every worker."""
    out = run_pytest(project, "--article-coverage", *workers, status=1)
    assert "3  ROGI-2019 33(2)" in out
    assert "1  ROGI-2019 31(2)" in out
    assert "-  ROGI-2019 35" in out
    assert "3  reply  答复期限" in out
    assert "-  fee_payment  缴费期限" in out


MALFORMED = {
    "yaml": ("- 情形: a\n  收到申请: [\n", "不是合格的 YAML"),
    "tab": ("- 情形: a\n\t收到申请: 2025-03-03\n", "scenario.yaml:2: 不能用制表符"),
    "unknown": ("- 情形: a\n  收到日期: 2025-03-03\n", "scenario.yaml:2: 不认识的键“收到日期”；可用：情形、依据"),
    "repeated": ("- 情形: a\n  情形: b\n", "scenario.yaml:2: 键“情形”重复"),
    "date": (
        "- 情形: a\n  收到申请: 2025-02-30\n  应当: {违反: 无}\n",
        "scenario.yaml:2: “收到申请”：日历上没有“2025-02-30”",
    ),
    "expect": ("- 情形: a\n  收到申请: 2025-03-03\n", "scenario.yaml:1: 情形“a”缺少必填的“应当”"),
    "bool": ("- 情形: a\n  收到申请: yes\n  应当: {违反: 无}\n", "scenario.yaml:2: “收到申请”：读到“yes”，应为日期"),
    "empty": ("", "scenario.yaml:1: 文件是空的"),
    "list": ("[1, 2]\n", "scenario.yaml:1: “情形”应写作“键: 值”"),
}


def test_malformed_files_are_collection_errors(tmp_path: Path) -> None:
    """One message each, with the line and what is allowed, and no traceback."""
    for name, (text, _) in MALFORMED.items():
        (tmp_path / f"{name}.scenario.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "utf16.scenario.yaml").write_bytes(THREE.encode("utf-16"))
    out = run_pytest(tmp_path, status=2)
    assert f"{len(MALFORMED) + 1} errors" in out
    assert "utf16.scenario.yaml:1: 是 UTF-16 文字；请另存为 UTF-8（带 BOM）" in out
    for name, (_, said) in MALFORMED.items():
        (line,) = [line for line in out.splitlines() if line.startswith(f"{name}.scenario.yaml:")]
        assert said in line
    assert "Traceback" not in out


def test_the_fixtures(tmp_path: Path) -> None:
    """An application's tests have the law, a desk, cases and assertions without importing anything."""
    (tmp_path / "test_mine.py").write_text(
        """
def test_mine(law, desk, make_case, assert_deadline, assert_breaches, assert_lawful):
    case = make_case(received="2025-03-03", replied="2025-04-01")
    assert_deadline(case, "2025-03-31", because=["31(1)", "33(2)"])
    assert_breaches(case, ["reply"])
    assert_lawful(make_case(收到申请="2025-03-03", 答复="2025-03-31"))
    assert law.calendar is desk.calendar
    assert not list(desk.cases())

def test_wrong(make_case, assert_lawful):
    assert_lawful(make_case(received="2025-03-03", replied="2025-04-01"))
""",
        encoding="utf-8",
    )
    out = run_pytest(tmp_path, status=1)
    assert "1 failed, 1 passed" in out
    assert "违反：应为 无，算得 reply" in out
    assert "第 20 个工作日为 2025-03-31（周一）" in out


def test_the_desk_stands_still_where_a_project_says(tmp_path: Path) -> None:
    """A project sets the clock of its desk by a fixture of its own; the law prints shortly."""
    (tmp_path / "test_mine.py").write_text(
        """
from datetime import date

import pytest

@pytest.fixture
def desk_now():
    return date(2025, 4, 1)

def test_mine(desk, law):
    assert desk.today == date(2025, 4, 1)
    number = desk.receive(date(2025, 3, 10), channel="in_person", requester="business", subject="x").number
    assert desk.deadline(number).workdays_left == 4
    assert len(repr(law)) < 200
""",
        encoding="utf-8",
    )
    assert "1 passed" in run_pytest(tmp_path)


def test_the_plugin_asks_for_nothing_heavy() -> None:
    """It names the files that it collects itself, and imports YAML, the engine's clock and the annual tables later."""
    assert set(pytest_plugin._SUFFIXES) == set(scenario_files.SUFFIXES)
    code = "import sys, desk; known = set(sys.modules); import desk.pytest_plugin; print(*set(sys.modules) - known)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    new = done.stdout.decode().split()
    assert [name for name in new if name.startswith(("yaml", "workflow", "persistence"))] == []


def late() -> Case:
    """A case answered a day late."""
    return make_case(received="2025-03-03", replied="2025-04-01")


def test_duties_are_called_as_in_a_scenario_file() -> None:
    """One may be given alone, in Chinese or as the code calls it; a word that is no duty is refused in words."""
    for said in ("reply", "逾期答复", ["逾期答复"], ("reply",)):
        assert_breaches(late(), said)
    with pytest.raises(MalformedScenario, match=r"没有义务“逾期回复”（可用：.*逾期答复") as refused:
        assert_breaches(late(), "逾期回复")
    assert refused.value.message("en").startswith("there is no duty '逾期回复' (there are: ")


def test_what_is_said_outside_a_file_names_no_line() -> None:
    """A case that a test makes stands on no line."""
    with pytest.raises(MalformedScenario) as refused:
        make_case(收到日期="2025-03-03")
    assert refused.value.message().startswith("不认识的键")
    assert refused.value.message("en").startswith("unknown key")


def test_what_the_assertions_say() -> None:
    """Each failure is the derivation."""
    with pytest.raises(AssertionError, match="应为 2025-04-01，算得 2025-03-31\n1\\. 当面提交"):
        assert_deadline(late(), "2025-04-01")
    with pytest.raises(AssertionError, match="依次应为 33\\(2\\)，实为 31\\(1\\)、33\\(2\\)"):
        assert_deadline(late(), "2025-03-31", because=["33(2)"])
    with pytest.raises(AssertionError, match="没有期限 fee_payment"):
        assert_deadline(late(), "2025-03-31", "fee_payment")
    with pytest.raises(AssertionError, match="逾期 1 个工作日"):
        assert_breaches(late(), ["reply", "extension_approved"])
    with pytest.raises(AssertionError, match="〔33\\(2\\)〕"):
        assert_lawful(late())
    with pytest.raises(MalformedScenario, match="不认识的键“收到日期”"):
        make_case(收到日期="2025-03-03")


def test_a_limit_is_called_in_chinese_too() -> None:
    """As in a scenario file; a slip is refused with the words that there are, and the case is not blamed."""
    case = make_case(received="2025-03-03", replied="2025-03-20")
    assert_deadline(case, "2025-05-19", "行政复议申请期限")
    with pytest.raises(MalformedScenario, match=r"没有期限“行政复议期限”（可用：答复期限 .*行政复议申请期限"):
        assert_deadline(case, "2025-05-19", "行政复议期限")


def test_the_authority_is_that_of_the_limit_that_differs() -> None:
    """A window of a remedy rests on another law than the reply."""
    (story,) = read_yaml(
        "情形: 一\n收到申请: 2025-03-03\n答复: 2025-03-20\n应当: {期限: {行政复议申请期限: 2025-05-20}}\n"
    )
    assert run(story).report().splitlines()[-1] == "  依据：《中华人民共和国行政复议法》第二十条第一款"
