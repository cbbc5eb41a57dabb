"""Outcome and Requester: what table III of the annual report counts, and in which row and column.

Source: casefile contract; 国办公开办函〔2021〕30号 (form of 2021).
"""

from __future__ import annotations

from enum import StrEnum


class Requester(StrEnum):
    """Who asks: the six columns of table III, in official order."""

    NATURAL_PERSON = "natural_person"
    BUSINESS = "business"
    RESEARCH = "research"
    PUBLIC_WELFARE = "public_welfare"
    LEGAL_SERVICE = "legal_service"
    OTHER_ORGANISATION = "other_organisation"


class Outcome(StrEnum):
    """How a reply disposes of a request (办理结果); every value belongs to exactly one row of table III."""

    GRANTED_ALREADY_PUBLIC = "granted_already_public"
    GRANTED = "granted"
    PARTLY_GRANTED = "partly_granted"
    REFUSED_STATE_SECRET = "refused_state_secret"
    REFUSED_BY_LAW = "refused_by_law"
    REFUSED_SECURITY_STABILITY = "refused_security_stability"
    REFUSED_THIRD_PARTY = "refused_third_party"
    REFUSED_INTERNAL_AFFAIRS = "refused_internal_affairs"
    REFUSED_DELIBERATIVE = "refused_deliberative"
    REFUSED_ENFORCEMENT_FILE = "refused_enforcement_file"
    REFUSED_REGISTRY_QUERY = "refused_registry_query"
    UNAVAILABLE_NOT_HELD = "unavailable_not_held"
    UNAVAILABLE_NOT_RESPONSIBLE = "unavailable_not_responsible"
    UNAVAILABLE_NEEDS_CREATION = "unavailable_needs_creation"
    UNAVAILABLE_STILL_UNCLEAR = "unavailable_still_unclear"
    NOT_PROCESSED_PETITION = "not_processed_petition"
    NOT_PROCESSED_REPEAT = "not_processed_repeat"
    NOT_PROCESSED_PUBLICATION = "not_processed_publication"
    NOT_PROCESSED_EXCESSIVE = "not_processed_excessive"
    NOT_PROCESSED_RECONFIRMATION = "not_processed_reconfirmation"
    OTHER = "other"

    @property
    def row(self) -> str:
        """The id of the row of table III in which this outcome counts."""
        return _SHARED_ROWS.get(self, self.value)


# Already public counts as （一）予以公开 too, and "not ours" as （四）1 不掌握.
_SHARED_ROWS = {
    Outcome.GRANTED_ALREADY_PUBLIC: "granted",
    Outcome.UNAVAILABLE_NOT_RESPONSIBLE: "unavailable_not_held",
}
