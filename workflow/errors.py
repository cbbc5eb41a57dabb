"""The error tree: everything that Yishenqing raises on purpose.

YishenqingError                 catch this one and you have them all
├── InvalidFact                 a fact whose fields do not fit: which field, what was found, what is allowed
│   ├── UnknownKind             … of a kind that does not exist
│   ├── OutsideRules            … of a kind, or with a field, that the rules of its number do not know
│   ├── UnknownField            … with a field that its kind does not have
│   ├── MissingField            … without a field that its kind must have
│   └── WrongType               an argument of another type than is asked for; it is a ``TypeError`` too
├── OutOfOrder                  an impossible move: what was tried, where the case stands, what is lawful
├── NotReceived                 a case looked at as of a day before its receipt
├── NoSuchLimit                 a case has no time limit of that duty
├── NotCovered                  a day for which no working-day calendar exists, or none that is confirmed
├── BrokenLaw                   the encoded law, a form or a table of moves contradicts itself (found when it is loaded)
│   └── BrokenArrangement       … (in ``workflow.calendar``) a notice or an overlay with a bad day
├── NotInForce, UnknownProvision, UnknownReading, OnlyAConvention   (in ``workflow.law``) the law was asked for what it does not have
├── UnknownForm, UnknownCell, TablesDiffer         (in ``workflow.annual``) the same for the annual report
├── LineTwice, CannotMend       (in ``workflow.annual``) a line of the ledger that is there already, or cannot be mended
├── BadProse                    (in ``workflow.annual.prose``) the organ's text cannot be used: which line, and why
│   └── UnknownPlaceholder      … a placeholder for which there is no figure
├── UnknownRegion               (in ``workflow.calendar``) no such local calendar
├── UnreadableDay               (in ``workflow.written_days``) a text that names no day
├── MalformedScenario, NoYaml   (in ``workflow.vocabulary``) a scenario file, or a supposition, that cannot be read
├── BadFile                     (in ``desk.text_files``) a text or a sheet in no encoding or format that is read
├── BadArrangement, BadMap, MissingExtra           (in ``desk``) a calendar file, the map of a log, a missing library
├── CannotRectify               (in ``desk.mending``) a fact cannot be mended as asked
├── CannotFreeze, NeverFrozen   (in ``desk.frozen``) a year's report, handed in or not
├── NothingThere, Diverged, UnreadableFile         (in ``desk``) nothing to roll up, no report to check
└── RegisterError               (in ``persistence.errors``) the book cannot be opened, read or written

Each error carries its facts as attributes and can say itself in Chinese and in English.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Self

from .nearest import did_you_mean
from .shown import shown
from .words import Lang, Words

if TYPE_CHECKING:
    from datetime import date


class YishenqingError(Exception):
    """Base of all errors. ``str(error)`` is the Chinese message; ``error.message("en")`` the English one.

    ``case`` is the number of the case that the message names; empty where it names none.
    """

    case: str = ""

    def __init__(self, words: Words) -> None:
        super().__init__(words.zh)
        self.words = words

    def message(self, lang: Lang = "zh") -> str:
        """Say what was tried, where things stand and what is allowed, in *lang*."""
        return self.words.say(lang)

    def of_case(self, number: str) -> Self:
        """Say of which case this is said, unless it is said already; return the error itself."""
        if not self.case:
            self.case = number
            self.words = Words(f"案件 {number}：{self.words.zh}", f"case {number}: {self.words.en}")
            self.args = (self.words.zh,)
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        """Let an error be copied, and raised in another process, as it is: its words are not made again."""
        return _blank, (type(self), self.args), vars(self)


def _blank(error: type[YishenqingError], args: tuple[Any, ...]) -> YishenqingError:
    """Return an error without its attributes, which whoever copies it sets afterwards."""
    return error.__new__(error, *args)


class InvalidFact(YishenqingError):
    """A fact, or another line of a case file, cannot be built from these values.

    ``kind`` is the fact's kind where known, ``field`` the field at fault, ``found`` what stood there
    and ``allowed`` (in words) what may stand there.
    """

    def __init__(
        self, field: str, found: object, allowed: Words, kind: str | None = None, words: Words | None = None
    ) -> None:
        self.kind, self.field, self.found, self.allowed = kind, field, found, allowed
        where = f"{kind}.{field}" if kind else field
        read = shown(found)
        super().__init__(
            words
            or Words(
                f"字段 {where}：读到 {read.zh}，应为 {allowed.zh}",
                f"field {where}: found {read.en}, allowed is {allowed.en}",
            )
        )


class UnknownField(InvalidFact):
    """A field that this kind of fact does not have."""

    def __init__(self, field: str, allowed: Sequence[str], kind: str) -> None:
        listed = " ".join(allowed)
        words = Words(
            f"{kind} 没有字段 {field}；可用字段：{listed}",
            f"{kind} has no field {field}; allowed are: {listed}",
        )
        super().__init__(field, None, Words(listed, listed), kind, words)


class MissingField(InvalidFact):
    """A field that this kind of fact must have."""

    def __init__(self, field: str, allowed: Words, kind: str) -> None:
        words = Words(
            f"{kind} 缺少必填字段 {field}（{allowed.zh}）",
            f"{kind} lacks the required field {field} ({allowed.en})",
        )
        super().__init__(field, None, allowed, kind, words)


class UnknownKind(InvalidFact):
    """A kind of fact that does not exist; ``allowed`` are those that do, each with its word."""

    def __init__(self, found: object, allowed: Mapping[str, str]) -> None:
        listed, meant = " ".join(allowed), did_you_mean(found, allowed)
        read, words = shown(found), Words(f"其中之一：{listed}", f"one of: {listed}")
        if meant is None:
            super().__init__("event", found, words)
            return
        said = Words(
            f"没有 {read.zh} 这种事实，是否指 {meant.zh}（ysq record --kinds 列出全部）",
            f"there is no kind of fact {read.en}, did you mean {meant.en} (ysq record --kinds lists all)",
        )
        super().__init__("event", found, words, words=said)


class OutsideRules(InvalidFact):
    """A kind, or a field of it, that the rules under which it is to be recorded do not know; ``rules`` is their number."""

    def __init__(self, kind: str, field: str | None, rules: int) -> None:
        self.rules = rules
        zh = f"{kind} 的字段 {field}" if field else f"记录 {kind}"
        en = f"the field {field} of {kind}" if field else f"the fact {kind}"
        words = Words(
            f'规则 {rules} 之下没有{zh}；案卷文件中，其前应有一行写明所用规则，如 {{"rules": N}}',
            f'rules {rules} do not know {en}; in a case file a line such as {{"rules": N}} before it says which rules hold',
        )
        super().__init__(field or "event", kind, words, kind, words)


class WrongType(InvalidFact, TypeError):
    """An argument, ``field``, of another type than is asked for; ``found`` names that type alone, which is no person."""

    def __init__(self, argument: str, found: object, allowed: Words) -> None:
        name = type(found).__name__
        words = Words(
            f"参数 {argument}：类型为 {name}，应为 {allowed.zh}",
            f"argument {argument}: its type is {name}, allowed is {allowed.en}",
        )
        super().__init__(argument, name, allowed, words=words)


class OutOfOrder(YishenqingError):
    """A move that is impossible where the case stands; nothing has been recorded.

    ``case`` is the case number, ``kind`` the fact that was tried, ``stage`` where the case stands
    (``None``: not yet received), ``reason`` why not, ``article`` under which article of the law that governs the case
    (empty where none says so, but the register), ``under`` the same as people read it, and ``lawful`` the kinds that are
    possible from there. *called* are the Chinese words of kinds and stages.
    """

    def __init__(
        self,
        case: str,
        kind: str,
        stage: str | None,
        reason: Words,
        article: str,
        lawful: Sequence[str],
        under: Words | None = None,
        called: Mapping[str, str] | None = None,
    ) -> None:
        self.case, self.kind, self.stage = case, kind, stage
        self.reason, self.article, self.lawful = reason, article, tuple(lawful)
        self.under = under or Words(article, article and f"Art. {article}")
        super().__init__(Words(self._zh(called or {}), self._en()))

    def _zh(self, called: Mapping[str, str]) -> str:
        tried, *open_now = (f"{one}（{called[one]}）" if one in called else one for one in (self.kind, *self.lawful))
        under = f"（{'依据：' if self.article else ''}{self.under.zh}）" if self.under.zh else ""
        here = (
            f"{self.stage}（{called[self.stage]}）" if self.stage and self.stage in called else self.stage or "未登记"
        )
        return (
            f"案件 {self.case}：不能记录 {tried}，{self.reason.zh}{under}。"
            f"现处阶段：{here}；现在可记录：{'、'.join(open_now) or '无'}"
        )

    def _en(self) -> str:
        under = f" ({self.under.en})" if self.under.en else ""
        return (
            f"case {self.case}: cannot record {self.kind}: {self.reason.en}{under}. "
            f"Stage: {self.stage or 'not received'}; possible now: {', '.join(self.lawful) or 'nothing'}"
        )


class NotReceived(YishenqingError):
    """A case was looked at as of a day (``on``) before its receipt (``received_on``)."""

    def __init__(self, case: str, on: date, received_on: date) -> None:
        self.case, self.on, self.received_on = case, on, received_on
        super().__init__(
            Words(
                f"案件 {case} 于 {received_on} 才收到，{on} 尚不存在",
                f"case {case} was received on {received_on}; on {on} it did not exist yet",
            )
        )


class NoSuchLimit(YishenqingError):
    """A case has no time limit of this ``duty``; ``known`` are those it has: none where it is void."""

    def __init__(self, case: str, duty: str, known: Sequence[str]) -> None:
        self.case, self.duty, self.known = case, duty, tuple(known)
        has = Words(f"现有：{'、'.join(known)}", f"it has: {', '.join(known)}")
        zh, en = has if known else Words("案件已作废，没有任何期限", "it is void, and nothing is due in it")
        super().__init__(Words(f"案件 {case} 没有 {duty} 期限；{zh}", f"case {case} has no time limit {duty}; {en}"))


class NotCovered(YishenqingError):
    """A day lies outside what the working-day calendar knows; ``day`` says which."""

    def __init__(self, day: date, words: Words) -> None:
        self.day = day
        super().__init__(words)


class BrokenLaw(YishenqingError):
    """The encoded law or the table of moves contradicts itself; raised when it is loaded."""
