"""Write the generated parts of the documentation, what its code blocks print, and the picture.

Run ``python docs/generate.py`` after a change; ``--check`` writes nothing, names what is out of date and ends
with 1 if anything is.
"""

from __future__ import annotations

import importlib
import inspect
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from blocks import DOCUMENTS, refreshed
from file_rows import file_rows
from law_rows import law_rows
from pictures.make import PICTURE, svg
from scenario_keys import scenario_keys

from desk.labels import label
from workflow import DUTIES, MOVES, Outcome, Requester, Stage
from workflow.clock import wording
from workflow.diagram import stage_diagram
from workflow.events import EVENT_OF
from workflow.law import READINGS, Reading
from workflow.rules import RULES
from workflow.second_dates import BOUNDS, Bound
from workflow.stages import Move, Topic
from workflow.testing.scenarios.vocabulary import breach_names
from workflow.words import Lang

DOCS = Path(__file__).resolve().parent
MARK = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- end of generated -->)", re.DOTALL)

# What people say, the name in the code, in English, and the word that it is not.
WORDS = (
    ("政府信息公开申请及其办理", "workflow:Case", "request, case", "application, ticket"),
    ("申请人", "workflow.events:Received.requester", "requester", "applicant, user"),
    ("收到申请之日", "workflow:Case.received_on", "day of receipt", "day of submission"),
    ("补正", "workflow.events:ClarificationRequested", "clarification", "correction (更正, Art. 41)"),
    ("征求意见", "workflow.events:ThirdPartyConsulted", "consultation", "notification"),
    ("延长答复期限", "workflow.events:Extended", "extension", "postponement"),
    ("延迟答复（第三十五条）", "workflow.events:Deferred", "deferral", "extension"),
    ("期限", "workflow:Deadline.steps", "time limit: a length, and how it is counted", "due date"),
    ("届满日", "workflow:Deadline.due", "deadline, the last day, included", "time limit"),
    ("不计算在期限内", "workflow:Deadline.state", "tolled, excluded", "paused"),
    ("各种解读中最早之日", "workflow:Deadline.safe_due", "earliest date over all readings", "due date"),
    ("解读（有争议之处）", "workflow:Readings", "readings of the disputed points", "settings"),
    ("工作日", "workflow:WorkCalendar.is_working_day", "working day", "business day"),
    ("调休上班", "workflow:WorkCalendar.make_up_days_between", "make-up day", "working weekend"),
    ("放假", "workflow:WorkCalendar.days_off_between", "day off", "holiday"),
    ("办理结果", "workflow:Outcome", "outcome", "disposition"),
    ("法定义务未履行", "workflow:Breach", "breach of a duty", "error"),
    ("登记更正", "workflow.events:Rectified", "rectification", "edit, update"),
    ("勾稽关系不成立", "workflow.annual:Imbalance", "imbalance", "check failure"),
    ("登记簿", "persistence:Register", "register, the book", "database, store"),
    ("行政复议", "workflow.events:ReconsiderationFiled", "reconsideration", "appeal"),
    ("行政诉讼", "workflow.events:LitigationFiled", "litigation", "appeal"),
)


