"""Logs as other systems write them: time stamps, encodings, sheets, orders, and what cannot be read of them."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from desk.logs import BadMap, read_log
from tests.desk.running import Ran, Ysq

MAP = """
ignore = ["领导批示"]
[columns]
case = "案号"
activity = "环节"
date = "日期"
[activities."收"]
kind = "received"
channel = "in_person"
requester = "natural_person"
subject = "规划"
[activities."延"]
kind = "extended"
workdays = 20
approved_by = "甲"
[activities."征询"]
kind = "third_party_consulted"
party = "乙公司"
[activities."征询答复"]
kind = "third_party_answered"
party = "乙公司"
position = "agrees"
[activities."审"]
kind = "review_started"
[activities."答"]
kind = "replied"
outcome = "granted"
delivery = "electronic"
"""
LATE = [("甲-1", "reply", "2025-03-31", "2025-04-01")]


def written(rows: str, head: str = "案号,环节,日期") -> str:
    """Return a log: *rows* are parted by blanks."""
    return "\n".join([head, *rows.split()]) + "\n"


def audit(ysq: Ysq, log: str | bytes, *more: str, name: str = "日志.csv", map_: str = MAP) -> Ran:
    """Judge a log at the first of June."""
    Path(name).write_bytes(log.encode() if isinstance(log, str) else log)
    Path("对照.toml").write_text(map_, encoding="utf-8")
    return ysq("audit", "--log", name, "--map", "对照.toml", "--on", "2025-06-01", *more)


def found(ran: Ran) -> list[tuple[str, str, str, str]]:
    """Return the breaches with their days."""
    return [(b["case"], b["duty"], b["due"], b["done"]) for b in ran.json]


def unjudged(ran: Ran) -> list[dict[str, Any]]:
    """Return what standard error says in JSON of the cases that were not judged."""
    lines = [line for line in ran.err.splitlines() if line.startswith('{"unjudged"')]
    return [one for line in lines for one in json.loads(line)["unjudged"]]


# -- days -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("received", "replied", "late"),
    [
        ("2025-03-03T01:00:00Z", "2025-03-31T17:00:00Z", True),
        ("2025-03-03T01:00:00Z", "2025-03-31T15:59:59Z", False),
        ("2025-03-03T17:00:00Z", "2025-04-01T02:00:00Z", False),
        ("2025-03-03T09:00:00+08:00", "2025-03-31T23:30:00+08:00", False),
        ("2025-03-03T09:00:00", "2025-03-31T23:30:00", False),
        ("2025/3/3", "2025年4月1日", True),
        ("2025-3-3", "2025/3/31", False),
    ],
)
def test_the_day_of_a_stamp_is_that_of_beijing(ysq: Ysq, received: str, replied: str, late: bool) -> None:
    """20 working days from 3 March end on 31 March, from 4 March on 1 April, whatever zone the log was written in."""
    ran = audit(ysq, written(f"甲-1,收,{received} 甲-1,答,{replied}"), "--json")
    assert (ran.status, found(ran)) == ((1, LATE) if late else (0, []))


def test_the_zone_of_a_format_counts(ysq: Ysq) -> None:
    """``%z`` in the map's format brings the stamp to Beijing too."""
    map_ = MAP.replace("[columns]", '[columns]\ndate_format = "%d/%b/%Y:%H:%M:%S%z"')
    log = written("甲-1,收,03/Mar/2025:01:00:00+0000 甲-1,答,31/Mar/2025:17:00:00+0000")
    assert found(audit(ysq, log, "--json", map_=map_)) == LATE


@pytest.mark.parametrize("pattern", ["%m-%d", "%Y-%m-%d %Z", "%Y-%m-%d %I:%M %z", "%Q", "%Y"])
def test_a_format_that_tells_no_day_is_refused(tmp_path: Path, pattern: str) -> None:
    """Without a year, with the name of a zone, or with half a clock every row would have a wrong day."""
    (tmp_path / "m.toml").write_text(MAP.replace("[columns]", f'[columns]\ndate_format = "{pattern}"'), "utf-8")
    (tmp_path / "l.csv").write_text(written("甲-1,收,2025-03-03"), "utf-8")
    with pytest.raises(BadMap, match="定不出日期"):
        read_log(tmp_path / "l.csv", tmp_path / "m.toml")


