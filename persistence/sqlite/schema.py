"""The tables of the book, as the steps by which an older file becomes a current one.

``journal`` holds for ever what was recorded, chained row by row: the facts of the cases, and under the empty case
number the entries of the book itself (ledger lines, arrangements, settings …). ``docket`` is one row a case,
``dispute`` one row a dispute, ``tally`` and ``dispute_tally`` count them by year: projections that can be made
again. ``person`` is apart, so that it can be erased without touching the history.

Each step is a migration that is never edited once released; the checksum of its text is kept in the file. The steps are
those of ``sqlite_utils``. SQL stands by hand where its tables would be too slow (a fact by ``table.insert`` costs 1.6
times as much, by its ``upsert`` more) or too kind (an insert into a misspelt table makes it, one that must not replace
may).
"""

from __future__ import annotations

from hashlib import sha256

from sqlite_utils import Database, Migrations

from workflow.errors import BrokenLaw
from workflow.rules import RULES
from workflow.words import Words

from ..numbering import DEFAULT
from .chaining import chain_what_is_there

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


_CHAINED = """
CREATE TABLE chained (
  seq INTEGER PRIMARY KEY,
  case_no TEXT NOT NULL,
  no INTEGER NOT NULL,
  kind TEXT NOT NULL,
  on_day TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  by_whom TEXT,
  note TEXT,
  data TEXT NOT NULL,
  hash BLOB NOT NULL,
  UNIQUE (case_no, no)
) STRICT;

ALTER TABLE person ADD COLUMN salt BLOB;
"""

