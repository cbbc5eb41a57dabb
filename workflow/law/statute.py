"""Statute and Provision: one version of one law, and one rule of it with its words, article and dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import pairwise
from operator import attrgetter
from typing import Literal, NamedTuple, get_args

from attrs import frozen

from ..errors import BrokenLaw
from ..words import Lang, Words

Unit = Literal["workday", "calendar_day", "month", "year", "request", "page", "yuan"]
Bracket = Literal["款", "项"]
SelectedBy = Literal["receipt", "act"]

_UNITS = frozenset(get_args(Unit))
_SELECTED_BY = frozenset(get_args(SelectedBy))
_YEAR = re.compile(r"(?:19|20)\d\d$")
_DIGITS = "零一二三四五六七八九"
_ARTICLE = re.compile(r"(?:\S+ )?(?P<number>\d+)(?:\((?P<first>\d+)\))?(?:\((?P<second>\d+)\))?")


@frozen
class Provision:
    """One rule of one version of one law, in official words.

    ``count`` is a number of ``unit``; ``None`` where the law names none. ``article`` is written ``33(2)``
    for the Regulation and with a prefix (``109号 6``, ``ARL 20(1)``) for every other instrument; ``bracket``
    says whether a single bracket is a paragraph (款) or an item (项). ``duty`` is the id of the duty that the
    rule feeds. ``in_force_from`` and ``in_force_to`` are the first and the last day in force, both inclusive
    (``None``: still in force). ``verified_on`` is the day on which the text was read, ``None`` where the
    words rest on memory; ``note`` says what is inferred or remembered. ``month_day`` is a fixed date in the
    year, where the law names one instead of a period. ``selected_by`` says which day selects the version that
    holds for a case: that of the receipt, or that of the act of which the rule speaks.
    """

    id: str
    law: str
    version: str
    article: str
    title: str
    quote: str
    words: Words
    duty: str
    in_force_from: date
    in_force_to: date | None
    verified_on: date | None
    count: int | None = None
    unit: Unit | None = None
    bracket: Bracket = "款"
    month_day: tuple[int, int] | None = None
    note: Words | None = None
    selected_by: SelectedBy = "act"

    def in_force(self, on: date) -> bool:
        """Say whether this version is in force on the day *on* (first and last day inclusive)."""
        return self.in_force_from <= on and (self.in_force_to is None or on <= self.in_force_to)

    def zh_article(self) -> str:
        """Write the article in Chinese without the law's title, as in 第三十三条第二款."""
        if self.law == "FORM":
            return _form_place(self.article)
        found = _ARTICLE.fullmatch(self.article)
        if found is None:
            raise BrokenLaw(Words(f"条文号写法不对：{self.article}", f"not an article: {self.article}"))
        head = "点" if self.law.startswith("LETTER") else "条"
        text = f"第{zh_number(int(found['number']))}{head}"
        brackets = [int(n) for n in (found["first"], found["second"]) if n]
        units = ("款", "项") if len(brackets) == 2 else (self.bracket,)
        return text + "".join(f"第{zh_number(n)}{unit}" for n, unit in zip(brackets, units, strict=False))

    def zh_citation(self, short: bool = False) -> str:
        """Write the law's full title and the article, as in 《中华人民共和国政府信息公开条例》第三十条.

        A version that a newer one has replaced is told by its year, 《…条例》（2007年）第二十四条, unless its title has
        a number of its own. *short* leaves the Regulation's title out where it is the one in force.
        """
        if short and self.law == "ROGI" and self.in_force_to is None:
            return self.zh_article()
        return f"{self.zh_title()}{self.zh_article()}"

    def zh_title(self) -> str:
        """Write the law's title, with the year of a version that is no longer in force."""
        return self.title + self._year()

    def citation(self, lang: Lang = "zh") -> str:
        """Write the article in its short notation: ``33(2)``, but 24(2)（2007年） where the version was replaced."""
        if lang == "en":
            return self.article if self.in_force_to is None else f"{self.version} {self.article}"
        return self.article + self._year()

    def _year(self) -> str:
        if self.in_force_to is None or not self.title.endswith("》"):
            return ""
        year = _YEAR.search(self.version)
        return f"（{year[0]}年）" if year else f"（{self.version}）"

    def as_json(self) -> dict[str, str | int | None]:
        """Return the keys of the command line's contract and no others; dates as ISO text or ``None``."""
        return {
            "law": self.law,
            "version": self.version,
            "article": self.article,
            "quote": self.quote,
            "duty": self.duty,
            "count": self.count,
            "unit": self.unit,
            "in_force_from": self.in_force_from.isoformat(),
            "in_force_to": self.in_force_to.isoformat() if self.in_force_to else None,
            "verified_on": self.verified_on.isoformat() if self.verified_on else None,
        }


