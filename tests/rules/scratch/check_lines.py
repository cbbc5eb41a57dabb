"""Lines of the rules in case files, and entries of the rules in the book: written, read, refused, proved."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from shared import LATER, LINES, d, new_book, numbers, receipt, rows, stores, take

from persistence import InvalidLine
from persistence.contract.tools import cases_of
from workflow import events as e
from workflow.case import Case
from workflow.errors import InvalidFact, OutOfOrder
from workflow.rules import NEWEST
from workflow.stages import move_table

NEW = '{"case":"n","event":"received","on":"2025-03-03","channel":"oral","requester":"business","subject":"x"%s}'
AT = ',"recorded_at":"2025-03-03T04:00:00Z"'
VOID = '{"case":"n","event":"voided","on":"2025-03-04","reason":"x","approved_by":"甲"%s}'


def test_a_line_of_rules_stands_before_the_first_and_at_each_change(tmp_path: Path) -> None:
    """An export names the number before facts of others than before, in single cases too; imported, it exports alike."""
    for store in stores(tmp_path):
        take(store, LINES)
        store.open_case("n", receipt(), LATER)
        store.record("twice", e.LegalReviewStarted(d(6, 1)), LATER)
        lines = list(store.export())
        assert [line for line in lines if "rules" in line] == [f'{{"rules":{NEWEST}}}']
        assert list(store.export(["twice", "straight", "n"])).count('{"rules":1}') == 1
        assert next(iter(store.export(["n"]))) == f'{{"rules":{NEWEST}}}'
        for other in stores(tmp_path):
            take(other, lines)
            assert list(other.export()) == lines
            assert other.verify().ok
            assert [c.history for c in cases_of(other)] == [c.history for c in cases_of(store)]
            assert _judged(other) == _judged(store)


def _judged(store: Any) -> list[int]:
    return [entry.rules for case in cases_of(store) for entry in case.history]


def test_without_a_line_the_time_of_recording_decides(tmp_path: Path) -> None:
    """A fact that says when it was recorded is of rules 1, one that does not is of the newest."""
    for store in stores(tmp_path):
        take(store, [NEW % AT, NEW.replace('"n"', '"m"') % ""])
        assert {case.number: case.history[0].rules for case in cases_of(store)} == {"n": 1, "m": NEWEST}


def test_a_line_holds_to_the_end_of_its_file(tmp_path: Path) -> None:
    """The next file begins anew, and the book ends under the highest number that it had."""
    from persistence.casefile import read_lines

    for store in stores(tmp_path):
        one = read_lines([f'{{"rules":{NEWEST}}}', NEW % AT], "one")
        two = read_lines([NEW.replace('"n"', '"m"') % AT], "two")
        store.import_lines([*one, *two], LATER)
        assert {case.number: case.history[0].rules for case in cases_of(store)} == {"n": NEWEST, "m": 1}
        assert numbers(store) == [NEWEST, 1, NEWEST]
        assert store.verify().ok


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([f'{{"rules":{NEWEST + 1}}}'], f"1 至 {NEWEST}"),
        (['{"rules":0}'], f"1 至 {NEWEST}"),
        (['{"rules":"1"}'], f"1 至 {NEWEST}"),
        (['{"rules":true}'], f"1 至 {NEWEST}"),
        (['{"rules":null}'], f"1 至 {NEWEST}"),
        (['{"rules":1,"case":"n"}'], "没有字段 case"),
        ([NEW % AT, VOID % AT], "规则 1 之下没有记录 voided"),
        (['{"rules":1}', NEW % "", VOID % ""], "规则 1 之下没有记录 voided"),
        (
            [
                NEW % AT,
                '{"case":"n","event":"replied","on":"2025-03-04","outcome":"unavailable_not_responsible",'
                f'"delivery":"post","handed_to":"乙局"{AT}}}',
            ],
            "规则 1 之下没有replied 的字段 handed_to",
        ),
    ],
)
def test_a_line_that_cannot_be_is_refused(lines: list[str], said: str, tmp_path: Path) -> None:
    """The message names what is allowed; nothing is taken."""
    for store in stores(tmp_path):
        before = rows(store)
        with pytest.raises(InvalidLine, match=said):
            take(store, lines)
        assert rows(store) == before


def test_an_application_writes_no_entry_of_the_rules(tmp_path: Path) -> None:
    """The kind is the book's own."""
    for store in stores(tmp_path):
        with pytest.raises(InvalidFact, match="rules"):
            store.write_entry("rules", LATER, '{"rules":1}')


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ([f'{{"rules":{NEWEST}}}'], "并未改变"),
        (['{"rules":1}'], "未在同一次导入中恢复"),
        (['{"rules":1}', "later", f'{{"rules":{NEWEST}}}'], "未在同一次导入中恢复"),
        (['{"rules":7}', f'{{"rules":{NEWEST}}}'], f"1 至 {NEWEST}"),
        (["{}", f'{{"rules":{NEWEST}}}'], "rules"),
        (['{"rules": 1}', f'{{"rules":{NEWEST}}}'], "写法"),
    ],
)
def test_an_entry_that_was_never_written_is_found(entries: list[str], said: str, tmp_path: Path) -> None:
    """Verify knows the order in which the book writes its entries of the rules."""
    register, moment = new_book(tmp_path), LATER
    register.open_case("n", receipt(), LATER)
    with register.writing() as w:
        for data in entries:
            if data == "later":
                moment += timedelta(hours=1)
            else:
                w.writer.entry("rules", moment, data)
    assert any(said in str(problem.words) for problem in register.verify().problems)