_PROJECTED = """
DROP TABLE ledger;
DROP TABLE arrangement;
DROP TABLE disputed;
DROP TABLE journal;
ALTER TABLE chained RENAME TO journal;

CREATE INDEX journal_entry ON journal (kind, seq) WHERE case_no = '';
CREATE INDEX docket_received ON docket (received_on, requester);
CREATE INDEX docket_concluded ON docket (concluded_on, row, requester);

CREATE TABLE dispute (
  case_no TEXT NOT NULL,
  n INTEGER NOT NULL,
  dispute TEXT NOT NULL,
  row TEXT NOT NULL,
  filed_on TEXT NOT NULL,
  decided_on TEXT,
  result TEXT,
  PRIMARY KEY (case_no, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE tally (
  received_year INTEGER NOT NULL,
  concluded_year INTEGER NOT NULL,
  requester TEXT NOT NULL,
  row TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (received_year, concluded_year, requester, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE dispute_tally (
  row TEXT NOT NULL,
  filed_year INTEGER NOT NULL,
  decided_year INTEGER NOT NULL,
  result TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (row, filed_year, decided_year, result)
) STRICT, WITHOUT ROWID;

CREATE TABLE checksum (step TEXT PRIMARY KEY, sha256 TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""

_CHAIN_TRIGGERS = """
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;
CREATE TRIGGER journal_no_replace BEFORE INSERT ON journal
WHEN EXISTS (SELECT 1 FROM journal WHERE case_no = NEW.case_no AND no = NEW.no)
  OR EXISTS (SELECT 1 FROM journal WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END;
"""

# Open is what was never concluded, and so has no row of table III, and what was reopened. The first is found by the
# index of conclusions, the second by one that is nearly empty: so a step of a case on its way touches no index.
_OPEN_CASES = """
DROP INDEX docket_open;
DROP INDEX docket_concluded;
CREATE INDEX docket_concluded ON docket (row, concluded_on, requester);
CREATE INDEX docket_reopened ON docket (stage)
WHERE row IS NOT NULL AND stage IN ('RECEIVED', 'REVIEW', 'PROCESSING');

CREATE VIEW open_docket AS
SELECT * FROM docket WHERE row IS NULL
UNION ALL
SELECT * FROM docket WHERE row IS NOT NULL AND stage IN ('RECEIVED', 'REVIEW', 'PROCESSING');

CREATE INDEX dispute_row ON dispute (row, filed_on);
"""

# Which stages are open is told by Python, so that no stage stands here by name; a step of a case on its way touches no
# index, as before. A column that an older version names in every write is renamed: one that has the file open meanwhile
# fails to write instead of leaving the new column as it was. Every step that adds to what a write must say does so.
_OPEN_TOLD = """
DROP VIEW open_docket;
DROP INDEX docket_reopened;
ALTER TABLE docket RENAME COLUMN moving TO waits;
ALTER TABLE docket ADD COLUMN open INTEGER NOT NULL DEFAULT 1;
CREATE INDEX docket_reopened ON docket (open) WHERE row IS NOT NULL AND open = 1;

CREATE VIEW open_docket AS
SELECT * FROM docket WHERE row IS NULL AND open = 1
UNION ALL
SELECT * FROM docket WHERE row IS NOT NULL AND open = 1;
"""

# A dispute counts once however many cases it joins: its rows are found by what its ways of writing share. An older
# version that has the file open meanwhile names fewer columns, and fails to write.
_DISPUTES_ONCE = """
DROP TABLE dispute;

CREATE TABLE dispute (
  case_no TEXT NOT NULL,
  n INTEGER NOT NULL,
  dispute TEXT NOT NULL,
  key TEXT NOT NULL,
  row TEXT NOT NULL,
  filed_on TEXT NOT NULL,
  decided_on TEXT,
  result TEXT,
  final INTEGER NOT NULL,
  PRIMARY KEY (case_no, n)
) STRICT, WITHOUT ROWID;

CREATE INDEX dispute_row ON dispute (row, filed_on);
CREATE INDEX dispute_key ON dispute (key);
"""

_GUARDS = [
    f"{table}_no_{what}" for table in ("journal", "ledger", "arrangement") for what in ("update", "delete", "replace")
]


def _first_script() -> str:
    return _FIRST + "".join(_APPEND_ONLY.format(table=t) for t in ("journal", "ledger", "arrangement")) + _NO_REPLACE


@migrations()
def first_book(db: Database) -> None:
    """Lay out the first book."""
    for statement in _statements(_first_script()):
        db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")


@migrations()
def chained_book(db: Database) -> None:
    """Chain the journal, take ledger and arrangements into it, and count by year."""
    for guard in _GUARDS:
        db.execute(f"DROP TRIGGER IF EXISTS {guard}")
    for statement in _statements(_CHAINED):
        db.execute(statement)
    chain_what_is_there(db)
    for statement in _statements(_PROJECTED + _CHAIN_TRIGGERS):
        db.execute(statement)


@migrations()
def open_cases(db: Database) -> None:
    """Find the open cases without an index of stages, and what is behind a row of tables III and IV with one."""
    for statement in _statements(_OPEN_CASES):
        db.execute(statement)


@migrations()
def open_told(db: Database) -> None:
    """Keep in the docket whether a case is open, instead of naming the stages in which it is."""
    for statement in _statements(_OPEN_TOLD):
        db.execute(statement)


_TEXTS = {
    "first_book": _first_script(),
    "chained_book": _CHAINED + _PROJECTED + _CHAIN_TRIGGERS,
    "open_cases": _OPEN_CASES,
    "open_told": _OPEN_TOLD,
}


def _new_rules(number: int) -> None:
    """Add the step of new rules of the process, which lays out nothing: it tells older versions that they are too old."""
    name = f"rules_{number}"
    _TEXTS[name] = name
    migrations(name=name)(lambda db: None)


# For each number of workflow.rules above 1 one call stands here, in the order in which steps and rules were released.
_new_rules(2)


@migrations()
def disputes_once(db: Database) -> None:
    """Keep beside each dispute the key that it shares with those of other cases, and whether its end was final."""
    for statement in _statements(_DISPUTES_ONCE):
        db.execute(statement)


_TEXTS["disputes_once"] = _DISPUTES_ONCE

_lacking = [rules.number for rules in RULES if rules.number > 1 and f"rules_{rules.number}" not in _TEXTS]
if _lacking:
    raise BrokenLaw(Words(f"规则 {_lacking} 没有升级步骤", f"rules {_lacking} have no step of migration"))

CHECKSUMS = {step: sha256(text.encode()).hexdigest() for step, text in _TEXTS.items()}
"""What each step's text hashes to: kept in every file that the step has laid out."""


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


def pending(db: Database) -> list[str]:
    """Name the steps that this file lacks."""
    return [m.name for m in migrations.pending(db)]


def bring_up_to_date(db: Database) -> None:
    """Apply what is missing, in one transaction: a file is never left between two versions.

    The projections of an older file are made again once all steps are done: by today's code, for today's tables.
    """
    if not migrations.pending(db):
        return
    from ..journal import all_cases
    from .txn import SqliteTxn

    db.execute("BEGIN IMMEDIATE")
    try:
        older = bool(migrations.applied(db))
        migrations.apply(db)
        if older:
            settings = dict(db.execute("SELECT key, value FROM setting").fetchall())
            txn = SqliteTxn(db, settings["hash"], settings.get("numbering", DEFAULT))
            txn.project(((case, None) for case in all_cases(txn)), anew=True)
            txn.finish()
        db.conn.executemany("INSERT OR REPLACE INTO checksum (step, sha256) VALUES (?, ?)", CHECKSUMS.items())
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def unknown_migrations(db: Database) -> list[str]:
    """Name the steps that a later version has applied to this file."""
    return [m.name for m in migrations.applied(db) if m.name not in CHECKSUMS]


def foreign_step(db: Database) -> str | None:
    """Name the first step whose checksum in this file is not ours; None where there is none."""
    if not db.table("checksum").exists():
        return None
    found = dict(db.execute("SELECT step, sha256 FROM checksum").fetchall())
    applied = [m.name for m in migrations.applied(db)]
    return next(
        (step for step, ours in CHECKSUMS.items() if found.get(step) != (ours if step in applied else None)), None
    )


def layout(db: Database) -> dict[str, str]:
    """Return the text of every table, index and trigger of this file, by name."""
    return dict(db.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name").fetchall())
