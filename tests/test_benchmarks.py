"""The benchmarks run: small, untimed, so that none breaks unseen between two measurements."""

from __future__ import annotations

import sys

import pytest

from benchmarks import large
from benchmarks.__main__ import BENCHMARKS
from benchmarks.harness import table

SMALL = {"CASES": 40, "ROUNDS": 2, "BATCH": 2, "REPEATS": 1, "ASKED": 10, "REGISTERS": 2, "DATES": 50}
SMALL |= {"SAMPLE": 20, "BARE_ROUNDS": 1, "SAMPLE_ROUNDS": 1}
OTHERS = {"import", "scenarios", "versus"}  # they start pytest or other frameworks, and have no size


@pytest.mark.parametrize("name", sorted(BENCHMARKS.keys() - OTHERS))
def test_a_benchmark_runs(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each does its work on both sides, and its lines can be laid out."""
    module = sys.modules[BENCHMARKS[name].__module__]
    for constant in SMALL.keys() & vars(module).keys():
        monkeypatch.setattr(module, constant, SMALL[constant])
    monkeypatch.setattr(large, "CASES", 300)
    found = BENCHMARKS[name]()
    assert found
    assert all(line.ours > 0 and line.baseline > 0 for line in found)
    assert all(line.what in table(found) for line in found)
