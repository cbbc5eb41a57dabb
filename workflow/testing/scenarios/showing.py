"""How a value of a scenario, expected or found, is shown to people."""

from __future__ import annotations

from typing import Any

from ...outcomes import Requester
from ...words import Lang, Words
from . import beside
from . import vocabulary as v
from .expected import Limit, Refusal

_VALUES = {
    "state": v.STATES,
    "stage": v.STAGES,
    "row": v.ROWS,
    "counted": v.ROWS,
    "column": v.ENUMS[Requester],
    "deadlines": v.STATES,
}


def shown(key: str, value: Any, lang: Lang = "zh") -> str:
    """Return a value, expected or found, as people read it."""
    vocabulary = v.breach_names() if key in {"breaches", "worth_a_look"} else _VALUES.get(key)
    return _shown(value, vocabulary, lang)


def _shown(value: Any, vocabulary: v.Vocabulary | None, lang: Lang) -> str:
    if value is None or value == ():
        return "无" if lang == "zh" else "none"
    if isinstance(value, bool):
        return ("是" if value else "否") if lang == "zh" else ("yes" if value else "no")
    if isinstance(value, Words):
        return value.say(lang)
    if isinstance(value, beside.Fee):
        return beside.shown(value, lang)
    if isinstance(value, Limit):
        return _shown(tuple(part for part in value if part is not None), vocabulary, lang)
    if isinstance(value, Refusal):
        return _shown(((v.FACTS.zh(value.kind) if lang == "zh" else value.kind), *value.words), None, lang)
    if isinstance(value, (tuple, list)) and type(value) in (tuple, list):
        return ("、" if lang == "zh" else ", ").join(_shown(each, vocabulary, lang) for each in value if each != "")
    if hasattr(value, "zh_article"):
        return str(value.zh_citation(short=True) if lang == "zh" else value.article)
    if isinstance(value, str) and vocabulary is not None and lang == "zh":
        return vocabulary.zh(value)
    return str(getattr(value, "message", value))


__all__ = ["shown"]
