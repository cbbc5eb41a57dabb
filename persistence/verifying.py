"""Verify: prove that the book is what was recorded, and name the first thing that is not, and why.

The rows are read once in the order of recording for the chain, and once case by case for the histories and what
the projections hold of them.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from sqlite_utils import Database

from workflow.case import Case, Entry
from workflow.errors import YishenqingError
from workflow.words import Words

from . import journal, numbering, people, projections
from .chain import DEFAULT_ALGORITHM, START, Head, hasher, linked
from .chaining import BOOK, settled
from .errors import DamagedFact
from .schema import CHECKSUMS, bring_up_to_date, layout

Standing = Callable[[Case], tuple[str, str, str] | None]
"""Reckons duty, day and status of the deadline that the docket may keep for a case."""
Progress = Callable[[int, int], object]
_REPLICATION = "_litestream_"  # tables that a replicator keeps in the file for itself
_EVERY = 2_000  # rows between two words of progress
_ROWS = "SELECT seq, case_no, no, kind, on_day, recorded_at, by_whom, note, data, hash FROM journal ORDER BY seq"
_BOOK = f"SELECT seq, no, kind, data FROM journal WHERE case_no = '{BOOK}' ORDER BY seq"
_DOCKET = """
SELECT case_no, facts, stage, requester, received_on, concluded_on, outcome, row, last_on, moving, duty, due, due_status
FROM docket ORDER BY case_no
"""
_DISPUTES = "SELECT case_no, n, dispute, row, filed_on, decided_on, result FROM dispute ORDER BY case_no, n"
_TALLY = "SELECT received_year, concluded_year, requester, row, count FROM tally WHERE count <> 0"
_DISPUTE_TALLY = "SELECT row, filed_year, decided_year, result, count FROM dispute_tally WHERE count <> 0"


class Problem(NamedTuple):
    """Something that is not as it was recorded; ``seq``, ``case`` and ``no`` say where, as far as that is known."""

    what: str
    words: Words
    seq: int | None = None
    case: str | None = None
    no: int | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the problem as JSON has it, with its message in both languages."""
        place = {"what": self.what, "seq": self.seq, "case": self.case, "no": self.no}
        return place | {"message": self.words.zh, "message_en": self.words.en}


class Verification(NamedTuple):
    """What ``verify`` found: how much there is, where the journal stands, and every problem, the first fact first."""

    events: int
    cases: int
    head: Head
    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Whether the book is what was recorded."""
        return not self.problems

    def as_json(self) -> dict[str, Any]:
        """Return the result as the command line's contract writes it."""
        problems = [problem.as_json() for problem in self.problems]
        return {"ok": self.ok, "events": self.events, "cases": self.cases, "head": str(self.head), "problems": problems}


def verify(
    db: Database, against: Head | None = None, standing: Standing | None = None, progress: Progress | None = None
) -> Verification:
    """Check the whole book as it stands in the transaction of *db*."""
    db.conn.text_factory = _text
    settings = _settings(db)
    total = int(db.execute("SELECT count(*) FROM journal").fetchone()[0])
    tell = progress or (lambda done, total: None)
    chain = _Chain(settings.get("hash", DEFAULT_ALGORITHM), against)
    problems = [*_file(db), *_layout(db), *chain.check(db, lambda n: tell(n, 2 * total)), *_book(db, settings)]
    problems += _people(db, chain.head.algorithm)
    fold = _Fold(db, standing, settings.get("numbering", numbering.DEFAULT))
    problems += fold.check(lambda n: tell(total + n, 2 * total))
    return Verification(fold.events, fold.cases, chain.head, tuple(problems))


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _settings(db: Database) -> dict[str, str]:
    return dict(db.execute("SELECT key, value FROM setting").fetchall())


# -- the file and its layout ----------------------------------------------------------------------------------


def _file(db: Database) -> Iterator[Problem]:
    for (found,) in db.execute("PRAGMA quick_check"):
        if found != "ok":
            yield Problem("file", Words(f"文件结构损坏：{found}", f"the file is damaged: {found}"))


def _layout(db: Database) -> Iterator[Problem]:
    """Compare tables, indexes, triggers and the steps that made them with those of a new book."""
    fresh = Database(memory=True)
    bring_up_to_date(fresh)
    ours = layout(fresh)
    found = {name: sql for name, sql in layout(db).items() if not name.startswith(_REPLICATION)}
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


# -- the chain ------------------------------------------------------------------------------------------------


