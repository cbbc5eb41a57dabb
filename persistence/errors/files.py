"""Errors of the file: what it is, how it was made, and who else holds it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from workflow.words import Words, counted

from .base import RegisterError


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


class LogLeft(RegisterExists):
    """Nothing stands at ``path``, but the ``log`` of a register that was there: SQLite would play it into a new one."""

    def __init__(self, path: Path, log: Path) -> None:
        self.path, self.log = path, log
        RegisterError.__init__(
            self,
            Words(
                f"{path} 旁留有原登记簿的日志 {log.name}，其中可能有未并入的记录；请先将其移走并妥善保存",
                f"beside {path} lies {log.name}, the log of a register that was there: it may hold facts that are nowhere else;"
                " move it away and keep it",
            ),
        )


class NotARegisterName(RegisterError):
    """A register would be called as what ends in ``ending``: a file of another format, or what SQLite lays beside one."""

    def __init__(self, path: Path, ending: str) -> None:
        self.path, self.ending = path, ending
        super().__init__(
            Words(
                f"登记簿不能命名为 {path}：{ending} 是另一种文件的结尾；请用 .db",
                f"{path} is no name for a register: {ending} is how another kind of file ends; let it end in .db",
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


class OtherSettings(RegisterError):
    """The register at ``path`` ``has`` other settings than it was ``asked`` to be opened with; both as name=value."""

    def __init__(self, path: Path, asked: Sequence[str], has: Sequence[str]) -> None:
        self.path, self.asked, self.has = path, tuple(asked), tuple(has)
        super().__init__(
            Words(
                f"登记簿 {path} 打开时要求 {'、'.join(asked)}，而建立时所定为 {'、'.join(has)}；"
                "设置建立后不变：打开时不必填写，要用别的设置请另建登记簿",
                f"register {path} was asked for with {', '.join(asked)}, but was made with {', '.join(has)}; "
                "settings never change: leave them out, or make another register",
            )
        )


class NotOnDisk(RegisterError):
    """A register in memory was asked for where one that lasts is needed; it ends with the process."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            Words(
                f"{path} 不是文件：内存中的登记簿随进程结束而消失，命令行每次都是新的进程；请给出文件名",
                f"{path} is no file: a register in memory ends with its process, and each command is a process of its "
                "own; name a file",
            )
        )


class SeveralNames(RegisterError):
    """The file at ``path`` has several ``names`` (hard links): a fact recorded under one can be lost under another."""

    def __init__(self, path: Path, names: int) -> None:
        self.path, self.names = path, names
        super().__init__(
            Words(
                f"{path} 有 {names} 个文件名（硬链接）。每个名字各有一份日志（-wal），换一个名字登记会丢失已登记的事实、重复给号，"
                "而核验看不出来；未打开。请只留旁边有 -wal 的那个名字，其余的删去；"
                "需要副本的用 ysq backup，硬链接的旧备份先用 cp 另存",
                f"{path} has {counted(names, 'name')} (hard links). Each has a log of its own (-wal): what is recorded under one is lost "
                "under another, numbers are given twice, and verify cannot see it; it was not opened. Keep the name that "
                "has a -wal beside it and delete the others; copy with ysq backup, and a hard-linked old copy with cp",
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


class NotInAFile(RegisterError):
    """A register of the class ``store`` is no file, and cannot be copied as one."""

    def __init__(self, store: str) -> None:
        self.store = store
        super().__init__(
            Words(
                f"登记簿（{store}）不在文件中，不能备份为文件；可导出案卷文件（export）",
                f"this register ({store}) is no file, so it cannot be copied as one; export its case file instead",
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


class CannotRead(RegisterError):
    """The operating system refused to open or read the case file at ``path``, or there is none."""

    def __init__(self, path: Path, why: str) -> None:
        self.path, self.why = path, why
        super().__init__(
            Words(f"无法读取 {path}：{why}；未作导入", f"cannot read {path}: {why}; nothing was imported"),
        )


class UnknownHash(RegisterError):
    """There is no hash function ``algorithm`` here; ``allowed`` lists those that there are."""

    def __init__(self, algorithm: str, allowed: tuple[str, ...]) -> None:
        self.algorithm, self.allowed = algorithm, allowed
        super().__init__(
            Words(
                f"没有杂凑算法 {algorithm!r}（本机可用：{'、'.join(allowed)}）",
                f"there is no hash function {algorithm!r} (on this machine: {', '.join(allowed)})",
            )
        )


class ChangedSchema(RegisterError):
    """The step ``name`` that laid out the file at ``path`` was another than ours of that name."""

    def __init__(self, path: Path, name: str) -> None:
        self.path, self.name = path, name
        super().__init__(
            Words(
                f"{path} 的结构步骤 {name} 与本版本的不同：文件曾被改动，或由别的版本写成；未作改动",
                f"step {name} of the schema of {path} is not ours: the file was changed, or another version made it;"
                " it was left as it is",
            )
        )


class CopyDiffers(RegisterError):
    """A copy of ``source`` does not verify: ``why`` is the first of ``count`` problems."""

    def __init__(self, source: Path, why: Words, count: int) -> None:
        self.source, self.why, self.count = source, why, count
        super().__init__(
            Words(
                f"{source} 核验不符（{count} 处）：{why.zh}；没有复制，可用 ysq verify 查看",
                f"{source} does not verify ({counted(count, 'problem')}): {why.en}; nothing was copied, see ysq verify",
            )
        )
