"""Stages and MOVES: the contract's table of lawful order, row by row, and what a broken table is caught at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

import pytest

from workflow import Case
from workflow import articles as by
from workflow.errors import BrokenLaw, OutOfOrder
from workflow.events import (
    EVENT_OF,
    AgencyAnswered,
    AgencyConsulted,
    Archived,
    ClarificationRequested,
    Clarified,
    Deferred,
    Delivered,
    Extended,
    Fact,
    FeeNoticed,
    FeePaid,
    GroundFound,
    Lapsed,
    LetterIssued,
    LitigationAppealed,
    LitigationDecided,
    LitigationFiled,
    ProcessingStarted,
    ReasonsGiven,
    ReasonsRequested,
    Received,
    ReconsiderationAccepted,
    ReconsiderationDecided,
    ReconsiderationFiled,
    ReconsiderationRefused,
    Rectified,
    Reopened,
    Replied,
    ReplyOrdered,
    ReviewStarted,
    ThirdPartyAnswered,
    ThirdPartyConsulted,
    ThirdPartyTold,
    Voided,
    Withdrawn,
)
from workflow.graph import check_graph
from workflow.stages import MOVES, Move, Stage

ON = date(2025, 3, 10)
RECEIPT = Received(ON, channel="in_person", requester="natural_person", subject="会议纪要")

# The contract's table "Lawful order": the stages from which a kind of fact is possible, and where it leads.
OPEN = ("RECEIVED", "REVIEW", "PROCESSING")
CLOSED = ("REPLIED", "DISCONTINUED", "ARCHIVED")
UNDER_WAY = ("REVIEW", "PROCESSING")
ANY = (*OPEN, *CLOSED)
STAGES = (*ANY, "VOIDED")


def same(*stages: str) -> dict[str, str]:
    """Return a row that leaves the stage as it is."""
    return {stage: stage for stage in stages}


LAWFUL_ORDER: dict[str, dict[str, str]] = {
    "received": {},
    "review_started": {"RECEIVED": "REVIEW"},
    "processing_started": {"REVIEW": "PROCESSING"},
    "clarification_requested": same(*OPEN),
    "clarified": same(*OPEN),
    "extended": same(*OPEN),
    "reasons_requested": same(*OPEN),
    "reasons_given": same(*OPEN),
    "deferred": same(*OPEN),
    "fee_noticed": same(*OPEN),
    "fee_paid": same(*OPEN),
    "third_party_consulted": same(*UNDER_WAY),
    "third_party_answered": same(*UNDER_WAY),
    "agency_consulted": same(*UNDER_WAY),
    "agency_answered": same(*UNDER_WAY),
    "ground_found": same(*UNDER_WAY),
    "third_party_told": same(*ANY),
    "letter_issued": same(*ANY),
    "delivered": same(*ANY),
    "replied": dict.fromkeys(OPEN, "REPLIED"),
    "lapsed": dict.fromkeys(OPEN, "DISCONTINUED"),
    "withdrawn": dict.fromkeys(OPEN, "DISCONTINUED"),
    "archived": {"REPLIED": "ARCHIVED", "DISCONTINUED": "ARCHIVED"},
    "reconsideration_filed": same(*ANY),
    "reconsideration_accepted": same(*ANY),
    "reconsideration_refused": same(*ANY),
    "reconsideration_decided": same(*ANY),
    "litigation_filed": same(*ANY),
    "litigation_decided": same(*ANY),
    "litigation_appealed": same(*ANY),
    "reply_ordered": {**same(*OPEN), **dict.fromkeys(CLOSED, "PROCESSING")},
    "rectified": same(*STAGES),
    "reopened": dict.fromkeys(("DISCONTINUED", "ARCHIVED"), "RECEIVED"),
    "voided": dict.fromkeys(ANY, "VOIDED"),
}

FACTS: dict[str, Fact] = {
    fact.kind: fact
    for fact in (
        RECEIPT,
        ReviewStarted(ON),
        ClarificationRequested(ON, respond_by=date(2025, 3, 24)),
        Clarified(ON),
        ProcessingStarted(ON),
        ThirdPartyConsulted(ON, party="甲公司"),
        ThirdPartyAnswered(ON, party="甲公司", position="objects"),
        AgencyConsulted(ON, agency="市财政局", joint=True),
        AgencyAnswered(ON, agency="市财政局", position="agrees"),
        GroundFound(ON, ground="deliberative"),
        ThirdPartyTold(ON, party="甲公司", decision="not_disclosed"),
        LetterIssued(ON, letter="reply_refuse", number="1号", text_hash="sm3:9f"),
        Delivered(ON, letter="1号", method="in_person"),
        Extended(ON, workdays=20, approved_by="李主任"),
        ReasonsRequested(ON),
        ReasonsGiven(ON, accepted=False),
        Deferred(ON, until=date(2025, 6, 30)),
        FeeNoticed(ON, amount=Decimal("380"), method="by_item"),
        FeePaid(ON, amount=Decimal("380")),
        Replied(ON, outcome="granted", delivery="post"),
        Lapsed(ON, cause="clarification"),
        Withdrawn(ON),
        Archived(ON),
        Reopened(ON, reason="有正当理由"),
        Voided(ON, reason="重复登记", approved_by="李主任"),
        ReplyOrdered(ON, ordered_by="court"),
        ReconsiderationFiled(ON, dispute="复议1"),
        ReconsiderationAccepted(ON, dispute="复议1", procedure="simple"),
        ReconsiderationRefused(ON, dispute="复议1"),
        ReconsiderationDecided(ON, dispute="复议1", result="upheld"),
        LitigationFiled(ON, dispute="诉讼1", after_reconsideration=False),
        LitigationDecided(ON, dispute="诉讼1", result="overturned"),
        LitigationAppealed(ON, dispute="诉讼1"),
        Rectified(ON, event_no=1, replacement=RECEIPT, reason="录入有误"),
    )
}

# What must be outstanding before the fact, by the question that it answers.
QUESTION = {
    "clarified": "clarification_requested",
    "lapsed": "clarification_requested",
    "third_party_answered": "third_party_consulted",
    "agency_answered": "agency_consulted",
    "reasons_given": "reasons_requested",
    "fee_paid": "fee_noticed",
    "reconsideration_accepted": "reconsideration_filed",
    "reconsideration_refused": "reconsideration_filed",
    "reconsideration_decided": "reconsideration_filed",
    "litigation_decided": "litigation_filed",
}
# What must have been recorded before the fact, though the fact answers nothing.
NEEDED = {"delivered": ("letter_issued",), "litigation_appealed": ("litigation_filed", "litigation_decided")}
WAY = {
    "RECEIVED": (),
    "REVIEW": ("review_started",),
    "PROCESSING": ("review_started", "processing_started"),
    "REPLIED": ("replied",),
    "DISCONTINUED": ("withdrawn",),
    "ARCHIVED": ("replied", "archived"),
    "VOIDED": ("voided",),
}
# A lapse alone is taken back.
LAPSED = {
    "DISCONTINUED": ("clarification_requested", "lapsed"),
    "ARCHIVED": ("clarification_requested", "lapsed", "archived"),
}


def at_stage(stage: str, *, asked: str | None = None, way: Sequence[str] | None = None) -> Case:
    """Return a case that stands at *stage*, come there by its *way*, with the question *asked* outstanding if it can be."""
    way = ["received", *(way or WAY[stage])]
    if asked and stage in LAWFUL_ORDER[asked]:
        way.append(asked)
    return Case.of("2025-001", *(FACTS[kind] for kind in way))


def cells(*, allowed: bool) -> Iterator[tuple[str, str]]:
    """Yield the kinds and stages that the contract allows, or those that it does not."""
    for kind, row in LAWFUL_ORDER.items():
        for stage in STAGES:
            if (stage in row) is allowed:
                yield kind, stage


def test_the_table_speaks_of_every_kind_and_stage() -> None:
    """The contract's table has a row for each kind of fact, and its stages are those of the code."""
    assert set(LAWFUL_ORDER) == set(EVENT_OF) == set(FACTS)
    assert set(STAGES) == {stage.value for stage in Stage}
    assert [len(list(cells(allowed=allowed))) for allowed in (True, False)] == [128, 110]


