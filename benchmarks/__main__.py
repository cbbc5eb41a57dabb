"""Run the benchmarks named on the command line, or all of them, and print one table."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Mapping

from . import (
    annual,
    bulk,
    cell,
    derivation,
    docket,
    fold,
    importing,
    record,
    rollup,
    scenarios,
    show,
    verify,
    versus,
    whatif,
    workdays,
)
from .harness import Comparison, table

BENCHMARKS: Mapping[str, Callable[[], list[Comparison]]] = {
    "record": record.run,
    "workdays": workdays.run,
    "fold": fold.run,
    "import": importing.run,
    "derivation": derivation.run,
    "docket": docket.run,
    "rollup": rollup.run,
    "bulk": bulk.run,
    "annual": annual.run,
    "cell": cell.run,
    "show": show.run,
    "verify": verify.run,
    "versus": versus.run,
    "scenarios": scenarios.run,
    "whatif": whatif.run,
}


def main(names: list[str]) -> None:
    """Run *names* in that order; exit with a message where one is unknown."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        sys.exit(f"unknown benchmark: {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
    print(table([line for name in names or BENCHMARKS for line in _run(name)]))


def _run(name: str) -> list[Comparison]:
    """Run one benchmark; what those before it have left behind is not walked through by the collector again."""
    gc.collect()
    gc.freeze()
    return BENCHMARKS[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
