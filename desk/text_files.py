"""Text files: bytes that people saved as UTF-8 or as GB 18030, made text by one rule.

UTF-8 comes first, with or without its mark; what is not UTF-8 is GB 18030, of which GBK and GB 2312 are parts. Where
the bytes could be either, or are neither, the file is refused: a guess would put other words into somebody's mouth.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from workflow.errors import YishenqingError
from workflow.words import Words

_MARKED = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SAVE = Words("请另存为 UTF-8（带 BOM）", "save the file as UTF-8 with BOM")


class BadFile(YishenqingError):
    """A text or a sheet that cannot be read: ``source`` names it, ``line`` (from 1) where one line is at fault."""

    def __init__(self, source: str, reason: Words, line: int | None = None) -> None:
        self.source, self.reason, self.line = source, reason, line
        zh, en = (f" 第 {line} 行", f" line {line}") if line else ("", "")
        super().__init__(Words(f"{source}{zh}：{reason.zh}", f"{source}{en}: {reason.en}"))


def read_text(path: Path) -> str:
    """Return the text of a file, its ends of lines as they are. Raises :class:`BadFile` and ``OSError``."""
    return decode_text(path.read_bytes(), str(path))


def decode_text(data: bytes, source: str) -> str:
    """Return the text that *data* is in UTF-8 or GB 18030, without its mark. Raises :class:`BadFile`."""
    if data.startswith(_MARKED):
        raise BadFile(source, Words(f"是 UTF-16 文字；{_SAVE.zh}", f"it is in UTF-16: {_SAVE.en}"))
    if b"\0" in data:
        raise BadFile(source, Words("不是文字文件", "it is no text file"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _as_gb18030(data, source, _line_of(data, error.start))
    if not data.startswith(codecs.BOM_UTF8):
        _refuse_ambiguous(data, text, source)
    return text


def _as_gb18030(data: bytes, source: str, line: int) -> str:
    """Return the text in GB 18030, unless it is damaged UTF-8; *line* is the first that is no UTF-8."""
    torn = data.decode("utf-8", "replace")
    if sum(c >= "\u0800" and c != "\ufffd" for c in torn) > torn.count("\ufffd"):
        words = Words(
            f"多处是 UTF-8 文字，此处不是，文件可能已损坏；{_SAVE.zh}", f"UTF-8 that is damaged here: {_SAVE.en}"
        )
        raise BadFile(source, words, line)
    try:
        return data.decode("gb18030").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        words = Words(f"既不是 UTF-8 也不是 GB 18030；{_SAVE.zh}", f"neither UTF-8 nor GB 18030: {_SAVE.en}")
        raise BadFile(source, words, _line_of(data, error.start)) from None


def _refuse_ambiguous(data: bytes, text: str, source: str) -> None:
    """Refuse bytes that are foreign letters in UTF-8 and Chinese in GB 18030: ``\\xd2\\xbb`` is һ, or 一.

    A text with characters of three bytes and more is UTF-8; in GB 18030 they would be a row of rare characters.
    """
    odd = re.search(r"[^\x00-\x7f]+", text)
    if odd is None or max(text) >= "\u0800":
        return
    try:
        other = data.decode("gb18030")
    except UnicodeDecodeError:
        return
    instead = re.search(r"[^\x00-\x7f]+", other)
    line = _line_of(data, len(text[: odd.start()].encode()))
    theirs = instead[0] if instead else ""
    words = Words(
        f"“{odd[0]}”（UTF-8）也可读作“{theirs}”（GB 18030），无法确定；{_SAVE.zh}",
        f"{odd[0]!r} in UTF-8 can as well be {theirs!r} in GB 18030: {_SAVE.en}",
    )
    raise BadFile(source, words, line)


def _line_of(data: bytes, at: int) -> int:
    """Return the number of the line, from 1, in which a byte stands."""
    return len(re.findall(rb"\r\n|\r|\n", data[:at])) + 1
