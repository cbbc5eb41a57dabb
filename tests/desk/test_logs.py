"""Another system's log, judged without being imported."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from desk.cli import run
from desk.logs import BadMap, read_log
from workflow import breaches

MAP = """
[columns]
case = "案号"
activity = "环节"
date = "时间"

[activities."收件登记"]
kind = "received"
channel = "in_person"
requester = { column = "类别", values = { "公民" = "natural_person", "企业" = "business" } }
subject = { column = "内容", default = "未载明" }

[activities."延期"]
kind = "extended"
workdays = 10
approved_by = { column = "批准", default = "" }

[activities."办结答复"]
kind = "replied"
delivery = "post"
outcome = { column = "结果", values = { "公开" = "granted", "不存在" = "unavailable_not_held" } }
"""

LOG = """案号,环节,时间,类别,内容,批准,结果
A1,收件登记,2025-05-12 09:30,公民,规划,,
A1,办结答复,2025-06-11 17:00,,,,公开
A2,收件登记,2025-05-12,企业,,,
A2,延期,2025-06-10,,,张主任,
A2,办结答复,2025-06-24,,,,不存在
A3,收件登记,2025-05-12,社团,,,
A3,办结答复,2025-06-01,,,,公开
A4,收件登记,2025-13-40,公民,,,
A5,领导批示,2025-05-12,公民,,,
A6,办结答复,2025-05-12,,,,公开
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Write the log and its map."""
    log, map_ = tmp_path / "旧系统.csv", tmp_path / "对照.toml"
    log.write_text(LOG, encoding="utf-8")
    map_.write_text(MAP, encoding="utf-8")
    return log, map_


def test_what_can_be_read_is_judged(files: tuple[Path, Path]) -> None:
    """A late reply is found, an extension in time counts, and the log stays as it is."""
    read = read_log(*files)
    assert [case.number for case in read.cases] == ["A1", "A2"]
    found = list(breaches(read.cases, date(2025, 12, 31)))
    assert [(b.case, b.duty, b.due, b.done) for b in found] == [("A1", "reply", date(2025, 6, 10), date(2025, 6, 11))]
    assert files[0].read_text(encoding="utf-8") == LOG


def test_what_cannot_be_read_is_said(files: tuple[Path, Path]) -> None:
    """A word that is not translated, an impossible day, an unknown activity and an impossible case are named."""
    read = read_log(*files)
    assert {one.case for one in read.unjudged} == {"A3", "A4", "A5", "A6"}
    unread = {(u.line, u.case): u.words.zh for u in read.unread}
    assert set(unread) == {(7, "A3"), (9, "A4"), (10, "A5"), (11, "A6")}
    assert "社团" in unread[7, "A3"]
    assert "2025-13-40" in unread[9, "A4"]
    assert "领导批示" in unread[10, "A5"]
    assert "received" in unread[11, "A6"] or "未登记" in unread[11, "A6"]


def test_on_the_command_line(
    files: tuple[Path, Path], capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """``ysq audit --log --map`` prints the breaches, says what it left out, and makes no register."""
    monkeypatch.chdir(tmp_path)
    log, map_ = files
    assert run(["audit", "--log", str(log), "--map", str(map_), "--on", "2025-12-31", "--json"]) == 1
    out, err = capfdbinary.readouterr()
    assert [(b["case"], b["duty"]) for b in json.loads(out)] == [("A1", "reply")]
    assert "第 10 行" in err.decode()
    assert "2 个案件可以评判" in err.decode()
    assert run(["audit", "--log", str(log)]) == 2
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([log.name, map_.name])


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ('case = "案号"\n', "", "case"),
        ('case = "案号"', 'case = "编号"', "编号"),
        ('kind = "extended"', 'kind = "prolonged"', "prolonged"),
        ("workdays = 10", "days = 10", "days"),
        ('column = "批准"', 'column = "签批"', "签批"),
        ("[columns]", "[columns", "TOML"),
        ("workdays = 10", "workdays = 30", "环节“.*”的 workdays 写作 30，应为"),
        ("workdays = 10", 'workdays = "十"', "workdays 写作 '十'，应为"),
        ('channel = "in_person"', 'channel = "互联网渠道"', "channel 写作 '互联网渠道'，应为 其中之一"),
        ('= "natural_person"', '= "公民"', "requester 写作 '公民'，应为 其中之一"),
    ],
)
def test_a_map_that_does_not_fit(files: tuple[Path, Path], old: str, new: str, word: str) -> None:
    """What is wrong with the map is said with what there is."""
    files[1].write_text(MAP.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadMap, match=word):
        read_log(*files)


def test_the_page_about_logs_shows_the_example_as_it_is() -> None:
    """Whoever copies from the page has a log and a map that work."""
    root = Path(__file__).parents[2]
    page = (root / "docs" / "logs.md").read_text("utf-8")
    for name in ("another_system.csv", "another_system.toml"):
        assert (root / "examples" / name).read_text("utf-8") in page