def table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a Markdown table."""
    lines = [list(headings)]
    lines += [["---"] * len(lines[0]), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def diagram() -> str:
    """Return the moves between stages as a Mermaid state diagram, as ``ysq stages --mermaid`` prints it."""
    return f"```mermaid\n{stage_diagram()}\n```"


def rules() -> str:
    """Return the numbers of the rules of the process, with what each brought."""
    return table(("rules", "中文", "what they brought"), ((str(n), zh, en) for n, (zh, en) in RULES))


def moves() -> str:
    """Return the table of moves."""
    headings = ("记录 · fact", "中文", "article", "from", "to", "opens", "answers")
    return table(headings, (_move(move) for move in MOVES))


def _move(move: Move) -> tuple[str, ...]:
    sources = " ".join(s.value if s else "–" for s in move.sources)
    led = "as the mended history says" if move.kind == "rectified" else "same"
    target = move.target.value if move.target else led
    return f"`{move.kind}`", move.zh, move.article, sources, target, _topic(move.opens), _topic(move.answers)


def _topic(topic: Topic | None) -> str:
    if topic is None:
        return ""
    return f"{topic.topic} (each {topic.field})" if topic.topic and topic.field else topic.topic or f"its {topic.field}"


def second_dates() -> str:
    """Return the table of what may lie where, for every date of a fact beside its own day."""
    headings = ("field", "where", "lies", "is", "why", "article")
    rows = (
        (f"`{b.kind}.{b.field}`", _where(b), _lies(b), _is(b), f"{b.why.zh}<br>{b.why.en}", b.articles.today)
        for b in BOUNDS
    )
    return table(headings, rows)


def _where(bound: Bound) -> str:
    return f"{bound.where[0]}: {' '.join(bound.where[1])}" if bound.where else ""


def _lies(bound: Bound) -> str:
    days, side = (bound.most, "after") if bound.most is not None else (-(bound.least or 0), "before")
    other = {"today": "the day of recording", "receipt": "the receipt"}.get(bound.other, f"`{bound.other}`")
    more = f"more than {days} days " if days > 0 else "on or " if days < 0 else ""
    return f"{more}{side} {other}"


def _is(bound: Bound) -> str:
    return f"unlawful: `{bound.duty}`" if bound.duty else str(bound.verdict.value)


def readings() -> str:
    """Return the disputed points, their options and what is taken when nothing is chosen."""
    headings = ("point", "question", "options, the default first", "moves a date")
    rows = (
        (
            f"`{point.id}`",
            f"{point.question.zh}<br>{point.question.en}",
            _options(point, "en"),
            _yes(point.affects_dates),
        )
        for point in READINGS
        if point.convention is None
    )
    return table(headings, rows)


def readings_zh() -> str:
    """Return the disputed points in Chinese."""
    rows = ((p.question.zh, f"`{p.id}`", _options(p, "zh")) for p in READINGS if p.convention is None)
    return table(("问题", "解读", "选项（默认在先）"), rows)


def conventions() -> str:
    """Return the points that no fact decides, and by what a clerk does."""
    rows = (
        (f"`{point.id}`", f"{point.question.zh}<br>{point.question.en}", _options(point, "en"), point.convention.en)
        for point in READINGS
        if point.convention is not None
    )
    return table(("convention", "question", "answers, the usual one first", "decided"), rows)


def conventions_zh() -> str:
    """Return the points that no fact decides, in Chinese."""
    rows = ((p.question.zh, _options(p, "zh"), p.convention.zh) for p in READINGS if p.convention is not None)
    return table(("问题", "做法（通常的在先）", "何时决定"), rows)


def _options(point: Reading, lang: Lang) -> str:
    options = sorted(point.options, key=lambda option: option.id != point.default)
    return "<br>".join(f"`{option.id}` {option.words.say(lang)}" for option in options)


def _yes(holds: bool) -> str:
    return "yes" if holds else ""


def duties() -> str:
    """Return the duties that are looked after, by the first line of what each says about itself."""
    rows = ((f"`{duty.__name__}`", (inspect.getdoc(duty) or "").splitlines()[0]) for duty in DUTIES)
    return table(("duty", "what the law demands"), rows)


def duties_zh() -> str:
    """Return the duties by what they are called in Chinese when they are not met."""
    return table(
        ("不符合法定期限、程序的情形", "名称"), ((breach_names().zh(d.__name__), f"`{d.__name__}`") for d in DUTIES)
    )


def limits() -> str:
    """Return the time limits that the clock reckons."""
    return table(
        ("`Deadline.duty`", "中文", "English"), ((f"`{id}`", zh, en) for id, (zh, en) in wording.DUTIES.items())
    )


def limits_zh() -> str:
    """Return the time limits in Chinese."""
    return table(("期限", "名称"), ((zh, f"`{id}`") for id, (zh, _) in wording.DUTIES.items()))


def helps() -> str:
    """Return the help of every command, in English and in Chinese."""
    with ThreadPoolExecutor() as pool:
        en, zh = pool.map(help_pages, ("en", "zh"))
    parts = []
    for command, page in en.items():
        name = f"ysq {command}".strip()
        parts.append(f"### `{name}`\n\n```text\n{page}\n```\n\n```text\n{zh[command]}\n```")
    return "\n\n".join(parts)


_ASK = """
import io, json, sys
from contextlib import redirect_stdout
from desk.cli import run
from desk.cli.language import choose
choose([])
pages = {}
def ask(words):
    with redirect_stdout(io.StringIO()) as page:
        run([*words, "--help"])
    pages[" ".join(words)] = page.getvalue()
