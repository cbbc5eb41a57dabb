"""From the options of ``ysq ledger`` to a line: kinds, actions and cells by their ids or by their official words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, TypeVar

import attrs
import click

from workflow.annual import CannotMend, Form, LedgerLine, LedgerRow, UnknownCell, form_for
from workflow.annual.ledger import KINDS, RECTIFIED, required
from workflow.annual.ledger_words import ACTION_WORDS, LEDGERS, ROWS
from workflow.errors import InvalidFact
from workflow.words import Words

from .language import say
from .shell import DAY, Whole, with_options

F = TypeVar("F", bound=Callable[..., Any])

_LEDGER_OF = {kind: ledger for ledger, kinds in KINDS.items() for kind in kinds}
# What people say, for what the contract calls it; the official words of the rows are added to these.
_KINDS: dict[str, tuple[str, ...]] = {
    "regulation": ("规章",),
    "normative_document": ("规范性文件",),
    "licence": ("许可",),
    "penalty": ("处罚",),
    "coercion": ("强制",),
    "charge": ("收费",),
    "declared": ("申报",),
    "document": (),
    "decision": (),
}


def _words(ids: Mapping[str, tuple[str, ...]], official: Mapping[str, str]) -> dict[str, str]:
    return {word: id for id, words in ids.items() for word in (id, official.get(id, id), *words)}


_OFFICIAL = {**{ledger: words.zh for ledger, words in LEDGERS.items()}, **ROWS}
_KIND_OF = _words(_KINDS, _OFFICIAL)
_ACTION_OF = {word: id for id, words in ACTION_WORDS.items() for word in (id, words.zh)}


def field_options(function: F) -> F:
    """Add the options that fill a line."""
    options = (
        click.option("--kind", "kind_", help=say("更细的种类，或改为哪一种", "The kind of a document or decision.")),
        click.option("--action", help=say("期初、制发或废止（文件）", "opening, issued or abolished (documents).")),
        click.option("--on", type=DAY, help=say("日期", "Day.")),
        click.option("--count", type=Whole(0), help=say("件数", "How many.")),
        click.option("--amount", help=say("金额（元）", "Amount in yuan.")),
        click.option("--title", help=say("文件名称", "Title of the document.")),
        click.option("--number", "number_", help=say("文号", "Number of the document.")),
        click.option("--year", type=Whole(2019, 9999), help=say("申报的年度", "Year of declared figures.")),
        click.option("--form", help=say("申报的表式（默认按年度）", "Form of declared figures (default: the year's).")),
        click.option(
            "--cell",
            "cells",
            multiple=True,
            metavar=say("行[.列]=数", "ROW[.COLUMN]=FIGURE"),
            help=say("申报某一格，可多次", "A declared figure; repeatable."),
        ),
    )
    return with_options(function, options)


def line_of(kind: str, fields: Mapping[str, Any]) -> LedgerLine:
    """Return the line of a kind that the options make."""
    said, values = _kind(kind, fields["kind_"]), _values(fields, fields["year"], fields["form"])
    if said["ledger"] == "declared" and fields["year"]:
        values["form"] = form_for(fields["year"], fields["form"]).id
    _check_whole(kind, said | values)
    return LedgerLine(**said, **values)


# How the options that a line must have are written.
_NEEDED = {
    "on": Words("--on 日期", "--on DATE"),
    "count": Words("--count 件数", "--count N"),
    "amount": Words("--amount 金额（元）", "--amount YUAN"),
    "action": Words(
        f"--action {'|'.join(words.zh for words in ACTION_WORDS.values())}", f"--action {'|'.join(ACTION_WORDS)}"
    ),
    "year": Words("--year 年度", "--year YEAR"),
    "cells": Words("--cell 行[.列]=数", "--cell ROW[.COLUMN]=FIGURE"),
}


def _check_whole(kind: str, values: Mapping[str, Any]) -> None:
    """Complain of all options at once that a line of the kind must have and has not."""
    missing = [_NEEDED[name] for name in required(values["ledger"]) if name in _NEEDED and values.get(name) is None]
    if missing:
        zh, en = (" ".join(words.say(lang) for words in missing) for lang in ("zh", "en"))
        raise click.UsageError(say(f"{kind} 还须写明：{zh}", f"{kind} needs as well: {en}"))


def mended(rows: Sequence[LedgerRow], number: int, fields: Mapping[str, Any], again: bool) -> LedgerLine:
    """Return the mended line of that number: the line as it stands, with the fields that were given."""
    if not any(value not in (None, ()) for value in fields.values()):
        raise click.UsageError(
            say(
                "更正须写明改什么（如 --count 79），或用 --strike 划去",
                "say what changes (such as --count 79), or --strike",
            )
        )
    line = _line(rows, number)
    kind = _kind(fields["kind_"]) if fields["kind_"] else {"ledger": line.ledger, "kind": line.kind}
    changes = _values(fields, fields["year"] or line.year, fields["form"] or line.form)
    if "cells" in changes and line.cells:
        changes["cells"] = {**line.cells, **changes["cells"]}
    # A line that moves to another ledger keeps its day alone: the other fields mean nothing there.
    kept = attrs.asdict(line, recurse=False) if kind["ledger"] == line.ledger else {"on": line.on}
    return LedgerLine(**(kept | kind | changes | {"again": again or None}))


def _line(rows: Sequence[LedgerRow], number: int) -> LedgerLine:
    """Return the line of that number as it stands, or as it stood before it was struck out; refuse a rectification."""
    if number > len(rows):
        raise CannotMend(number, len(rows))
    row = rows[number - 1]
    if row.recorded.ledger == RECTIFIED:
        raise click.UsageError(
            say(
                f"第 {number} 行是对第 {row.recorded.line} 行的更正：撤销它用 --strike，要改数字请更正第 {row.recorded.line} 行",
                f"line {number} is a rectification of line {row.recorded.line}: undo it with --strike, or mend that line",
            )
        )
    return row.line or row.recorded


def _kind(word: str, finer: str | None = None) -> dict[str, Any]:
    """Return ledger and kind of a word; ``document`` and ``decision`` want the *finer* word beside them."""
    kind = _known(word, _KIND_OF, "kind")
    if kind in KINDS and finer:
        kind = _known(finer, _KIND_OF, "kind")
    if kind in KINDS:
        allowed = Words("、".join(f"{id}（{ROWS[id]}）" for id in KINDS[kind]), ", ".join(KINDS[kind]))
        raise InvalidFact("kind", word, allowed, kind)
    return {"ledger": _LEDGER_OF.get(kind, kind), "kind": kind if kind in _LEDGER_OF else None}


def _values(fields: Mapping[str, Any], year: int | None, form: str | None) -> dict[str, Any]:
    values = {name: fields[name] for name in ("on", "count", "amount", "title", "year", "form") if fields[name]}
    values |= {"number": fields["number_"]} if fields["number_"] else {}
    values |= {"count": 0} if fields["count"] == 0 else {}
    values |= {"again": True} if fields.get("again") else {}
    if fields["action"]:
        values["action"] = _known(fields["action"], _ACTION_OF, "action")
    if fields["cells"] and not year:
        raise click.UsageError(say("--cell 须写明申报的年度 --year", "--cell needs the year that it is of: --year"))
    if fields["cells"] and year:
        layout = form_for(year, form)
        values |= {"form": layout.id, "cells": dict(_cell(text, layout) for text in fields["cells"])}
    return values


def _cell(text: str, form: Form) -> tuple[str, int | str]:
    """Read ``行政强制=0`` or ``coercion.decisions=0``; the column may be left out where the row has one."""
    place, equals, figure = text.rpartition("=")
    if not equals:
        raise InvalidFact(
            "cells", text, Words("行[.列]=数，如 行政强制=0", "ROW[.COLUMN]=FIGURE, such as coercion.decisions=0")
        )
    row_word, _, column_word = place.partition(".")
    rows = {word: row.id for block in form.table2 for row in block.rows for word in (row.id, row.label)}
    row = _found(row_word, rows, "row", form)
    block = next(block for block in form.table2 if row in block.row_ids)
    columns = {word: column.id for column in block.columns for word in (column.id, column.label)}
    column = block.column_ids[0] if not column_word and len(block.columns) == 1 else None
    column = column or _found(column_word, columns, "column", form)
    whole = figure.removeprefix("-").isdecimal() and figure.isascii() and len(figure) < 20
    return f"{row}.{column}", int(figure) if whole and not column.endswith("amount") else figure


def _found(word: str, ids: Mapping[str, str], axis: str, form: Form) -> str:
    if word not in ids:
        raise UnknownCell(axis, word, (f"{id}（{word}）" for word, id in ids.items() if word != id), form.id)
    return ids[word]


def _known(word: str, ids: Mapping[str, str], name: str) -> str:
    """Return the id that a word means; complain with what there is, and with what was meant perhaps."""
    if word in ids:
        return ids[word]
    near = get_close_matches(word, ids, 1)
    maybe = Words(f"；是否指 {near[0]}", f"; did you mean {near[0]}") if near else Words("", "")
    zh, en = _listed(ids.values(), ids), ", ".join(dict.fromkeys(ids.values()))
    raise InvalidFact(name, word, Words(zh + maybe.zh, en + maybe.en))


def _listed(shown: Iterable[str], ids: Mapping[str, str]) -> str:
    said = {id: word for word, id in ids.items() if word != id}
    return "、".join(f"{said[id]}（{id}）" if id in said else id for id in dict.fromkeys(shown))


__all__ = ["field_options", "line_of", "mended"]
