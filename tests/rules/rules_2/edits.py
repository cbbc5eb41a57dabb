"""A scratch version of the library, whose rules 2 change everything that rules may change.

Each edit is a place where a real rules 2 would be written; one that no longer fits fails loudly.
"""

from __future__ import annotations

from pathlib import Path
from shutil import copytree, ignore_patterns

Edit = tuple[str, str, str]

NUMBER: tuple[Edit, ...] = (
    (
        "workflow/rules.py",
        '\n)\n"""Every number',
        '\n    RuleSet(2, Words("试验", "a trial")),\n)\n"""Every number',
    ),
    (
        "persistence/schema.py",
        "# For each number of workflow.rules above 1",
        "_new_rules(2)\n# For each number of workflow.rules above 1",
    ),
)

GUARD: tuple[Edit, ...] = (  # a dispute is filed once
    (
        "workflow/stages.py",
        "MOVES: tuple[Move, ...] = (",
        """def _once(before: Before, fact: Fact | None) -> Words | None:
    filed = [f for f in before.facts if fact is not None and f.kind == fact.kind and f.dispute == fact.dispute]
    return Words("该争议已登记", "this dispute is filed already") if filed else None


_ONCE = (Guard(_once, RuleSpan(2)),)

MOVES: tuple[Move, ...] = (""",
    ),
    ("workflow/stages.py", "ANY, opens=RECONSIDERATION)", "ANY, opens=RECONSIDERATION, guards=_ONCE)"),
    ("workflow/stages.py", "ANY, opens=LITIGATION)", "ANY, opens=LITIGATION, guards=_ONCE)"),
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
        '    Move("start_processing", "processing_started", "转办理", "45", (Stage.REVIEW,), Stage.PROCESSING),\n',
        """    Move("start_processing", "processing_started", "转办理", "45", (Stage.REVIEW,), Stage.PROCESSING,
         rules=RuleSpan(until=1)),
    Move("start_processing", "processing_started", "转办理", "45", (Stage.LEGAL,), Stage.PROCESSING, rules=RuleSpan(2)),
    Move("review_legally", "legal_review_started", "转法制审核", "45", (Stage.REVIEW,), Stage.LEGAL, rules=RuleSpan(2)),
""",
    ),
    (
        "workflow/stages.py",
        '"法释〔2025〕8号 11", SETTLED, Stage.PROCESSING),\n',
        """"法释〔2025〕8号 11", SETTLED, Stage.PROCESSING, rules=RuleSpan(until=1)),
    Move("order_reply", "reply_ordered", "责令重新答复", "法释〔2025〕8号 11", SETTLED, Stage.LEGAL, rules=RuleSpan(2)),
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
        'respond_by: date | None = f.day("说明期限", default=None, obligatory=RuleSpan(2))',
    ),
    (
        "workflow/events.py",
        'f.whole("延长工作日", low=1, high=20)',
        'f.whole("延长工作日", low=1, high=20, limits=(Limit(Words("至多 15", "at most 15"), _to_15, RuleSpan(2)),))',
    ),
    (
        "workflow/events.py",
        '    SUPERVISOR = "supervisor"\n',
        '    SUPERVISOR = "supervisor"\n    SUPERIOR = "superior"\n',
    ),
    (
        "workflow/events.py",
        'f.one_of(OrderedBy, "责令机关", "ordered_by")',
        'f.one_of(OrderedBy, "责令机关", "ordered_by", limits=(Limit(Words("其他", "others"), _old, RuleSpan(until=1)),))',
    ),
    (
        "workflow/events.py",
        "def _shown(value: object) -> str:",
        """def _to_15(value: int) -> bool:
    return value <= 15


def _old(value: OrderedBy) -> bool:
    return value is not OrderedBy.SUPERIOR


def _shown(value: object) -> str:""",
    ),
    (
        "workflow/events.py",
        "from .stages import MOVES\n",
        "from .rules import Limit, RuleSpan\nfrom .stages import MOVES\nfrom .words import Words\n",
    ),
    (
        "workflow/events.py",
        'document: str | None = f.text("文号", default=None)',
        'document: str | None = f.text("文号", default=None)\n'
        '    referred_to: str | None = f.text("转交机关", default=None, rules=RuleSpan(2))',
    ),
    (
        "workflow/clock/awaited.py",
        "OrderedBy.SUPERVISOR: ",
        'OrderedBy.SUPERIOR: "ordered_reply_supervisor", OrderedBy.SUPERVISOR: ',
    ),
)

KINDS: tuple[Edit, ...] = (  # a conclusion taken back, letters issued and delivered, letters by number, a case voided
    (
        "workflow/events.py",
        "@f.fact\nclass Archived(Fact):",
        '''@f.fact
class Reopened(Fact):
    """恢复办理."""

    kind: ClassVar[str] = "reopened"
    reason: str = f.name("理由")


@f.fact
class LetterIssued(Fact):
    """发文."""

    kind: ClassVar[str] = "letter_issued"
    number: str = f.name("文号")


@f.fact
class Delivered(Fact):
    """送达."""

    kind: ClassVar[str] = "delivered"
    letter: str = f.name("文号")


@f.fact
class Voided(Fact):
    """作废."""

    kind: ClassVar[str] = "voided"
    reason: str = f.name("理由")


@f.fact
class Archived(Fact):''',
    ),
    (
        "workflow/events.py",
        "    Archived,\n    ReplyOrdered,",
        "    Reopened,\n    LetterIssued,\n    Delivered,\n    Voided,\n    Archived,\n    ReplyOrdered,",
    ),
    (
        "workflow/events.py",
        'party: str = f.name("第三方")\n    served_on',
        'party: str = f.name("第三方")\n    ref: str | None = f.text("文号", default=None, rules=RuleSpan(2))\n    served_on',
    ),
    (
        "workflow/events.py",
        'party: str = f.name("第三方")\n    position',
        'party: str = f.name("第三方")\n    ref: str | None = f.text("文号", default=None, rules=RuleSpan(2))\n    position',
    ),
    ("workflow/stages.py", 'Topic("third_party", "party")', 'Topic("third_party", "party", "ref")'),
    ("workflow/stages.py", '    ARCHIVED = "ARCHIVED"\n', '    ARCHIVED = "ARCHIVED"\n    VOIDED = "VOIDED"\n'),
    ("workflow/stages.py", '    Stage.ARCHIVED: "归档",\n', '    Stage.ARCHIVED: "归档",\n    Stage.VOIDED: "作废",\n'),
    ("workflow/stages.py", "FINAL = frozenset({Stage.ARCHIVED})", "FINAL = frozenset({Stage.ARCHIVED, Stage.VOIDED})"),
    (
        "workflow/stages.py",
        "def _once(",
        """def _of_a_lapse(before: Before, fact: Fact | None) -> Words | None:
    ended = [f for f in before.facts if f.kind in {"replied", "lapsed", "withdrawn"}]
    lapsed = bool(ended) and ended[-1].kind == "lapsed"
    return None if lapsed else Words("并非视为放弃", "it did not lapse")


def _issued(before: Before, fact: Fact | None) -> Words | None:
    numbers = {f.number for f in before.facts if f.kind == "letter_issued"}
    known = bool(numbers) if fact is None else fact.letter in numbers
    return None if known else Words("没有发出该文", "no such letter was issued")


def _once(""",
    ),
    (
        "workflow/stages.py",
        '    Move("rectify", "rectified", "登记更正", "45", ANY),\n',
        """    Move("reopen", "reopened", "恢复办理", "30", (Stage.DISCONTINUED, Stage.ARCHIVED), BEFORE_CONCLUSION,
         guards=(Guard(_of_a_lapse),), rules=RuleSpan(2)),
    Move("issue", "letter_issued", "发文", "235号", ANY, rules=RuleSpan(2)),
    Move("deliver", "delivered", "送达", "40, 235号", ANY, guards=(Guard(_issued),), rules=RuleSpan(2)),
    Move("void", "voided", "作废", "实践", ANY, Stage.VOIDED, rules=RuleSpan(2)),
    Move("rectify", "rectified", "登记更正", "45", (*ANY, Stage.VOIDED)),
""",
    ),
)

EDITS = (*NUMBER, *GUARD, *STAGE, *FIELDS, *KINDS)


def make(checkout: Path, folder: Path) -> Path:
    """Copy the library from *checkout* into *folder*, bring it rules 2, and return the folder."""
    for room in ("workflow", "persistence", "desk"):
        copytree(checkout / room, folder / room, ignore=ignore_patterns("__pycache__"))
    for name, old, new in EDITS:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        if text.count(old) != 1:
            raise AssertionError(f"{name}: {text.count(old)} places for the edit {old!r}")
        path.write_text(text.replace(old, new), encoding="utf-8")
    return folder
