"""A day of the calendar: whether it is worked, and why."""

from __future__ import annotations

from typing import NamedTuple

from ..words import Words
from .festivals import festival_words
from .notices import Notice
from .overlays import Overlay

Rule = tuple[bool, str, Notice | Overlay | None]
"""What is said of one day: worked or not, for which festival, and by whom; None is the statute alone."""


class Day(NamedTuple):
    """Why a day is worked or not; ``notice`` or ``overlay`` is what decided, if it was not the week alone.

    ``festival`` is what the day was moved or kept free for, in Chinese; empty for an ordinary day.
    """

    working: bool
    reason: Words
    notice: Notice | None = None
    overlay: Overlay | None = None
    festival: str = ""


def explain(working: bool, rule: Rule | None, lacking: Words | None) -> Day:
    """Say why a day is *working* or not under *rule*, and which arrangement is lacking, if any."""
    reason = _ordinary(working) if rule is None else _ruled(*rule)
    if lacking is not None:
        note = provisional(lacking)
        reason = Words(reason.zh + note.zh, reason.en + note.en)
    source = rule[2] if rule else None
    return Day(
        working,
        reason,
        source if isinstance(source, Notice) else None,
        source if isinstance(source, Overlay) else None,
        rule[1] if rule else "",
    )


def provisional(lacking: Words) -> Words:
    """Say, as a note behind a reason, which arrangement is lacking."""
    return Words(f"（推定：{lacking.zh}尚未载入）", f" (provisional: {lacking.en} is not loaded)")


def _ordinary(working: bool) -> Words:
    return Words("工作日", "ordinary working day") if working else Words("休息日", "weekend")


def _ruled(working: bool, festival: str, source: Notice | Overlay | None) -> Words:
    name = festival_words(festival)
    if source is None:
        return Words(f"法定节日：{name.zh}", f"statutory day off for {name.en}")
    act = source.number if isinstance(source, Notice) else f"{source.name}：{source.instrument}"
    if working:
        return Words(f"调休上班：{name.zh}（{act}）", f"make-up day worked for {name.en} ({act})")
    return Words(f"放假：{name.zh}（{act}）", f"day off for {name.en} ({act})")
