"""Files of published reports: which they are, what opens each, and what is said of one that cannot be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path

from workflow.annual.published import FILE_NAME, Published, Source, across_years, published
from workflow.errors import YishenqingError
from workflow.words import Words

from ..extras import MissingExtra
from .refusals import LOCKED, OLD, SCANNED, NoText, refusal

_LIMIT = 50_000_000  # bytes; a report is not so large, and what is may not fill the memory
_OPENERS = {
    ".html": "pages",
    ".htm": "pages",
    ".shtml": "pages",
    ".xhtml": "pages",
    ".docx": "letters",
    ".xlsx": "sheets",
    ".xlsm": "sheets",
    ".pdf": "prints",
    ".csv": "separated",
    ".tsv": "separated",
    ".md": "texts",
    ".markdown": "texts",
    ".txt": "texts",
    ".text": "texts",
}
SUFFIXES = tuple(_OPENERS)
_MET = {*SUFFIXES, *OLD}
_LIBRARIES = {"lxml": "lxml", "docx": "python-docx", "openpyxl": "openpyxl", "pdfplumber": "pdfplumber"}


class UnreadableFile(YishenqingError):
    """A file holds no report that can be read: ``path`` names it, ``reason`` says why."""

    def __init__(self, path: Path, reason: Words) -> None:
        self.path, self.reason = path, reason
        kinds = " ".join(SUFFIXES)
        super().__init__(
            Words(
                f"无法读取 {path}：{reason.zh}。可读的格式：{kinds}",
                f"cannot read {path}: {reason.en}. Formats that can be read: {kinds}",
            )
        )


def read_report(path: Path, year: int | None = None) -> tuple[Published, ...]:
    """Read and check the reports in one file: one, or two that are printed side by side.

    Raises ``UnreadableFile`` for a file that is not what its name says, ``MissingExtra`` where the library
    for its format is not installed, and ``OSError``.
    """
    return published(source_of(path), year)


def read_reports(paths: Iterable[Path], year: int | None = None) -> tuple[Published, ...]:
    """Read and check several files, with what one year's report owes to the year before."""
    return across_years([report for path in paths for report in read_report(path, year)])


def source_of(path: Path) -> Source:
    """Open one file: its lines and grids. Raises as ``read_report`` does."""
    content = path.read_bytes()
    if len(content) > _LIMIT:
        raise UnreadableFile(path, Words("文件过大", "it is too large"))
    reason = refusal(path.suffix.lower(), content)
    if reason:
        raise UnreadableFile(path, reason)
    opener = _opener(path, content)
    try:
        source = opener(content, path.suffix.lower())
    except ImportError as error:
        raise MissingExtra("reports", _LIBRARIES.get(str(error.name), str(error.name))) from None
    except NoText:
        raise UnreadableFile(path, SCANNED) from None
    except Exception as error:
        if "password" in f"{error!r} {error.__context__!r}".lower():
            raise UnreadableFile(path, LOCKED) from None
        said = " ".join(str(error).split())[:120] or type(error).__name__
        raise UnreadableFile(
            path, Words(f"内容与格式不符（{said}）", f"it is not what its name says ({said})")
        ) from None
    return source._replace(name=str(path), hints=(*source.hints, *_name_hint(path)))


def _name_hint(path: Path) -> tuple[str, ...]:
    """Let the file's name say the year where it holds exactly one."""
    years = set(re.findall(r"(?<!\d)20[1-4]\d(?!\d)", path.stem))
    return (f"{FILE_NAME}: {years.pop()}",) if len(years) == 1 else ()


def _opener(path: Path, content: bytes) -> Callable[[bytes, str], Source]:
    """Choose by the name, and for one without a known ending by how the file begins."""
    name = _OPENERS.get(path.suffix.lower()) or _by_content(content)
    if name is None:
        raise UnreadableFile(path, Words(f"不认识的格式 {path.suffix}", f"unknown format {path.suffix}"))
    opener: Callable[[bytes, str], Source] = import_module(f"desk.reading.{name}").source
    return opener


def _by_content(content: bytes) -> str | None:
    if content.startswith(b"%PDF"):
        return "prints"
    if re.match(rb"\s*<(?:!doctype|html|table|body|div|p|!--)", content[:200], re.IGNORECASE):
        return "pages"
    if content.startswith(b"PK"):
        return "letters" if b"word/" in content else "sheets" if b"xl/" in content else None
    return None if b"\0" in content[:1000] else "texts"


def found(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files that are named, and the reports in the folders that are named, by name."""
    for path in paths:
        if path.is_dir():
            yield from sorted(each for each in path.rglob("*") if each.suffix.lower() in _MET and each.is_file())
        else:
            yield path