@pytest.mark.parametrize(
    "replied",
    [
        "2025-03-311",
        "2025-03-10至2025-04-20",
        "2025-03-31（补发2025-04-20）",
        "2025-03-2O",
        "２０２５-０３-３１",
        "45747",
        "",
    ],
)
def test_a_day_that_is_not_certain_is_no_day(ysq: Ysq, replied: str) -> None:
    """What stands after the day is not dropped: the row is not read, and its case not judged."""
    ran = audit(ysq, written(f"甲-1,收,2025-03-03 甲-1,答,{replied}"), "--json")
    assert (ran.status, ran.json) == (2, [])
    (one,) = unjudged(ran)
    assert (one["case"], [row["row"] for row in one["rows"]]) == ("甲-1", [3])
    assert replied in one["message"]


# -- cases that are set aside -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "row", ["甲-1,答", "甲-1,延,2025-03-2O", "甲-1,答复书,2025-03-10", "甲-1,答,2025-03-10,多,出", "甲-1,,2025-03-10"]
)
def test_a_case_with_an_unread_row_is_not_judged(ysq: Ysq, row: str) -> None:
    """The row may be the reply, or the extension, that seems to be missing; the others are judged."""
    log = written(f"甲-1,收,2025-03-03 {row} 乙-2,收,2025-03-03 乙-2,答,2025-04-01")
    ran = audit(ysq, log, "--json", "--lang", "en")
    assert (ran.status, found(ran)) == (1, [("乙-2", "reply", "2025-03-31", "2025-04-01")])
    assert [(one["case"], one["rows"][0]["row"]) for one in unjudged(ran)] == [("甲-1", 3)]
    assert "not judged: case 甲-1 (row 3: " in ran.err
    text = audit(ysq, log)
    assert text.status == 1
    assert "甲-1" not in text.text
    assert "另有 1 个案件未评判" in text.text
    assert "未评判：案件 甲-1（第 3 行：" in text.err


@pytest.mark.parametrize("rows", ["甲-1,收,3月3日 甲-1,答,3月31日", ""])
def test_a_log_of_which_nothing_is_judged_is_no_all_clear(ysq: Ysq, rows: str) -> None:
    """The exit status is 2, and it is not said that nothing was found."""
    for more in ((), ("--json",)):
        ran = audit(ysq, written(rows), *more)
        assert ran.status == 2
        assert "未发现" not in ran.text
        assert "没有可以评判的案件" in ran.err


@pytest.mark.parametrize("blank", [" ", "\u3000", "\u00a0", "\u200b", "\t"])
def test_blanks_beside_a_number_make_no_second_case(ysq: Ysq, blank: str) -> None:
    """The reply counts for the case that it is of, and it is said."""
    ran = audit(ysq, f"案号,环节,日期\n甲-5,收,2025-03-03\n甲-5{blank},答,2025-03-20\n", "--json")
    assert (ran.status, ran.json, unjudged(ran)) == (0, [], [])
    assert "1 行的案号前后有空格或含不可见字符，已去掉：甲-5" in ran.err


@pytest.mark.parametrize("other", ["Ａ－１", "a-1", "A -1", "A–1", "A−1"])
def test_numbers_that_look_alike_are_not_judged(ysq: Ysq, other: str) -> None:
    """Nobody knows whether they are one case or two."""
    ran = audit(ysq, f"案号,环节,日期\nA-1,收,2025-03-03\n{other},答,2025-03-20\n乙,收,2025-05-30\n", "--json")
    assert (ran.status, ran.json) == (0, [])
    assert {one["case"]: one["rows"][0]["row"] for one in unjudged(ran)} == {"A-1": 2, other: 3}


