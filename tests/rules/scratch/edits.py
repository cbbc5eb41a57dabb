"""A scratch version of the library, whose next rules change everything that rules may change.

Each edit is a place where real rules would be written; one that no longer fits fails loudly.
"""

from __future__ import annotations

from pathlib import Path
from shutil import copytree, ignore_patterns

from workflow.rules import NEWEST

Edit = tuple[str, str, str]

NEXT = NEWEST + 1

NUMBER: tuple[Edit, ...] = (
    (
        "workflow/rules.py",
        '\n)\n"""Every number',
        f'\n    RuleSet({NEXT}, Words("试验", "a trial")),\n)\n"""Every number',
    ),
    (
        "persistence/sqlite/schema.py",
        "\n_lacking = [",
        f"\n_new_rules({NEXT})\n\n_lacking = [",
    ),
)

STAGE: tuple[Edit, ...] = (  # an obligatory stage between review and processing, to which an order leads back
    ("workflow/stages.py", '    REVIEW = "REVIEW"\n', '    REVIEW = "REVIEW"\n    LEGAL = "LEGAL"\n'),
    ("workflow/stages.py", '    Stage.REVIEW: "审核",\n', '    Stage.REVIEW: "审核",\n    Stage.LEGAL: "法制审核",\n'),
    (
        "workflow/stages.py",
        "OPEN = (Stage.RECEIVED, Stage.REVIEW, Stage.PROCESSING)",
        "OPEN = (Stage.RECEIVED, Stage.REVIEW, Stage.LEGAL, Stage.PROCESSING)",
    ),
    (
        "workflow/stages.py",
        '    Move("start_processing", "processing_started", "转办理", by.ORDER, (Stage.REVIEW,), Stage.PROCESSING),\n',
        """    Move("start_processing", "processing_started", "转办理", by.ORDER, (Stage.REVIEW,), Stage.PROCESSING,
         rules=RuleSpan(until=THIS)),
    Move("start_processing", "processing_started", "转办理", by.ORDER, (Stage.LEGAL,), Stage.PROCESSING, rules=RuleSpan(NEXT)),
    Move("review_legally", "legal_review_started", "转法制审核", by.ORDER, (Stage.REVIEW,), Stage.LEGAL, rules=RuleSpan(NEXT)),
""",
    ),
    (
        "workflow/stages.py",
        "by.ORDERED_REPLY, SETTLED, Stage.PROCESSING),\n",
        """by.ORDERED_REPLY, SETTLED, Stage.PROCESSING, rules=RuleSpan(until=THIS)),
    Move("order_reply", "reply_ordered", "责令重新答复", by.ORDERED_REPLY, SETTLED, Stage.LEGAL, rules=RuleSpan(NEXT)),
""",
    ),
    (
        "workflow/events.py",
        "@f.fact\nclass ProcessingStarted(Fact):",
        '''@f.fact
class LegalReviewStarted(Fact):
    """转法制审核."""

    kind: ClassVar[str] = "legal_review_started"


@f.fact
class ProcessingStarted(Fact):''',
    ),
    ("workflow/events.py", "    ProcessingStarted,\n", "    LegalReviewStarted,\n    ProcessingStarted,\n"),
)

