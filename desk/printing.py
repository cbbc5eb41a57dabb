"""What people read in a terminal: cases, deadlines, the docket and table III, lined up for Chinese widths."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, TextIO

import attrs
from rich.console import Console, ConsoleOptions, Group, JustifyMethod, OverflowMethod, RenderableType
from rich.containers import Lines
from rich.segment import Segment
from rich.text import Text

from workflow.annual import Imbalance, Table3
from workflow.case import Case
from workflow.clock import Deadline
from workflow.clock.wording import DUTIES, STATUSES, day_text, heading, state_text
from workflow.duties import Breach
from workflow.events import Fact, Voided, all_fields
from workflow.oddities import Oddity
from workflow.stages import Stage
from workflow.words import Lang, Words

from .docket import Due
from .fitting import breaks, fitted
from .labels import label, row_label, shown
from .screen import visible
from .sheet import Sheet, table3_text
from .text_tables import TextTable, pairs

STYLES = {"overdue": "bold red", "soon": "yellow", "tolled": "cyan", "provisional": "magenta"}
SOON = 5  # working days left from which a line is shown as pressing


# Square brackets in a note or a number are text, not markup.
_PLAIN: dict[str, Any] = {"highlight": False, "markup": False, "emoji": False}


class Line(Text):
    """A text that is broken where a reader breaks it, in a table too."""

    def wrap(
        self,
        console: Console,
        width: int,
        *,
        justify: JustifyMethod | None = None,
        overflow: OverflowMethod | None = None,
        tab_size: int = 8,
        no_wrap: bool | None = None,
    ) -> Lines:
        """Return the lines of the text, each of at most *width* cells."""
        if no_wrap or self.no_wrap or overflow == "ignore":
            return super().wrap(console, width, justify=justify, overflow=overflow, tab_size=tab_size, no_wrap=no_wrap)
        found = Lines()
        for line in self.split(allow_blank=True):
            line.expand_tabs(tab_size)
            parts = line.divide(breaks(line.plain, width))
            for part in parts:
                part.rstrip_end(width)
            parts.justify(console, width, justify=justify or self.justify or "default", overflow=overflow or "fold")
            found.extend(parts)
        return found


class Screen(Console):
    """A console through which no text passes that is not visible, nor any that is broken inside a word."""

    def render_str(self, text: str, **how: Any) -> Text:
        """Make a text of a string."""
        return _line(super().render_str(visible(text, lines=True), **how))

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """Lay a thing out, every text in it by way of here."""
        return super().render(_line(renderable) if isinstance(renderable, Text) else renderable, options)


def _line(text: Text) -> Text:
    if isinstance(text, Line):
        return text
    return Line(
        visible(text.plain, lines=True),
        text.style,
        justify=text.justify,
        overflow=text.overflow,
        no_wrap=text.no_wrap,
        end=text.end,
        tab_size=text.tab_size,
        spans=text.spans,
    )


def console(width: int | None = None, stderr: bool = False) -> Console:
    """Return a console; output that is no terminal gets ``COLUMNS`` cells, else 120, so that tables stay whole."""
    made = Screen(width=width, stderr=stderr, **_PLAIN)
    if width is None and not made.is_terminal and not os.environ.get("COLUMNS", "").isdecimal():
        made = Screen(width=120, stderr=stderr, **_PLAIN)
    return made


def fitting(text: str, stream: TextIO) -> str:
    """Return *text* in lines that fit where *stream* is a terminal; elsewhere as it is."""
    return "\n".join(fitted(text, console(stderr=stream is sys.stderr).width)) if stream.isatty() else text


def show(out: Console, *parts: RenderableType) -> None:
    """Print tables within the width, and sentences too on a terminal; elsewhere a sentence is one line, to be searched."""
    for part in parts:
        out.print(part, soft_wrap=isinstance(part, Text) and not out.is_terminal)


def case_view(
    case: Case,
    limits: Sequence[Deadline],
    breaches: Sequence[Breach],
    lang: Lang = "zh",
    closed: bool = False,
    odd: Sequence[Oddity] = (),
    void: Voided | None = None,
) -> list[RenderableType]:
    """Return where a case stands: its head, history, limits, breaches, what is odd and what may be recorded now.

    With *closed*, also what may not, and why; *void* is the fact that made it void, be it after the day asked about.
    """
    derivations = [part for shown in deadline_views(limits, lang) for part in (Text(""), *shown)]
    late = [Text("! " + visible(b.words.say(lang)), style=STYLES["overdue"]) for b in breaches]
    return [
        *_head(case, lang, void),
        Text(""),
        history_table(case, lang),
        *derivations,
        *late,
        *(Text(oddity_text(found, lang), style=STYLES["soon"]) for found in odd),
        Text(""),
        *_moves(case, lang, closed),
    ]


def oddity_text(found: Oddity, lang: Lang = "zh") -> str:
    """Return what is odd in a fact, with its number."""
    return Words(f"? 第 {found.no} 条：", f"? fact {found.no}: ").say(lang) + found.words.say(lang)


def _head(case: Case, lang: Lang, void: Voided | None) -> list[RenderableType]:
    stage = case.stage_zh if lang == "zh" else case.stage.value
    rows = [
        (Words("阶段", "stage"), stage),
        (Words("申请人类别", "requester"), label(case.requester, lang)),
        (Words("收到申请之日", "received"), day_text(case.received_on, lang)),
        (Words("申请内容", "subject"), case.received.subject),
    ]
    if case.conclusion:
        rows.append(
            (Words("办理结果", "outcome"), row_label(case.conclusion.row, lang) + _aside(str(case.conclusion.on), lang))
        )
    if void is not None:
        rows.append((Words("作废", "void"), _void(void, lang)))
    grid = pairs((name.say(lang), value) for name, value in rows)
    number = visible(case.number)
    return [Text(Words(f"案件 {number}", f"Case {number}").say(lang), style="bold"), grid]


def _aside(text: str, lang: Lang) -> str:
    """Return *text* in the brackets of the language."""
    return Words(f"（{text}）", f" ({text})").say(lang)


def _void(fact: Voided, lang: Lang) -> str:
    """Say since when, why and by whose leave a case is void, and that it counts nowhere."""
    nowhere = Words("不计入任何数字，没有期限", "it is in no figure and nothing is due").say(lang)
    return Words("；", "; ").say(lang).join((str(fact.on), _fields(fact, lang), nowhere))


def history_table(case: Case, lang: Lang = "zh") -> TextTable:
    """Return the history in the order of recording; what was mended is struck through, and says so."""
    headings = Words("# 日期 记录 内容 经办人 记录日", "# on fact fields by recorded").say(lang)
    table = TextTable(headings.split(), right=(0,))
    mended = case.corrections
    for entry in case.history:
        fact, recorded = entry.fact, str(entry.recorded_on or "")
        name = (fact.zh if lang == "zh" else fact.kind) + mended_mark(mended, entry.no).say(lang)
        style = "strike dim" if entry.no in mended else ""
        table.add(str(entry.no), str(fact.on), name, _fields(fact, lang), fact.by or "", recorded, style=style)
    return table


def mended_mark(mended: Mapping[int, Fact | None], no: int) -> Words:
    """Return what is said beside a fact that no longer holds, of the corrections of its case; nothing of one that does."""
    if no not in mended:
        return Words("", "")
    return Words("（已更正）", " (replaced)") if mended[no] is not None else Words("（已删去）", " (struck out)")


def _fields(fact: Fact, lang: Lang) -> str:
    labels = {a.name: a.metadata["zh"] for a in all_fields(type(fact))}
    said = {k: v for k, v in fact.values().items() if k not in {"on", "by"}}
    colon, stop = Words("：", ": ").say(lang), Words("；", "; ").say(lang)
    return stop.join(f"{labels[k] if lang == 'zh' else k}{colon}{_shown(v, lang)}" for k, v in said.items())


def _shown(value: Any, lang: Lang) -> str:
    if isinstance(value, Fact):
        name = value.zh if lang == "zh" else value.kind
        return f"{value.on} {name}" + _aside(_fields(value, lang), lang)
    return shown(value, lang)


def _moves(case: Case, lang: Lang, closed: bool) -> list[RenderableType]:
    options = case.lawful_moves()
    now = [f"{o.kind}（{o.zh}）" if lang == "zh" else o.kind for o in options if o.open]
    closed_now = ((o.kind, o.reason.say(lang)) for o in options if o.reason is not None)
    open_now = Words("现在可记录：", "May be recorded now: ").say(lang) + Words("、", ", ").say(lang).join(now)
    if not closed:
        return [Text(open_now)]
    return [Text(open_now), Text(Words("现在不可：", "Not now:").say(lang)), pairs(closed_now, dim=(0, 1))]


def deadline_views(limits: Iterable[Deadline], lang: Lang = "zh") -> Iterator[list[RenderableType]]:
    """Yield each time limit with its derivation; what was noted of one is not noted again of the next."""
    told: set[Words] = set()
    for limit in limits:
        new = tuple(words for words in limit.warnings if words not in told)
        above = () if len(new) == len(limit.warnings) else (_AS_ABOVE,)
        told.update(new)
        yield _deadline_view(attrs.evolve(limit, warnings=(*new, *above)), lang)


_AS_ABOVE = Words("其余同上", "the rest as above")


def _deadline_view(limit: Deadline, lang: Lang) -> list[RenderableType]:
    return [Text(visible(heading(limit, lang)), style="bold"), Text(visible(limit.explain(lang), lines=True))]


def docket_table(lines: Iterable[Due], lang: Lang = "zh") -> TextTable:
    """Return the open cases by deadline; overdue in red, pressing in yellow, tolled in cyan."""
    headings = Words("案件 事项 届满日 剩余工作日 状态 阶段", "case duty due workdays_left state stage").say(lang)
    table = TextTable(headings.split(), right=(3,))
    for line in lines:
        state = state_text(line.duty, line.state, lang)
        if line.status == "provisional":
            state += _aside(STATUSES["provisional"].say(lang), lang)
        table.add(
            line.case,
            DUTIES[line.duty].say(lang),
            str(line.due),
            str(line.workdays_left),
            state,
            Stage(line.stage).zh if lang == "zh" else line.stage,
            style=_urgency(line),
        )
    return table


def _urgency(line: Due) -> str:
    if line.state == "tolled":
        return STYLES["tolled"]
    if line.workdays_left < 0:
        return STYLES["overdue"]
    return STYLES["soon"] if line.workdays_left <= SOON else ""


def annual_table3(table: Table3) -> Sheet:
    """Return table III with the official labels, to be printed at any width from 80 cells."""
    return Sheet(partial(table3_text, table))


def days_moved(days: int, lang: Lang = "zh") -> str:
    """Say in which direction a limit moves, and by how many calendar days; *days* is negative where it comes earlier."""
    far, unit = abs(days), "day" if abs(days) == 1 else "days"
    if days < 0:
        return Words(f"提前 {far} 天", f"{far} {unit} earlier").say(lang)
    return Words(f"推迟 {far} 天", f"{far} {unit} later").say(lang)


def imbalance_lines(found: Iterable[Imbalance], lang: Lang = "zh") -> RenderableType:
    """Return what does not balance, or that everything does."""
    lines = [Text("! " + i.words.say(lang), style=STYLES["overdue"]) for i in found]
    balanced = Words("勾稽关系成立：每列 一＋二＝三＋四", "balanced: in each column 1 + 2 = 3 + 4")
    return Group(*lines) if lines else Text(balanced.say(lang), style="green")
