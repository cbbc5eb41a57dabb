"""The words of scenario files: those of the law, and the keys of a scenario beside them."""

from __future__ import annotations

from ...vocabulary.facts import ENUMS, FACTS, OUTCOMES, ROWS, SPOKEN_KINDS, STAGES, fields_of
from ...vocabulary.limits import LIMITS, STATES, breach_names, laws
from ...vocabulary.terms import NONE, YES_NO, Vocabulary

# What a scenario says beside its facts.
FRAME = Vocabulary(
    {
        "scenario": ("情形",),
        "authority": ("依据",),
        "tags": ("标签",),
        "remark": ("说明",),
        "on": ("截至",),
        "readings": ("解读",),
        "calendar": ("日历",),
        "expect": ("应当",),
    }
)
# Fields of the receipt that may stand beside it.
RECEIPT = Vocabulary(
    {
        "channel": ("渠道",),
        "requester": ("申请人",),
        "subject": ("申请内容",),
        "submitted_on": ("提交日",),
        "auto_acknowledged_on": ("自动回执日",),
    }
)
TOP = Vocabulary(
    {
        "scenario": FRAME.words["scenario"],
        **{k: FRAME.words[k] for k in ("authority", "tags", "remark")},
        "received": FACTS.words["received"],
        **RECEIPT.words,
        **{k: v for k, v in FACTS.words.items() if k != "received"},
        **{k: FRAME.words[k] for k in ("on", "readings", "calendar", "expect")},
    },
    FACTS.formerly,
)

__all__ = [
    "ENUMS",
    "FACTS",
    "FRAME",
    "LIMITS",
    "NONE",
    "OUTCOMES",
    "RECEIPT",
    "ROWS",
    "SPOKEN_KINDS",
    "STAGES",
    "STATES",
    "TOP",
    "YES_NO",
    "Vocabulary",
    "breach_names",
    "fields_of",
    "laws",
]