def test_rows_under_a_lowered_number_are_found(tmp_path: Path) -> None:
    """A fact that its row's rules would not have taken is a problem, though the chain is whole."""
    register = new_book(tmp_path)
    register.open_case("n", receipt(), LATER)
    with register.writing() as w:
        w.writer.under(1, LATER)
    case = Case.opened("m", receipt(), LATER).after(e.Voided(d(3, 4), reason="x", approved_by="甲"), LATER)
    with register.writing() as w:
        for entry in case.history:
            w.writer.fact("m", entry._replace(rules=1))
        w.writer.under(NEWEST, LATER)
    assert any("voided" in str(problem.words) for problem in register.verify().problems)


def test_any_history_across_the_change_is_the_same_everywhere(tmp_path: Path) -> None:
    """Random facts under either number, late ones too: as recorded, as replayed, as proved, as exported and imported."""
    random = Random(2025)
    register, memory = stores(tmp_path)
    lines: list[str] = ['{"rules":1}']
    told = 0
    for n in range(150):
        case = Case.opened(f"{n:03}", receipt(3, random.randrange(1, 20)), LATER, random.choice((1, NEWEST)))
        for _ in range(25):
            fact = _some_fact(random, case)
            try:
                case = case.after(fact, LATER, random.choice((1, NEWEST)))
                told += 1
            except (OutOfOrder, InvalidFact):
                continue
        again = Case.replay(case.number, case.history)
        assert (again.stage, again.facts, again.outstanding) == (case.stage, case.facts, case.outstanding)
        assert again.timeline() == case.timeline()
        lines += _lines(case)
    assert told > 700
    for store in (register, memory):
        take(store, lines)
        assert store.verify().problems == ()
    assert list(register.export()) == list(memory.export())
    other = new_book(tmp_path, "other.db")
    take(other, list(register.export()))
    assert list(other.export()) == list(register.export())
    assert _judged(other) == _judged(register)


def _lines(case: Case) -> list[str]:
    from persistence.casefile import fact_line

    return [
        line for entry in case.history for line in (json.dumps({"rules": entry.rules}), fact_line(case.number, entry))
    ]


def _some_fact(random: Random, case: Case) -> Any:
    on = case.facts[random.randrange(len(case.facts))].on + timedelta(random.randrange(0, 9))
    kind = random.choice(sorted(move_table(NEWEST).kinds - {"received"}))
    if kind == "rectified":
        no = random.randrange(1, len(case.history) + 1)
        return e.Rectified(on, event_no=no, replacement=random.choice((None, case.history[no - 1].fact)), reason="误登")
    values: dict[str, dict[str, Any]] = {
        "clarification_requested": {"respond_by": on},
        "third_party_consulted": {"party": "甲", "ref": random.choice((None, "1号", "2号"))},
        "third_party_answered": {"party": "甲", "ref": random.choice((None, "1号")), "position": "agrees"},
        "agency_consulted": {"agency": "乙", "joint": True},
        "agency_answered": {"agency": "乙", "position": "agrees"},
        "extended": {"workdays": random.choice((5, 18)), "approved_by": "丙"},
        "reasons_requested": {"respond_by": random.choice((None, on)), "slip": random.choice((None, "1号", "2号"))},
        "reasons_given": {"accepted": True, "slip": random.choice((None, "1号"))},
        "deferred": {"until": on + timedelta(30)},
        "fee_noticed": {"amount": _YUAN, "method": "by_item"},
        "fee_paid": {"amount": _YUAN},
        "replied": {"outcome": "granted", "delivery": "post"},
        "lapsed": {"cause": "clarification"},
        "reply_ordered": {"ordered_by": random.choice(("court", "ombudsman"))},
        "reopened": {"reason": "x"},
        "ground_found": {"ground": "published"},
        "third_party_told": {"party": "甲", "decision": "not_disclosed"},
        "letter_issued": {"letter": "reply", "number": "1号", "text_hash": "sm3:9f"},
        "delivered": {"letter": "1号", "method": "post"},
        "sealed_and_sent": {"number": "1号"},
        "taken_in": {"letter": "1号"},
        "voided": {"reason": "x", "approved_by": "甲"},
    }
    more = {"dispute": "1"} if kind.startswith(("reconsideration", "litigation")) else values.get(kind, {})
    if kind.endswith("_decided"):
        more = {**more, "result": "upheld"}
    if kind == "reconsideration_accepted":
        more = {**more, "procedure": "simple"}
    if kind == "litigation_filed":
        more = {**more, "after_reconsideration": False}
    return e.EVENT_OF[kind](on, **more)


from decimal import Decimal  # noqa: E402

_YUAN = Decimal(100)