class _Chain:
    """Walks the journal in the order of recording; every row must follow from the one before."""

    def __init__(self, algorithm: str, against: Head | None) -> None:
        self.against, self.head = against, Head(algorithm, 0, START)

    def check(self, db: Database, tell: Callable[[int], object]) -> Iterator[Problem]:
        try:
            yield from self._walk(db, tell)
        except sqlite3.Error as error:
            yield _unreadable(error, self.head.seq + 1)
        if self.against is not None:
            yield from self._held(db, self.against)

    def _walk(self, db: Database, tell: Callable[[int], object]) -> Iterator[Problem]:
        try:
            hash_of = hasher(self.head.algorithm)
        except YishenqingError as error:
            yield Problem("chain", error.words)
            return
        expected, before = 1, START
        for *columns, digest in db.execute(_ROWS):
            row = tuple(columns)
            if row[0] != expected:
                yield _gap(expected, row)
            elif linked(hash_of, before, row) != digest:
                yield _broken(row)
            expected, before = row[0] + 1, digest
            if not expected % _EVERY:
                tell(expected)
        self.head = Head(self.head.algorithm, expected - 1, before)

    def _held(self, db: Database, against: Head) -> Iterator[Problem]:
        row = db.execute("SELECT hash FROM journal WHERE seq = ?", (against.seq,)).fetchone()
        digest = START if against.seq == 0 else row[0] if row else None
        if (self.head.algorithm, digest) != (against.algorithm, against.digest):
            words = Words(
                f"登记簿不再含有链首 {against}（现为 {self.head.seq} 条）：记录被截去或改写",
                f"the book no longer contains the head {against} (it has {self.head.seq} rows): cut off or rewritten",
            )
            yield Problem("head", words, against.seq)


def _gap(expected: int, row: tuple[Any, ...]) -> Problem:
    words = Words(
        f"第 {expected} 条记录缺失（其后为第 {row[0]} 条）", f"row {expected} is missing (then comes row {row[0]})"
    )
    return Problem("gap", words, expected)


def _broken(row: tuple[Any, ...]) -> Problem:
    seq, number, no, kind = row[:4]
    words = Words(
        f"第 {seq} 条记录（{number or '登记簿'} 第 {no} 条 {kind}）与链值不符：它或它之前的一条被改动",
        f"row {seq} ({number or 'the book'}, no. {no}, {kind}) does not follow: it, or the row before, was changed",
    )
    return Problem("chain", words, seq, number or None, no)


def _unreadable(error: Exception, seq: int | None) -> Problem:
    return Problem("file", Words(f"文件无法读取：{error}", f"the file cannot be read: {error}"), seq)


# -- the book's own entries -----------------------------------------------------------------------------------


def _book(db: Database, settings: dict[str, str]) -> Iterator[Problem]:
    """Check the numbering of the book's own entries, and the settings against the entry that fixed them."""
    fixed: str | None = None
    for expected, (seq, no, kind, data) in enumerate(db.execute(_BOOK), 1):
        if no != expected:
            words = Words(f"登记簿自身第 {expected} 条记录编号为 {no}", f"entry {expected} of the book has number {no}")
            yield Problem("numbering", words, seq, None, no)
        if kind in ("book_opened", "book_upgraded"):
            fixed = data
    if fixed != settled(settings):
        words = Words(
            f"设置与建立登记簿时所记不符：{settled(settings)}，所记 {fixed}",
            f"the settings are not those recorded: {settled(settings)}, recorded {fixed}",
        )
        yield Problem("setting", words)


def _people(db: Database, algorithm: str) -> list[Problem]:
    try:
        return [Problem("person", words, None, number) for number, words in people.unbound(db, algorithm)]
    except (ValueError, KeyError, TypeError, sqlite3.Error, YishenqingError) as error:
        return [Problem("person", Words(f"无法核对申请人信息：{error}", f"persons cannot be checked: {error}"))]


# -- the cases ------------------------------------------------------------------------------------------------


