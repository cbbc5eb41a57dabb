"""Assertions for tests of an application's own cases; what a failure says is the derivation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NoReturn

from attrs import field, frozen

from ...calendar import WorkCalendar, china
from ...case import Case
from ...clock import deadlines
from ...duties import DUTIES, Breach, Duty, breaches
from ...home import calendar_and_readings
from ...law import Provision, Readings
from ...vocabulary.malformed import malformed
from ...vocabulary.nodes import of_value
from ...vocabulary.values import entries
from ...written_days import read_day
from .expected import is_under
from .facts import refuse_invalid, told
from .vocabulary import FACTS, LIMITS, RECEIPT, Vocabulary, breach_names

_MAKE = Vocabulary({**FACTS.words, **RECEIPT.words}, FACTS.formerly)


@frozen
class Law:
    """The law as a test holds it: how it is read, which days are worked, what it provides, and the duties."""

    readings: Readings = field(factory=Readings.default)
    calendar: WorkCalendar = field(factory=china)
    provisions: tuple[Provision, ...] = field(repr=False)
    duties: tuple[Duty, ...] = field(default=DUTIES, repr=False)

    @provisions.default
    def _of_the_readings(self) -> tuple[Provision, ...]:
        return self.readings.law.provisions()


def make_case(number: str = "2025-001", /, law: Law | None = None, **facts: Any) -> Case:
    """Build a case from facts by name, in Chinese or English: ``make_case(received="2025-03-03", extended=…)``.

    Values are written as in a scenario file, or as dates, numbers and booleans; what is left out is as there.
    Without ``received`` the request was received on 2025-03-03. Raises ``MalformedScenario``, or ``OutOfOrder``
    where the story is impossible.
    """
    said = entries(of_value({"received": "2025-03-03"} | _by_name(facts)), "make_case", _MAKE)
    story = told(said, (law or Law()).calendar)
    refuse_invalid(story)
    return Case.of(number, *(one.fact for one in story if one.fact is not None))


def _by_name(facts: dict[str, Any]) -> dict[str, Any]:
    return {("received" if _MAKE.find(key) == "received" else key): value for key, value in facts.items()}


def assert_deadline(
    case: Case,
    due: date | str,
    duty: str = "reply",
    because: Sequence[str] = (),
    *,
    on: date | None = None,
    law: Law | None = None,
) -> None:
    """Assert that the first limit of *duty* ends on *due*, through steps of the articles in *because*, in order.

    *duty* is called as in a scenario file, in Chinese or as the code does; ``MalformedScenario`` is raised for another word.
    It is judged at the end of the day *on*, by default that of the last fact, and by *law*, by default that of the
    register that the case comes out of.
    """
    __tracebackhide__ = True
    law, day = law or _law_of(case), on or last_day(case)
    wanted = read_day(due) if isinstance(due, str) else due
    duty = LIMITS.find(duty) or _unknown("期限", "limit", duty, LIMITS)
    found = [one for one in deadlines(case, day, law.calendar, law.readings) if one.duty == duty]
    if not found:
        raise AssertionError(f"案件 {case.number} 没有期限 {duty}（截至 {day}）")
    limit = found[0]
    rules = [step.rule for step in limit.steps]
    if limit.due != wanted:
        raise AssertionError(f"{duty}：应为 {wanted}，算得 {limit.due}\n{limit.explain()}")
    if because and not (len(because) == len(rules) and all(map(is_under, because, rules))):
        listed = "、".join(rule.article for rule in rules)
        raise AssertionError(f"{duty}：依次应为 {'、'.join(because)}，实为 {listed}\n{limit.explain()}")


def assert_breaches(case: Case, duties: str | Iterable[str], *, on: date | None = None, law: Law | None = None) -> None:
    """Assert that exactly these duties were not met at the end of the day *on*, by default that of the last fact.

    They are called as in a scenario file, in Chinese or as the code does; one may be given alone. Raises
    ``MalformedScenario`` for a word that is no duty of the law, unless *law* has duties of its own.
    """
    __tracebackhide__ = True
    law, day = law or _law_of(case), on or last_day(case)
    duties = [_duty(one, law) for one in ([duties] if isinstance(duties, str) else duties)]
    found = [breach for breach in breaches([case], day, law.calendar, law.readings, law.duties) if not breach.warning]
    if sorted(breach.duty for breach in found) != sorted(duties):
        expected = "、".join(sorted(duties)) or "无"
        instead = "、".join(breach.duty for breach in found) or "无"
        raise AssertionError("\n".join([f"违反：应为 {expected}，算得 {instead}", *_said(case, day, law, found)]))


def assert_lawful(case: Case, *, on: date | None = None, law: Law | None = None) -> None:
    """Assert that no duty was missed at the end of the day *on*, by default that of the last fact."""
    __tracebackhide__ = True
    assert_breaches(case, (), on=on, law=law)


def _duty(word: str, law: Law) -> str:
    """Return the duty that *word* stands for; an application's own are called as it calls them."""
    duty = breach_names().find(word)
    if duty is None and law.duties == DUTIES:
        _unknown("义务", "duty", word, breach_names())
    return word if duty is None else duty


def _unknown(zh: str, en: str, word: str, known: Vocabulary) -> NoReturn:
    """Refuse a word that is none of those *known*, which are listed."""
    in_zh, in_en = (" ".join(words) for words in known.allowed())
    raise malformed(0, f"没有{zh}“{word}”（可用：{in_zh}）", f"there is no {en} {word!r} (there are: {in_en})")


def _law_of(case: Case) -> Law:
    calendar, readings = calendar_and_readings(case, None, None)
    return Law(readings, calendar)


def last_day(case: Case) -> date:
    """Return the day of the last fact."""
    return case.facts[-1].on


def _said(case: Case, day: date, law: Law, found: Iterable[Breach]) -> list[str]:
    """Say each breach with its article, then the derivation of the limits that are at stake."""
    found = list(found)
    duties = {breach.duty for breach in found} | {"reply"}
    limits = [one for one in deadlines(case, day, law.calendar, law.readings) if one.duty in duties]
    return [f"〔{breach.cited()}〕{breach.words.zh}" for breach in found] + [limit.explain() for limit in limits]


__all__ = ["Law", "assert_breaches", "assert_deadline", "assert_lawful", "last_day", "make_case"]