@pytest.mark.parametrize(("kind", "stage"), list(cells(allowed=True)))
def test_allowed(kind: str, stage: str) -> None:
    """What the contract allows at a stage can be recorded there and leads where the contract says."""
    way = LAPSED[stage] if kind == "reopened" else None
    case = at_stage(stage, asked=QUESTION.get(kind), way=way)
    for needed in NEEDED.get(kind, ()):
        case = case.after(FACTS[needed])
    assert case.stage == stage
    assert case.after(FACTS[kind]).stage == LAWFUL_ORDER[kind][stage]


@pytest.mark.parametrize(("kind", "stage"), list(cells(allowed=False)))
def test_refused(kind: str, stage: str) -> None:
    """What the contract does not allow at a stage is refused, and the refusal names the stages that allow it."""
    case = at_stage(stage, asked=QUESTION.get(kind))
    with pytest.raises(OutOfOrder) as caught:
        case.after(FACTS[kind])
    error = caught.value
    assert (error.case, error.kind, error.stage) == ("2025-001", kind, stage)
    for allowed in LAWFUL_ORDER[kind]:
        assert allowed in error.reason.zh
        assert allowed in error.reason.en


@pytest.mark.parametrize(("kind", "stage"), [c for c in cells(allowed=True) if c[0] in QUESTION])
def test_refused_with_nothing_outstanding(kind: str, stage: str) -> None:
    """An answer, a clarification, a payment or a lapse that answers nothing is refused at every stage."""
    with pytest.raises(OutOfOrder, match="没有未了结的"):
        at_stage(stage).after(FACTS[kind])


