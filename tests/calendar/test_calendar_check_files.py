"""What may be laid over a calendar: the rules for a notice in its place, for an overlay, and for the files of both."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from datetime import date

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.calendars import BadArrangement, read_arrangement
from persistence.arrangements import arrangement_to
from workflow.calendar import (
    Arrangement,
    BrokenArrangement,
    Notice,
    Overlay,
    check_arrangement,
    china,
    laid_over,
    notices,
    overlays,
    regions,
)
from workflow.calendar.notices import NoticedDay

OF_2026 = next(notice for notice in notices() if notice.year == 2026)
BEFORE = china(known_on=date(2025, 11, 3))
ALL_OVERLAYS = [overlay for region in regions() for overlay in overlays(region)]


def local(*days: NoticedDay, region: str = "lhasa", instrument: str = "拉政办〔2026〕9号") -> Overlay:
    return Overlay(region, "拉萨", scope="全市", instrument=instrument, days=days)


def off(year: int, month: int, day: int) -> NoticedDay:
    return date(year, month, day), False, "节日"


def worked(year: int, month: int, day: int) -> NoticedDay:
    return date(year, month, day), True, "节日"


def as_csv(rows: Iterable[dict[str, object]]) -> bytes:
    listed = list(rows)
    text = io.StringIO()
    writer = csv.DictWriter(text, list(listed[0]))
    writer.writeheader()
    writer.writerows(listed)
    return text.getvalue().encode()


def notice_rows(notice: Notice) -> list[dict[str, object]]:
    head = {"notice_year": notice.year, "notice_no": notice.number, "issued": notice.issued}
    return [
        {"date": day, "is_workday": int(working), "festival": festival, **head, "posted_gov_cn": notice.posted}
        for day, working, festival in notice.days
    ]


def overlay_rows(overlay: Overlay) -> list[dict[str, object]]:
    head = {"region": overlay.name, "scope": overlay.scope, "instrument": overlay.instrument}
    more = {"source": overlay.source, "status": overlay.status, "issued": overlay.issued or ""}
    return [{**head, "date": d, "is_workday": int(w), "festival": f, **more} for d, w, f in overlay.days]


# -- in its place ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("notice", notices(), ids=lambda notice: notice.number)
def test_each_notice_finds_its_place(notice: Notice) -> None:
    """Each notice of the release could be laid over the calendar of the day before it was issued."""
    known = china(known_on=date.fromordinal(notice.issued.toordinal() - 1))
    amends = any(other.year == notice.year for other in known.notices)
    check_arrangement(notice, known, amends)
    assert laid_over(known, notice).revision == china(known_on=notice.issued).revision
    with pytest.raises(BrokenArrangement, match="--amends" if amends else "无可修改"):
        check_arrangement(notice, known, not amends)


@pytest.mark.parametrize("overlay", ALL_OVERLAYS, ids=lambda overlay: overlay.instrument)
def test_each_overlay_changes_every_day_that_it_lists(overlay: Overlay) -> None:
    """Each overlay of the release keeps the rules, and is refused when it is loaded twice."""
    check_arrangement(overlay, china())
    with pytest.raises(BrokenArrangement, match="已经载入"):
        check_arrangement(overlay, laid_over(china(), overlay))


def test_nothing_laid_over_is_the_calendar_itself() -> None:
    assert laid_over(china()) is china()


def test_an_amendment_is_not_older_than_what_it_amends() -> None:
    """A notice that was issued before the year's arrangement cannot amend it."""
    early = attrs.evolve(OF_2026, number="早", issued=date(2025, 11, 3))
    with pytest.raises(BrokenArrangement, match="早于"):
        check_arrangement(early, china(), amends=True)


@pytest.mark.parametrize("year", [2007, 2051])
def test_a_year_outside_the_calendar(year: int) -> None:
    with pytest.raises(BrokenArrangement, match="不在日历的范围内"):
        check_arrangement(Notice(year, "某", issued=date(2026, 1, 1), posted=date(2026, 1, 1), days=[]), china())


