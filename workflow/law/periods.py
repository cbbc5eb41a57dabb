"""The roll of a last day (民事诉讼法), which reconsideration and litigation borrow, with the article of its time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..words import Words
from .statute import Provision, Statute

_TITLE = "《中华人民共和国民事诉讼法》"
_BOTH_READ, _2023_READ = date(2026, 11, 30), date(2026, 11, 23)
_OLD = "期间届满的最后一日是节假日的，以节假日后的第一日为期间届满的日期"
_NEW = "期间届满的最后一日是法定休假日的，以法定休假日后的第一日为期间届满的日期"
_ENTRY = Words("施行日期凭记忆", "the day of entry into force rests on memory")
_UNSEEN = Words(
    "该次修正的文本未在原处读到，条号与文字凭相邻文本推定，未核对，视同凭记忆",
    "the text of this amendment was not read in its place: number and words follow from its neighbours, as from memory",
)


def _of(year: int, first: date, last: date | None, read: date | None, note: Words | None = None) -> Statute:
    return Statute("CPL", f"CPL-{year}", _TITLE, first, last, read, "CPL", note)


def _rolls() -> Iterator[Provision]:
    for law, article, quote in (
        (_of(1991, date(1991, 4, 9), date(2008, 3, 31), _BOTH_READ), "75(3)", _OLD),
        (_of(2007, date(2008, 4, 1), date(2012, 12, 31), None, _UNSEEN), "75(3)", _OLD),
        (_of(2012, date(2013, 1, 1), date(2017, 6, 30), _BOTH_READ), "82(3)", _OLD),
        (_of(2017, date(2017, 7, 1), date(2021, 12, 31), None, _UNSEEN), "82(3)", _OLD),
        (_of(2021, date(2022, 1, 1), date(2023, 12, 31), _BOTH_READ), "85(3)", _NEW),
        (_of(2023, date(2024, 1, 1), None, _2023_READ, _ENTRY), "85(3)", _NEW),
    ):
        yield law.says("roll", article, quote, ("末日遇休假日顺延", "a last day that is a day off rolls forward"))


PROVISIONS = tuple(_rolls())