@pytest.mark.parametrize("stage", ANY)
def test_a_letter_that_was_not_issued_is_not_delivered(stage: str) -> None:
    """A delivery is of a letter that was issued in this case, under this number, and not later."""
    case = at_stage(stage)
    assert not {move.kind: move.open for move in case.lawful_moves()}["delivered"]
    with pytest.raises(OutOfOrder, match="没有发出文号为 1号 的文书"):
        case.after(FACTS["delivered"])
    case = case.after(FACTS["letter_issued"])
    assert {move.kind: move.open for move in case.lawful_moves()}["delivered"]
    with pytest.raises(OutOfOrder, match="没有发出文号为 2号 的文书"):
        case.after(Delivered(ON, letter="2号", method="in_person"))
    assert case.after(Delivered(ON, letter=" １号", method="in_person")).stage == stage  # the same, written otherwise
    case = case.after(FACTS["delivered"])
    with pytest.raises(OutOfOrder, match="没有发出文号为 1号 的文书"):
        case.after(Rectified(ON, event_no=len(case.history) - 1, reason="误登"))


@pytest.mark.parametrize("stage", ANY)
def test_a_lawsuit_that_was_not_decided_is_not_appealed(stage: str) -> None:
    """An appeal opens again what was decided, and is not made twice before the next judgment."""
    appeal, filed, decided = FACTS["litigation_appealed"], FACTS["litigation_filed"], FACTS["litigation_decided"]
    case = at_stage(stage)
    for step in (None, filed):
        case = case.after(step) if step else case
        assert not {move.kind: move.open for move in case.lawful_moves()}["litigation_appealed"]
        with pytest.raises(OutOfOrder, match="尚未结案，无从上诉"):
            case.after(appeal)
    case = case.after(decided)
    assert {move.kind: move.open for move in case.lawful_moves()}["litigation_appealed"]
    assert case.outstanding == frozenset()
    case = case.after(appeal)
    assert [(matter.topic, matter.name) for matter in case.outstanding] == [("litigation", "诉讼1")]
    with pytest.raises(OutOfOrder, match="尚未结案，无从上诉"):
        case.after(appeal)
    with pytest.raises(OutOfOrder, match="已登记"):
        case.after(filed)
    assert case.after(decided).after(appeal).after(decided).outstanding == frozenset()