def test_a_row_that_names_no_case_may_belong_to_any(ysq: Ysq) -> None:
    """The cases are judged, and it is said what the answer leaves open, where the answer stands."""
    log = written("甲-1,收,2025-03-03 ,答,2025-03-10")
    ran = audit(ysq, log)
    assert ran.status == 1
    assert "1 行没有案号，若属于所列案件，结论可能不同" in ran.text
    assert "未评判：没有案号的行（第 3 行：没有案号" in ran.err
    assert [(one["case"], one["rows"][0]["row"]) for one in unjudged(audit(ysq, log, "--json"))] == [(None, 3)]


def test_what_cannot_have_happened_is_not_judged(ysq: Ysq) -> None:
    """A reply to what was never received, a day for which there is no calendar."""
    log = written("甲-1,答,2025-03-10 乙-2,收,1949-10-03 丙-3,收,2025-05-30")
    ran = audit(ysq, log, "--json")
    assert (ran.status, ran.json) == (0, [])
    assert {one["case"] for one in unjudged(ran)} == {"甲-1", "乙-2"}


def test_activities_without_meaning_are_passed_over(ysq: Ysq) -> None:
    """Where the map names them, their rows need not even have a day."""
    ran = audit(ysq, written("甲-1,收,2025-03-03 甲-1,领导批示, 甲-1,答,2025-03-20"), "--json")
    assert (ran.status, ran.json, unjudged(ran)) == (0, [], [])
    assert "1 行按对照表的 ignore 略过" in ran.err


def test_what_a_log_says_does_not_move_the_cursor(ysq: Ysq) -> None:
    """A control character in a cell is shown, in words and in JSON."""
    ran = audit(ysq, "案号,环节,日期\n甲-1,收,2025-03-03\x1b[2J\n甲\x1b[1m,收,2025-03-03\n", "--json")
    assert (ran.status, "\x1b" in ran.err + ran.text) == (2, False)
    assert "\\x1b[2J" in ran.err
    assert [one["case"] for one in unjudged(ran)] == ["甲-1", "甲\x1b[1m"]


def test_cases_can_be_named(ysq: Ysq) -> None:
    """Only they are judged; one that the log does not have is refused."""
    log = written("甲-1,收,2025-03-03 乙-2,收,2025-03-03 乙-2,答,2025-04-01")
    assert [b["case"] for b in audit(ysq, log, "乙-2", "--json").json] == ["乙-2"]
    ran = audit(ysq, log, "丙-3")
    assert (ran.status, "没有案件 丙-3" in ran.err) == (2, True)


