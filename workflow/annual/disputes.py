"""Table IV: reconsideration and litigation about requests, by result in the year or open at its end.

Source: ROGI Art. 50(3); 国办公开办函〔2021〕30号 (litigation split by whether reconsideration came first).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

import attrs
from attrs import frozen

from ..errors import InvalidFact
from ..numbers import folded
from ..words import Words
from .forms import form_for
from .grid import Table4
from .layout import Form

DisputeKey = tuple[str, int, int | None, str | None]
"""Row of table IV, year filed, year decided (None: pending), result."""

_KINDS = ("reconsideration", "litigation")
_RESULTS = ("upheld", "overturned", "other")

REFUSED = "refused"
"""The result of a reconsideration that was not accepted: it is open no longer, and counts in no column."""


@frozen(kw_only=True)
class Dispute:
    """One reconsideration or lawsuit, known in the register by its id ``dispute``, from its filing to its end.

    ``after_reconsideration`` is said of litigation only; ``decided_on`` and ``result`` are given together
    or not at all, and never before ``filed_on``. Raises ``InvalidFact`` otherwise. A lawsuit that was appealed stands
    twice, the second time from the day of the appeal. ``final`` is false where the judgment could be appealed.
    ``joined`` are the numbers of the other cases that it is about.
    """

    case: str
    dispute: str
    kind: str
    filed_on: date
    after_reconsideration: bool | None = None
    decided_on: date | None = None
    result: str | None = None
    final: bool = True
    joined: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        if self.kind not in _KINDS:
            raise InvalidFact("kind", self.kind, _one_of(_KINDS))
        if isinstance(self.after_reconsideration, bool) != (self.kind == "litigation"):
            said = Words("诉讼须为 true 或 false，复议须为空", "true or false for litigation, else nothing")
            raise InvalidFact("after_reconsideration", self.after_reconsideration, said, self.kind)
        if (self.decided_on is None) != (self.result is None):
            both = Words("与 decided_on 同有或同无", "given together with decided_on or not at all")
            raise InvalidFact("result", self.result, both, self.kind)
        results = (*_RESULTS, REFUSED) if self.kind == "reconsideration" else _RESULTS
        if self.result is not None and self.result not in results:
            raise InvalidFact("result", self.result, _one_of(results), self.kind)
        if self.decided_on is not None and self.decided_on < self.filed_on:
            later = Words(f"{self.filed_on} 或以后", f"{self.filed_on} or later")
            raise InvalidFact("decided_on", self.decided_on, later, self.kind)

    @property
    def key(self) -> str:
        """Return what all rows of one dispute share, whatever their case and however its id is written."""
        return f"{self.kind} {folded(self.dispute)}"

    @property
    def row(self) -> str:
        """Return the id of the row of table IV to which the dispute belongs."""
        if self.kind == "reconsideration":
            return "reconsideration"
        return "litigation_after_reconsideration" if self.after_reconsideration else "litigation_direct"

    def column(self, year: int) -> str | None:
        """Return the column in which the dispute counts in *year*, or None where it does not count.

        Decided in *year*: its result. Filed by 31 December (inclusive) and not ended by then: ``pending``.
        """
        return _column(*self.tally_key[1:], year)

    @property
    def tally_key(self) -> DisputeKey:
        """Return what the tally keeps of the dispute: its row, its years and its result, without its case."""
        decided = None if self.decided_on is None else self.decided_on.year
        return (self.row, self.filed_on.year, decided, self.result)


def counted_once(disputes: Iterable[Dispute]) -> list[Dispute]:
    """Return the disputes of a register as they count: each id once, however many cases it joins.

    The cases of one dispute are read as one story: it is open from its first filing to its first end, and again from
    an appeal or a new filing. One that is opened again in the year in which it had ended counts in that year as it
    stands at the year's end; in a later year, the count of the year before stands. *disputes* come case by case, those
    of a case in the order of filing. Source: 国办公开办函〔2021〕30号 counts 案件.
    """
    groups: dict[str, list[Dispute]] = {}
    for dispute in disputes:
        groups.setdefault(dispute.key, []).append(dispute)
    return [one for group in groups.values() for one in (group if len(group) == 1 else _merged(group))]


def _merged(group: list[Dispute]) -> Iterable[Dispute]:
    """Return the spells of one dispute, out of what its cases say of it."""
    first, *others = dict.fromkeys(case for one in group for case in (one.case, *one.joined))
    whole = attrs.evolve(group[0], case=first, joined=tuple(others))
    days = [(day, one, opens) for one in group for day, opens in ((one.filed_on, True), (one.decided_on, False)) if day]
    found: list[Dispute] = []
    since: date | None = None
    for day, one, opens in sorted(days, key=lambda item: item[0]):  # of one day, in the order of their case
        if opens and since is None:
            again = found and found[-1].decided_on is not None and found[-1].decided_on.year == day.year
            since = found.pop().filed_on if again else day
        elif not opens and since is not None:
            found.append(attrs.evolve(whole, filed_on=since, decided_on=day, result=one.result, final=one.final))
            since = None
    if since is not None:
        found.append(attrs.evolve(whole, filed_on=since, decided_on=None, result=None, final=True))
    return found


def table4(disputes: Iterable[Dispute], year: int, form: Form | None = None) -> Table4:
    """Count the disputes into table IV of *year*, each id once (both forms lay it out alike; default: the year's own)."""
    return table4_from_tally(Counter(dispute.tally_key for dispute in counted_once(disputes)), year, form)


def table4_from_tally(tally: Mapping[DisputeKey, int], year: int, form: Form | None = None) -> Table4:
    """Fill table IV of *year* from counts by (row, year filed, year decided, result).

    Equal to ``table4`` over the disputes that were tallied.
    """
    form = form or form_for(year)
    cells = dict.fromkeys(form.table4.keys, 0)
    for (row, filed, decided, result), count in tally.items():
        column = _column(filed, decided, result, year)
        if column is not None:
            cells[row, column] += count
            cells[row, "total"] += count
    return Table4(year=year, form=form, cells=cells)


def _column(filed: int, decided: int | None, result: str | None, year: int) -> str | None:
    if decided is not None and decided <= year:
        return result if decided == year and result != REFUSED else None
    return "pending" if filed <= year else None


def disputes_in_cell(
    disputes: Iterable[Dispute], year: int, row: str, column: str, form: Form | None = None
) -> list[Dispute]:
    """Return the disputes that count in *row* and *column* of *year*, each id once, in the order given.

    Each names its cases; a case with two disputes in one cell stands behind it twice. Raises ``UnknownCell``.
    """
    form = form or form_for(year)
    form.check((form.table4,), row, column)
    return [
        dispute
        for dispute in counted_once(disputes)
        if dispute.row == row and (counts := dispute.column(year)) is not None and column in (counts, "total")
    ]


def _one_of(ids: tuple[str, ...]) -> Words:
    return Words("、".join(ids), ", ".join(ids))
