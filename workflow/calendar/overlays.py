"""Local overlays: days that a place, or the organs in it, arranged differently from the whole country.

An overlay can give a day off, work a weekend day, and cancel a make-up day of a national notice. Legal
ground: 全国年节及纪念日放假办法 Art. 4 for the festivals of minorities; approval by the State Council for
great events. Whether a local day off lengthens a time limit of the 条例 is for the user to decide, so
nothing here applies unasked.

These are examples out of press and secondary reports, not a complete table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import TypeAlias

import attrs

from ..errors import YishenqingError
from ..words import Words
from .notices import Notice, NoticedDay, as_days, read_break

# A block: region | name | scope; year | day of issue, if known; instrument; source; then the breaks.
_TEXT = """
beijing-2014-central|北京|在京中央和国家机关、事业单位、社会团体；北京市机关、事业单位、社会团体
2014|2014-10-09
经国务院批准的APEC会议期间调休放假通告（2014-10-09）
news.fjsen.com/2014-10/09 (中新网); 新华社
APEC会议 11/7 11/10-11/12 上班 11/2 11/15

hubei|湖北|全省
2020|2020-02-01
湖北省人民政府办公厅关于延长2020年春节假期的通知（2020-02-01，经国务院批准）
新华社 szb.gansudaily.com.cn 2020-02-02
春节 2/3-2/13

hangzhou|杭州九城区|在杭中央部属、省级、市区机关事业单位社会团体；桐庐、淳安、建德、临安除外
2016|
杭政办函〔2016〕75号
m.78911.com.cn 转载全文
G20峰会 9/1-9/7 上班 8/28 9/10 9/11

shanghai|上海|市政府机关、学校、社会团体
2018|2018-10-11
上海市政府通知 2018-10-11（首届进博会）
leaders-online.jp NNA 2018-10-12
进博会 11/5-11/6 上班 11/3 11/11

shanghai|上海|行政机关等
2019|
第二届进博会调休
shanghai.guidebook.jp
进博会 11/4-11/5 上班 11/2 11/9

guangxi|广西|全区公民
2017|2017-02-10
广西壮族自治区人民政府令第98号；2017年“壮族三月三”放假通知（2017-02-10）
huaxiashiwen.com 转载
壮族三月三 3/30 3/31 4/1 上班 4/8

guangxi|广西|全区公民
2021|
2021年“壮族三月三”放假安排
zhinanshenghuo.com
壮族三月三 4/14-4/16 上班 4/18

guangxi|广西|全区公民
2023|
2023年“壮族三月三”放假的通知（令第98号）
xwmpso.com 转载
壮族三月三 4/21

guangxi|广西|全区公民
2024|
广西壮族自治区人民政府办公厅关于2024年“壮族三月三”放假的通知
lzdww.com 转载
壮族三月三 4/11-4/12

ningxia|宁夏|全区
2016|
宁夏回族自治区人民政府办公厅 2016 节假日通知（古尔邦节）
gxscse.com 转载
古尔邦节 9/12-9/14 上班 9/10

xinjiang|新疆|全区
2022|
新疆2022年节假日放假安排（肉孜节、古尔邦节）
m.how234.com 转载
肉孜节 5/5
古尔邦节 7/11-7/13

lhasa|拉萨|驻市各单位
2026|2026-01-28
拉萨市人民政府办公室2026年春节、藏历新年放假安排（2026-01-28）
中新社 转载
藏历新年 2/24-2/26

liangshan|凉山州|全州
2021|
凉山州2021年火把节放假安排
qsbxgb.com 转载
火把节 8/2-8/6 上班 7/31

xishuangbanna|西双版纳州|州直及驻州单位
2018|
西政办电〔2017〕42号（州庆、泼水节）
m.liuxuequn.com 转载全文
州庆 1/22-1/26 上班 1/20 1/21
泼水节 4/12-4/16
"""


@attrs.frozen
class Overlay:
    """One local arrangement: for which ``region``, over whom (``scope``), by which ``instrument``.

    ``days`` holds ``(day, working, occasion)``, as in a notice. ``issued`` is the day from which it is known,
    None where the report does not say. ``status`` tells how far to trust it: ``press/secondary`` means that
    the instrument itself was not seen.
    """

    region: str
    name: str
    scope: str = attrs.field(kw_only=True)
    instrument: str = attrs.field(kw_only=True)
    days: tuple[NoticedDay, ...] = attrs.field(kw_only=True, converter=as_days)
    issued: date | None = attrs.field(kw_only=True, default=None)
    source: str = attrs.field(kw_only=True, default="")
    status: str = attrs.field(kw_only=True, default="press/secondary")


Arrangement: TypeAlias = Notice | Overlay
"""What can be laid over a calendar: the State Council's word, or a place's own."""


class UnknownRegion(YishenqingError):
    """No overlay is kept for ``region``; ``known`` lists those that are."""

    def __init__(self, region: str, known: tuple[str, ...]) -> None:
        self.region, self.known = region, known
        super().__init__(
            Words(
                f"没有地区 {region!r} 的日历；现有：{'、'.join(known)}",
                f"no overlay for region {region!r}; known are {', '.join(known)}",
            )
        )


def overlays(region: str) -> tuple[Overlay, ...]:
    """Return the overlays of *region*, such as ``guangxi``, oldest first; raise UnknownRegion if none."""
    found = tuple(overlay for overlay in _overlays() if overlay.region == region)
    if not found:
        raise UnknownRegion(region, tuple(regions()))
    return found


def regions() -> Mapping[str, str]:
    """Return the regions for which overlays are kept, each with its Chinese name."""
    return {overlay.region: overlay.name for overlay in _overlays()}


@cache
def _overlays() -> tuple[Overlay, ...]:
    return tuple(_read(_TEXT))


def _read(text: str) -> Iterator[Overlay]:
    for block in text.strip().split("\n\n"):
        place, time, instrument, source, *breaks = block.splitlines()
        region, name, scope = place.split("|")
        year, issued = time.split("|")
        yield Overlay(
            region,
            name,
            scope=scope,
            instrument=instrument,
            days=[day for line in breaks for day in read_break(line, int(year))],
            issued=date.fromisoformat(issued) if issued else None,
            source=source,
        )
