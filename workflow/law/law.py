"""Law: every provision with its days in force, as one frozen value; an amendment makes another Law."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cached_property
from hashlib import sha256
from operator import attrgetter

import attrs

from ..errors import BrokenLaw
from ..outcomes import Outcome
from ..words import Words
from .errors import NotInForce, UnknownProvision
from .searching import searched
from .statute import Provision, SelectedBy, check_provisions

# What can move a date or a row; words, titles and notes cannot.
_MOVING = (
    "id",
    "version",
    "article",
    "count",
    "unit",
    "month_day",
    "in_force_from",
    "in_force_to",
    "selected_by",
)
_HALF_WIDTH = str.maketrans("（）", "()")
_RECEIPT = {
    "in_person": "receipt_in_person",
    "oral": "receipt_oral",
    "registered_mail": "receipt_mail",
    "ordinary_mail": "receipt_ordinary_mail",
    "online": "receipt_online",
    "fax": "receipt_fax",
}


@attrs.frozen(eq=False, repr=False)
class Law:
    """Provisions that do not contradict each other, and the ways to find one.

    Make one with :meth:`of`, or from another by :meth:`amended`. Two laws of the same provisions in the same order are equal.
    """

    _provisions: tuple[Provision, ...]
    _by_id: Mapping[str, tuple[Provision, ...]]

    @classmethod
    def of(cls, provisions: Iterable[Provision]) -> Law:
        """Return the law of these *provisions*; raise :class:`BrokenLaw` where they contradict each other."""
        kept = tuple(provisions)
        return cls(kept, check_provisions(kept))

    def amended(self, *provisions: Provision) -> Law:
        """Return this law with *provisions* added; each ends the newest version of its id on the day before it begins.

        Everything else stays in force, and an id may be new. Raise :class:`BrokenLaw` for a provision that begins
        on or before the first day of the version that it would end, and for whatever else contradicts itself.
        """
        held = list(self._provisions)
        for new in sorted(provisions, key=attrgetter("in_force_from")):
            newest = max((p for p in held if p.id == new.id), key=attrgetter("in_force_from"), default=None)
            if newest is not None:
                held[held.index(newest)] = _ended(newest, new)
            held.append(new)
        return Law.of(held)

    # -- by id and day ------------------------------------------------------------------------------------

    def provision_ids(self) -> tuple[str, ...]:
        """Return the ids of all provisions, in the order of the law."""
        return tuple(self._by_id)

    def __contains__(self, id: object) -> bool:
        """Say whether any version of the provision *id* is here."""
        return id in self._by_id

    def versions(self, id: str) -> tuple[Provision, ...]:
        """Return every version of the provision *id*, oldest first; raise :class:`UnknownProvision`."""
        try:
            return self._by_id[id]
        except KeyError:
            raise UnknownProvision(id, self._by_id) from None

    def find(self, id: str, on: date) -> Provision | None:
        """Return the version of the provision *id* in force on the day *on*, or ``None``."""
        for version in reversed(self.versions(id)):
            if version.in_force(on):
                return version
        return None

    def provision(self, id: str, on: date) -> Provision:
        """Return the version of the provision *id* in force on the day *on* (first and last day inclusive).

        Raise :class:`NotInForce` where none is, :class:`UnknownProvision` where no provision has this id.
        """
        found = self.find(id, on)
        if found is None:
            raise NotInForce(id, on, [(p.in_force_from, p.in_force_to) for p in self.versions(id)])
        return found

    def provision_or_first(self, id: str, on: date) -> Provision:
        """Return the version of the provision *id* in force on the day *on*, or its first where none was yet.

        For quoting a rule in an explanation of what happened before its text came into force; raise
        :class:`UnknownProvision` where no provision has this id.
        """
        return self.provision(id, max(on, self.in_force_from(id)))

    def in_force_from(self, id: str) -> date:
        """Return the first day on which a version of the provision *id* was in force."""
        return self.versions(id)[0].in_force_from

    def selected_by(self, id: str) -> SelectedBy:
        """Return which day selects the version of the provision *id*: of the receipt, or of the act."""
        return self.versions(id)[0].selected_by

    # -- by what is asked ---------------------------------------------------------------------------------

    def provisions(self, article: str | None = None) -> tuple[Provision, ...]:
        """Return all provisions, or those of one article and its paragraphs.

        ``33`` finds ``33(1)``, ``33(2)`` and ``33(3)`` but not ``3``; ``109号`` finds the whole instrument.
        Full-width brackets and Chinese numbering (第三十三条第二款) are understood; nothing found is ``()``.
        """
        if article is None:
            return self._provisions
        wanted = article.strip().translate(_HALF_WIDTH)
        return tuple(p for p in self._provisions if _under(wanted, p.article) or _under_zh(wanted, p))

    def search(self, text: str) -> tuple[Provision, ...]:
        """Return what :meth:`provisions` finds, or else what is called so: a title, a version, an article of any law.

        行政复议法 finds that law, 行政复议法第二十条 one article of it, 第七十五条 and ``75`` the Articles 75 of all
        laws where the Regulation has none encoded; nothing found is ``()``.
        """
        return self.provisions(text) or searched(self._provisions, text)

    def law_version(self, received_on: date) -> str:
        """Return the version of the Regulation that governs a request received on *received_on*.

        ``ROGI-2007`` from 2008-05-01 to 2019-05-14, ``ROGI-2019`` from 2019-05-15; :class:`NotInForce` before.
        What governs a request still open on 2019-05-15 is disputed: see the reading ``transition_2019``.
        """
        return self.provision("reply", received_on).version

    def provision_for_outcome(self, outcome: Outcome, on: date | None = None) -> Provision:
        """Return the provision on which *outcome* rests: in force on *on*, or the newest version without a day.

        Raise :class:`NotInForce` where the law of that day did not know the outcome.
        """
        id = f"outcome_{Outcome(outcome)}"
        return self.versions(id)[-1] if on is None else self.provision(id, on)

    def provision_for_receipt(self, channel: str, on: date) -> Provision:
        """Return the provision that fixes the day of receipt for *channel* on the day *on* (Art. 31).

        Before 2019-05-15 no article told channels apart: the general provision ``receipt`` is returned.
        """
        id = _RECEIPT.get(channel)
        if id is None:
            raise UnknownProvision(f"receipt:{channel}", _RECEIPT)
        return self.provision(id if on >= self.in_force_from(id) else "receipt", on)

    # -- as a value ---------------------------------------------------------------------------------------

    @cached_property
    def revision(self) -> str:
        """A short name of everything here that can move a date or a row; equal laws have equal names."""
        told = sorted(tuple(str(getattr(p, name)) for name in _MOVING) for p in self._provisions)
        return sha256(repr(told).encode()).hexdigest()[:12]

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Law) and self._provisions == other._provisions)

    def __hash__(self) -> int:
        return hash(self.revision)

    def __repr__(self) -> str:
        return f"<Law {self.revision}: {len(self._provisions)} provisions>"


def _ended(earlier: Provision, new: Provision) -> Provision:
    """Return *earlier* with its last day before the first day of *new*; one that had ended by then stays as it is."""
    if new.in_force_from <= earlier.in_force_from:
        raise BrokenLaw(
            Words(
                f"条款 {new.id}（{new.version}）自 {new.in_force_from} 起施行，不晚于其所修改的"
                f" {earlier.version}（{earlier.in_force_from} 起）",
                f"provision {new.id} ({new.version}) begins on {new.in_force_from}, not after {earlier.version}, "
                f"which it amends and which began on {earlier.in_force_from}",
            )
        )
    last = new.in_force_from - timedelta(days=1)
    ends_before = earlier.in_force_to is not None and earlier.in_force_to <= last
    return earlier if ends_before else attrs.evolve(earlier, in_force_to=last)


def _under(wanted: str, article: str) -> bool:
    """Say whether *article* is *wanted* itself or lies under it."""
    return article == wanted or article.startswith((f"{wanted}(", f"{wanted} "))


def _under_zh(wanted: str, p: Provision) -> bool:
    """Say the same of an article of the Regulation written in Chinese."""
    return p.law == "ROGI" and wanted.endswith(("条", "款", "项")) and p.zh_article().startswith(wanted)