ask([])
from desk.cli.root import ysq
def walk(group, words):
    for name, command in group.commands.items():
        ask([*words, name])
        walk(command, [*words, name]) if hasattr(command, "commands") else None
walk(ysq, [])
print(json.dumps(pages))
"""


def help_pages(lang: str, columns: int = 80) -> Mapping[str, str]:
    """Return the help of every command and sub-command in one language, on a page so many cells wide."""
    env = os.environ | {"YSQ_LANG": lang, "COLUMNS": str(columns), "PYTHONUTF8": "1", "PYTHONPATH": str(DOCS.parent)}
    env.pop("YSQ_DB", None)
    done = subprocess.run([sys.executable, "-c", _ASK], env=env, capture_output=True, encoding="utf-8", check=True)
    pages: dict[str, str] = json.loads(done.stdout)
    return {name: "\n".join(line.rstrip() for line in page.strip().splitlines()) for name, page in pages.items()}


def words() -> str:
    """Return the words that matter; each name is looked up, so that none is out of date."""
    rows = []
    for zh, path, en, wrong in WORDS:
        module, _, name = path.partition(":")
        found = importlib.import_module(module)
        first, _, field = name.partition(".")
        if not hasattr(found, first) or (field and field not in dir(getattr(found, first))):
            raise LookupError(f"{path} is not in the code")
        rows.append((zh, f"`{module}.{name}`", en, wrong))
    return table(("中文", "code", "English", "not"), rows)


def names() -> str:
    """Return the values of the code with their words: stages, facts, columns, outcomes, limits, states."""
    zh = {move.kind: move.zh for move in MOVES}
    parts: list[tuple[str, Iterable[tuple[str, ...]], tuple[str, ...]]] = [
        ("Stages", ((s.zh, f"`Stage.{s.name}`") for s in Stage), ("中文", "code")),
        (
            "Facts",
            ((zh[kind], f"`{kind}`", f"`events.{cls.__name__}`") for kind, cls in EVENT_OF.items()),
            ("中文", "in files and on the command line", "code"),
        ),
        ("Requesters", ((label(r), f"`{r.value}`") for r in Requester), ("中文", "value")),
        ("Outcomes", ((label(o), f"`{o.value}`") for o in Outcome), ("表三 · row of table III", "value")),
        ("Time limits", _pairs(wording.DUTIES), ("中文", "`Deadline.duty`", "English")),
        ("How a limit stands", _pairs(wording.STATES), ("中文", "`Deadline.state`", "English")),
        ("How sure a date is", _pairs(wording.STATUSES), ("中文", "`Deadline.status`", "English")),
    ]
    return "\n\n".join(f"### {title}\n\n{table(headings, rows)}" for title, rows, headings in parts)


def _pairs(said: Mapping[str, tuple[str, str]]) -> Iterable[tuple[str, ...]]:
    return ((zh, f"`{id}`", en) for id, (zh, en) in said.items())


PARTS = {
    "diagram": diagram,
    "moves": moves,
    "rules": rules,
    "second_dates": second_dates,
    "laws": lambda: law_rows(table),
    "laws_zh": lambda: law_rows(table, chinese=True),
    "readings": readings,
    "readings_zh": readings_zh,
    "conventions": conventions,
    "conventions_zh": conventions_zh,
    "duties_zh": duties_zh,
    "limits_zh": limits_zh,
    "duties": duties,
    "limits": limits,
    "helps": helps,
    "files": lambda: file_rows(table),
    "scenarios": lambda: scenario_keys(table),
    "words": words,
    "names": names,
}


def generated(text: str) -> str:
    """Return a document with its generated parts as they should be."""
    return MARK.sub(lambda m: f"{m[1]}\n{PARTS[m[2]]()}\n\n{m[3]}", text)


def up_to_date(path: Path) -> str:
    """Return a document as it should be: what its blocks print, then its generated parts."""
    with tempfile.TemporaryDirectory() as folder:
        return generated(refreshed(path, Path(folder)))


def main(arguments: list[str]) -> int:
    """Write everything, or with ``--check`` say what would change."""
    wanted = {PICTURE: svg(), **{path: up_to_date(path) for path in DOCUMENTS}}
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text("utf-8") != text]
    for path in stale:
        name = path.relative_to(DOCS.parent)
        if "--check" in arguments:
            print(f"out of date: {name}; run: python docs/generate.py")
        else:
            path.write_text(wanted[path], "utf-8")
            print(f"wrote {name}")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
