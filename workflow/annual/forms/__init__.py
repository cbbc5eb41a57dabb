"""Forms: the official layouts of the annual report, a file each, and which of them a year uses.

The next form is one file beside these, with the years that it serves; it is imported here and named in ``FORMS``.
Tables, balances, documents and ``--form`` follow from that.
"""

from __future__ import annotations

from ..layout import Form, UnknownForm
from .checking import in_order
from .form_2019 import FORM_2019
from .form_2021 import FORM_2021

FORMS = in_order(FORM_2019, FORM_2021)
"""Every form, by the first year that it serves."""


def form_for(year: int, override: str | None = None) -> Form:
    """Return the form that serves report *year*, or the one whose id is *override*.

    A form serves its years until a later one begins. Raises ``UnknownForm`` for a year before 2019, for which
    no unified form exists, and for an unknown *override*.
    """
    for form in reversed(FORMS):
        wanted = form.serves(year) if override is None else form.id == override
        if wanted and year >= FORMS[0].first_year:
            return form
    raise UnknownForm(year, override, tuple(form.id for form in FORMS))


__all__ = ["FORMS", "FORM_2019", "FORM_2021", "form_for"]
