"""Answers: what can be asked about the cases of a book: facts, time limits, duties, what is odd, what is due."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from persistence import Book
from persistence.arguments import arguments_checked
from workflow.case import Case
from workflow.clock import Deadline, deadline, deadlines
from workflow.duties import DUTIES, Breach, Duty, breaches
from workflow.oddities import Oddity, oddities
from workflow.whatif import Basis, Supposition, WhatIf, supposed, what_if

from .beside import none_left, twins
from .docket import Due, TellUnjudged, docket, tell_in_log, with_subjects
from .history import HistoryLine, history
from .reports import Reports

_TOLD_EVERY = 200  # cases


@arguments_checked
class Answers(Reports):
    """The answers about cases, each read from one moment of the book; those about one case alone look it up."""

    def case(self, number: str, on: date | None = None) -> Case:
        """Return a case as of a day, by default as ``cases`` does.

        Raises ``UnknownCase``, ``NotReceived``, or ``NotKnownYet`` for a case that was entered later.
        """
        return self._seen(self._recorded(number), on or self._last_seen)

    def cases(self) -> Iterator[Case]:
        """Yield every case, as of today where the desk has a clock of its own, in order of number."""
        return self._cases(self._last_seen)

    def _cases(self, on: date) -> Iterator[Case]:
        with self._reading() as book:
            yield from self._all_seen(book.cases(), on)

    def history(self, number: str) -> list[HistoryLine]:
        """Return every fact of a case with both its days, and what those entered late or rectified changed."""
        return history(self.case(number), self.day, self.calendar, self.readings)

    def oddities(self, number: str, on: date | None = None) -> tuple[Oddity, ...]:
        """Return the oddities of a case: facts that are mostly slips of the hand, though neither impossible nor unlawful.

        Of the case that ``case`` returns as of the same day.
        """
        with self._reading() as book:
            case = self._seen(book.case(number), on or self._last_seen)
            found = oddities(case, self._calendar_in(book))
            return (*found, *none_left(case, book), *twins(case, book, self._person))

    def deadlines(self, number: str, on: date | None = None) -> tuple[Deadline, ...]:
        """Return every time limit of a case, running or settled, each with its derivation."""
        day = on or self.day
        return deadlines(self.case(number, day), day, self.calendar, self.readings)

    def deadline(self, number: str, on: date | None = None, *, duty: str = "reply") -> Deadline:
        """Return one time limit of a case, by default that for the reply; ``NoSuchLimit`` where it has none such."""
        day = on or self.day
        return deadline(self.case(number, day), day, self.calendar, self.readings, duty=duty)

    def audit(
        self,
        *numbers: str,
        on: date | None = None,
        duties: Sequence[Duty] = DUTIES,
        unjudged: TellUnjudged | None = None,
    ) -> list[Breach]:
        """Return the *duties* that were not met, by default those of the law: in the cases named, or in all.

        A case that cannot be judged is passed over; *unjudged* is called with it, by default to log it.
        """
        day, how = on or self.day, (tuple(duties), unjudged or tell_in_log)
        if len(numbers) == 1:
            cases = self._all_seen((self._recorded(*numbers),), day)
            return list(breaches(cases, day, self.calendar, self.readings, *how))
        with self._reading() as book:
            cases = self._asked(book, numbers, day)
            return list(breaches(cases, day, self._calendar_in(book), self.readings, *how))

    def what_if(
        self,
        suppositions: Iterable[Supposition],
        *numbers: str,
        on: date | None = None,
        unjudged: TellUnjudged | None = None,
        progress: Callable[[int], object] | None = None,
    ) -> WhatIf:
        """Return what would be otherwise under *suppositions*, in the cases named, or in all; nothing is recorded.

        Which time limits would end on another day, which would be late or no longer late at the end of the day *on*, and
        the sums by duty. A supposition is one of ``workflow.whatif``, as ``read_suppositions`` finds them in a file, or a
        function of one's own. A case that cannot be judged is told to *unjudged*, by default in the log, and passed over;
        *progress* is told now and then how many cases are done so far. Raises ``BrokenLaw`` for what cannot be.
        """
        day = on or self.day
        with self._reading() as book:
            present = Basis(self._calendar_in(book), self.readings)
            other = supposed(suppositions, present)
            cases = _counted(self._asked(book, numbers, day), progress)
            return what_if(cases, day, present, other, unjudged or tell_in_log)

    def _asked(self, book: Book, numbers: Sequence[str], on: date) -> Iterator[Case]:
        """Yield the cases named, in that order, or all of them, as of *on*."""
        return self._all_seen(map(book.case, numbers) if numbers else book.cases(), on)

    def due(
        self,
        within: int | None = None,
        on: date | None = None,
        unjudged: TellUnjudged | None = None,
        *,
        subjects: bool = False,
    ) -> list[Due]:
        """Return the open cases by deadline: overdue first, then by working days left.

        ``within`` is the most working days that may be left. A case whose deadline cannot be
        reckoned is left out; *unjudged* is called with it, by default to log it. With *subjects* each line says what the
        case asks for, which takes a look at every case.
        """
        day = on or self.day
        with self._reading() as book:
            judging = self._calendar_in(book), self.readings
            found = docket(book, day, *judging, past=self._may_hold_later(day), unjudged=unjudged or tell_in_log)
            lines = found.lines if within is None else [line for line in found.lines if line.workdays_left <= within]
            if subjects:
                lines = with_subjects(book, lines)
        self._remember(found)
        return lines


def _counted(cases: Iterable[Case], progress: Callable[[int], object] | None) -> Iterator[Case]:
    for done, case in enumerate(cases):
        if progress is not None and done % _TOLD_EVERY == 0:
            progress(done)
        yield case


__all__ = ["Answers"]
