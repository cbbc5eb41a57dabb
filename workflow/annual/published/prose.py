"""Prose figures: what the sentences of a report count, and whether its tables count the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from ...words import Words
from ..grid import Key, Table
from .elsewhere import is_elsewhere
from .notes import Note, at
from .source import Place

_FAR = 120  # characters before a figure in which its sentence may begin
_N = r"(?:共|总计|合计|累计|案件|申请|了|为|约|是|:|,)?(?P<n>\d[\d,]*)(?:件|宗|份|条|起|例)"
_REFUSED = tuple(
    f"refused_{name}"
    for name in [
        "state_secret",
        "by_law",
        "security_stability",
        "third_party",
        "internal_affairs",
        "deliberative",
        "enforcement_file",
        "registry_query",
    ]
)
_UNAVAILABLE = ("unavailable_not_held", "unavailable_needs_creation", "unavailable_still_unclear")
_NOT_PROCESSED = tuple(
    f"not_processed_{x}" for x in ["petition", "repeat", "publication", "excessive", "reconfirmation"]
)
_OTHER = ("lapsed_clarification", "lapsed_fee", "other")
_RECEIVED, _INFLOW = ("received",), ("received", "brought_forward")
_DIRECT, _AFTER = "litigation_direct", "litigation_after_reconsideration"


class Claim(NamedTuple):
    """A kind of sentence: its pattern, what it counts, and the rows and the column whose sum it may mean.

    ``sums`` are alternatives: 受理 may or may not hold what was brought forward.
    """

    pattern: re.Pattern[str]
    words: Words
    table: str
    sums: tuple[tuple[str, ...], ...]
    column: str = "total"


def _claim(
    pattern: str, zh: str, en: str, *sums: tuple[str, ...], table: str = "table3", column: str = "total"
) -> Claim:
    return Claim(re.compile(pattern.replace("{N}", _N)), Words(zh, en), table, sums, column)


_ASKED = r"(?:政府信息公开|信息公开|依申请公开(?:政府信息)?|依申请)(?:的)?(?:申请)?(?:案件|事项)?"
CLAIMS = (
    _claim(
        rf"(?:受理|收到|新收|接收|收办)(?:的|各类|群众|公民|社会)?(?:到)?{_ASKED}{{N}}",
        "收到申请",
        "requests received",
        _RECEIVED,
        _INFLOW,
    ),
    _claim(
        r"(?:收到|受理)(?P<n>\d+)件(?:政府信息公开|依申请公开)?申请",
        "收到申请",
        "requests received",
        _RECEIVED,
        _INFLOW,
    ),
    _claim(
        r"(?:答复|办结)(?:政府信息公开|信息公开|依申请公开)?(?:申请)?{N}", "办结", "concluded", ("concluded_total",)
    ),
    _claim(r"上年(?:度)?结转(?:的)?(?:申请|政府信息公开申请)?{N}", "上年结转", "brought forward", ("brought_forward",)),
    _claim(
        r"(?<!上年)(?<!上年度)(?:结转下(?:一)?年(?:度)?|转下年度)(?:继续)?(?:办理|答复)?{N}",
        "结转下年度",
        "carried forward",
        ("carried_forward",),
    ),
    _claim(
        r"(?P<n>\d+)件(?:申请)?(?:按照[^,。;]{0,10})?(?:结转|顺延|转)(?:到|至)?下(?:一)?年度",
        "结转下年度",
        "carried forward",
        ("carried_forward",),
    ),
    _claim(r"(?<!部分公开和)(?<!不)予以公开{N}", "予以公开", "granted", ("granted",)),
    _claim(
        r"予以公开(?:及|和|、|或)部分公开{N}",
        "予以公开及部分公开",
        "granted or partly granted",
        ("granted", "partly_granted"),
    ),
    _claim(r"(?<![及和、或])部分公开{N}", "部分公开", "partly granted", ("partly_granted",)),
    _claim(r"不予公开{N}", "不予公开", "refused", _REFUSED),
    _claim(r"无法提供{N}", "无法提供", "unavailable", _UNAVAILABLE),
    _claim(r"不予处理{N}", "不予处理", "not processed", _NOT_PROCESSED),
    _claim(r"其他处理(?:\([^)]*\))?{N}", "其他处理", "other handling", _OTHER),
    _claim(r"自然人(?:申请)?{N}", "自然人", "natural persons", _RECEIVED, _INFLOW, column="natural_person"),
    _claim(r"商业企业(?:申请)?{N}", "商业企业", "businesses", _RECEIVED, _INFLOW, column="business"),
    _claim(
        r"行政复议(?:案件|申请)?(?P<n>\d+)[件起宗]", "行政复议", "reconsideration", ("reconsideration",), table="table4"
    ),
    _claim(
        r"(?<!复议)(?<!复议和)(?<!复议、)(?:行政诉讼|诉讼)(?:案件)?(?P<n>\d+)[件起宗]",
        "行政诉讼",
        "litigation",
        (_DIRECT, _AFTER),
        table="table4",
    ),
    _claim(
        r"行政复议(?:和|及|、|或|与)(?:行政)?诉讼(?:案件)?(?P<n>\d+)[件起宗]",
        "行政复议和诉讼",
        "reconsideration and litigation",
        ("reconsideration", _DIRECT, _AFTER),
        table="table4",
    ),
    _claim(
        r"制发(?:的)?(?:行政)?规范性文件(?:共)?(?P<n>\d+)[件份]",
        "制发规范性文件",
        "documents issued",
        ("normative_document",),
        table="table2",
        column="issued",
    ),
    _claim(
        r"废止(?:的)?(?:行政)?规范性文件(?:共)?(?P<n>\d+)[件份]",
        "废止规范性文件",
        "documents abolished",
        ("normative_document",),
        table="table2",
        column="abolished",
    ),
    _claim(
        r"现行有效(?:的)?(?:行政)?规范性文件(?:共)?(?P<n>\d+)[件份]",
        "现行有效规范性文件",
        "documents in force",
        ("normative_document",),
        table="table2",
        column="in_force",
    ),
)


class Said(NamedTuple):
    """A figure in the prose: what it claims, the number, its place, the words around it and those before them."""

    claim: Claim
    number: int
    place: Place
    quote: str
    before: str = ""


def said_in(prose: Iterable[tuple[str, Place]]) -> list[Said]:
    """Return the figures that the prose gives of what the tables count, in order."""
    text, places = _joined(prose)
    found = []
    for claim in CLAIMS:
        for match in claim.pattern.finditer(text):
            number, start = int(match["n"].replace(",", "")), match.start()
            before = text[max(0, start - _FAR) : start]
            found.append((start, Said(claim, number, places[match.start("n")], match[0], before)))
    return [said for _, said in sorted(found, key=lambda each: each[0])]


def claims(said: Iterable[Said], table: str) -> dict[Key, set[int]]:
    """Return the numbers that the prose gives for single cells of *table*."""
    found: dict[Key, set[int]] = {}
    for each in said:
        if each.claim.table == table and len(each.claim.sums) == len(each.claim.sums[0]) == 1:
            found.setdefault((each.claim.sums[0][0], each.claim.column), set()).add(each.number)
    return found


def _joined(prose: Iterable[tuple[str, Place]]) -> tuple[str, list[Place]]:
    """Join lines without their spaces: a sentence runs over lines. Remember the place of each character."""
    text, places = [], []
    for line, place in prose:
        for character in line.replace("\x00", ""):
            if not character.isspace():
                text.append(character)
                places.append(place)
    return "".join(text), places


class Differing(NamedTuple):
    """A figure of the prose that no reading of the tables can give: what they count, each way once.

    ``whole`` is False where cells are empty, so that the tables count at least as much.
    """

    said: Said
    sums: tuple[int, ...]
    whole: bool

    @property
    def counted(self) -> Words:
        """Say what the tables count."""
        least = Words("", "") if self.whole else Words("至少 ", "at least ")
        zh, en = ("或".join(map(str, self.sums)), " or ".join(map(str, self.sums)))
        return Words(f"{least.zh}{zh}", f"{least.en}{en}")


def differing(said: Iterable[Said], tables: Mapping[str, Table[Any]]) -> Iterator[Differing]:
    """Yield the figures of the prose that no reading of the *tables*, by name, can give.

    Where cells are empty, the sum of those known is the least that the table can count, and only a figure
    below it differs for certain.
    """
    for each in said:
        table = tables.get(each.claim.table)
        if table is None or is_elsewhere(each.claim.sums[0][0], each.before, each.quote, table.year):
            continue
        sums = [_sum(table, rows, each.claim.column) for rows in each.claim.sums]
        if not any(_agrees(each.number, *known) for known in sums):
            ways = tuple(dict.fromkeys(least for least, _ in sums))
            yield Differing(each, ways, all(whole for _, whole in sums))


def prose_notes(said: Iterable[Said], tables: Mapping[str, Table[Any]]) -> list[Note]:
    """Return a note for each figure of the prose that differs from the *tables*."""
    return list(map(_note, differing(said, tables)))


def _agrees(number: int, least: int, whole: bool) -> bool:
    return number == least if whole else number >= least


def _sum(table: Table[Any], rows: Iterable[str], column: str) -> tuple[int, bool]:
    """Return the sum of *column* in *rows* that are in the form, and whether every cell of it is known."""
    least, whole = 0, True
    columns = next((block.column_ids for block in table.blocks if column in block.column_ids), ())
    keys = {key for block in table.blocks for key in block.keys}
    for row in rows:
        key: Key = (row, column)
        if key not in keys:
            whole = whole and row in ("lapsed_clarification", "lapsed_fee")
            continue
        value = table.cells.get(key)
        parts = [table.cells.get((row, each)) for each in columns if each != "total"] if column == "total" else []
        known = int(value) if value is not None else sum(int(part) for part in parts if part is not None)
        least, whole = least + known, whole and value is not None
    return least, whole


def _note(found: Differing) -> Note:
    said, counted, claim = found.said, found.counted, found.said.claim
    words = at(
        said.place,
        f"正文“{said.quote}”与表格不符：{claim.words.zh}，正文 {said.number}，表格 {counted.zh}",
        f'the prose "{said.quote}" differs from the table: {claim.words.en}, prose {said.number}, table {counted.en}',
    )
    return Note(
        kind="prose", words=words, table=claim.table, row=claim.sums[0][0], column=claim.column, place=said.place
    )
