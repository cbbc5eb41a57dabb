"""The overview of the working days: the notices, the local arrangements, and what the register loaded."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from desk import printing
from desk.text_tables import TextTable
from persistence.arrangements import Recorded
from persistence.codec import time_to
from workflow.calendar import Arrangement, Notice, Overlay, WorkCalendar, regions
from workflow.calendar.workdays import LAST
from workflow.case import BEIJING

from .language import lang, say

DOUBT = printing.STYLES["provisional"]


def first_missing_year(calendar: WorkCalendar) -> int | None:
    """Return the first year whose notice is missing; None where a calendar does not reach it."""
    year = calendar.missing_year(calendar.confirmed_until + timedelta(1))
    return year if year is not None and year <= LAST.year else None


def unknown_years(calendar: WorkCalendar) -> list[int]:
    """Return the years with a notice of which the region's own days off are not known."""
    return [year for year in calendar.local_unknown if year <= calendar.confirmed_until.year]


def _year_runs(years: Iterable[int]) -> list[str]:
    """Write *years* in order, runs of neighbours as first–last."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return [f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs]


def overview_json(calendar: WorkCalendar, own: Sequence[Recorded]) -> dict[str, Any]:
    loaded = {recorded.arrangement for recorded in own}
    return {
        "calendar": calendar.id,
        "confirmed_until": calendar.confirmed_until.isoformat(),
        "missing": first_missing_year(calendar),
        "local_unknown": unknown_years(calendar),
        "notices": [notice_json(notice, loaded) for notice in calendar.notices],
        "overlays": [_overlay_json(overlay, loaded) for overlay in calendar.overlays],
        "arrangements": [
            {
                "seq": recorded.seq,
                "recorded_at": time_to(recorded.recorded_at),
                "name": name_of(recorded.arrangement),
                "moved": [move.as_json() for move in recorded.moved],
            }
            for recorded in own
        ],
    }


def notice_json(notice: Notice, loaded: Container[Arrangement]) -> dict[str, Any]:
    return {
        "year": notice.year,
        "number": notice.number,
        "issued": notice.issued.isoformat(),
        "days_off": count_of(notice, False),
        "days_worked": count_of(notice, True),
        "loaded": notice in loaded,
    }


def _overlay_json(overlay: Overlay, loaded: Container[Arrangement]) -> dict[str, Any]:
    return {
        "region": overlay.region,
        "name": overlay.name,
        "scope": overlay.scope,
        "instrument": overlay.instrument,
        "issued": overlay.issued.isoformat() if overlay.issued else None,
        "days_off": count_of(overlay, False),
        "days_worked": count_of(overlay, True),
        "status": overlay.status,
        "loaded": overlay in loaded,
    }


def overview(calendar: WorkCalendar, own: Sequence[Recorded] = ()) -> Iterator[RenderableType]:
    """Yield the sources of *calendar*: its notices, its overlays, and those loaded into the register."""
    yield Text(say(f"日历 {calendar.id}", f"Calendar {calendar.id}"), style="bold")
    yield Text(say(f"确认至 {calendar.confirmed_until}", f"Confirmed until {calendar.confirmed_until}"))
    for lacks in _unknown(calendar):
        yield Text(lacks, style=DOUBT)
    yield Text("")
    yield _notices_table(calendar.notices)
    yield Text("")
    if calendar.overlays:
        yield Text(say("地方安排", "Local arrangements"), style="bold")
        yield _overlays_table(calendar.overlays)
    else:
        listed = say("、", ", ").join(f"{code}（{zh}）" if lang() == "zh" else code for code, zh in regions().items())
        none = say(f"不含地方放假；可用 --region：{listed}", f"No local days off; --region takes: {listed}")
        yield Text(none, style="dim")
    if own:
        yield Text("")
        yield Text(say("本登记簿自行载入", "Loaded into this register"), style="bold")
        yield _own_table(own)


def _unknown(calendar: WorkCalendar) -> Iterator[str]:
    """Say which notice and which local days off are not known, where some are not."""
    missing = first_missing_year(calendar)
    if missing is not None:
        yield say(
            f"缺 {missing} 年放假安排的通知：{calendar.confirmed_until} 之后的日期是推定的",
            f"The notice for {missing} is missing: days after {calendar.confirmed_until} are provisional",
        )
    if years := _year_runs(unknown_years(calendar)):
        yield say(
            f"地方放假未知（暂定）：{'、'.join(years)}", f"Local days off unknown (provisional): {', '.join(years)}"
        )


def _notices_table(notices: Iterable[Notice]) -> TextTable:
    table = TextTable(say("年 文号 发文日 放假 调休上班", "year number issued off worked").split(), right=(0, 3, 4))
    seen: set[int] = set()
    for notice in notices:
        amending = say("（修改）", " (amends)") if notice.year in seen else ""
        seen.add(notice.year)
        table.add(str(notice.year), notice.number + amending, str(notice.issued), *counts_of(notice))
    return table


def _overlays_table(overlays: Iterable[Overlay]) -> TextTable:
    table = TextTable(
        say("地区 文件 发文日 放假 调休上班", "region instrument issued off worked").split(), right=(3, 4)
    )
    for overlay in overlays:
        place = overlay.name if lang() == "zh" else overlay.region
        issued = str(overlay.issued or say("不详", "unknown"))
        table.add(place, f"{overlay.instrument}〔{overlay.scope}〕", issued, *counts_of(overlay))
    return table


def _own_table(own: Iterable[Recorded]) -> TextTable:
    table = TextTable(say("# 载入日 安排 变动期限", "# loaded arrangement moved").split(), right=(0, 3))
    for seq, recorded_at, arrangement, moved in own:
        day = recorded_at.astimezone(BEIJING).date()
        table.add(str(seq), str(day), name_of(arrangement), str(len(moved)))
    return table


def name_of(arrangement: Arrangement) -> str:
    return arrangement.number if isinstance(arrangement, Notice) else f"{arrangement.name} {arrangement.instrument}"


def count_of(arrangement: Arrangement, worked: bool) -> int:
    return sum(working is worked for _, working, _ in arrangement.days)


def counts_of(arrangement: Arrangement) -> tuple[str, str]:
    return str(count_of(arrangement, False)), str(count_of(arrangement, True))
