"""What every form must have, so that cases, balances and the years before and after find their place in it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ...errors import BrokenLaw
from ...outcomes import Requester
from ...words import Words
from ..conclusions import CONCLUSIONS
from ..layout import Form

_ROWS = ("received", "brought_forward", "concluded_total", "carried_forward")


def in_order(*forms: Form) -> tuple[Form, ...]:
    """Return *forms* by the first year that they serve.

    Raises ``BrokenLaw``, naming the form and what is wrong with it: no row for a conclusion, no row or column
    that a balance needs, an id or a first year that another form has, years that no form serves.
    """
    found = tuple(sorted(forms, key=lambda form: form.first_year))
    for words in (*(words for form in found for words in _faults(form)), *_between(found)):
        raise BrokenLaw(words)
    return found


def _faults(form: Form) -> Iterator[Words]:
    for row in _ROWS:
        if row not in form.table3.row_ids:
            yield _fault(form, f"表三没有 {row} 行", f"table III has no row {row}")
    for column in (*Requester, "total"):
        if column not in form.table3.column_ids:
            yield _fault(form, f"表三没有 {column} 列", f"table III has no column {column}")
    for row in CONCLUSIONS:
        if form.place(row) not in form.result_rows:
            yield _fault(form, f"办理结果 {row} 没有归入的行", f"no row takes the conclusion {row}: see merged")
    for row in form.merged:
        if row not in CONCLUSIONS:
            yield _fault(form, f"没有办理结果 {row} 可归并", f"there is no conclusion {row} to be merged")


def _between(forms: tuple[Form, ...]) -> Iterator[Words]:
    for before, form in pairwise(forms):
        if form.first_year == before.first_year:
            yield _fault(form, f"与 {before.id} 始于同一年度", f"it begins in the same year as {before.id}")
        if before.last_year is not None and before.last_year + 1 < form.first_year:
            hole = before.last_year + 1
            yield _fault(form, f"此前 {hole} 年度没有表式", f"no form serves {hole}, before it")
        if form.id in {other.id for other in forms if other is not form}:
            yield _fault(form, "编号重复", "another form has this id")


def _fault(form: Form, zh: str, en: str) -> Words:
    return Words(f"{form.id} 年表式：{zh}", f"form of {form.id}: {en}")
