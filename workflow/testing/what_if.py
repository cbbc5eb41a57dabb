"""What if, over scenarios: which of their limits would move, each under its own readings, calendar and day."""

from __future__ import annotations

from collections.abc import Iterable

from ..whatif import Basis, Supposition, WhatIf, supposed
from ..whatif.reading import read_suppositions
from .scenarios import Scenario, run
from .scenarios.seen import CaseSeen


def what_if(suppositions: str | Iterable[Supposition], scenarios: Iterable[Scenario]) -> WhatIf:
    """Return what would be otherwise in *scenarios* under *suppositions*, or under those that a YAML text tells.

    A case is called by the title of its scenario and judged as it says: on its day, by its calendar and its readings. A
    scenario whose story is impossible has no limits. Raises ``MalformedScenario`` for a text that cannot be read, and
    ``BrokenLaw`` for what cannot be.
    """
    found = WhatIf()
    told = None if isinstance(suppositions, str) else tuple(suppositions)
    for scenario in scenarios:
        seen, present = run(scenario).seen, Basis(scenario.calendar, scenario.readings)
        if isinstance(seen, CaseSeen):
            each = read_suppositions(suppositions, present) if isinstance(suppositions, str) else told or ()
            found.take(seen.case, scenario.on, present, supposed(each, present))
    return found


__all__ = ["what_if"]
