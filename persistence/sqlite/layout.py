"""The file and its layout: whole, and with every table, index, trigger and step as in a new book."""

from __future__ import annotations

from collections.abc import Iterator

from sqlite_utils import Database

from workflow.words import Words

from ..problems import Problem
from .schema import CHECKSUMS, bring_up_to_date, layout

# What others may add: the tables that a replicator keeps in the file for itself, and what ANALYZE has counted.
_ADDED = frozenset({"_litestream_seq", "_litestream_lock", "sqlite_stat1", "sqlite_stat4"})
_MOST = 20  # complaints of SQLite about one file


def file_problems(db: Database) -> Iterator[Problem]:
    """Let SQLite look at every page and every index: answers are read through them."""
    for (found,) in db.execute(f"PRAGMA integrity_check({_MOST})"):
        if found != "ok":
            yield Problem("file", Words(f"文件结构损坏：{found}", f"the file is damaged: {found}"))


def layout_problems(db: Database) -> Iterator[Problem]:
    """Compare tables, indexes, triggers and the steps that made them with those of a new book."""
    fresh = Database(memory=True)
    bring_up_to_date(fresh)
    ours = layout(fresh)
    found = {name: sql for name, sql in layout(db).items() if not (name in _ADDED and sql.startswith("CREATE TABLE"))}
    for name in sorted(ours.keys() | found.keys()):
        if ours.get(name) != found.get(name):
            zh, en = ("缺少", "is missing") if name not in found else ("被改动或多出", "was changed or added")
            yield Problem("layout", Words(f"结构 {name} {zh}", f"part {name} of the layout {en}"))
    kept = dict(db.execute("SELECT step, sha256 FROM checksum").fetchall()) if "checksum" in found else {}
    if kept != CHECKSUMS:
        yield Problem("layout", Words("结构步骤的校验值不符", "the checksums of the steps differ"))
    query = "SELECT name FROM _sqlite_migrations WHERE migration_set = 'yishenqing' ORDER BY name"
    if "_sqlite_migrations" in found and [name for (name,) in db.execute(query)] != sorted(CHECKSUMS):
        yield Problem("layout", Words("已施行的结构步骤不符", "the steps applied are not ours"))
    fresh.conn.close()