FIELDS: tuple[Edit, ...] = (  # a field that must be given, a value narrowed, a value added, a field added
    (
        "workflow/events.py",
        'respond_by: date | None = f.day("说明期限", default=None)',
        'respond_by: date | None = f.day("说明期限", default=None, obligatory=RuleSpan(NEXT))',
    ),
    (
        "workflow/events.py",
        'f.whole("延长工作日", low=1, high=20)',
        'f.whole("延长工作日", low=1, high=20, limits=(Limit(Words("至多 15", "at most 15"), _to_15, RuleSpan(NEXT)),))',
    ),
    (
        "workflow/events.py",
        '    SUPERIOR = "superior"\n',
        '    SUPERIOR = "superior"\n    OMBUDSMAN = "ombudsman"\n',
    ),
    (
        "workflow/events.py",
        'f.one_of(OrderedBy, "责令机关", "ordered_by", limits=(FIRST_ORDERING,))',
        'f.one_of(OrderedBy, "责令机关", "ordered_by", limits=(Limit(Words("其他", "others"), _old, RuleSpan(until=THIS)),))',
    ),
    (
        "workflow/events.py",
        "def _shown(value: object) -> str:",
        """def _to_15(value: int) -> bool:
    return value <= 15


def _old(value: OrderedBy) -> bool:
    return value is not OrderedBy.OMBUDSMAN


def _shown(value: object) -> str:""",
    ),
    (
        "workflow/events.py",
        'document: str | None = f.text("文号", default=None)',
        'document: str | None = f.text("文号", default=None)\n'
        '    handed_to: str | None = f.text("转交机关", default=None, rules=RuleSpan(NEXT))',
    ),
    (
        "workflow/clock/awaited.py",
        "OrderedBy.SUPERVISOR: ",
        'OrderedBy.OMBUDSMAN: "ordered_reply_supervisor", OrderedBy.SUPERVISOR: ',
    ),
)

KINDS: tuple[Edit, ...] = (  # letters sent and taken in, slips by number
    (
        "workflow/events.py",
        "@f.fact\nclass Archived(Fact):",
        '''@f.fact
class SealedAndSent(Fact):
    """封发."""

    kind: ClassVar[str] = "sealed_and_sent"
    number: str = f.name("文号")


@f.fact
class TakenIn(Fact):
    """收讫."""

    kind: ClassVar[str] = "taken_in"
    letter: str = f.name("文号")


@f.fact
class Archived(Fact):''',
    ),
    (
        "workflow/events.py",
        "    Archived,\n    Reopened,",
        "    SealedAndSent,\n    TakenIn,\n    Archived,\n    Reopened,",
    ),
    (
        "workflow/events.py",
        '    accepted: bool = f.flag("理由是否合理")\n',
        '    accepted: bool = f.flag("理由是否合理")\n'
        '    slip: str | None = f.text("单号", default=None, rules=RuleSpan(NEXT))\n',
    ),
    (
        "workflow/events.py",
        'kind: ClassVar[str] = "reasons_requested"\n',
        'kind: ClassVar[str] = "reasons_requested"\n'
        '    slip: str | None = f.text("单号", default=None, rules=RuleSpan(NEXT))\n',
    ),
    ("workflow/stages.py", 'Topic("reasons")', 'Topic("reasons", "", "slip")'),
    ("workflow/stages.py", "    issued,\n", "    issued,\n    sent,\n"),
    (
        "workflow/guards.py",
        "def filed_once(",
        """def sent(before: Before, fact: Fact | None) -> Words | None:
    numbers = {f.number for f in before.facts if f.kind == "sealed_and_sent"}
    known = bool(numbers) if fact is None else fact.letter in numbers
    return None if known else Words("没有发出该文", "no such letter was issued")


def filed_once(""",
    ),
    (
        "workflow/stages.py",
        '    Move(\n        "reopen",\n',
        """    Move("send", "sealed_and_sent", "封发", by.LETTER, ANY, rules=RuleSpan(NEXT)),
    Move("take_in", "taken_in", "收讫", by.DELIVERY, ANY, guards=(Guard(sent),), rules=RuleSpan(NEXT)),
    Move(
        "reopen",
""",
    ),
)

EDITS = (*NUMBER, *STAGE, *FIELDS, *KINDS)


def make(checkout: Path, folder: Path) -> Path:
    """Copy the library from *checkout* into *folder*, bring it rules 2, and return the folder."""
    for room in ("workflow", "persistence", "desk"):
        copytree(checkout / room, folder / room, ignore=ignore_patterns("__pycache__"))
    for name, old, new in EDITS:
        path = folder / name
        new = new.replace("NEXT", str(NEXT)).replace("THIS", str(NEWEST))
        text = path.read_text(encoding="utf-8")
        if text.count(old) != 1:
            raise AssertionError(f"{name}: {text.count(old)} places for the edit {old!r}")
        path.write_text(text.replace(old, new), encoding="utf-8")
    return folder