class Statute(NamedTuple):
    """One version of one law: what all its provisions share. Dates are inclusive.

    ``by_receipt`` are the ids of the provisions whose version is selected by the day of receipt.
    """

    law: str
    version: str
    title: str
    in_force_from: date
    in_force_to: date | None
    verified_on: date | None
    prefix: str = ""
    note: Words | None = None
    by_receipt: frozenset[str] = frozenset()

    def says(
        self,
        id: str,
        article: str,
        quote: str,
        words: tuple[str, str],
        count: int | None = None,
        unit: Unit | None = None,
        *,
        duty: str | None = None,
        bracket: Bracket = "款",
        month_day: tuple[int, int] | None = None,
        note: Words | None = None,
        seen: bool = True,
        selected_by: SelectedBy | None = None,
    ) -> Provision:
        """Return the provision *id* of this law; ``seen=False`` marks words that rest on memory."""
        return Provision(
            id=id,
            law=self.law,
            version=self.version,
            article=f"{self.prefix} {article}".strip(),
            title=self.title,
            quote=quote,
            words=Words(*words),
            duty=duty or id,
            in_force_from=self.in_force_from,
            in_force_to=self.in_force_to,
            verified_on=self.verified_on if seen else None,
            count=count,
            unit=unit,
            bracket=bracket,
            month_day=month_day,
            note=note or self.note,
            selected_by=selected_by or ("receipt" if id in self.by_receipt else "act"),
        )


def zh_number(number: int) -> str:
    """Write *number* (1 to 999) in Chinese, as articles are numbered: 10 is 十, 21 二十一, 103 一百零三."""
    if not 1 <= number <= 999:
        raise ValueError(f"articles are numbered 1 to 999, not {number}")
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def _form_place(article: str) -> str:
    """Write a place in the report form: a row of table III, or a section."""
    place = article.partition(" ")[2].replace("(", "（").replace(")", "）")
    return place if place.startswith("表") else f"第{place}部分"


def check_provisions(provisions: Iterable[Provision]) -> Mapping[str, tuple[Provision, ...]]:
    """Return the versions of each id in order of time, or raise :class:`BrokenLaw`.

    Refused are: an empty quote, a count without a known unit, a last day before the first, one version of an
    id twice, and versions of one id that overlap, leave a hole between them, or are selected by different days.
    """
    grouped: dict[str, list[Provision]] = {}
    for provision in provisions:
        _check_one(provision)
        grouped.setdefault(provision.id, []).append(provision)
    return {id: _check_versions(versions) for id, versions in grouped.items()}


def _check_one(p: Provision) -> None:
    if not p.quote.strip():
        raise _broken(p, "没有引文", "has no quote")
    if p.count is not None and p.unit not in _UNITS:
        raise _broken(p, "有数字而没有单位", "has a count without a known unit")
    if p.in_force_to is not None and p.in_force_to < p.in_force_from:
        raise _broken(p, "失效日早于施行日", "ends before it begins")
    if p.selected_by not in _SELECTED_BY:
        raise _broken(p, "由何日选定不明", "is selected by no known day")


def _check_versions(versions: list[Provision]) -> tuple[Provision, ...]:
    if len(versions) == 1:
        return tuple(versions)
    if len({p.version for p in versions}) < len(versions):
        raise _broken(versions[0], "同一版本重复", "has one version twice")
    if len({p.selected_by for p in versions}) > 1:
        raise _broken(versions[0], "各版本由不同的日子选定", "has versions that are selected by different days")
    ordered = tuple(sorted(versions, key=attrgetter("in_force_from")))
    for earlier, later in pairwise(ordered):
        if earlier.in_force_to is None or earlier.in_force_to >= later.in_force_from:
            raise _broken(later, f"与 {earlier.version} 施行期间重叠", f"overlaps {earlier.version}")
        if earlier.in_force_to + timedelta(days=1) < later.in_force_from:
            raise _broken(later, f"与 {earlier.version} 之间有空档", f"leaves a hole after {earlier.version}")
    return ordered


def _broken(p: Provision, zh: str, en: str) -> BrokenLaw:
    return BrokenLaw(Words(f"条款 {p.id}（{p.version}）{zh}", f"provision {p.id} ({p.version}) {en}"))
