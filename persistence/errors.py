"""What can go wrong with the book itself; each says which file, how it stands and what to do.

RegisterError
├── NoRegister            there is no such file
├── RegisterExists        there is one already, and it is never overwritten
│   └── LogLeft           the log of one that was there before is left
├── NotARegister          the file is something else, or damaged
├── OtherSettings         the register was made with other settings than it is opened with
├── NotOnDisk             a register in memory, where one that lasts is needed
├── SeveralNames          the file has several names (hard links), each with a log of its own
├── RegisterTooNew        written by a later version of Yishenqing
├── RegisterBusy          another writer held the file for too long
├── NotInAFile            a register that is no file cannot be copied as one
├── CannotWrite           the folder or the disk refuses
├── UnknownCase           no case with this number
├── NotKnownYet           the book did not know the case on that day
├── NobodyKnown           there is no personal data of this case to erase
├── NotDue                personal data that may not be destroyed yet
├── NotTwoPeople          a destruction by fewer than two people
├── Stale                 others recorded facts since the clerk looked
├── NumberTaken           a case with this number exists
│   └── LooksAlike        … or one whose number looks the same
├── NumberAhead           a number of the series that leaves many out
├── KeyUsed               the key of a receipt stands for another one
├── BadNumbering          a pattern for case numbers that cannot number cases
├── UnknownHash           no such hash function, or not on this machine
├── BadHead               a text that is no head of a journal
├── ChangedSchema         the file says that its tables were made by other steps than ours
├── CopyDiffers           a copy that does not verify
├── DamagedFact           a fact in the journal that cannot be what was recorded
├── DamagedEntry          … an entry of the book itself
├── NotAsWritten          a row that would be read back as another one than was recorded
└── InvalidLine           a line of a case file that cannot be taken: its number, and why
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
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
    """The file at ``path`` has so many ``names`` (hard links): what is recorded under one can be lost under another."""

    def __init__(self, path: Path, names: int) -> None:
        self.path, self.names = path, names
        super().__init__(
            Words(
                f"{path} 有 {names} 个文件名（硬链接）。每个名字各有一份日志（-wal），换一个名字登记会丢失已登记的事实、重复给号，"
                "而核验看不出来；未打开。请只留旁边有 -wal 的那个名字，其余的删去；"
                "需要副本的用 ysq backup，硬链接的旧备份先用 cp 另存",
                f"{path} has {names} names (hard links). Each has a log of its own (-wal): what is recorded under one is lost "
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


class UnknownCase(RegisterError):
    """No case has the number ``case``; ``meant`` is one that looks like it, where there is one."""

    def __init__(self, case: str, meant: str | None = None) -> None:
        self.case, self.meant = case, meant
        zh, en = "先记录收到申请（received）", "record its receipt first (received)"
        if meant is not None:
            zh, en = f"是否指 {meant}", f"did you mean {meant}"
        super().__init__(Words(f"登记簿中没有案件 {case}；{zh}", f"the register has no case {case}; {en}"))


class NotKnownYet(RegisterError):
    """At the end of ``day`` the book did not know ``case`` yet."""

    def __init__(self, case: str, day: date) -> None:
        self.case, self.day = case, day
        super().__init__(
            Words(f"截至 {day} 登记簿尚无案件 {case}", f"at the end of {day} the book did not know case {case}")
        )


class NobodyKnown(RegisterError):
    """The book holds no personal data of ``case``."""

    def __init__(self, case: str) -> None:
        self.case = case
        super().__init__(
            Words(
                f"登记簿没有案件 {case} 的申请人个人信息（未登记或者已抹除）",
                f"the register has no personal data of case {case} (never entered, or erased)",
            )
        )


class NotDue(RegisterError):
    """The personal data of ``case`` may not be destroyed yet; ``why`` says what stands against it."""

    def __init__(self, case: str, why: Words) -> None:
        self.case, self.why = case, why
        super().__init__(
            Words(
                f"案件 {case} 的个人信息不可销毁：{why.zh}；全部未销毁（ysq retention 列出到期的）",
                f"the personal data of case {case} may not be destroyed: {why.en}; nothing was destroyed"
                " (ysq retention lists what is due)",
            )
        )


class NotTwoPeople(RegisterError):
    """``by`` and ``and_by`` are one person, or nobody, and a destruction needs two."""

    def __init__(self, by: str, and_by: str) -> None:
        self.by, self.and_by = by, and_by
        super().__init__(
            Words(
                f"销毁须由两人办理，现为 {by!r} 和 {and_by!r}；未作记录",
                f"destruction needs two different people, not {by!r} and {and_by!r}; nothing was recorded",
            )
        )


class Stale(RegisterError):
    """A clerk saw ``expected`` facts of ``case``, which ``has`` others.

    ``meanwhile`` are those recorded since then (number, kind, day, by).
    """

    def __init__(
        self, case: str, expected: int, has: int, meanwhile: Sequence[tuple[int, str, date, str | None]]
    ) -> None:
        self.case, self.expected, self.has, self.meanwhile = case, expected, has, tuple(meanwhile)
        listed = "；".join(f"{no} {kind} {on}" + (f" {by}" if by else "") for no, kind, on, by in meanwhile)
        if meanwhile:
            zh, en = f"其间已记录：{listed}", f"meanwhile: {listed}"
        else:
            zh, en = f"案件只有 {has} 条", f"the case has {has}"
        super().__init__(
            Words(
                f"案件 {case} 预期有 {expected} 条记录，{zh}；未作记录，请查看后再办（ysq show {case}）",
                f"case {case} was expected to have {expected} facts, {en}; nothing was recorded, look again"
                f" (ysq show {case})",
            )
        )


class NumberTaken(RegisterError):
    """A case with the number ``case`` exists."""

    def __init__(self, case: str) -> None:
        self.case = case
        super().__init__(Words(f"案件 {case} 已登记", f"case {case} has been received already"))


class LooksAlike(NumberTaken):
    """The number ``case`` looks like ``meant``: of another case, or of the series of ``pattern`` where that is given."""

    def __init__(self, case: str, meant: str, pattern: str | None = None) -> None:
        self.case, self.meant, self.pattern = case, meant, pattern
        zh, en = f"已登记的案件 {meant}", f"the number of case {meant}, which has been received already"
        if pattern is not None:
            zh, en = f"本登记簿的编号 {meant}（{pattern}）", f"the number {meant} of this register's series ({pattern})"
        RegisterError.__init__(
            self,
            Words(
                f"案号 {case} 看起来与{zh}相同；未登记，是否指 {meant}",
                f"the number {case} looks like {en}; nothing was recorded, did you mean {meant}",
            ),
        )


class NumberAhead(RegisterError):
    """The number ``case`` of the organ's own lies far ahead of its series, in which ``next`` comes next."""

    def __init__(self, case: str, next: str) -> None:
        self.case, self.next = case, next
        super().__init__(
            Words(
                f"案号 {case} 远在本系列的下一号 {next} 之后：其间的编号将空缺，且不能补回；未登记。"
                "确须如此，请加 --yes（程序中：ahead=True）",
                f"{case} is far ahead of {next}, the next number of its series: the numbers between would be left out "
                "for good. Nothing was recorded; if it must be so, add --yes (in Python: ahead=True)",
            )
        )


class KeyUsed(RegisterError):
    """A receipt was repeated under a key that stands for another: of ``case``, received on ``on`` about ``subject``."""

    def __init__(self, case: str, on: date, subject: str, differ: Sequence[str]) -> None:
        self.case, self.on, self.subject, self.differ = case, on, subject, tuple(differ)
        fields = " ".join(differ)
        super().__init__(
            Words(
                f"该键已用于案件 {case}（{on} 收到，内容：{subject}），与这次的不同：{fields}；未登记。另一件申请须用另一个键",
                f"that key stands for case {case} (received on {on}: {subject}), and this differs from it: {fields}; "
                "nothing was recorded. Another request needs a key of its own",
            )
        )


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


class CopyDiffers(RegisterError):
    """A copy of ``source`` does not verify: ``why`` is the first of ``count`` problems."""

    def __init__(self, source: Path, why: Words, count: int) -> None:
        self.source, self.why, self.count = source, why, count
        super().__init__(
            Words(
                f"{source} 核验不符（{count} 处）：{why.zh}；没有复制，可用 ysq verify 查看",
                f"{source} does not verify ({count} problems): {why.en}; nothing was copied, see ysq verify",
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
