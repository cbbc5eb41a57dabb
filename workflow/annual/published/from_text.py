"""Rows out of running text: labels and figures bound to each other by line, else by their order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from ..forms import FORM_2021, FORMS
from .atoms import Atom, Figures, Piece, atoms
from .labels import Named, name2, name3
from .plain import bare
from .readings import Reading, RowRead, State, read_cell, unreadable
from .source import Place

_COUNT3 = len(FORM_2021.table3.columns)
_ORDER = FORM_2021.table3.row_ids
_LABELS2 = sorted(
    {bare(row.label) for form in FORMS for block in form.table2 for row in block.rows}, key=len, reverse=True
)


class Label(NamedTuple):
    """A piece that names a row; one that is numbered like a label and names none has no name."""

    named: Named | None
    piece: Piece


Item = Label | Figures


def table3_rows(lines: Sequence[str], places: Sequence[Place], first: int, glued: bool) -> list[RowRead]:
    """Return the rows of one table III that stand in marked *lines*, the first of which has the number *first*."""
    items = _upto_carried(_items(atoms(lines, first)))
    blank = not any(isinstance(item, Figures) for item in items)
    return [_row3(label, group, places, glued, blank) for label, group in _bound(items) if label.named]


def is_glued(lines: Sequence[str]) -> bool:
    """Whether the separators between figures are lost: at least two rows in three show fewer runs than columns."""
    bound = [group for label, group in _bound(_upto_carried(_items(atoms(lines)))) if label.named and group]
    runs = [group for group in bound if not group.slots]
    fewer = [g for g in runs if len(g.tokens) < _COUNT3 and any(len(t) > 1 for t in g.tokens) and len(g.rows) == 1]
    # Five zeros and more in one run are no number: this is how glued rows look.
    return 3 * len(fewer) >= 2 * len(runs) and any("0000" in token for g in fewer for token in g.tokens)


def _items(found: Sequence[Atom]) -> list[Item]:
    """Return labels and groups of figures from the label of 本年新收 on; a label cut over lines is joined."""
    items: list[Item] = []
    begun = False
    for index, atom in enumerate(found):
        if isinstance(atom, Figures):
            items += _by_line(atom)
            continue
        label = _label(found, index)
        if label is None or (label.named is None and not begun):
            continue
        begun = begun or (label.named is not None and label.named.score > 50)
        items.append(label)
    return _without_group(items)


def _without_group(items: list[Item]) -> list[Item]:
    """Leave out （六）其他处理 where its rows follow: in the form of 2021 it is a group and has no figures."""
    rows = [item.named.row if isinstance(item, Label) and item.named else "" for item in items]
    fine = [n for n, row in enumerate(rows) if row != "other" or "lapsed_clarification" not in rows[n + 1 : n + 3]]
    return [items[n] for n in fine]


def _label(found: Sequence[Atom], index: int) -> Label | None:
    piece = found[index]
    assert isinstance(piece, Piece)
    text = piece.text
    named = name3(text)
    if named is not None and (len(bare(text)) > 2 or piece.numbered):
        return Label(named, piece)
    if not text.startswith("\x00"):
        return None
    for more in found[index + 1 : index + 4]:
        if isinstance(more, Figures) or more.numbered:
            break
        text += more.text
        named = name3(text)
        if named is not None:
            return Label(named, piece)
    return Label(None, piece)


def _by_line(group: Figures) -> list[Figures]:
    """Split a group that holds several rows: one a line, or one value a line; drop page numbers among full lines."""
    if group.slots:
        return [group]
    full = [row for row in group.rows if len(row) == _COUNT3]
    single = all(len(row) == 1 for row in group.rows)
    if full and all(len(row) in (1, _COUNT3) for row in group.rows):
        return [Figures((row,), group.line + n) for n, row in enumerate(group.rows) if len(row) == _COUNT3]
    if single and len(group.rows) > _COUNT3 and len(group.rows) % _COUNT3 == 0:
        starts = range(0, len(group.rows), _COUNT3)
        return [Figures(group.rows[n : n + _COUNT3], group.line + n) for n in starts]
    return [group]


def _upto_carried(items: list[Item]) -> list[Item]:
    """Leave out what follows 四、结转下年度继续办理 and its figures: tables of differences repeat the labels.

    Where it comes before （七）总计, rows have changed places, and those behind it are the table's.
    """
    concluded = False
    for index, item in enumerate(items):
        row = item.named.row if isinstance(item, Label) and item.named else ""
        concluded = concluded or row == "concluded_total"
        if row == "carried_forward" and concluded:
            behind = [n for n in range(index + 1, len(items)) if isinstance(items[n], Figures)]
            end = index + 1 if not behind or behind[0] != index + 1 else index + 2
            return items[:end]
    return items


def _bound(items: Sequence[Item]) -> Iterator[tuple[Label, Figures | None]]:
    """Yield each label with its figures: those that follow on its line; else by order, between bound labels."""
    inline = {n for n, item in enumerate(items) if isinstance(item, Label) and _inline(items, n)}
    one_by_one = not inline
    loose: list[Item] = []
    skip = -1
    for n, item in enumerate(items):
        if n in inline:
            yield from _paired(loose, one_by_one)
            loose, skip = [], n + 1
            assert isinstance(item, Label)
            yield item, items[n + 1]  # type: ignore[misc]  # ``_inline`` saw that figures stand there
        elif n != skip:
            loose.append(item)
    yield from _paired(loose, one_by_one)


def _inline(items: Sequence[Item], n: int) -> bool:
    label, after = items[n], items[n + 1] if n + 1 < len(items) else None
    return isinstance(label, Label) and isinstance(after, Figures) and after.line == label.piece.line


def _paired(loose: Sequence[Item], one_by_one: bool) -> Iterator[tuple[Label, Figures | None]]:
    """Pair labels and figures that stand on lines of their own: as many of each, or each label with its own."""
    labels = [item for item in loose if isinstance(item, Label)]
    figures = [item for item in loose if isinstance(item, Figures)]
    if len(labels) == len(figures) and _sound(loose, labels, one_by_one):
        yield from zip(labels, figures, strict=True)
        return
    pairs: dict[Label, Figures] = {}
    # Figures above the first label would be the row's before: then none is bound to the label before it.
    if one_by_one and loose and isinstance(loose[0], Label):
        runs = [list(run) for _, run in groupby(loose, key=lambda item: isinstance(item, Label))]
        for before, after in pairwise(runs):
            one, other = before[0], after[0]
            if len(before) == len(after) == 1 and isinstance(one, Label) and isinstance(other, Figures):
                pairs[one] = other
    for label in labels:
        yield label, pairs.get(label)


def _sound(loose: Sequence[Item], labels: Sequence[Label], one_by_one: bool) -> bool:
    """Whether as many labels as figures belong together by order.

    They do where each label has its figures behind it. Where figures stand above labels, these must be in the
    order of the form; where no row of the table has its figures on its line, it must be whole too: else the first
    label may be lost, and the figures of the last row.
    """
    if all(isinstance(item, Label) == (n % 2 == 0) for n, item in enumerate(loose)):
        return True
    rows = [label.named.row for label in labels if label.named]
    ordered = rows == sorted(rows, key=_ORDER.index)
    whole = rows[:1] == [_ORDER[0]] and rows[-1:] == [_ORDER[-1]]
    return ordered and (whole or not one_by_one or isinstance(loose[0], Label))


def _row3(label: Label, group: Figures | None, places: Sequence[Place], glued: bool, blank: bool) -> RowRead:
    assert label.named is not None
    place = places[label.piece.line]
    cells = _cells(group, _COUNT3, places) if group else ()
    tokens = group.tokens if group and glued and not cells and len(group.tokens) < _COUNT3 else ()
    text = " ".join(group.tokens) if group else ""
    read = cells or ((Reading(State.EMPTY, place=place),) * _COUNT3 if blank else unreadable(_COUNT3, text, place))
    shown = label.piece.text.replace("\x00", "").strip()
    return RowRead(label.named.row, read, tokens, shown, label.named.exact, label.named.official, place)


def _cells(group: Figures, count: int, places: Sequence[Place]) -> tuple[Reading, ...]:
    """Read the cells of a group where as many stand there as the row has; between bars, empty ones count."""
    texts: Sequence[str] = ()
    filled = [slot for slot in group.slots if slot]
    if len(group.tokens) == count and not any(" " in slot for slot in filled):
        texts = group.tokens
    elif group.slots and not any(" " in slot for slot in filled):
        texts = _slotted(group.slots, count)
    lines = [group.line + n for n, row in enumerate(group.rows) for _ in row] if len(texts) == len(group.tokens) else []
    at = [places[n] if n < len(places) else Place() for n in lines] or [places[group.line]] * count
    return tuple(read_cell(text, place) for text, place in zip(texts, at, strict=False))


def _slotted(slots: Sequence[str], count: int) -> Sequence[str]:
    """Return the cells where the first and the last slot of the row are filled and nothing stands behind them."""
    sound = len(slots) >= count and slots[0] and slots[count - 1] and not any(slots[count:])
    return slots[:count] if sound else ()


class Found2(NamedTuple):
    """A row of table II in running text, the forms that have it, and its figures."""

    row: str
    forms: tuple[str, ...]
    label: str
    exact: bool
    official: str
    group: Figures
    place: Place


def table2_rows(lines: Sequence[str], places: Sequence[Place], first: int) -> Iterator[Found2]:
    """Yield the rows of table II in marked *lines*."""
    found = atoms(lines, first)
    for piece, group in pairwise(found):
        if not isinstance(piece, Piece) or not isinstance(group, Figures):
            continue
        core = bare(piece.text)
        label = next((label for label in _LABELS2 if core.endswith(label)), core)
        named = name2(label)
        if named:
            yield Found2(named.row, named.forms, label, named.exact, named.official, group, places[piece.line])


def cells2(found: Found2, columns: int, places: Sequence[Place]) -> tuple[Reading, ...]:
    """Read the cells of a row of table II that has *columns* columns, or nothing where they are not that many."""
    return _cells(found.group, columns, places)


def cells4(group: Figures, places: Sequence[Place]) -> tuple[Reading, ...]:
    """Read the fifteen cells of table IV, or nothing where they do not stand there one by one."""
    return _cells(group, 15, places)
