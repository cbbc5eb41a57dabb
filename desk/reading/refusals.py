"""Refusals: files that nobody can read as they are, known by how they begin, with what to do about each."""

from __future__ import annotations

from workflow.words import Words

OLD = (".doc", ".xls", ".wps", ".et", ".rtf", ".odt", ".ods", ".mht", ".mhtml")
"""Endings of files in which reports are met and which are not read: they have to be saved in another format."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_SAVE = Words("请另存为 .docx、.xlsx 或 .pdf 后再读取", "save it as .docx, .xlsx or .pdf")
LOCKED = Words("文件有密码保护，请先去除密码", "it is protected by a password; take that off first")
SCANNED = Words(
    "没有文字层，可能是扫描件；请先做文字识别（OCR）",
    "it holds no text, as a scan does; have its text recognised (OCR) first",
)


class NoText(Exception):
    """A file holds no text: what is in it are pictures."""


def refusal(suffix: str, content: bytes) -> Words | None:
    """Return why a file cannot be read that its first bytes, or its name, give away; None for any other."""
    if content.startswith(_OLE):
        return (
            LOCKED
            if _LOCKED in content
            else Words(f"旧的二进制格式；{_SAVE.zh}", f"it is of the old binary format; {_SAVE.en}")
        )
    if content.startswith(b"{\\rtf"):
        return Words(f"RTF 格式；{_SAVE.zh}", f"it is of the format RTF; {_SAVE.en}")
    if suffix in OLD and content.lstrip()[:1] != b"<":
        return Words(f"不读取 {suffix} 格式；{_SAVE.zh}", f"the format {suffix} is not read; {_SAVE.en}")
    return None


def pictured(count: int) -> tuple[Words, ...]:
    """Say that a file holds pictures, which may be of tables."""
    if not count:
        return ()
    return (
        Words(f"文件含 {count} 幅图片，图片中的表格不能读取", f"it holds {count} pictures; a table in one is not read"),
    )
