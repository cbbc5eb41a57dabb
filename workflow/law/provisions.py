"""Every provision of the law, and the ways to find one: by id and day, by article, by outcome, by channel."""

from __future__ import annotations

from datetime import date

from ..outcomes import Outcome
from . import fee_rules, litigation, notices, reconsideration, rogi, rogi_2007, rogi_outcomes
from .errors import NotInForce, UnknownProvision
from .statute import Provision, check_provisions

PROVISIONS: tuple[Provision, ...] = (
    *rogi.PROVISIONS,
    *rogi_outcomes.PROVISIONS,
    *rogi_2007.PROVISIONS,
    *fee_rules.PROVISIONS,
    *reconsideration.PROVISIONS,
    *litigation.PROVISIONS,
    *notices.PROVISIONS,
)

_BY_ID = check_provisions(PROVISIONS)
_HALF_WIDTH = str.maketrans("（）", "()")
_RECEIPT = {
    "in_person": "receipt_in_person",
    "oral": "receipt_oral",
    "registered_mail": "receipt_mail",
    "ordinary_mail": "receipt_ordinary_mail",
    "online": "receipt_online",
    "fax": "receipt_fax",
}


def provision_ids() -> tuple[str, ...]:
    """Return the ids of all provisions, in the order of the law."""
    return tuple(_BY_ID)


def versions(id: str) -> tuple[Provision, ...]:
    """Return every version of the provision *id*, oldest first; raise :class:`UnknownProvision`."""
    try:
        return _BY_ID[id]
    except KeyError:
        raise UnknownProvision(id, _BY_ID) from None


def provision(id: str, on: date) -> Provision:
    """Return the version of the provision *id* in force on the day *on* (first and last day inclusive).

    Raise :class:`NotInForce` where none is, :class:`UnknownProvision` where no provision has this id.
    """
    found = versions(id)
    for version in reversed(found):
        if version.in_force(on):
            return version
    raise NotInForce(id, on, [(p.in_force_from, p.in_force_to) for p in found])


def provision_or_first(id: str, on: date) -> Provision:
    """Return the version of the provision *id* in force on the day *on*, or its first where none was yet.

    For quoting a rule in an explanation of what happened before its text came into force; raise
    :class:`UnknownProvision` where no provision has this id.
    """
    return provision(id, max(on, in_force_from(id)))


def in_force_from(id: str) -> date:
    """Return the first day on which a version of the provision *id* was in force."""
    return versions(id)[0].in_force_from


def provisions(article: str | None = None) -> tuple[Provision, ...]:
    """Return all provisions, or those of one article and its paragraphs.

    ``33`` finds ``33(1)``, ``33(2)`` and ``33(3)`` but not ``3``; ``109号`` finds the whole instrument.
    Full-width brackets and Chinese numbering (第三十三条第二款) are understood; nothing found is ``()``.
    """
    if article is None:
        return PROVISIONS
    wanted = article.strip().translate(_HALF_WIDTH)
    return tuple(p for p in PROVISIONS if _under(wanted, p.article) or _under_zh(wanted, p))


def _under(wanted: str, article: str) -> bool:
    """Say whether *article* is *wanted* itself or lies under it."""
    return article == wanted or article.startswith((f"{wanted}(", f"{wanted} "))


def _under_zh(wanted: str, p: Provision) -> bool:
    """Say the same of an article of the Regulation written in Chinese."""
    return p.law == "ROGI" and wanted.endswith(("条", "款", "项")) and p.zh_article().startswith(wanted)


def law_version(received_on: date) -> str:
    """Return the version of the Regulation that governs a request received on *received_on*.

    ``ROGI-2007`` from 2008-05-01 to 2019-05-14, ``ROGI-2019`` from 2019-05-15; :class:`NotInForce` before.
    What governs a request still open on 2019-05-15 is disputed: see the reading ``transition_2019``.
    """
    return provision("reply", received_on).version


def provision_for_outcome(outcome: Outcome, on: date | None = None) -> Provision:
    """Return the provision on which *outcome* rests: in force on *on*, or the newest version without a day.

    Raise :class:`NotInForce` where the law of that day did not know the outcome.
    """
    id = f"outcome_{Outcome(outcome)}"
    return versions(id)[-1] if on is None else provision(id, on)


def provision_for_receipt(channel: str, on: date) -> Provision:
    """Return the provision that fixes the day of receipt for *channel* on the day *on* (Art. 31).

    Before 2019-05-15 no article told channels apart: the general provision ``receipt`` is returned.
    """
    id = _RECEIPT.get(channel)
    if id is None:
        raise UnknownProvision(f"receipt:{channel}", _RECEIPT)
    first = versions(id)[0].in_force_from
    return provision(id if on >= first else "receipt", on)
