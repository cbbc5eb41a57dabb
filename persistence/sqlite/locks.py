"""Locks that go with the process, however it ends: one of SQLite's on a file of its own, which every system can do."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Protocol

from ..files import uri_of


class Lock(Protocol):
    """A lock that is held until it is closed."""

    def close(self) -> None:
        """Let go of it."""


def hold(lock: Path) -> Lock | None:
    """Take a lock, to be held until the connection is closed; None where somebody holds it or it is gone."""
    with suppress(sqlite3.Error):
        held = sqlite3.connect(uri_of(lock.absolute(), "rw"), uri=True, timeout=0, isolation_level=None)
        with ExitStack() as closing_it:
            closing_it.callback(held.close)
            held.execute("BEGIN EXCLUSIVE")
            if lock.exists():  # not cleared away between opening and locking
                closing_it.pop_all()
                return held
    return None