# -- files ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("odd", ["\u2028", "\f", "\x85", "\x1c", "\u2029"])
def test_a_row_is_not_broken_within_a_cell(ysq: Ysq, odd: str) -> None:
    """A remark with a form feed or a line separator is one cell: the reply after it is read."""
    log = f"案号,备注,环节,日期\n甲-1,,收,2025-03-03\n甲-1,前{odd}后,答,2025-04-01\n"
    ran = audit(ysq, log, "--json")
    assert (found(ran), unjudged(ran)) == (LATE, [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_log_of_a_chinese_windows_is_read(ysq: Ysq, encoding: str, end: str) -> None:
    """Log and map alike, with the days of its spreadsheets."""
    log = written("甲-1,收,2025/3/3 甲-1,答,2025/4/1").replace("\n", end).encode(encoding)
    Path("日志.csv").write_bytes(log)
    Path("对照.toml").write_bytes(MAP.replace("\n", end).encode(encoding))
    assert found(ysq("audit", "--log", "日志.csv", "--map", "对照.toml", "--on", "2025/6/1", "--json")) == LATE


def workbook(path: str, sheets: dict[str, Sequence[Sequence[object]]], epoch_1904: bool = False) -> None:
    """Write a workbook."""
    book = openpyxl.Workbook()
    if epoch_1904:
        book.epoch = CALENDAR_MAC_1904
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)


HEAD = ["案号", "环节", "日期"]
ROWS = [["甲-1", "收", date(2025, 3, 3)], ["甲-1", "答", datetime(2025, 4, 1, 9, 30)]]  # noqa: DTZ001


def audit_sheet(ysq: Ysq, map_: str = MAP) -> Ran:
    """Judge the workbook of a test."""
    Path("对照.toml").write_text(map_, encoding="utf-8")
    return ysq("audit", "--log", "日志.xlsx", "--map", "对照.toml", "--on", "2025-06-01", "--json")


@pytest.mark.parametrize("epoch_1904", [False, True])
def test_a_log_may_be_a_sheet(ysq: Ysq, epoch_1904: bool) -> None:
    """With a title above its header, and days as cells of their own kind, in both calendars of Excel."""
    workbook("日志.xlsx", {"台账": [["依申请公开台账"], HEAD, *ROWS]}, epoch_1904)
    assert found(audit_sheet(ysq)) == LATE
    pattern = MAP.replace("[columns]", '[columns]\ndate_format = "%Y%m%d"')
    assert found(audit_sheet(ysq, pattern)) == LATE


def test_a_remark_beside_a_sheet_shifts_nothing(ysq: Ysq) -> None:
    """A cell to the right of the header belongs to no column, and the others stand where they stood."""
    workbook("日志.xlsx", {"台账": [HEAD, [*ROWS[0], "电话已告知"], ROWS[1]]})
    ran = audit_sheet(ysq)
    assert (found(ran), unjudged(ran)) == (LATE, [])


def test_every_sheet_of_a_log_is_read(ysq: Ysq) -> None:
    """One that is no part of it is refused by name, until the map says which sheets are."""
    workbook("日志.xlsx", {"收件": [HEAD, ROWS[0]], "空": [], "答复": [HEAD, ROWS[1]]})
    assert found(audit_sheet(ysq)) == LATE
    workbook("日志.xlsx", {"收件": [HEAD, ROWS[0]], "答复": [HEAD, ROWS[1]], "说明": [["给同事"]]})
    ran = audit_sheet(ysq)
    assert (ran.status, "[说明] 没有列 案号" in ran.err) == (2, True)
    assert found(audit_sheet(ysq, 'sheets = ["收件", "答复"]\n' + MAP)) == LATE
    assert "没有有内容的工作表 空白" in audit_sheet(ysq, 'sheets = ["空白"]\n' + MAP).err


def test_an_unread_row_of_a_sheet_is_named_with_it(ysq: Ysq) -> None:
    """By the name of the sheet and the number that stands beside the row."""
    workbook("日志.xlsx", {"收件": [HEAD, ROWS[0]], "答复": [HEAD, [], ["甲-1", "答", "待定"]]})
    ran = audit_sheet(ysq)
    assert (ran.status, unjudged(ran)[0]["rows"][0]["sheet"], unjudged(ran)[0]["rows"][0]["row"]) == (2, "答复", 3)
    assert "答复 第 3 行" in ran.err


def test_what_is_no_log_is_refused_in_words(ysq: Ysq) -> None:
    """A picture, an old workbook, a folder, a column that stands there twice."""
    for content in (b"\x89PNG\r\n\x1a\n\0", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04", b""):
        ran = audit(ysq, content)
        assert (ran.status, ran.out, ran.err.count("\n")) == (2, b"", 1)
    ran = audit(ysq, written("甲-1,收,2025-03-03,2025-03-04", "案号,环节,日期,日期"))
    assert (ran.status, "有两列 日期" in ran.err) == (2, True)


# -- order ------------------------------------------------------------------------------------------------


def test_a_log_from_new_to_old_is_read_upwards(ysq: Ysq) -> None:
    """Rows of one day stand there in the opposite order."""
    ran = audit(ysq, written("甲-1,答,2025-04-01 甲-1,审,2025-03-03 甲-1,收,2025-03-03"), "--json")
    assert (found(ran), unjudged(ran)) == (LATE, [])
    assert "由新到旧" in ran.err


def test_a_case_of_one_day_is_read_as_it_is_possible(ysq: Ysq) -> None:
    """Whether a log of a single day runs up or down, only the law can tell."""
    ran = audit(ysq, written("甲-1,答,2025-03-03 甲-1,收,2025-03-03 乙-2,收,2025-03-03 乙-2,答,2025-03-03"), "--json")
    assert (ran.status, ran.json, unjudged(ran)) == (0, [], [])
    assert "1 个案件的同日各行只有按相反顺序才能成立，已按相反顺序读：甲-1" in ran.err


def test_times_order_the_rows_of_a_day(ysq: Ysq) -> None:
    """However the log has them: what was asked at nine was answered at five."""
    log = "案号,环节,日期\n甲-1,收,2025-03-03\n甲-1,审,2025-03-04\n甲-1,征询答复,2025-03-05 17:00\n甲-1,征询,2025-03-05 9:00\n"
    ran = audit(ysq, log + "甲-1,答,2025-03-20\n", "--json")
    assert (ran.status, ran.json, unjudged(ran), "相反" in ran.err) == (0, [], [], False)


# -- maps -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("ignore", "ignored", "没有 ignored"),
        ('date = "日期"', 'date = "日期"\ndateformat = "%Y"', "没有 dateformat"),
        ('subject = "规划"', 'subject = { colunm = "x" }', "没有 colunm"),
        ('subject = "规划"', 'subject = { default = "x" }', "column"),
        ('subject = "规划"', 'subject = { column = "案号", values = 3 }', "values"),
        ('"领导批示"', '"收"', "既在 ignore"),
        ('ignore = ["领导批示"]', "ignore = 3", "文字列表"),
        ('kind = "received"', "kind = 5", "kind 是 5"),
    ],
)
def test_a_wish_of_the_map_that_is_not_heard_is_refused(ysq: Ysq, old: str, new: str, said: str) -> None:
    """A misspelt key is not passed over in silence."""
    ran = audit(ysq, written("甲-1,收,2025-03-03"), map_=MAP.replace(old, new, 1))
    assert (ran.status, ran.err.count("\n")) == (2, 1)
    assert said in ran.err


