"""Several registers in one report: which files are meant, what each says, and which cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from glob import glob, has_magic
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from persistence import Book, Moment, NoRegister
from persistence.files import identity
from workflow.annual import Form, Part, RollUp, Tables, roll_up
from workflow.annual.rollup import part_json
from workflow.errors import YishenqingError
from workflow.law import Law
from workflow.lines import split_lines
from workflow.words import Lang, Words

from .annual import AnnualReport, annual_report, cases_behind
from .copies import Asked, Copy, ask, one_of_each
from .lock_files import without_lock_files

T = TypeVar("T")
SUFFIX = "*.db"


class NothingThere(YishenqingError):
    """A folder or a pattern in which there is no register file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            Words(
                f"{path} 中没有登记簿文件（{SUFFIX}）",
                f"there is no register file ({SUFFIX}) in {path}",
            )
        )


class Unread(NamedTuple):
    """A file that could not be read, and why; the others were."""

    db: str
    error: YishenqingError

    def as_json(self) -> dict[str, str]:
        """Return the file with the message in both languages."""
        return {"db": self.db, "message": self.error.message("zh"), "message_en": self.error.message("en")}


class Sources(NamedTuple):
    """The files that are meant, each once, the paths at which there is none, and the lock files passed over."""

    files: list[Path]
    unread: list[Unread]
    passed_over: list[Path]


class Gathered(NamedTuple):
    """A roll-up with the files that are not in it: they could not be read, are copies of others, or are lock files."""

    rollup: RollUp
    unread: tuple[Unread, ...]
    copies: tuple[Copy, ...] = ()
    passed_over: tuple[Path, ...] = ()

    @property
    def report(self) -> AnnualReport:
        """The sums as a report, to be printed like that of one register."""
        tables, rollup = self.rollup.tables, self.rollup
        return AnnualReport(tables.table3.year, tables.form, *tables, rollup.imbalances, rollup.warnings)

    def as_json(self, lang: Lang = "zh") -> dict[str, Any]:
        """Return the report with its parts, who is missing, what could not be read, and what was left out as a copy."""
        return self.report.as_json(lang) | {
            "parts": [part_json(part, self.rollup.share(part)) for part in self.rollup.parts],
            "missing": list(self.rollup.missing),
            "unreadable": [unread.as_json() for unread in self.unread],
            "copies": [copy.as_json() for copy in self.copies],
        }


class Behind(NamedTuple):
    """The cases of one register behind a cell."""

    db: str
    agency: str
    cases: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the register and its cases."""
        return {"db": self.db, "agency": self.agency, "cases": list(self.cases)}


def several(given: Sequence[Path]) -> bool:
    """Say whether *given* asks for a roll-up: more than one path, a folder, or a pattern that is no file."""
    return len(given) != 1 or given[0].is_dir() or (has_magic(str(given[0])) and not given[0].exists())


def sources(given: Iterable[Path]) -> Sources:
    """Return the files meant, in the order given.

    A folder stands for the files ``*.db`` in it and below, a pattern for the files that it matches; lock files among
    these are passed over, while one that is named itself is meant.
    """
    found: dict[object, Path] = {}
    unread, passed_over = [], list[Path]()
    for path in given:
        files, locks = ([path], []) if path.is_file() else without_lock_files(_files(path))
        passed_over += locks
        for file in files:
            found.setdefault(identity(file), file)
        if not files:
            error = NothingThere(path) if path.is_dir() or has_magic(str(path)) else NoRegister(path)
            unread.append(Unread(str(path), error))
    return Sources(list(found.values()), unread, passed_over)


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from sorted(file for file in path.rglob(SUFFIX) if file.is_file())
    elif path.exists():
        yield path
    elif has_magic(str(path)):
        yield from sorted(file for name in glob(str(path), recursive=True) if (file := Path(name)).is_file())


def gather(
    given: Iterable[Path],
    year: int,
    form: Form,
    moment: Moment = None,
    expected: Sequence[str] = (),
    read: Callable[[Path], object] = lambda path: None,
    law: Law | None = None,
) -> Gathered:
    """Add up the tables of all registers *given*, each at the moment; *read* is told of each file when it has been read.

    Warnings are those under *law*, by default the shipped one.
    """
    files, unread, passed_over = sources(given)

    def part(file: Path, book: Book) -> Part:
        try:
            return _part(file, book, year, form, law)
        finally:
            read(file)

    parts, copies = _each_once(files, moment, part, unread)
    return Gathered(roll_up(year, form, parts, expected), tuple(unread), tuple(copies), tuple(passed_over))


def _each_once(
    files: Iterable[Path], moment: Moment, question: Callable[[Path, Book], T], unread: list[Unread]
) -> tuple[list[T], list[Copy]]:
    """Ask every register and return the answers, one a book, and the copies; *unread* gets those that do not count."""
    asked: list[Asked[T]] = []
    for file in files:
        try:
            asked.append(ask(file, moment, question))
        except YishenqingError as error:
            unread.append(Unread(str(file), error))
    counted, copies, apart = one_of_each(asked)
    why = {path: error for error in reversed(apart) for path in (error.db, error.other)}
    unread.extend(Unread(str(path), error) for path, error in why.items())
    return [one.answer for one in counted], copies


def _part(file: Path, book: Book, year: int, form: Form, law: Law | None) -> Part:
    report = annual_report(book, year, form, book.home.readings.under(law))
    tables = Tables(report.table2, report.table3, report.table4)
    return Part(str(file), book.settings.agency, tables, report.imbalances, report.warnings)


def gather_cell(
    given: Iterable[Path], year: int, form: Form, row: str, column: str, moment: Moment = None
) -> tuple[list[Behind], list[Unread], list[Copy], list[Path]]:
    """Return the cases behind one cell of the sums, register by register, what is not counted, and what was passed over.

    Raises ``UnknownCell``.
    """
    form.check((form.table3, form.table4), row, column)
    files, unread, passed_over = sources(given)

    def behind(file: Path, book: Book) -> Behind:
        cases = cases_behind(book, year, form, row, column, book.home.readings)
        return Behind(str(file), book.settings.agency, tuple(cases))

    found, copies = _each_once(files, moment, behind, unread)
    return found, unread, copies, passed_over


def names_in(text: str) -> tuple[str, ...]:
    """Return the names of organs in a list, one a line; blank lines and lines that begin with # say nothing."""
    lines = (line.strip() for line in split_lines(text.removeprefix("\ufeff")))
    return tuple(dict.fromkeys(line for line in lines if line and not line.startswith("#")))
