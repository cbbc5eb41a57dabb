"""The tables of the book and how an older file becomes a current one.

``journal`` holds every fact for ever; ``docket`` is one row a case and ``disputed`` names those that table IV
asks about: projections that can be made again;
``person`` is apart, so that it can be erased without touching the history; ``ledger`` holds what belongs to
no case; ``arrangement`` the notices and local days off that were loaded into this register. Each step of the
schema is a migration that is never edited once released.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

APPLICATION_ID = 0x79737131  # "ysq1": marks a SQLite file as a register

migrations = Migrations("yishenqing")

_FIRST = """
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE journal (
  seq INTEGER PRIMARY KEY,
  case_no TEXT NOT NULL,
  no INTEGER NOT NULL,
  kind TEXT NOT NULL,
  on_day TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  by_whom TEXT,
  note TEXT,
  data TEXT NOT NULL,
  UNIQUE (case_no, no)
) STRICT;

CREATE TABLE ledger (seq INTEGER PRIMARY KEY, recorded_at TEXT NOT NULL, line TEXT NOT NULL) STRICT;

CREATE TABLE docket (
  case_no TEXT PRIMARY KEY,
  facts INTEGER NOT NULL,
  stage TEXT NOT NULL,
  requester TEXT NOT NULL,
  received_on TEXT NOT NULL,
  concluded_on TEXT,
  outcome TEXT,
  row TEXT,
  last_on TEXT NOT NULL,
  moving INTEGER NOT NULL,
  duty TEXT,
  due TEXT,
  due_status TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX docket_open ON docket (stage) WHERE stage IN ('RECEIVED', 'REVIEW', 'PROCESSING');

CREATE TABLE disputed (case_no TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE person (
  case_no TEXT PRIMARY KEY, name TEXT, identity TEXT, contact TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE numbering (year INTEGER PRIMARY KEY, last INTEGER NOT NULL) STRICT;

CREATE TABLE arrangement (
  seq INTEGER PRIMARY KEY,
  recorded_at TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('notice', 'overlay')),
  content TEXT NOT NULL,
  moved TEXT NOT NULL
) STRICT;
"""

_APPEND_ONLY = """
CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
"""

# INSERT OR REPLACE deletes without firing the delete trigger, so an insert over an existing row is refused too.
_NO_REPLACE = """
CREATE TRIGGER journal_no_replace BEFORE INSERT ON journal
WHEN EXISTS (SELECT 1 FROM journal WHERE case_no = NEW.case_no AND no = NEW.no)
  OR EXISTS (SELECT 1 FROM journal WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;
CREATE TRIGGER ledger_no_replace BEFORE INSERT ON ledger
WHEN EXISTS (SELECT 1 FROM ledger WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'ledger is append-only'); END;
CREATE TRIGGER arrangement_no_replace BEFORE INSERT ON arrangement
WHEN EXISTS (SELECT 1 FROM arrangement WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'arrangement is append-only'); END;
"""


@migrations()
def first_book(db: Database) -> None:
    """Lay out the first book."""
    script = _FIRST + "".join(_APPEND_ONLY.format(table=t) for t in ("journal", "ledger", "arrangement")) + _NO_REPLACE
    for statement in _statements(script):
        db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _statements(script: str) -> list[str]:
    """Split a script into statements; a trigger's body holds the only inner semicolons."""
    found, current = [], ""
    for line in script.splitlines():
        current += line + "\n"
        ends_trigger = line.rstrip().endswith("END;")
        in_trigger = "CREATE TRIGGER" in current
        if ends_trigger or (line.rstrip().endswith(";") and not in_trigger):
            found.append(current.strip())
            current = ""
    return found


def bring_up_to_date(db: Database) -> None:
    """Apply what is missing, in one transaction: a file is never left between two versions."""
    if not migrations.pending(db):
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        migrations.apply(db)
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def unknown_migrations(db: Database) -> list[str]:
    """Name the steps that a later version has applied to this file."""
    known = {m.name for m in migrations._migrations}
    return [m.name for m in migrations.applied(db) if m.name not in known]