def test_columns_are_read_as_their_field_is(tmp_path: Path) -> None:
    """A day, a whole number, a yes or no: as cells have them."""
    head = '[columns]\ncase = "案号"\nactivity = "环节"\ndate = "日期"\n[activities."收"]\nkind = "received"\n'
    plain = 'channel = "online"\nrequester = "research"\nsubject = { column = "事由", default = "未载明" }\n'
    asked = '[activities."征询"]\nkind = "agency_consulted"\nagency = "丙局"\njoint = { column = "共同" }\n'
    more = 'served_on = { column = "送达" }\n[activities."审"]\nkind = "review_started"\n'
    longer = '[activities."延"]\nkind = "extended"\nworkdays = { column = "天数" }\napproved_by = "甲"\n'
    (tmp_path / "m.toml").write_text(head + plain + asked + more + longer, encoding="utf-8")
    rows = ["案号,环节,日期,事由,共同,送达,天数", "甲,收,2025/3/3,,,,", "甲,审,2025/3/4,,,,"]
    rows += ["甲,征询,2025/3/5,,是,2025年3月6日,", "甲,延,2025/3/7,,,,10"]
    (tmp_path / "l.csv").write_text("\n".join(rows), encoding="utf-8")
    read = read_log(tmp_path / "l.csv", tmp_path / "m.toml")
    (case,) = read.cases
    values = {fact.kind: fact.values() for fact in case.facts}
    assert values["received"]["subject"] == "未载明"
    assert (values["agency_consulted"]["joint"], values["agency_consulted"]["served_on"]) == (True, date(2025, 3, 6))
    assert values["extended"]["workdays"] == 10


# -- days to come -----------------------------------------------------------------------------------------


def test_a_day_that_is_still_to_come_sets_its_case_aside(ysq: Ysq) -> None:
    """Neither a receipt of 2205 nor an answer of 2205 is judged; the cases beside them are."""
    rows = "甲-2,收,2205-03-03 甲-2,答,2205-03-04 甲-3,收,2025-03-03 甲-3,答,2205-03-04 甲-1,收,2025-03-03 甲-1,答,2025-04-01"
    ran = audit(ysq, written(rows), "--json")
    assert [(b["case"], b["duty"], b["due"], b["done"]) for b in ran.json] == LATE
    assert [(one["case"], [row["row"] for row in one["rows"]]) for one in unjudged(ran)] == [
        ("甲-2", [2, 3]),
        ("甲-3", [5]),
    ]
    assert "2205-03-04" in ran.err


