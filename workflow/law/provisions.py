"""The law as it is shipped: every provision encoded, and shortcuts that ask this law and no other.

What takes readings asks the law that they carry (``readings.law``), so that it follows an amendment.
"""

from __future__ import annotations

from datetime import date

from ..outcomes import Outcome
from . import (
    disclosure_suits,
    fee_rules,
    litigation,
    litigation_1989,
    notices,
    periods,
    reconsideration,
    reconsideration_1999,
    review_regulation,
    rogi,
    rogi_2007,
    rogi_outcomes,
)
from .law import Law
from .statute import Provision

PROVISIONS: tuple[Provision, ...] = (
    *rogi.PROVISIONS,
    *rogi_outcomes.PROVISIONS,
    *rogi_2007.PROVISIONS,
    *fee_rules.PROVISIONS,
    *reconsideration.PROVISIONS,
    *reconsideration_1999.PROVISIONS,
    *review_regulation.PROVISIONS,
    *litigation.PROVISIONS,
    *litigation_1989.PROVISIONS,
    *disclosure_suits.PROVISIONS,
    *periods.PROVISIONS,
    *notices.PROVISIONS,
)

AMENDMENTS: tuple[Provision, ...] = ()
"""Single provisions that were amended: each ends the version before it by itself, and leaves all others in force.

One is written with the ``says`` of its statute, under another version and first day; a law that was replaced as a whole is
a file of its own above.
"""

SHIPPED = Law.of(PROVISIONS).amended(*AMENDMENTS)


def provision_ids() -> tuple[str, ...]:
    """Return :meth:`Law.provision_ids` of the shipped law."""
    return SHIPPED.provision_ids()


def versions(id: str) -> tuple[Provision, ...]:
    """Return :meth:`Law.versions` of the shipped law."""
    return SHIPPED.versions(id)


def provision(id: str, on: date) -> Provision:
    """Return :meth:`Law.provision` of the shipped law."""
    return SHIPPED.provision(id, on)


def provision_or_first(id: str, on: date) -> Provision:
    """Return :meth:`Law.provision_or_first` of the shipped law."""
    return SHIPPED.provision_or_first(id, on)


def in_force_from(id: str) -> date:
    """Return :meth:`Law.in_force_from` of the shipped law."""
    return SHIPPED.in_force_from(id)


def provisions(article: str | None = None) -> tuple[Provision, ...]:
    """Return :meth:`Law.provisions` of the shipped law."""
    return SHIPPED.provisions(article)


def law_version(received_on: date) -> str:
    """Return :meth:`Law.law_version` of the shipped law."""
    return SHIPPED.law_version(received_on)


def provision_for_outcome(outcome: Outcome, on: date | None = None) -> Provision:
    """Return :meth:`Law.provision_for_outcome` of the shipped law."""
    return SHIPPED.provision_for_outcome(outcome, on)


def provision_for_receipt(channel: str, on: date) -> Provision:
    """Return :meth:`Law.provision_for_receipt` of the shipped law."""
    return SHIPPED.provision_for_receipt(channel, on)
