"""Golden bytes: the export of every released layout, as it was written when that layout was the newest."""

from __future__ import annotations

from pathlib import Path

import pytest

from persistence import Register
from persistence.contract.tools import cases_of
from persistence.sqlite.schema import CHECKSUMS

DATA = Path(__file__).parent / "data"


GOLDEN = (DATA / "first_book.jsonl").read_text(encoding="utf-8")
"""Every layout was tried with the same facts, so they share one export."""


@pytest.mark.parametrize("layout", CHECKSUMS)
def test_the_export_of_a_layout_is_what_it_was(layout: str, tmp_path: Path) -> None:
    """A register of rules 1 exports the same bytes for ever, whatever layout and rules have come since."""
    path = tmp_path / "register.db"
    path.write_bytes((DATA / f"{layout}.db").read_bytes())
    register = Register.open(path)
    try:
        whole = "".join(f"{line}\n" for line in register.export(persons=True))
        numbers = [case.number for case in cases_of(register)]
        single = [line for number in numbers for line in register.export([number])]
    finally:
        register.close()
    assert whole == GOLDEN
    facts = [line for line in GOLDEN.splitlines() if '"event":' in line]
    assert sorted(single) == sorted(facts)