def test_a_second_date_that_is_still_to_come_sets_its_case_aside(tmp_path: Path) -> None:
    """A letter has not arrived on a day after today; one that arrived today has."""
    map_ = MAP.replace('kind = "replied"', 'kind = "replied"\ndelivered_on = { column = "送达" }')
    (tmp_path / "m.toml").write_text(map_, encoding="utf-8")
    rows = "甲-1,收,2025-03-03, 甲-1,答,2025-03-30,2025-04-02 甲-2,收,2025-03-03, 甲-2,答,2025-03-30,2025-04-01"
    (tmp_path / "l.csv").write_text(written(rows, "案号,环节,日期,送达"), encoding="utf-8")
    read = read_log(tmp_path / "l.csv", tmp_path / "m.toml", date(2025, 4, 1))
    assert [case.number for case in read.cases] == ["甲-2"]
    assert [(one.case, one.reasons[0].line) for one in read.unjudged] == [("甲-1", 3)]


# -- files that are no table ------------------------------------------------------------------------------

OBJECT = '{"案号": "甲-1", "环节": "收", "日期": "2025-03-03"}'


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("l.json", f"[{OBJECT}]", "JSON"),
        ("l.csv", f"[\n{OBJECT},\n{OBJECT}\n]", "JSON"),
        ("l.jsonl", f"{OBJECT}\n{OBJECT}\n", "JSON"),
        ("l.txt", f"\ufeff{OBJECT}\n{OBJECT}\n", "JSON"),
        ("l.json", "not even that", "JSON"),
        ("l.yaml", "- 案号: 甲-1\n  环节: 收\n", "YAML"),
        ("l.csv", "---\n- 案号: 甲-1\n", "YAML"),
        ("l.xls", "<html><table><tr><td>案号</td></tr></table></html>", "HTML"),
        ("l.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), ".xls"),
    ],
    ids=range(9),
)
def test_a_log_in_another_format_is_called_what_it_is(ysq: Ysq, name: str, content: str | bytes, said: str) -> None:
    """Not a broken CSV: the message names the format, and what to save it as."""
    ran = audit(ysq, content, "--lang", "en", name=name)
    assert (ran.status, said in ran.err, "save it as" in ran.err, "broken CSV" in ran.err) == (2, True, True, False)


def test_an_open_document_is_called_what_it_is(ysq: Ysq) -> None:
    """A spreadsheet of LibreOffice is a ZIP file too."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr("content.xml", "<office:document-content/>")
    ran = audit(ysq, packed.getvalue(), "--lang", "en", name="l.ods")
    assert (ran.status, "it is ODS, no table: save it as CSV or .xlsx" in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("separator", "said"), [(";", "semicolons"), ("\t", "tabs"), ("|", "bars"), ("；", "；"), ("，", "，")]
)
@pytest.mark.parametrize("quote", ["", '"'])
@pytest.mark.parametrize("title", ["", "2025年依申请公开日志\n"])
def test_another_separator_is_named(ysq: Ysq, separator: str, said: str, quote: str, title: str) -> None:
    """The cause is said, not that a column is missing; commas within a cell change nothing."""
    rows = [["案号", "环节", "日期"], ["甲,1", "收", "2025-03-03"]]
    log = title + "\n".join(separator.join(f"{quote}{cell}{quote}" for cell in row) for row in rows)
    ran = audit(ysq, log, "--lang", "en")
    assert (ran.status, f"parted by {said}" in ran.err or f"({said})" in ran.err, "save it as" in ran.err) == (
        2,
        True,
        True,
    )


def test_a_header_with_brackets_and_semicolons_is_a_header(ysq: Ysq) -> None:
    """Cells may hold what elsewhere parts them, and a header may begin as JSON does."""
    map_ = MAP.replace('"案号"', '"[案号]"')
    ran = audit(
        ysq,
        written("甲-1,收,2025-03-03,a;b;c;d;e 甲-1,答,2025-04-01,", "[案号],环节,日期,备注;说明"),
        "--json",
        map_=map_,
    )
    assert found(ran) == LATE
