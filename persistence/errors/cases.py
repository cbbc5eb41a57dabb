"""Errors of cases and of who asked: unknown, stale, a number or a key that is taken, not to be destroyed yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from workflow.words import Words, counted

from .base import RegisterError


class UnknownCase(RegisterError):
    """No case has the number ``case``; ``meant`` is one that looks like it, where there is one, ``near`` are others."""

    def __init__(self, case: str, meant: str | None = None, near: Sequence[str] = ()) -> None:
        self.case, self.meant, self.near = case, meant, tuple(near)
        zh, en = "新的申请先用 ysq receive 登记", "a new request is received first (ysq receive)"
        if near:
            zh, en = f"是否指其中之一：{'、'.join(near)}；{zh}", f"did you mean one of {', '.join(near)}; {en}"
        if meant is not None:
            zh, en = f"是否指 {meant}", f"did you mean {meant}"
        super().__init__(Words(f"登记簿中没有案件 {case}；{zh}", f"the register has no case {case}; {en}"))


class NotKnownYet(RegisterError):
    """At ``moment``, the end of a day or a row of the journal, the book did not know ``case`` yet."""

    def __init__(self, case: str, moment: date | int) -> None:
        self.case, self.moment = case, moment
        if isinstance(moment, date):
            words = Words(
                f"截至 {moment} 登记簿尚无案件 {case}", f"at the end of {moment} the book did not know case {case}"
            )
        else:
            zh, en = (
                f"截至第 {moment} 条记录登记簿尚无案件 {case}",
                f"at row {moment} the book did not know case {case}",
            )
            words = Words(zh, en)
        super().__init__(words)


class BookClosed(RegisterError):
    """A book of one moment is read outside of its ``with``."""

    def __init__(self) -> None:
        zh = "这一时点的登记簿已经关闭（或尚未打开）；请在 with register.at(…) as book 之内读取"
        super().__init__(Words(zh, "the book of this moment is closed, or not open yet: read it inside its with"))


class NoSuchRow(RegisterError):
    """The journal has no row ``row``."""

    def __init__(self, row: int) -> None:
        self.row = row
        super().__init__(Words(f"登记簿没有第 {row} 条记录", f"the book has no row {row}"))


class NobodyKnown(RegisterError):
    """The book holds no personal data of ``case``."""

    def __init__(self, case: str) -> None:
        self.case = case
        super().__init__(
            Words(
                f"登记簿没有案件 {case} 的申请人个人信息（未登记或者已删除）",
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
                f"case {case} was expected to have {counted(expected, 'fact')}, {en}; nothing was recorded, look again"
                f" (ysq show {case})",
            )
        )


class NumberTaken(RegisterError):
    """A case with the number ``case`` exists."""

    def __init__(self, case: str) -> None:
        self.case = case
        super().__init__(Words(f"案件 {case} 已登记在本登记簿中", f"case {case} is already in this register"))


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
