"""The shipped scenarios of duties: for each duty a smallest story that breaks it, and the nearest that does not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desk.scenario_files import shipped
from workflow import DUTIES, Case, OutOfOrder
from workflow.events import Fact
from workflow.testing.scenarios import Scenario, run
from workflow.testing.scenarios.coverage import report, touched
from workflow.testing.scenarios.seen import CaseSeen
from workflow.testing.scenarios.vocabulary import LIMITS, breach_names

# Whether the organ answered as respondent no fact tells: these limits are told while they run, and never missed.
NEVER_MISSED = {"reconsideration_answer", "litigation_answer"}
EVERY = tuple(dict.fromkeys([*breach_names(), *LIMITS]))
NAMES = tuple(name for name in EVERY if name not in NEVER_MISSED)
OURS = {duty.__name__ for duty in DUTIES}

# The duties of ``ysq audit`` as its public contract lists them, and the limits of a deadline beside them.
AUDITED = {
    "reply",
    "ordered_reply",
    "clarification_notice",
    "extension_in_time",
    "deferral_in_time",
    "fee_notice_in_time",
    "receipt_confirmation",
    "clarification_once",
    "extension_approved",
    "extension_length",
    "lapse_premature",
    "consultation_ignored",
    "extension_approved_first",
    "respond_by_reasonable",
    "fee_once",
    "delivered_in_time",
    "clarified_before_unclear",
    "reasons_asked_first",
    "consulted_before_refusal",
    "waited_for_third_party",
    "consultation_contradicted",
    "third_party_told",
    "earlier_answer_named",
    "lapse_on_late_notice",
    "remedies_told",
    "review_first_told",
    "articles_cited",
    "referred",
    "extension_once",
}
LIMITED = {
    "clarification",
    "third_party_answer",
    "agency_answer",
    "fee_payment",
    "reconsideration_window",
    "litigation_window",
    "third_party_reconsideration_window",
    "third_party_litigation_window",
    "appeal_window",
}


def called(name: str) -> str:
    """Return what a duty, or a limit of somebody else, is called in a tag."""
    return breach_names().zh(name) if name in OURS else LIMITS.zh(name)


def tagged(name: str, kind: str) -> Scenario:
    """Return the only shipped scenario that bears the tag of *name* and 违反 or 未违反."""
    (found,) = [scenario for scenario in shipped() if set(scenario.tags) == {called(name), kind}]
    return found


def missed(name: str, facts: tuple[Fact, ...], scenario: Scenario, on: date) -> bool:
    """Say whether *name* is not met, or is over, at the end of *on*; a story that cannot be misses nothing."""
    try:
        case = Case.of("1", *facts)
    except OutOfOrder:
        return False
    seen = CaseSeen(case, on, scenario.calendar, scenario.readings)
    if name in OURS:
        return name in {breach.duty for breach in seen.found}
    return any(limit.state == "missed" for limit in seen.limits(name))


def told(scenario: Scenario) -> list[tuple[str, str, str]]:
    """Return every field of every fact, and the day of judgment where it is not that of the last fact."""
    fields = [
        (f"{n} {fact.kind}", key, str(value))
        for n, fact in enumerate(scenario.facts)
        for key, value in fact.values().items()
    ]
    last = max(fact.on for fact in scenario.facts)
    return fields if scenario.on == last else [*fields, ("judged", "on", scenario.on.isoformat())]


def test_every_duty_is_told() -> None:
    """The duties of the contract, those of the engine and those that the coverage lists are the same forty."""
    assert OURS == AUDITED
    assert set(EVERY) == AUDITED | LIMITED | NEVER_MISSED
    assert len(EVERY) == 40


def test_the_coverage_finds_none_without_a_scenario() -> None:
    """``--article-coverage`` over the shipped scenarios lists all forty, in a table that leaves none out."""
    found = [touched(run(scenario)) for scenario in shipped()]
    assert {duty for one in found for duty in one.duties} == set(EVERY)
    assert "duties with scenarios 40/40" in report(found, "en")


@pytest.mark.parametrize("name", NAMES)
def test_one_breaks_it_and_one_does_not(name: str) -> None:
    """The one misses the duty on its day, the other does not."""
    broken, kept = tagged(name, "违反"), tagged(name, "未违反")
    assert missed(name, broken.facts, broken, broken.on)
    assert not missed(name, kept.facts, kept, kept.on)


@pytest.mark.parametrize("name", NAMES)
def test_they_differ_in_one_thing(name: str) -> None:
    """One day or one value differs, or one fact is not there; the breaking one says what is expected of the duty."""
    broken, kept = tagged(name, "违反"), tagged(name, "未违反")
    one, other = told(broken), told(kept)
    if len(broken.facts) == len(kept.facts):
        differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
        assert [a[:2] for a, _ in differing] == [b[:2] for _, b in differing]
        assert len(differing) == 1
    else:
        assert kept.facts == broken.facts[:-1]
    assert broken.authority == kept.authority


@pytest.mark.parametrize("name", NAMES)
def test_nothing_can_be_left_out(name: str) -> None:
    """Without any one of its facts the breaking story breaks the duty no more: it is a smallest one."""
    broken = tagged(name, "违反")
    for left_out in range(1, len(broken.facts)):
        fewer = broken.facts[:left_out] + broken.facts[left_out + 1 :]
        assert not missed(name, fewer, broken, broken.on), broken.facts[left_out]


@pytest.mark.parametrize("name", NAMES)
def test_time_is_told_to_the_day(name: str) -> None:
    """Where one date tells the two apart, the dates are neighbouring working days or neighbouring days."""
    broken, kept = tagged(name, "违反"), tagged(name, "未违反")
    pairs = [(a, b) for a, b in zip(told(broken), told(kept), strict=False) if a != b and a[1] == "on"]
    if len(broken.facts) == len(kept.facts):
        for (*_, a), (*_, b) in pairs:
            apart = abs(date.fromisoformat(a) - date.fromisoformat(b))
            assert apart == timedelta(1)
