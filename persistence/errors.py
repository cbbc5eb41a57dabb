"""What can go wrong with the book itself; each says which file, how it stands and what to do.

RegisterError
├── NoRegister            there is no such file
├── RegisterExists        there is one already, and it is never overwritten
├── NotARegister          the file is something else, or damaged
├── RegisterTooNew        written by a later version of Yishenqing
├── RegisterBusy          another writer held the file for too long
├── CannotWrite           the folder or the disk refuses
├── UnknownCase           no case with this number
├── NumberTaken           a case with this number exists
├── BadNumbering          a pattern for case numbers that cannot number cases
├── DamagedFact           a row of the journal that cannot be what was recorded
└── InvalidLine           a line of a case file that cannot be taken: its number, and why
"""

from __future__ import annotations

from pathlib import Path

from workflow.errors import YishenqingError
from workflow.words import Words


class RegisterError(YishenqingError):
    """Base of what can go wrong with the book."""


class NoRegister(RegisterError):
    """There is no file at ``path``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            Words(
                f"没有登记簿 {path}；先用 ysq init --db {path} 建立",
                f"there is no register {path}; make one with: ysq init --db {path}",
            )
        )


class RegisterExists(RegisterError):
    """A file stands at ``path`` already."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            Words(
                f"{path} 已存在，不会覆盖；请换一个文件名",
                f"{path} exists and is never overwritten; choose another name",
            )
        )


class NotARegister(RegisterError):
    """The file at ``path`` is no register; ``why`` says what it is or what is wrong with it."""

    def __init__(self, path: Path, why: Words) -> None:
        self.path, self.why = path, why
        super().__init__(
            Words(
                f"{path} 不是登记簿：{why.zh}；文件未作改动",
                f"{path} is not a register: {why.en}; the file was left as it is",
            )
        )


class RegisterTooNew(RegisterError):
    """The file at ``path`` was written by a later version."""

    def __init__(self, path: Path, unknown: list[str]) -> None:
        self.path, self.unknown = path, unknown
        names = "、".join(unknown)
        super().__init__(
            Words(
                f"{path} 由更新的版本写成（{names}）；请升级：pip install --upgrade yishenqing",
                f"{path} was written by a later version ({names}); run: pip install --upgrade yishenqing",
            )
        )


class RegisterBusy(RegisterError):
    """Another writer held the file at ``path`` for longer than ``seconds``."""

    def __init__(self, path: Path, seconds: float) -> None:
        self.path, self.seconds = path, seconds
        super().__init__(
            Words(
                f"登记簿 {path} 正被占用，等待 {seconds:g} 秒后仍未空闲；未作记录，请稍后再试",
                f"register {path} is busy: waited {seconds:g} s; nothing was recorded, try again",
            )
        )


class CannotWrite(RegisterError):
    """The operating system refused to open or write ``path``."""

    def __init__(self, path: Path, why: str) -> None:
        self.path, self.why = path, why
        super().__init__(
            Words(
                f"无法读写 {path}：{why}；未作记录",
                f"cannot open or write {path}: {why}; nothing was recorded",
            )
        )


class UnknownCase(RegisterError):
    """No case has the number ``case``."""

    def __init__(self, case: str) -> None:
        self.case = case
        super().__init__(
            Words(
                f"登记簿中没有案件 {case}；先记录收到申请（received）",
                f"the register has no case {case}; record its receipt first (received)",
            )
        )


class NumberTaken(RegisterError):
    """A case with the number ``case`` exists."""

    def __init__(self, case: str) -> None:
        self.case = case
        super().__init__(Words(f"案件 {case} 已登记", f"case {case} has been received already"))


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


class BadNumbering(RegisterError):
    """The pattern cannot number cases."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        super().__init__(
            Words(
                f"编号格式 {pattern!r} 不可用：须含 {{n}}，可含 {{year}}，如 {{year}}-{{n:03}}",
                f"numbering {pattern!r} cannot be used: it needs {{n}} and may have {{year}}, as in {{year}}-{{n:03}}",
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
