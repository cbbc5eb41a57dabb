"""What can be supposed: another number, another first day in force, other days off, another reading."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from attrs import Attribute, evolve, field, frozen

from ..calendar import Overlay, laid_over
from ..errors import BrokenLaw, InvalidFact
from ..law import Law, Provision
from ..words import Words
from .basis import Basis

_DAY = timedelta(1)


def _positive(_: object, attribute: Attribute[int], value: int) -> None:
    """Refuse what is no number of days, months or years."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise InvalidFact(attribute.name, value, Words("1 以上的整数", "a whole number from 1"), "SupposedNumber")


@frozen
class SupposedNumber:
    """The provision ``id`` names the number ``count`` from ``since`` up to ``until`` (both included; None: for ever).

    Each version that is in force in that time names it, in its own unit; before and after, the law is as it is. Which day
    selects the version of a case is not changed: the receipt, or the act. Raises ``InvalidFact`` for a number below 1.
    """

    id: str
    count: int = field(validator=_positive)
    since: date
    until: date | None = None

    def __call__(self, basis: Basis) -> Basis:
        """Return *basis* so changed; raise ``UnknownProvision``, or ``BrokenLaw`` where no number is named then."""
        law = basis.law
        named = [p for p in law.versions(self.id) if p.count is not None]
        if not named:
            raise BrokenLaw(Words(f"条款 {self.id} 没有数字可改", f"provision {self.id} names no number"))
        if not any(self._touches(p) for p in named):
            raise self._never(named)
        parts = (part for p in law.provisions() for part in (self._parts(p) if p in named else (p,)))
        return basis.under(Law.of(parts))

    def _touches(self, p: Provision) -> bool:
        return self._first(p) <= self._last(p)

    def _first(self, p: Provision) -> date:
        return max(p.in_force_from, self.since)

    def _last(self, p: Provision) -> date:
        return min(p.in_force_to or date.max, self.until or date.max)

    def _parts(self, p: Provision) -> Iterator[Provision]:
        """Yield *p* as it stands before, in and after the time of the other number."""
        first, last = self._first(p), self._last(p)
        if first > last:
            yield p
            return
        if p.in_force_from < first:
            yield evolve(p, in_force_to=first - _DAY)
        ends = p.in_force_to if last == (p.in_force_to or date.max) else last
        yield evolve(_part(p, first), count=self.count, in_force_to=ends)
        if ends != p.in_force_to:
            yield _part(p, last + _DAY)

    def _never(self, named: list[Provision]) -> BrokenLaw:
        spans = [(p.in_force_from, p.in_force_to) for p in named]
        zh = "、".join(f"{first} 至 {last or '今'}" for first, last in spans)
        en = ", ".join(f"{first} to {last or 'today'}" for first, last in spans)
        until = self.until or "…"
        return BrokenLaw(
            Words(
                f"{self.since} 至 {until} 没有施行中的条款 {self.id}；施行期间：{zh}",
                f"no version of {self.id} is in force from {self.since} to {until}; in force: {en}",
            )
        )


def _part(p: Provision, first: date) -> Provision:
    """Return *p* from *first* on, called by that day: two versions of one provision may not have one name."""
    name = p.version if first == p.in_force_from else f"{p.version.partition('@')[0]}@{first}"
    return evolve(p, version=name, in_force_from=first)


@frozen
class SupposedStart:
    """The version ``version`` of a law is in force from ``since`` on; with ``id`` that one provision of it alone.

    What it took the place of stays in force until the day before: the versions of its own provisions, of whatever law,
    and the provisions of the same law without another version, that ended when it began.
    """

    version: str
    since: date
    id: str | None = None

    def __call__(self, basis: Basis) -> Basis:
        """Return *basis* so changed; raise ``BrokenLaw`` for an unknown version, and a day on which it cannot begin."""
        every = basis.law.provisions()
        moved = [p for p in every if p.version == self.version and self.id in (None, p.id)]
        if not moved:
            what = f"{self.version} {self.id or ''}".strip()
            raise BrokenLaw(Words(f"没有 {what}", f"there is no {what}"))
        begins, ids = min(p.in_force_from for p in moved), {p.id for p in moved}
        touched = (p.id in ids or (p.law == moved[0].law and self.id is None) for p in every)
        return basis.under(Law.of(self._placed(p, begins) if t else p for p, t in zip(every, touched, strict=True)))

    def _placed(self, p: Provision, begins: date) -> Provision:
        if p.version == self.version and p.in_force_from == begins:
            if p.in_force_to is not None and self.since > p.in_force_to:
                raise self._impossible(
                    f"它已于 {p.in_force_to} 失效，不得晚于此日", f"not after its last day, {p.in_force_to}"
                )
            return evolve(p, in_force_from=self.since)
        if p.in_force_to != begins - _DAY:
            return p
        if p.in_force_from >= self.since:
            raise self._impossible(
                f"应晚于所取代的 {p.version} 的施行日 {p.in_force_from}",
                f"after the first day of {p.version}, which it takes the place of, {p.in_force_from}",
            )
        return evolve(p, in_force_to=self.since - _DAY)

    def _impossible(self, zh: str, en: str) -> BrokenLaw:
        words = Words(
            f"{self.version} 不能自 {self.since} 起施行：{zh}", f"{self.version} may begin {en}, not on {self.since}"
        )
        return BrokenLaw(words)


@frozen
class SupposedDays:
    """The days ``off`` are no working days, and those ``worked`` are, whatever notices and local arrangements say."""

    off: tuple[date, ...] = ()
    worked: tuple[date, ...] = ()

    def __call__(self, basis: Basis) -> Basis:
        """Return *basis* so changed; raise ``BrokenLaw`` for a day that is both, ``NotCovered`` for one of no calendar."""
        both = sorted({*self.off} & {*self.worked})
        if both:
            raise BrokenLaw(Words(f"{both[0]} 既放假又上班", f"{both[0]} is both off and worked"))
        wanted = [(day, False) for day in self.off] + [(day, True) for day in self.worked]
        days = [(day, works, _NAME) for day, works in wanted if basis.calendar.is_working_day(day) is not works]
        if not days:
            return basis
        other = Overlay("whatif", _NAME, scope="", instrument=_NAME, days=sorted(set(days)))
        return basis._replace(calendar=laid_over(basis.calendar, other))


_NAME = "假如"


@frozen
class SupposedReading:
    """At the disputed point ``point`` the answer ``option`` is taken."""

    point: str
    option: str

    def __call__(self, basis: Basis) -> Basis:
        """Return *basis* so changed; raise ``UnknownReading``."""
        return basis._replace(readings=basis.readings.with_(**{self.point: self.option}))


__all__ = ["SupposedDays", "SupposedNumber", "SupposedReading", "SupposedStart"]
