"""Errors of rows: of the journal and its head, and of the lines of a case file."""

from __future__ import annotations

from workflow.errors import YishenqingError
from workflow.words import Words

from .base import RegisterError


class DamagedFact(RegisterError):
    """Fact ``no`` of ``case`` cannot be what was recorded: somebody changed the file."""

    def __init__(self, case: str, no: int, why: Exception) -> None:
        self.case, self.no, self.why = case, no, why
        super().__init__(
            Words(
                f"案件 {case} 第 {no} 条记录已损坏（{type(why).__name__}: {why}）：登记簿文件曾被改动",
                f"fact {no} of case {case} is damaged ({type(why).__name__}: {why}): the file was tampered with",
            )
        )


class NotAsWritten(RegisterError):
    """A row of ``kind`` would be read back as another one than was recorded; nothing was written."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(
            Words(
                f"记录 {kind} 写入后读回与所记不同：未作登记，登记簿未变。请向本软件的维护者报告",
                f"{kind} would be read back as something else than was recorded: nothing was written; please report this",
            )
        )


class DamagedEntry(RegisterError):
    """Row ``seq`` of the journal, an entry of the book itself of ``kind``, cannot be what was recorded."""

    def __init__(self, kind: str, seq: int, why: Exception) -> None:
        self.kind, self.seq, self.why = kind, seq, why
        super().__init__(
            Words(
                f"登记簿第 {seq} 条记录（{kind}）已损坏（{type(why).__name__}: {why}）：登记簿文件曾被改动",
                f"row {seq} of the book ({kind}) is damaged ({type(why).__name__}: {why}): the file was tampered with",
            )
        )


class BadHead(RegisterError):
    """``text`` is no head as ``ysq verify --head`` prints it."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(
            Words(
                f"{text!r} 不是链首；应为 ysq verify --head 打印的 算法:序号:杂凑值",
                f"{text!r} is no head; it must be as ysq verify --head prints it, algorithm:number:hash",
            )
        )


class InvalidLine(RegisterError):
    """Line ``line`` (from 1) of ``source`` cannot be taken; ``error`` says why. Nothing was imported."""

    def __init__(self, source: str, line: int, error: YishenqingError) -> None:
        self.source, self.line, self.error = source, line, error
        zh, en = error.words
        super().__init__(
            Words(
                f"{source} 第 {line} 行：{zh}；全部未导入",
                f"{source} line {line}: {en}; nothing was imported",
            )
        )
