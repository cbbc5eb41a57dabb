"""Title: whose report it is and of which year, as its title, its first sentences or what is said beside it tell."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from .plain import plain_text
from .source import FILE_NAME, Grid, Source

_YEAR = r"(20[0-4]\d)\s*年?\s*度?"
_ORGAN = (
    r"[一-鿿（）()·]{1,28}?(?:人民政府办公[厅室]|人民政府|政府办公[厅室]|管理委员会|管委会|委员会|办事处|办公[厅室]|分局|支队|大队"
    r"|监督管理局|管理局|总局|局|厅|委|院|馆|中心|政府|总队|部|署|社|办)"
)
_REPORT = r"(?:的?\s*政府信息公开(?:工作)?(?:的)?(?:年度报告|工作报告|年报)|政务公开(?:工作)?年(?:度报告|报))"
_TITLES = (
    re.compile(rf"({_ORGAN})\s*(?:关于)?\s*{_YEAR}\s*{_REPORT}"),
    re.compile(rf"{_YEAR}\s*({_ORGAN})\s*{_REPORT}"),
    re.compile(rf"({_ORGAN})\s*政府信息公开(?:工作)?\s*{_YEAR}\s*(?:工作)?报告"),
    re.compile(rf"([一-鿿]{{2,24}}?)\s*(?:关于)?\s*{_YEAR}\s*{_REPORT}"),
)
_ACTS = "坚持|以|认真|深入|严格|按照|在|全面|紧紧|高度|始终|持续|切实|贯彻|根据|积极|不断|扎实|进一步|依法|共|主动|围绕|政府信息"
_SAYS = (
    re.compile(rf"{_YEAR},\s*({_ORGAN})(?:{_ACTS})"),
    re.compile(rf"(?:本报告|年度报告|报告)由\s*({_ORGAN})\s*(?:根据|按照|编制|依据)"),
    re.compile(rf"(?:^|[。;,\s])({_ORGAN})(?:根据|按照)《"),
)
_SAID = re.compile(r"(?:AGENCY|机关名称|编制单位|发布机构|发布单位|单位名称|机关)\s*[::]\s*([一-鿿][^|(（\n]{1,40})")
_SAID_YEAR = re.compile(r"(?:YEAR|报告年度|年度)\s*[::]\s*(20\d\d)")
_NAMED_YEAR = re.compile(rf"{FILE_NAME}: (20\d\d)")
_SPAN = re.compile(
    r"(20\d\d)\s*年\s*1\s*月\s*1\s*日\s*(?:起)?\s*(?:至|到|—|-|~)\s*(?:(20\d\d)\s*年)?\s*12\s*月\s*31\s*日"
)
_CITY = r"[一-鿿]{2,6}?(?:市|自治州|盟)"
_LOCAL = re.compile(r"[一-鿿]{1,8}?(?:区|县|旗|镇|乡|街道)")
_SPELLED = re.compile(r"二[〇○零][一二三四][〇○零一二三四五六七八九](?=\s*年)")
_ZEROS = re.compile(r"[○零]")
_NUMBERED = re.compile(r"(?:^|\s)[一二三四五六附]、\s*\Z")
_BEFORE = re.compile(r"[^一-鿿]|[由与是为在到向至请和及系]")


class Title(NamedTuple):
    """Whose report, of which year, and from where both are known (``title``, ``name`` of the file, ``text``, or nothing)."""

    agency: str | None
    year: int | None
    year_from: str | None = None


def title_of(source: Source) -> Title:
    """Return the agency and the year of a report, each None where nothing tells it."""
    text, said = _text(source), "\n".join(plain_text(hint) for hint in source.hints)
    heads = [found for body in (text, said) if (found := headed(body))]
    agency = _first(_SAID, said) or next((agency for agency, _ in heads if agency), None) or _spoken(text)
    titled = next((year for _, year in heads), None) or bare_title(text) or bare_title(said)
    guesses: tuple[tuple[int | None, str], ...] = (
        (titled or _caption(text) or _number(_SAID_YEAR, said) or _span(text) or _sheet(source), "title"),
        (_opening(text), "text"),
        (_number(_NAMED_YEAR, said), "name"),
        (_most_spoken(text), "text"),
    )
    year, year_from = next(((year, origin) for year, origin in guesses if year is not None), (None, None))
    own = _clean(agency)
    return Title(own if own is None or _first(_SAID, said) else _in_full(own, text), year, year_from)


def _in_full(agency: str, text: str) -> str:
    """Put the city before a county or district that the text names with it elsewhere: 淮安市洪泽区人民政府."""
    if not _LOCAL.match(agency):
        return agency
    cities = [
        match[1]
        for match in re.finditer(rf"(?=({_CITY})\s*{re.escape(agency)})", text)
        if match.start() == 0 or _BEFORE.match(text[match.start() - 1])
    ]
    return min(cities, key=len, default="") + agency


def _text(source: Source) -> str:
    """Return the running text; where a page is one table, its cells too."""
    parts = []
    for block in source.blocks:
        if isinstance(block, Grid):
            parts += [cell.text for row in block.rows for cell in row if len(cell.text) > 8]
        else:
            parts.append(block.text)
    return plain_text("\n".join(parts))


def _in_digits(text: str) -> str:
    """Write the years in digits that are spelled out: 二〇二三年."""
    return _SPELLED.sub(
        lambda year: "".join(str("〇一二三四五六七八九".index(_ZEROS.sub("〇", n))) for n in year[0]), text
    )


def headed(text: str) -> tuple[str | None, int] | None:
    """Return agency and year of a title, which may be cut over two lines; a heading above it is no agency."""
    text = _in_digits(text)
    for pattern in _TITLES:
        for found in pattern.finditer(text):
            first, second = found.groups()
            if first.isdecimal():
                return second, int(first)
            if not _NUMBERED.search(text, max(0, found.start() - 5), found.start()):
                return first, int(second)
    return None


def bare_title(text: str) -> int | None:
    """Return the year of a title that does not say whose report it is."""
    found = re.search(rf"{_YEAR}\s*{_REPORT}", text)
    return int(found[1]) if found else None


def _caption(text: str) -> int | None:
    """Return the year of the caption that a print of two years sets over each: 2023年报告."""
    found = re.search(rf"(?m)^\s*{_YEAR}\s*报告\s*$", text)
    return int(found[1]) if found else None


def _sheet(source: Source) -> int | None:
    """Return the year that a worksheet is named after."""
    names = {line.place.sheet for line in source.lines if line.place.sheet}
    years = {int(found[1]) for name in names if (found := re.fullmatch(r"\s*(20\d\d)\s*年?度?(?:年?报告?)?\s*", name))}
    return years.pop() if len(years) == 1 else None


def _spoken(text: str) -> str | None:
    for pattern in _SAYS:
        found = pattern.search(text)
        if found:
            return str(found.groups()[-1])
    return None


def _opening(text: str) -> int | None:
    """Return the year of the sentence with which a report begins: 2023年,某局坚持…; a file may be named after another."""
    found = _SAYS[0].search(text)
    return int(found[1]) if found else None


def _most_spoken(text: str) -> int | None:
    """Return the year that the prose names most often, where no other is named as often."""
    found = Counter(re.findall(r"(20[0-4]\d)\s*年", text)).most_common(2)
    if not found or (len(found) > 1 and found[0][1] == found[1][1]):
        return None
    return int(found[0][0])


def _span(text: str) -> int | None:
    found = _SPAN.search(text)
    return int(found[1]) if found and found[2] in (None, found[1]) else None


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.search(text)
    return str(found[1]) if found else None


def _number(pattern: re.Pattern[str], text: str) -> int | None:
    found = _first(pattern, text)
    return None if found is None else int(found)


def _clean(agency: str | None) -> str | None:
    if agency is None:
        return None
    return re.sub(r"^(?:关于|首页|当前位置|政府信息公开年报|[\s\-—:()]+)+|\s+", "", agency).strip("、,。:") or None
