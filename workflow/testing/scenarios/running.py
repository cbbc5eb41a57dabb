"""Running a scenario: what differs from what is expected, with the derivation that explains it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from attrs import frozen

from ...case import Case
from ...clock import Deadline
from ...duties import DUTIES, Duty
from ...errors import InvalidFact, OutOfOrder, YishenqingError
from ...words import Lang, Words
from .expected import Expectation
from .facts import Told
from .scenario import Scenario
from .seen import CaseSeen, NotAnswered, Refused, Seen
from .showing import shown
from .vocabulary import FACTS


class Failure(NamedTuple):
    """What differs: the key, what was expected and what was found, and the line that expects it."""

    label: Words
    expected: Words
    found: Words
    line: int
    duty: str = ""

    def text(self, lang: Lang = "zh") -> str:
        """Say it in one sentence."""
        label, expected, found = (words.say(lang) for words in (self.label, self.expected, self.found))
        if lang == "zh":
            return f"{label}：应为 {expected}，算得 {found}（第 {self.line} 行）"
        return f"{label}: expected {expected}, found {found} (line {self.line})"


@frozen(eq=False)
class Result:
    """What came of a scenario; ``seen`` are the engine's answers, ``None`` where the story itself is impossible."""

    scenario: Scenario
    failures: tuple[Failure, ...]
    seen: Any = None

    @property
    def passed(self) -> bool:
        """Whether all is as expected."""
        return not self.failures

    def derivation(self, lang: Lang = "zh") -> str:
        """Return how the dates in question follow, each step with its article, and what is amiss where that is asked."""
        if not isinstance(self.seen, CaseSeen):
            return ""
        return "\n".join(_explained(self.seen, self.failures, lang))

    def articles(self) -> tuple[str, ...]:
        """Return the articles on which the limits of the case rest: those of every step."""
        if not isinstance(self.seen, CaseSeen):
            return ()
        steps = (step for limit in self.seen.every_limit for step in limit.steps)
        return tuple(dict.fromkeys(f"{step.rule.version} {step.article}" for step in steps))

    def duties(self) -> tuple[str, ...]:
        """Return the duties that the scenario expects something of."""
        wanted = self.scenario.expected
        named = [one.duty for one in wanted if one.duty]
        return tuple(dict.fromkeys([*named, *(d for one in wanted if one.key in _NAMING for d in one.value)]))

    def report(self, lang: Lang = "zh") -> str:
        """Return what a person reads of a scenario: where it stands, what differs, the derivation, the article."""
        scenario = self.scenario
        head = Words(f"情形“{scenario.title}”", f"scenario {scenario.title!r}").say(lang)
        lines = [f"{scenario.source}:{scenario.line} {head}" if scenario.source else head]
        lines += [f"  {failure.text(lang)}" for failure in self.failures]
        if derivation := self.derivation(lang):
            lines.append(Words("  计算过程：", "  derivation:").say(lang))
            lines += [f"    {line}" for line in derivation.splitlines()]
        if listed := "；".join(scenario.authority) or self._article(lang):
            lines.append(Words(f"  依据：{listed}", f"  authority: {listed}").say(lang))
        return "\n".join(lines)

    def _article(self, lang: Lang) -> str:
        """Return the article that sets the limit that differs, by default that for the reply; empty where there is no such."""
        if not isinstance(self.seen, CaseSeen):
            return ""
        limits = _at_stake(self.seen, self.failures)
        if not limits:
            return ""
        rule = next(step.rule for step in reversed(limits[0].steps) if step.op != "roll")
        return rule.zh_citation() if lang == "zh" else f"{rule.version} {rule.article}"


def run(scenario: Scenario, duties: tuple[Duty, ...] = DUTIES) -> Result:
    """Play a scenario and judge it; never raises for what the scenario itself is wrong about."""
    expects_refusal = any(wanted.key == "refused" for wanted in scenario.expected)
    try:
        case, refusal = _played(scenario, expects_refusal)
        seen = CaseSeen(case, scenario.on, scenario.calendar, scenario.readings, refusal, duties)
        return Result(scenario, tuple(judged(scenario.expected, seen)), seen)
    except _Broke as broke:
        return Result(scenario, (_impossible(broke.told.kind, broke.told.line, broke.error),))
    except YishenqingError as error:
        return Result(scenario, (_impossible("", scenario.line, error),))


def judged(expected: Iterable[Expectation], seen: Seen) -> Iterator[Failure]:
    """Yield what differs; what *seen* does not answer is passed over."""
    for wanted in expected:
        try:
            found = wanted.found(seen)
        except NotAnswered:
            continue
        if not wanted.holds(found):
            yield _differs(wanted, found)


def _differs(wanted: Expectation, found: object) -> Failure:
    expected, instead = (
        Words(shown(wanted.key, value, "zh"), shown(wanted.key, value, "en")) for value in (wanted.value, found)
    )
    if wanted.key == "refused" and found is None:
        instead = Words("没有拒绝", "no refusal")
    return Failure(wanted.label, expected, instead, wanted.line, wanted.duty)


_NAMING = frozenset({"breaches", "worth_a_look"})


class _Broke(Exception):
    """The story cannot be: at which of its facts, and why."""

    def __init__(self, told: Told, error: YishenqingError) -> None:
        self.told, self.error = told, error


def _played(scenario: Scenario, expects_refusal: bool) -> tuple[Case, Refused | None]:
    """Record fact by fact; where a refusal is expected, that of the last fact is kept and the case as it stood."""
    case: Case | None = None
    for one in scenario.told:
        try:
            if one.fact is None:
                raise one.error or AssertionError(one)
            case = case.after(one.fact) if case else Case.opened(scenario.title, one.fact)
        except (OutOfOrder, InvalidFact) as error:
            if expects_refusal and case is not None and one is scenario.told[-1]:
                return case, Refused(one.kind, error.message())
            raise _Broke(one, error) from None
    assert case is not None
    return case, None


def _impossible(kind: str, line: int, error: YishenqingError) -> Failure:
    """Say that the story itself cannot be: at which fact, in which line, and why."""
    label = Words(f"记录“{FACTS.zh(kind)}”", f"record {kind}") if kind else Words("情形", "the scenario")
    return Failure(label, Words("可以成立", "possible"), error.words, line)


def _at_stake(seen: CaseSeen, failures: tuple[Failure, ...]) -> list[Deadline]:
    """Return the limits in which something differs, by default that for the reply."""
    duties = dict.fromkeys(failure.duty for failure in failures if failure.duty) or ["reply"]
    return [
        limit for duty in duties for limit in ([seen.reply_in_every_reading] if duty == "reply" else seen.limits(duty))
    ]


def _explained(seen: CaseSeen, failures: tuple[Failure, ...], lang: Lang) -> Iterator[str]:
    for limit in _at_stake(seen, failures):
        yield limit.explain(lang)
    for breach in seen.found:
        yield (
            f"〔{breach.cited(lang)}〕{breach.words.say(lang)}"
            if lang == "zh"
            else (f"[{breach.cited(lang)}] {breach.words.say(lang)}")
        )


__all__ = ["Failure", "Result", "judged", "run"]
