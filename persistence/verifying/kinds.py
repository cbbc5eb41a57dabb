"""The kinds of entries that the book makes itself: each is recorded once more, and must be the row that stands there."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any, ClassVar

from workflow.annual import LedgerLine
from workflow.annual.ledger_taking import check_target
from workflow.calendar import Notice
from workflow.case import BEIJING
from workflow.fields import is_text
from workflow.retention import ALL, NONE
from workflow.words import Words

from .. import arrangements, chosen, frozen, keys, ledger, people, retention, rules
from ..book_kinds import OPENED, UPGRADED
from ..casefile import LedgerEntry
from ..chain import Head
from ..codec import dumps, time_from
from ..entries import BookEntry, entry_columns
from ..shelf import Rows

_A_DIGEST = re.compile("[0-9a-f]{64}")
_SPELLED = Words("写法不是登记时的写法", "it is not spelled as recording it would have spelled it")
_NO_TEXT = Words("经办人或备注不是文字", "its clerk or its note is no text")
_NO_TYPES = Words("所载安排的字段类型不符", "a field of the arrangement is of another type")
_NO_CASE = Words("此前没有该案件", "there was no such case before it")
_NO_KEY = Words("所载不是键的杂凑值，或者该键此前已用", "it holds no hash of a key, or one that was used before it")
_NO_HASH = Words("所载不是杂凑值", "what binds the person is no hash")
_NOBODY = Words("此前没有可删除的申请人信息", "there was nobody to erase before it")
_NO_REASON = Words("没有理由", "it gives no reason")
_NOT_ERASED = Words("其前没有相应的删除记录", "the erasures that it certifies do not stand before it")
_NO_SUCH_PERIOD = Words("当时的保存期限不是所载的", "the period that held then was another")
_NO_HEAD = Words("登记簿没有所载的链首", "the book never had the head that it names")
_NOT_FIRST = Words("不是登记簿的第一条", "it is not the first row of the book")


class _Again:
    """Takes an entry as the journal does, and keeps the row that it would have become."""

    def __init__(self) -> None:
        self.row: tuple[Any, ...] = ()

    def entry(self, kind: str, recorded_at: datetime, data: str, *, on: date | None = None, **who: str | None) -> None:
        """Keep the day, the time and the data; who did it and why stand in the book as they were given."""
        _, _, _, day, moment, _, _, said = entry_columns(0, kind, recorded_at, data, on, None, None)
        self.row = (day, moment, said)


class Kinds:
    """Reads the book's own entries in the order of recording, each in the light of those before it."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._bound: set[str] = set()  # cases whose person was entered, and not erased since
        self._erased: list[tuple[Any, ...]] = []  # case, reason, clerk and time of every erasure
        self._periods: list[BookEntry] = []
        self._keys: set[str] = set()
        self._rules = rules.RulesInOrder()
        self._ledger_lines: dict[int, LedgerLine] = {}  # by number

    def wrong(self, kind: str, entry: BookEntry) -> Iterator[Words]:
        """Yield what is wrong with an entry; raise what its reader raises. Kinds that are not ours need only be JSON."""
        read = Kinds._key if kind.startswith(f"{keys.PREFIX} ") else self._readers.get(kind)
        if read is None:
            json.loads(entry.data)
            return
        if not all(said is None or is_text(said) for said in (entry.by, entry.note)):
            yield _NO_TEXT
        again = _Again()
        if read is Kinds._key and (kind in self._keys or not keys.is_kind(kind)):
            yield _NO_KEY
        self._keys.add(kind)
        yield from read(self, entry, time_from(entry.recorded_at), again)
        day, *rest = again.row
        # A book that was upgraded by an earlier version has the day of its upgrade in UTC.
        if rest != [entry.recorded_at, entry.data] or entry.on not in (day, entry.recorded_at[:10]):
            yield _SPELLED

    def _opened(self, entry: BookEntry, at: datetime, again: _Again) -> Iterator[Words]:
        again.entry(OPENED, at, entry.data)
        if entry.seq != 1:
            yield _NOT_FIRST

    def _upgraded(self, entry: BookEntry, at: datetime, again: _Again) -> Iterator[Words]:
        again.entry(UPGRADED, at, entry.data)
        return iter(())

    def _ledger(self, entry: BookEntry, at: datetime, again: _Again) -> Iterator[Words]:
        _, line = ledger.line_of(entry)
        check_target(line, self._ledger_lines)
        self._ledger_lines[len(self._ledger_lines) + 1] = line
        ledger.append(again, LedgerEntry(line, at), at)
        if entry.on != again.row[0]:  # the day of recording stands there too, where it was not the maker who wrote it
            again.entry(ledger.KIND, at, again.row[-1])
        return iter(())

    def _arrangement(self, entry: BookEntry, at: datetime, again: _Again) -> Iterator[Words]:
        (found,) = arrangements.recorded_in([entry])
        arrangements.append(again, found.arrangement, found.moved, at)
        law = found.arrangement
        texts = [law.number] if isinstance(law, Notice) else [law.region, law.name, law.scope, law.instrument]
        texts += [festival for _, _, festival in law.days]
        texts += [text for move in found.moved for text in (move.case, move.duty)]
        whole = not isinstance(law, Notice) or type(law.year) is int
        if not (whole and all(map(is_text, texts)) and all(type(working) is bool for _, working, _ in law.days)):
            yield _NO_TYPES

    def _key(self, entry: BookEntry, at: datetime, again: _Again) -> Iterator[Words]:
        case = json.loads(entry.data)["case"]
        keys.append(again, keys.PREFIX, case, at)
        if not self._was_received(case, entry.seq):
            yield _NO_CASE

    def _bound_person(self, entry: BookEntry, at: datetime, again: _Again) -> Iterator[Words]:
        values = json.loads(entry.data)
        case, digest = values["case"], values["hash"]
        again.entry(people.BOUND, at, dumps({"case": case, "hash": digest}))
        if not self._was_received(case, entry.seq):
            yield _NO_CASE
        if not _A_DIGEST.fullmatch(digest):
            yield _NO_HASH
        self._bound.add(case)

    def _erased_person(self, entry: BookEntry, at: datetime, again: _Again) -> Iterator[Words]:
        values = json.loads(entry.data)
        case, reason = values["case"], values["reason"]
        again.entry(people.ERASED, at, dumps({"case": case, "reason": reason}))
        if case not in self._bound:
            yield _NOBODY
        if not is_text(reason) or not reason.strip():
            yield _NO_REASON
        self._bound.discard(case)
        self._erased.append((case, reason, entry.by, entry.recorded_at))

    def _period(self, entry: BookEntry, at: datetime, again: _Again) -> Iterator[Words]:
        values = json.loads(entry.data)
        period = values["period"]
        given = NONE if period is None else str(period)
        retention.set_period(again, values["outcome"], given, entry.by, at)
        self._periods.append(entry)
        return iter(())

    def _destroyed(self, entry: BookEntry, at: datetime, again: _Again) -> Iterator[Words]:
        made = retention.certificate(Head("", entry.seq, b""), entry.on, entry.recorded_at, entry.by, entry.data)
        retention.check_two_people(made.by, made.and_by)
        retention.certify(again, made.cases, made.by, made.and_by, made.reason, at)
        if not is_text(made.reason) or not made.reason.strip():
            yield _NO_REASON
        erased = [(kept.case, made.reason, entry.by, entry.recorded_at) for kept in made.cases]
        if erased != self._erased[len(self._erased) - len(erased) :]:
            yield _NOT_ERASED
        held = retention.periods_in(self._periods)
        for kept in made.cases:
            retention.check_due(kept, made.on)
            if kept.period != held.get(kept.outcome or ALL, held.get(ALL)):
                yield _NO_SUCH_PERIOD

    def _frozen(self, entry: BookEntry, at: datetime, again: _Again) -> Iterator[Words]:
        year = frozen.year_of(entry)
        # Not as it would be written now: the words of a form may be other ones by then.
        again.entry(frozen.KIND, at, dumps(json.loads(entry.data)))
        head = Head.parse(year.head)
        kept = self._rows.head(head.seq)
        if not head.seq == year.facts_until < entry.seq or kept is None or kept.digest != head.digest:
            yield _NO_HEAD

    def _rules_entry(self, entry: BookEntry, at: datetime, again: _Again) -> Iterator[Words]:
        number = rules.number_of(entry.data)
        again.entry(rules.KIND, at, rules.entry_data(number))
        if (entry.by, entry.note) != (None, None):
            yield _SPELLED
        wrong = self._rules.take(number, at)
        if wrong:
            yield wrong

    def _chosen(self, entry: BookEntry, at: datetime, again: _Again) -> Iterator[Words]:
        found = chosen.said(entry)
        # Not as it would be written now: there may be more points by then.
        again.entry(chosen.KIND, at, dumps(json.loads(entry.data)), on=date.fromisoformat(entry.on))
        if found.on.isoformat() != entry.on or found.on > at.astimezone(BEIJING).date():
            yield _SPELLED

    def _was_received(self, case: str, before: int) -> bool:
        """Tell whether there was a case of this number before a row of the journal."""
        return any(rows[0][1] == 1 and rows[0][8] < before for _, rows in self._rows.facts((case,)))

    def at_the_end(self) -> Words | None:
        """Return what is wrong with the entries as a whole, once all have been read."""
        return self._rules.end()

    _readers: ClassVar[dict[str, Callable[[Kinds, BookEntry, datetime, _Again], Iterator[Words]]]] = {
        OPENED: _opened,
        UPGRADED: _upgraded,
        ledger.KIND: _ledger,
        arrangements.KIND: _arrangement,
        people.BOUND: _bound_person,
        people.ERASED: _erased_person,
        retention.SET: _period,
        retention.DESTROYED: _destroyed,
        frozen.KIND: _frozen,
        rules.KIND: _rules_entry,
        chosen.KIND: _chosen,
    }


__all__ = ["Kinds"]