@pytest.mark.parametrize("stage", ANY)
def test_a_reconsideration_accepted_waits_and_one_refused_does_not(stage: str) -> None:
    """An acceptance settles nothing; a refusal leaves nothing open, and the same may be asked for again."""
    case = at_stage(stage).after(FACTS["reconsideration_filed"]).after(FACTS["reconsideration_accepted"])
    assert [matter.topic for matter in case.outstanding] == ["reconsideration"]
    assert case.after(FACTS["reconsideration_decided"]).outstanding == frozenset()
    refused = case.after(FACTS["reconsideration_refused"])
    assert refused.outstanding == frozenset()
    with pytest.raises(OutOfOrder, match="没有未了结的"):
        refused.after(FACTS["reconsideration_decided"])
    again = refused.after(FACTS["reconsideration_filed"])
    assert [matter.topic for matter in again.outstanding] == ["reconsideration"]
    with pytest.raises(OutOfOrder, match="已登记"):
        again.after(FACTS["reconsideration_filed"])


@pytest.mark.parametrize("kind", [kind for kind in LAWFUL_ORDER if kind != "received"])
def test_nothing_comes_before_the_receipt(kind: str) -> None:
    """A case opens with its receipt and with no other fact."""
    with pytest.raises(OutOfOrder) as caught:
        Case.opened("2025-001", FACTS[kind])
    assert (caught.value.stage, caught.value.lawful) == (None, ("received",))


def test_a_stage_has_its_statutory_word() -> None:
    """Each stage carries the word of Art. 45, or those for a request given up or withdrawn, or never one."""
    words = [stage.zh for stage in Stage]
    assert words == ["登记", "审核", "办理", "答复", "不再处理、终止办理", "归档", "作废"]


# -- broken tables ----------------------------------------------------------------------------------------


def without(kind: str, *instead: Move) -> list[Move]:
    """Return the table with other moves in place of those of one kind."""
    return [move for move in MOVES if move.kind != kind] + list(instead)


def test_the_table_of_the_code_is_sound() -> None:
    """The table in use passes its own check."""
    check_graph(MOVES, EVENT_OF)


def test_a_stage_that_nothing_leads_to() -> None:
    """Without a way into review the check names the stage that cannot be reached."""
    odd = Move("start_review", "review_started", "转审核", by.ORDER, (Stage.RECEIVED,), Stage.RECEIVED)
    with pytest.raises(BrokenLaw, match="REVIEW") as caught:
        check_graph(without("review_started", odd), EVENT_OF)
    assert "unreachable" in caught.value.message("en")


def test_a_stage_without_a_way_out() -> None:
    """Where a discontinued case can neither be archived nor reopened, the check names the dead end."""
    archive = Move("archive", "archived", "归档", by.ORDER, (Stage.REPLIED,), Stage.ARCHIVED)
    table = [m for m in without("archived", archive) if m.kind != "reply_ordered"]
    kinds = [kind for kind in EVENT_OF if kind != "reply_ordered"]
    with pytest.raises(BrokenLaw, match="DISCONTINUED") as caught:
        check_graph(table, kinds)
    assert "no way to an end" in caught.value.message("en")


def test_a_kind_without_a_move() -> None:
    """A kind of fact that no move records is named."""
    with pytest.raises(BrokenLaw, match="forwarded"):
        check_graph(MOVES, [*EVENT_OF, "forwarded"])


def test_a_move_without_a_kind() -> None:
    """A move whose kind of fact does not exist is named."""
    odd = Move("forward", "forwarded", "转送", by.PRACTICE, (Stage.RECEIVED,))
    with pytest.raises(BrokenLaw, match="forwarded"):
        check_graph([*MOVES, odd], EVENT_OF)


def test_two_moves_for_one_stage_and_kind() -> None:
    """Two moves of one kind out of one stage would leave it open where the fact leads."""
    odd = Move("reply", "replied", "答复", by.REPLY, (Stage.REVIEW,), Stage.ARCHIVED)
    with pytest.raises(BrokenLaw, match="replied") as caught:
        check_graph([*MOVES, odd], EVENT_OF)
    assert "two moves" in caught.value.message("en")


def test_an_empty_table() -> None:
    """A table with nothing in it reaches no stage."""
    with pytest.raises(BrokenLaw):
        check_graph([], [])