class _Fold:
    """Folds every history, and holds it against what the projections have of it."""

    def __init__(self, db: Database, standing: Standing | None, pattern: str) -> None:
        self.db, self.standing, self.pattern = db, standing, pattern
        self.events = self.cases = 0
        self._tally: Counter[projections.TallyRow] = Counter()
        self._dispute_tally: Counter[projections.DisputeTallyRow] = Counter()
        self._series: dict[int, int] = {}

    def check(self, tell: Callable[[int], object]) -> list[Problem]:
        found: list[Problem] = []
        try:
            found += self._cases(tell)
            found += self._counts()
        except sqlite3.Error as error:
            found.append(_unreadable(error, None))
        return found

    def _cases(self, tell: Callable[[int], object]) -> Iterator[Problem]:
        rows = _Merged(self.db.execute(_DOCKET))
        disputes = _Grouped(self.db.execute(_DISPUTES))
        told = 0
        for number, entries in _histories(self.db):
            self.cases += 1
            kept, also = rows.at(number), disputes.at(number)
            yield from rows.strays()
            yield from disputes.strays()
            if isinstance(entries, Problem):
                yield entries
                continue
            self.events += len(entries)
            yield from self._case(number, entries, kept, also)
            if self.events - told >= _EVERY:
                told = self.events
                tell(told)
        rows.at(None)
        disputes.at(None)
        yield from rows.strays()
        yield from disputes.strays()

    def _case(
        self, number: str, entries: list[Entry], kept: tuple[Any, ...] | None, also: tuple[Any, ...]
    ) -> Iterator[Problem]:
        wrong = next((n for n, entry in enumerate(entries, 1) if entry.no != n), None)
        if wrong is not None:
            words = Words(f"案件 {number} 缺第 {wrong} 条记录", f"case {number} lacks fact {wrong}")
            yield Problem("numbering", words, None, number, wrong)
            return
        try:
            case = Case.replay(number, entries)
            new = projections.projected(case)
        except (YishenqingError, AssertionError) as error:
            yield _impossible(number, error)
            return
        self._tally[new.tally] += 1
        self._dispute_tally.update(map(projections.dispute_tally_row, new.disputes))
        place = numbering.place_in_series(self.pattern, number)
        if place:
            self._series[place[0]] = max(place[1], self._series.get(place[0], 0))
        if kept is None or kept[:10] != new.docket:
            yield _differs("docket", "在办表", number, new.docket, kept and kept[:10])
        elif kept[10:] != (None, None, None) and self.standing and self.standing(case) != kept[10:]:
            yield _differs("docket", "在办表的期限", number, self.standing(case), kept[10:])
        if also != new.disputes:
            yield _differs("dispute", "争议表", number, new.disputes, also)

    def _counts(self) -> Iterator[Problem]:
        for name, zh, query, fold in (
            ("tally", "年度统计", _TALLY, dict(self._tally)),
            ("dispute_tally", "争议年度统计", _DISPUTE_TALLY, dict(self._dispute_tally)),
            ("numbering", "编号", "SELECT year, last FROM numbering", {(k,): v for k, v in self._series.items()}),
        ):
            kept = {tuple(key): count for *key, count in self.db.execute(query)}
            for key in sorted(fold.keys() | kept.keys(), key=repr):
                if kept.get(key) != fold.get(key):
                    words = Words(
                        f"{zh} {key} 记为 {kept.get(key)}，依历史应为 {fold.get(key)}",
                        f"{name} {key} is {kept.get(key)}, by the histories {fold.get(key)}",
                    )
                    yield Problem(name, words)


def _impossible(number: str, error: Exception) -> Problem:
    zh, en = error.words if isinstance(error, YishenqingError) else (str(error), str(error))
    return Problem("order", Words(f"案件 {number} 的历史不可能：{zh}", f"case {number} cannot be: {en}"), None, number)


def _differs(what: str, zh: str, number: str, fold: object, kept: object) -> Problem:
    words = Words(
        f"案件 {number} 的{zh}为 {kept}，依历史应为 {fold}；可用 ysq rebuild 重建",
        f"the {what} has of case {number}: {kept}, by its history {fold}; ysq rebuild makes it again",
    )
    return Problem(what, words, None, number)


def _histories(db: Database) -> Iterator[tuple[str, list[Entry] | Problem]]:
    """Yield each case with its facts, or with what is wrong with one of them."""
    found: list[Entry] = []
    current: str | None = None
    bad: Problem | None = None
    for row in journal.rows_by_case(db):
        if row[0] != current:
            if current is not None:
                yield current, bad or found
            current, found, bad = row[0], [], None
        if bad is None:
            try:
                found.append(journal.entry_of(row))
            except DamagedFact as error:
                bad = Problem("fact", error.words, None, current, row[1])
    if current is not None:
        yield current, bad or found


class _Merged:
    """Rows in the order of their case number, walked beside the histories; what is passed over is a stray."""

    def __init__(self, rows: Iterable[tuple[Any, ...]]) -> None:
        self._rows = iter(rows)
        self._next = next(self._rows, None)
        self._strays: list[str] = []

    def at(self, number: str | None) -> tuple[Any, ...] | None:
        while self._next is not None and (number is None or self._next[0] < number):
            self._strays.append(self._next[0])
            self._next = next(self._rows, None)
        if self._next is None or self._next[0] != number:
            return None
        found, self._next = self._next, next(self._rows, None)
        return found

    def strays(self) -> Iterator[Problem]:
        for number in self._strays:
            words = Words(f"在办表中的案件 {number} 没有历史", f"the docket has a case {number} without a history")
            yield Problem("docket", words, None, number)
        self._strays = []


class _Grouped(_Merged):
    """The same, for several rows a case."""

    def at(self, number: str | None) -> tuple[Any, ...]:
        found = []
        while (row := super().at(number)) is not None:
            found.append(row[1:])
        return tuple(found)


__all__ = ["Problem", "Progress", "Standing", "Verification", "verify"]
