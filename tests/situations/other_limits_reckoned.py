"""Every limit of a case but that of the reply reckoned a second time: by plain questions, day by day, from the texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from tests.situations.handling_reckoned import SPC25, Limit, first, inside, ordered, settled
from tests.situations.on_foot import DAY, days, days_after, months_after, walk
from tests.situations.reckoning import Choice, Reckoning
from workflow.events import (
    Delivered,
    Fact,
    Lapsed,
    LetterIssued,
    LitigationDecided,
    LitigationFiled,
    Received,
    ReconsiderationAccepted,
    ReconsiderationDecided,
    ReconsiderationFiled,
    ReconsiderationRefused,
    Reopened,
    Replied,
    ReplyOrdered,
    ThirdPartyAnswered,
    ThirdPartyTold,
)

BAR_2011, SUIT_SIX, SPC18 = date(2011, 8, 13), date(2015, 5, 1), date(2018, 2, 8)
GATE, IR26 = date(2024, 1, 1), date(2026, 7, 1)
WITHHELD = {
    *("refused_state_secret", "refused_by_law", "refused_security_stability", "refused_third_party"),
    *("refused_internal_affairs", "refused_deliberative", "refused_enforcement_file"),
}
DISCLOSED = {"granted", "partly_granted"}  # what is public already is not disclosed by the answer
NO_REFUSAL = {"granted", "granted_already_public", "partly_granted", "other", "lapsed"}  # a lapse answers nothing
NOT_TAKEN = {  # since when no court takes it: SPC11 2(2), 2(3), then SPC25 10(2)(5) to (8)
    "not_processed_publication": BAR_2011,
    "unavailable_needs_creation": BAR_2011,
    "not_processed_petition": SPC25,
    "refused_registry_query": SPC25,
}


class Act(NamedTuple):
    """What the requester may contest: an answer or a lapse, when it was known, and what happened after it."""

    fact: Replied | Lapsed
    known: date
    later: Sequence[Fact]

    @property
    def outcome(self) -> str:
        """The result, a lapse being one of its own."""
        return str(self.fact.outcome) if isinstance(self.fact, Replied) else "lapsed"

    def said(self, name: str) -> Any:
        """What the answer says of itself; a lapse says nothing."""
        return getattr(self.fact, name, None)


def every_limit(facts: Sequence[Fact], at: date, choice: Choice) -> list[Limit]:
    """Every limit of the case as of the day *at*, sorted."""
    known = [fact for fact in facts if fact.on <= at]
    reply = Reckoning(known, at, choice)
    found = [Limit("reply", reply.due, reply.done, reply.state)]
    found += inside(known, at, reply)
    orders = list(ordered(known, at, reply.base))
    found += [order for _, order in orders]
    found += Remedies(known, at, choice).windows(reply, orders)
    return sorted(found, key=lambda limit: (limit.duty, limit.due, limit.done or date.max))


def sued_on(facts: Iterable[Fact], after_review: bool = False) -> date | None:
    """The day of the first suit, direct or after reconsideration."""
    return first((f for f in facts if getattr(f, "after_reconsideration", None) is after_review), LitigationFiled)


# -- remedies ---------------------------------------------------------------------------------------------


class Remedies:
    """The windows of the requester and of third parties, each by the law of its own day."""

    def __init__(self, facts: Sequence[Fact], at: date, choice: Choice) -> None:
        self.facts, self.at, self.choice = facts, at, choice

    def windows(self, reply: Reckoning, orders: list[tuple[ReplyOrdered, Limit]]) -> Iterator[Limit]:
        """Every window that has opened."""
        for i, fact in enumerate(self.facts):
            if isinstance(fact, (Replied, Lapsed)):
                known = self.known(i) if isinstance(fact, Replied) else fact.on
                if known <= self.at:
                    yield from self.against(Act(fact, known, self.filed_against(i)))
        asked = max((i for i, fact in enumerate(self.facts) if isinstance(fact, Reopened)), default=0)
        awaited = [(asked, reply.due, reply.state, reply.done)]
        awaited += [(self.place(order), limit.due, limit.state, limit.done) for order, limit in orders]
        for i, due, state, done in awaited:
            if state == "missed" and not done:
                yield from self.against_silence(due, self.filed_against(i))
        yield from self.after_review()
        yield from self.of_third_parties()

    def known(self, i: int) -> date:
        """When the answer at *i* was known: by the service of its letter, else as it says itself (IR07 15, IR26 23)."""
        answer = self.facts[i]
        assert isinstance(answer, Replied)
        for fact in self.facts:
            if isinstance(fact, Delivered) and not fact.returned and self.is_of(fact.letter, answer, i):
                in_time = fact.refused_on if answer.on >= IR26 and fact.method != "post" else None
                day = fact.arrived_on if fact.method == "electronic" else fact.signed_on or in_time
                if day:
                    return day
        return answer.delivered_on or answer.on

    def is_of(self, letter: str, answer: Replied, i: int) -> bool:
        """Whether the letter of this number tells the answer at *i*."""
        issued = next(fact for fact in self.facts if isinstance(fact, LetterIssued) and fact.number == letter)
        return issued.number == answer.document or issued.answers == i + 1

    # -- what a dispute is over: the newest answer known on its day, or a reply still awaited

    def place(self, fact: Fact) -> int:
        """Where this very fact stands."""
        return next(i for i, other in enumerate(self.facts) if other is fact)

    def filed_against(self, i: int) -> list[Fact]:
        """What came after the fact at *i*, but for what was filed over something else."""
        return [f for n, f in enumerate(self.facts) if n > i and (not self.is_filing(f) or self.target(n) == i)]

    def is_filing(self, fact: Fact) -> bool:
        """Whether it is a reconsideration or a suit at once."""
        return fact.kind == "reconsideration_filed" or getattr(fact, "after_reconsideration", True) is False

    def target(self, n: int) -> int | None:
        """Going back from the filing at *n*, the first thing that the requester could contest that day."""
        day, answers = self.facts[n].on, [i for i in range(n) if isinstance(self.facts[i], (Replied, Lapsed))]
        for i in reversed(range(n)):
            known = self.known(i) if isinstance(self.facts[i], Replied) else self.facts[i].on
            if known <= day if i in answers else self.unanswered(i, n):
                return i
        return answers[-1] if answers else None

    def unanswered(self, i: int, n: int) -> bool:
        """Whether the reply that was awaited from the fact at *i* on had not come, though its time was over, at *n*."""
        before, day = self.facts[:n], self.facts[n].on
        reply = Reckoning(before, day, self.choice)
        if isinstance(self.facts[i], ReplyOrdered):
            limit = next(limit for order, limit in ordered(before, day, reply.base) if order is self.facts[i])
            return limit.state == "missed" and not limit.done
        begins = isinstance(self.facts[i], (Received, Reopened)) and not first(before[i + 1 :], Reopened)
        return begins and reply.state == "missed" and not reply.done

    # -- against an answer or a lapse

    def against(self, act: Act) -> Iterator[Limit]:
        """Sixty days, and three or six months where a court takes it and no reconsideration was asked for before."""
        made, known, told = act.fact.on, act.known, act.said("remedies_told")
        reviewed, sued = first(act.later, ReconsiderationFiled), sued_on(act.later)
        due = self.review_due(made, known, told)
        in_court, waiting = self.time_in_court(act, due)
        if in_court:
            due = min(days_after(known, 60, in_court), months_after(made, 60))
        waiting = waiting and self.at <= due  # the five years from the act run on while a court has the suit
        yield settled("reconsideration_window", due, reviewed, self.at, waiting)
        due = self.suit_due(made, known, told)
        given_up = reviewed and reviewed <= due and not (sued and sued <= reviewed)
        if not given_up and not self.closed(act, sued or min(self.at, due)):
            yield settled("litigation_window", due, sued, self.at)

    def review_due(self, made: date, known: date, told: bool | None = None) -> date:
        """Sixty days; since 2024 a year for who was not told, and never past five years from the act (ARL23 20, 21)."""
        if known < GATE:
            return days_after(known, 60)
        due = months_after(known, 12) if told is False else days_after(known, 60)
        return min(due, months_after(made, 60))

    def suit_due(self, made: date, known: date, told: bool | None = None) -> date:
        """Three months, six since 2015-05-01 and for what was open then; longer for who was not told; at most five years."""
        if told is False:
            one_year = known >= SPC18 or (known >= SUIT_SIX and self.choice["not_told_2015"] == "one_year")
            due = months_after(known, 12 if one_year else 24)
        else:
            three = months_after(known, 3)
            due = three if three < SUIT_SIX else months_after(known, 6)
        return min(due, months_after(made, 60))

    def review_first(self, act: Act, suing: date) -> bool:
        """Whether reconsideration comes first (ARL23 23(1)(4), IR26 31; SPC25 1(1) opens the courts to all else)."""
        if act.known < GATE:
            return False
        if act.outcome == "partly_granted":
            articles = act.said("articles")
            if articles and not any(article[:2] in {"14", "15", "16"} for article in articles):
                return False
            return act.known >= IR26 or self.choice["partial_review_first"] == "review_first"
        wide = self.choice["review_first_2024"] == "wide" and suing < SPC25 and act.outcome not in NO_REFUSAL
        return act.outcome in WITHHELD or wide

    def closed(self, act: Act, suing: date) -> bool:
        """Whether a court turns away a direct suit of the day *suing*."""
        if self.review_first(act, suing):
            return True
        if act.outcome == "not_processed_repeat" and suing >= SPC25:
            return act.said("earlier_granted") or self.choice["repeat_after_refusal"] == "not_suable"
        return act.outcome in NOT_TAKEN and suing >= NOT_TAKEN[act.outcome]

    def time_in_court(self, act: Act, due: date) -> tuple[set[date], bool]:
        """The days in court of who was not told that reconsideration comes first, and whether it is still there (IR26 26)."""
        lost: set[date] = set()
        waiting = False
        for i, fact in enumerate(act.later):
            if not isinstance(fact, LitigationFiled) or fact.after_reconsideration:
                continue
            told = act.said("review_first_told") is not False or not self.review_first(act, fact.on)
            rulings = [f for f in act.later[i:] if getattr(f, "dispute", None) == fact.dispute]
            ruling = rulings[-1] if isinstance(rulings[-1], LitigationDecided) else None  # appealed: still in court
            until = ruling.on if ruling else self.at
            heard = ruling and ruling.result != "other"
            if (
                not told
                and not heard
                and until >= IR26
                and fact.on <= (days_after(act.known, 60, lost) if lost else due)
            ):
                lost |= set(days(fact.on - DAY, until))
                waiting |= ruling is None
        return lost, waiting

    # -- against silence, after the review organ, of third parties

    def against_silence(self, ended: date, filed: Sequence[Fact]) -> Iterator[Limit]:
        """Sixty days from the end of the limit (IR07 16, IR26 24); six months to sue since 2015-05-01 (SPC15 4, SPC18 66),
        and by a reading for who still had them then (SPC15 26(1))."""
        later = [fact for fact in filed if fact.on > ended]
        reviewed, sued = first(later, ReconsiderationFiled), sued_on(later)
        yield settled("reconsideration_window", self.review_due(ended, ended), reviewed, self.at)
        due = months_after(ended, 6)
        given_up = reviewed and reviewed <= due and not (sued and sued <= reviewed)
        asked = "silence_review_first" if ended >= IR26 else "non_reply_remedy"
        review_first = ended >= GATE and self.choice[asked] == "review_first"
        reached = self.choice["silence_before_2015"] == "six_months" and due >= SUIT_SIX
        if (ended >= SUIT_SIX or reached) and not given_up and not review_first:
            yield settled("litigation_window", due, sued, self.at)

    def after_review(self) -> Iterator[Limit]:
        """Fifteen days from the decision or the refusal, or from the end of the review organ's time (ALL 45, ARL23 34)."""
        for i, fact in enumerate(self.facts):
            if isinstance(fact, ReconsiderationFiled):
                ended = next(self.steps_of(i, fact.dispute, ReconsiderationDecided, ReconsiderationRefused), None)
                start = ended.on if ended else self.review_ends(i, fact.dispute)
                if ended or self.at > start:
                    sued = sued_on((f for f in self.facts[i:] if f.on >= (ended or fact).on), after_review=True)
                    yield settled("litigation_window", days_after(start, 15), sued, self.at)

    def steps_of(self, i: int, dispute: str, *kinds: type[Fact]) -> Iterator[Fact]:
        """What became of the dispute that began at *i*."""
        return (f for f in self.facts[i:] if isinstance(f, kinds) and getattr(f, "dispute", None) == dispute)

    def review_ends(self, i: int, dispute: str) -> date:
        """Sixty days from acceptance, thirty where the procedure is simple; accepted, if not on a day of its own,
        on receipt until 2023 (ARL 17(2)) and after five working days since (ARL23 30(3), 62)."""
        filed = self.facts[i].on
        accepted = next(self.steps_of(i, dispute, ReconsiderationAccepted), None)
        begun = accepted.on if accepted else walk(filed, 5) if filed >= GATE else filed
        simple = isinstance(accepted, ReconsiderationAccepted) and accepted.procedure == "simple"
        return days_after(begun, 30 if simple and begun >= GATE else 60)

    def of_third_parties(self) -> Iterator[Limit]:
        """From the day on which a party first learned of a disclosure, for each answer; where it objected and was never
        told of that one, from the disclosure itself. Told that nothing is disclosed, it has to learn anew."""
        word: dict[str, str] = {}
        for part in self.answers():
            starts, aware, told_once = list[date](), set[str](), set[str]()
            for fact in part:
                party = getattr(fact, "party", "").strip()
                if isinstance(fact, ThirdPartyTold) and fact.decision == "not_disclosed":
                    aware.discard(party)
                elif isinstance(fact, ThirdPartyTold):
                    starts += [fact.on] if party not in aware else []
                    aware.add(party)
                    told_once.add(party)
            for fact in part:
                if isinstance(fact, ThirdPartyAnswered):
                    word[fact.party.strip()] = fact.position
                if isinstance(fact, Replied) and str(fact.outcome) in DISCLOSED:
                    starts += [fact.on for party in word if word[party] != "agrees" and party not in told_once]
            for start in starts:
                yield settled("third_party_reconsideration_window", self.review_due(start, start), None, self.at)
                yield settled("third_party_litigation_window", self.suit_due(start, start), None, self.at)

    def answers(self) -> Iterator[list[Fact]]:
        """The facts in parts, a new one with each order that came after an answer."""
        part: list[Fact] = []
        for fact in self.facts:
            if isinstance(fact, ReplyOrdered) and first(part, Replied):
                yield part
                part = []
            part.append(fact)
        yield part