@pytest.mark.parametrize(
    ("days", "said", "at"),
    [
        ((off(2026, 3, 7),), "本来就放假", date(2026, 3, 7)),
        ((worked(2026, 3, 9),), "本来就上班", date(2026, 3, 9)),
        ((off(2026, 2, 17),), "本来就放假", date(2026, 2, 17)),
        ((worked(2026, 2, 14),), "本来就上班", date(2026, 2, 14)),
        ((off(2026, 3, 9), off(2026, 3, 9)), "列了两次", date(2026, 3, 9)),
        ((off(2026, 3, 9), worked(2026, 3, 9)), "既放假又上班", date(2026, 3, 9)),
        ((worked(2026, 10, 1),), "不能定为上班", date(2026, 10, 1)),
        ((off(2051, 3, 9),), "不在日历的范围内", date(2051, 3, 9)),
        ((off(2007, 3, 9),), "不在日历的范围内", date(2007, 3, 9)),
    ],
)
def test_a_bad_overlay_names_the_day(days: tuple[NoticedDay, ...], said: str, at: date) -> None:
    """Every rule for an overlay, broken once: the message says which, and the error has the day."""
    with pytest.raises(BrokenArrangement, match=said) as caught:
        check_arrangement(local(*days), china())
    assert caught.value.day == at
    assert str(at) in caught.value.message("en")


def test_an_overlay_may_cancel_a_make_up_day() -> None:
    """What the country works on a Saturday, a place may have off (Guangxi did in 2017)."""
    check_arrangement(local(off(2026, 2, 14)), china())


# -- files ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("newline", [b"\r\n", b"\n"])
@pytest.mark.parametrize("notice", notices(), ids=lambda notice: notice.number)
def test_each_notice_read_from_csv(notice: Notice, newline: bytes, bom: bytes) -> None:
    """The columns of the data file give every notice back, whatever ends the lines and with or without BOM."""
    data = bom + as_csv(notice_rows(notice)).replace(b"\r\n", newline)
    draft = read_arrangement(data, "a.csv")
    assert draft.arrangement == notice
    assert draft.lines == {day: n for n, (day, *_) in enumerate(notice.days, 2)}


@pytest.mark.parametrize("arrangement", [*notices(), *ALL_OVERLAYS], ids=lambda a: getattr(a, "number", ""))
def test_each_arrangement_read_from_json(arrangement: Arrangement) -> None:
    """JSON as the register keeps it is JSON as a file may have it."""
    data = json.dumps(arrangement_to(arrangement), ensure_ascii=False).encode()
    assert read_arrangement(data, "a.json").arrangement == arrangement


@pytest.mark.parametrize("overlay", ALL_OVERLAYS, ids=lambda overlay: overlay.instrument)
def test_each_overlay_read_from_csv(overlay: Overlay) -> None:
    """A region may be given by its Chinese name."""
    assert read_arrangement(as_csv(overlay_rows(overlay)), "a.csv").arrangement == overlay


def test_a_new_region_brings_its_code_and_name() -> None:
    """A place that the release does not know can be given, in code and name."""
    known = arrangement_to(local(off(2026, 9, 3), region="yanbian"))
    new = read_arrangement(json.dumps(known | {"name": "延边州"}).encode(), "a.json").arrangement
    assert isinstance(new, Overlay)
    assert (new.region, new.name) == ("yanbian", "延边州")
    assert laid_over(china(), new).id == "cn-yanbian@2026"
    for changes in ({"name": ""}, {"region": "延边"}):
        with pytest.raises(BadArrangement, match="没有地区"):
            read_arrangement(json.dumps(known | changes).encode(), "a.json")


def test_number_and_issue_beside_the_file() -> None:
    """They stand in for what the file lacks, and may not contradict it."""
    rows = [
        {k: v for k, v in row.items() if k not in ("notice_no", "issued", "posted_gov_cn")}
        for row in notice_rows(OF_2026)
    ]
    for given_number, given_issue, lacks in ((None, OF_2026.issued, "--number"), (OF_2026.number, None, "--issued")):
        with pytest.raises(BadArrangement, match=lacks):
            read_arrangement(as_csv(rows), "a.csv", given_number, given_issue)
    assert read_arrangement(as_csv(rows), "a.csv", OF_2026.number, OF_2026.issued).arrangement == OF_2026
    with pytest.raises(BadArrangement, match="不同"):
        read_arrangement(as_csv(notice_rows(OF_2026)), "a.csv", "另一号")


