"""How wide the output is where it is no terminal: what ``COLUMNS`` says, else wide enough for tables to stay whole."""

from __future__ import annotations

import pytest

from desk.printing import console
from tests.desk.running import Ysq


def test_columns_are_followed_in_a_pipe(ysq: Ysq, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who says how wide the page is gets that; without it, and for what is no number, 120."""
    for said, width in (("80", 80), ("200", 200), ("wide", 120)):
        monkeypatch.setenv("COLUMNS", said)
        assert console().width == width
    monkeypatch.delenv("COLUMNS")
    assert console().width == 120
