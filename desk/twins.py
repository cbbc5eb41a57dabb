"""The same request twice: of one day, by one channel, of one kind of requester, about the same; told, and taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from persistence import Book, Person
from workflow.annual import Selection
from workflow.case import Case
from workflow.names import plain_name
from workflow.oddities import Oddity
from workflow.words import Words

# So many cases of one day and kind of requester are looked at: where there are more, many people ask for the same.
_MOST = 50


def twins(case: Case, book: Book, person_of: Callable[[str], Person | None]) -> Iterator[Oddity]:
    """Yield an oddity where a case that was recorded before *case* says the same of its receipt.

    A void one is no twin, nor one of which it is known that somebody else asks: *person_of* says who asks in a case.
    """
    if case.void is not None:
        return
    day = case.received_on
    numbers = book.select(Selection(received=(day, day), requester=case.requester))
    others = book.cases([number for number in numbers[:_MOST] if number != case.number])
    found = [other for other in others if _is_twin(case, other) and not _of_others(case, other, person_of)]
    if found:
        listed = [other.number for other in found]
        yield Oddity(
            1,
            "",
            Words(
                f"与案件 {'、'.join(listed)} 同日、同渠道、同类申请人、同一内容；重复登记的，请作废其一（ysq void）",
                f"says the same as {', '.join(listed)}: day, channel, kind of requester and subject; "
                "where it was entered twice, make one void (ysq void)",
            ),
        )


def _is_twin(case: Case, other: Case) -> bool:
    """Tell whether *other* was recorded earlier, and its receipt says the same."""
    mine, theirs = case.received, other.received
    same = (mine.on, mine.channel, mine.requester) == (theirs.on, theirs.channel, theirs.requester)
    return same and plain_name(mine.subject) == plain_name(theirs.subject) and _recorded(other) < _recorded(case)


def _recorded(case: Case) -> tuple[str, str]:
    at = case.history[0].recorded_at
    return (at.isoformat() if at else "", case.number)


def _of_others(case: Case, other: Case, person_of: Callable[[str], Person | None]) -> bool:
    """Tell whether two different people are known to ask."""
    people = (person_of(one.number) for one in (case, other))
    return len({plain_name(person.name) for person in people if person is not None and person.name}) > 1


__all__ = ["twins"]
