"""What a scenario may expect beside its limits: days that are worked, fees, when the report on a year is due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from ...events import FeeMethod
from ...law import Law, Readings, fee_by_item, fee_by_page
from ...vocabulary.malformed import malformed
from ...vocabulary.nodes import Node, Table, Text
from ...vocabulary.values import day, entries, flag, number, word, yuan
from ...words import Lang, Words
from . import vocabulary as v

_FEE = v.Vocabulary({"method": ("计收方式",), "number": ("数量",), "amount": ("金额",)})


class Fee(NamedTuple):
    """A fee: of so many requests of one requester in one month, or of so many pages of one request, in yuan."""

    method: FeeMethod
    number: int
    amount: Decimal


Read = Callable[[Node, str], Any]


def each_day(key: Text, node: Node) -> list[tuple[str, Any, int]]:
    """Read whether each day is worked: ``{2025-02-08: 是}``."""
    return _each(key, node, "日期: 是或否", "day: yes or no", lambda said: day(said, key.value).isoformat(), flag)


def each_year(key: Text, node: Node) -> list[tuple[str, Any, int]]:
    """Read the day on which the report on each year is due: ``{2025: 2026-01-31}``."""
    return _each(key, node, "年份: 日期", "year: day", year, day)


def _each(
    key: Text, node: Node, zh: str, en: str, name: Callable[[Text], str], read: Read
) -> list[tuple[str, Any, int]]:
    if not isinstance(node, Table) or not node.pairs:
        raise malformed(node.line, f"“{key.value}”应写作“{zh}”", f"{key.value!r} takes '{en}'")
    found: dict[str, tuple[str, Any, int]] = {}
    for written, value in node.pairs:
        about = name(written)
        if about in found:
            raise malformed(written.line, f"键“{written.value}”重复", f"key {written.value!r} is repeated")
        found[about] = about, read(value, written.value), value.line
    return list(found.values())


def year(said: Text) -> str:
    """Return a year of four digits."""
    if not (said.value.isascii() and said.value.isdecimal() and len(said.value) == 4):
        raise malformed(said.line, f"“{said.value}”应为四位年份", f"{said.value!r} must be a year")
    return said.value


def fee(node: Node, key: str) -> Fee:
    """Read a fee with the number of requests or pages from which it follows."""
    said = entries(node, key, _FEE)
    missing = [name for name in _FEE if name not in said]
    if missing:
        zh, en = "、".join(map(_FEE.zh, missing)), ", ".join(missing)
        raise malformed(node.line, f"“{key}”缺少：{zh}", f"{key!r} lacks: {en}")
    of = {name: (value, written.value) for name, (written, value) in said.items()}
    method = FeeMethod(word(*of["method"], v.ENUMS[FeeMethod]))
    return Fee(method, number(*of["number"]), yuan(*of["amount"]))


def fee_found(wanted: Fee, law: Law, on: date) -> Decimal:
    """Return what the tariff of the day *on*, or the first, makes of the requests or pages (国办函〔2020〕109号)."""
    reckoned = fee_by_item if wanted.method is FeeMethod.BY_ITEM else fee_by_page
    return reckoned(wanted.number, law, max(on, law.in_force_from("fee_by_item")))


def shown(of: Fee, lang: Lang = "zh") -> str:
    """Return a fee as people read it."""
    if lang == "en":
        return f"{of.amount} yuan ({of.method.value}, {of.number})"
    return f"{of.amount} 元（{v.ENUMS[FeeMethod].zh(of.method.value)}，{of.number}）"


def report_found(about: str, readings: Readings) -> date:
    """Return when a department has to publish its report on the year (Art. 49)."""
    from ...annual import report_due

    return report_due(int(about), readings=readings)


def labels(key: str, about: str) -> Words | None:
    """Return what an expectation about one day or one year is called; ``None`` for any other."""
    if key == "workdays":
        return Words(f"{about} 为工作日", f"{about} is a working day")
    if key == "report":
        return Words(f"{about} 年度报告期限", f"the report on {about} is due")
    return None


__all__ = ["Fee", "each_day", "each_year", "fee", "fee_found", "labels", "report_found", "shown", "year"]
