"""The days off that the statute gives by itself, before any notice arranges them.

Source: 全国年节及纪念日放假办法 Art. 2, as revised in 2007 (11 days, with 除夕), 2013 (11 days, without)
and 2024 (13 days, in force for 2025 and after).
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from ..errors import NotCovered
from ..words import Words

# Month and day in each year of 除夕 (the eve of 春节), 清明, 端午 and 中秋.
_MOVING = """
2008 0206 0404 0608 0914
2009 0125 0404 0528 1003
2010 0213 0405 0616 0922
2011 0202 0405 0606 0912
2012 0122 0404 0623 0930
2013 0209 0404 0612 0919
2014 0130 0405 0602 0908
2015 0218 0405 0620 0927
2016 0207 0404 0609 0915
2017 0127 0404 0530 1004
2018 0215 0405 0618 0924
2019 0204 0405 0607 0913
2020 0124 0404 0625 1001
2021 0211 0404 0614 0921
2022 0131 0405 0603 0910
2023 0121 0405 0622 0929
2024 0209 0404 0610 0917
2025 0128 0404 0531 1006
2026 0216 0405 0619 0925
2027 0205 0405 0609 0915
2028 0125 0404 0528 1003
2029 0212 0404 0616 0922
2030 0202 0405 0605 0912
2031 0122 0405 0624 1001
2032 0210 0404 0612 0919
2033 0130 0404 0601 0908
2034 0218 0405 0620 0927
2035 0207 0405 0610 0916
2036 0127 0404 0530 1004
2037 0214 0404 0618 0924
2038 0203 0405 0607 0913
2039 0123 0405 0527 1002
2040 0211 0404 0614 0920
2041 0131 0404 0603 0910
2042 0121 0404 0622 0928
2043 0209 0405 0611 0917
2044 0129 0404 0531 1005
2045 0216 0404 0619 0925
2046 0205 0404 0608 0915
2047 0125 0405 0529 1004
2048 0213 0404 0615 0922
2049 0201 0404 0604 0911
2050 0122 0404 0623 0930
"""

_ENGLISH = {
    "元旦": "New Year's Day",
    "春节": "Spring Festival",
    "春节（除夕）": "Spring Festival (eve)",
    "春节（初一）": "Spring Festival (first day)",
    "春节（初二）": "Spring Festival (second day)",
    "春节（初三）": "Spring Festival (third day)",
    "清明节": "Qingming Festival",
    "劳动节": "Labour Day",
    "“五一”国际劳动节": "International Labour Day",
    "端午节": "Dragon Boat Festival",
    "中秋节": "Mid-Autumn Festival",
    "国庆节": "National Day",
    "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日": "70th anniversary of victory in the war",
}


@cache
def statutory_days(year: int) -> tuple[tuple[date, str], ...]:
    """Return the statutory days off of *year* with their festivals: 11 of them, or 13 from 2025.

    A day stands twice when two festivals meet (中秋 on 1 October): both are owed. Weekends are included;
    the statute owes a weekday in their place (补假, Art. 6) but does not say which. Raise NotCovered
    outside 2008–2050.
    """
    if year not in _moving():
        words = Words(f"没有 {year} 年的农历节日数据", f"no lunar festivals are known for {year}")
        raise NotCovered(date(year, 1, 1), words)
    eve, qingming, duanwu, mid_autumn = _moving()[year]
    return (
        (date(year, 1, 1), "元旦"),
        *((eve + timedelta(n), f"春节（{name}）") for n, name in _spring_days(year)),
        (qingming, "清明节"),
        *((date(year, 5, n), "劳动节") for n in ((1, 2) if year >= 2025 else (1,))),
        (duanwu, "端午节"),
        (mid_autumn, "中秋节"),
        *((date(year, 10, n), "国庆节") for n in (1, 2, 3)),
    )


def festival_words(names: str) -> Words:
    """Say *names*, festivals joined by 、, in both languages; an unknown name stays Chinese."""
    return Words(names, " and ".join(_ENGLISH.get(name, name) for name in names.split("、")))


def _spring_days(year: int) -> list[tuple[int, str]]:
    """Return the days of 春节 that are off in *year*, counted from 除夕, which is 0."""
    days = list(enumerate(("除夕", "初一", "初二", "初三")))
    if year >= 2025:
        return days
    return days[1:] if year >= 2014 else days[:3]


@cache
def _moving() -> dict[int, tuple[date, ...]]:
    rows = [list(map(int, line.split())) for line in _MOVING.split("\n") if line]
    return {year: tuple(date(year, *divmod(day, 100)) for day in days) for year, *days in rows}
