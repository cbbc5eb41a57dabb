"""The law: every provision with its article, words and dates in force; its disputed points; its tariffs."""

from .before_court import ReviewFirst, review_first, silence_reading, silence_review_first
from .disputed import Option, Reading
from .errors import NotInForce, OnlyAConvention, UnknownProvision, UnknownReading
from .fees import fee_by_item, fee_by_page
from .governing import GoverningLaw, governing_law, new_procedure_from
from .law import Law
from .provisions import (
    PROVISIONS,
    SHIPPED,
    in_force_from,
    law_version,
    provision,
    provision_for_outcome,
    provision_for_receipt,
    provision_ids,
    provision_or_first,
    provisions,
    versions,
)
from .readings import READINGS, Readings, reading
from .statute import Bracket, Provision, SelectedBy, Statute, Unit, check_provisions, zh_number

__all__ = [
    "PROVISIONS",
    "READINGS",
    "SHIPPED",
    "Bracket",
    "GoverningLaw",
    "Law",
    "NotInForce",
    "OnlyAConvention",
    "Option",
    "Provision",
    "Reading",
    "Readings",
    "ReviewFirst",
    "SelectedBy",
    "Statute",
    "Unit",
    "UnknownProvision",
    "UnknownReading",
    "check_provisions",
    "fee_by_item",
    "fee_by_page",
    "governing_law",
    "in_force_from",
    "law_version",
    "new_procedure_from",
    "provision",
    "provision_for_outcome",
    "provision_for_receipt",
    "provision_ids",
    "provision_or_first",
    "provisions",
    "reading",
    "review_first",
    "silence_reading",
    "silence_review_first",
    "versions",
    "zh_number",
]