@pytest.mark.parametrize(
    ("old", "new", "said", "line"),
    [
        ("2026-01-02", "2026-W01-5", "写作 2025-03-03", 3),
        ("2026-01-02", "２０２６-01-02", "写作 2025-03-03", 3),
        ("2026-01-02,0", "2026-01-02,是", "0 或 1", 3),
        ("2026-01-02,0,元旦", "2026-01-02,0,", "没有写明节日", 3),
        ("2026-01-02,0,元旦", "2026-01-02,0", "个字段", 3),
        ("2026-01-02,0,元旦", '2026-01-02,0,"元旦', "CSV 有误", None),
        ("2026-01-02,0,元旦,2026", "2026-01-02,0,元旦,2025", "一份安排", 3),
        (",2026,", ",二〇二六,", "四位年份", 2),
        ("is_workday", "festival", "出现两次", 1),
    ],
)
def test_a_bad_line_is_named(old: str, new: str, said: str, line: int | None) -> None:
    """What cannot be read is refused with the line that it stands in."""
    data = as_csv(notice_rows(OF_2026)).decode()
    changed = data.replace(old, new) if old == ",2026," else data.replace(old, new, 1)
    with pytest.raises(BadArrangement, match=said) as caught:
        read_arrangement(changed.encode(), "a.csv")
    if line is not None:
        assert caught.value.line == line
        assert f"a.csv 第 {line} 行" in str(caught.value)


def test_a_file_saved_by_a_chinese_spreadsheet_is_taken() -> None:
    """Days stand there as 2026/1/2, and the bytes are those of GB 18030."""
    data = as_csv(notice_rows(OF_2026)).decode("utf-8-sig")
    saved = re.sub(r"(\d{4})-0?(\d+)-0?(\d+)", r"\1/\2/\3", data)
    assert "2026/1/2," in saved
    assert read_arrangement(saved.encode("gb18030"), "a.csv").arrangement == OF_2026


@pytest.mark.parametrize("change", [(date(2026, 3, 9), True, "春节"), (date(2026, 3, 7), False, "春节")])
def test_a_broken_rule_names_the_line_of_the_day(change: NoticedDay) -> None:
    """A weekday worked, a weekend off: the rule comes with the line of the file."""
    bad = attrs.evolve(OF_2026, days=[*OF_2026.days, change])
    draft = read_arrangement(as_csv(notice_rows(bad)), "a.csv")
    with pytest.raises(BadArrangement) as caught, draft.naming_lines():
        check_arrangement(draft.arrangement, BEFORE)
    assert caught.value.line == len(bad.days) + 1
    assert str(change[0]) in str(caught.value)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"year": "2026"}, "四位年份"),
        ({"year": True}, "四位年份"),
        ({"number": 7}, "number"),
        ({"issued": "2025-11-31"}, "issued"),
        ({"posted": "昨天"}, "posted"),
        ({"days": {}}, "days"),
        ({"days": [7]}, "days"),
        ({"days": [{"date": "2026-01-01", "working": 0, "festival": "元旦"}]}, "true 或 false"),
        ({"days": [{"date": "2026-02-29", "working": False, "festival": "元旦"}]}, "2026-02-29"),
        ({"days": [{"date": "2026-01-01", "working": False}]}, "没有写明节日"),
        ({"days": [{"date": "2026-01-01", "working": False, "note": ""}]}, "note"),
    ],
)
def test_a_bad_field_is_named(changes: dict[str, object], said: str) -> None:
    """JSON has no lines to name; the field is."""
    values = arrangement_to(OF_2026) | changes
    with pytest.raises(BadArrangement, match=said):
        read_arrangement(json.dumps(values).encode(), "a.json")


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@settings(deadline=None, max_examples=300)
def test_anything_is_read_or_refused(data: bytes) -> None:
    """No file, whatever is in it, gives anything but an arrangement or our own complaint."""
    with pytest.raises(BadArrangement):
        read_arrangement(data, "a.csv")


@given(st.sampled_from(OF_2026.days))
@settings(deadline=None)
def test_any_day_left_out_or_turned_round_is_found(noticed: NoticedDay) -> None:
    """No day of the notice for 2026 can be forgotten or mistaken for its contrary unseen."""
    day, working, festival = noticed
    rest = [d for d in OF_2026.days if d != noticed]
    for days in (rest, [*rest, (day, not working, festival)]):
        with pytest.raises(BrokenArrangement):
            check_arrangement(attrs.evolve(OF_2026, days=days), BEFORE)
