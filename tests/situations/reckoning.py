"""The limit of the reply reckoned a second time: day by day, by the words of the law study, under both Regulations.

It keeps the days that do not count as a plain set of days and counts the whole limit again from its first day after
every fact. Of the law it knows what is written here, of the readings their ids.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from tests.situations.on_foot import DAY, WORKED, days, off_the_holiday, walk
from workflow.events import (
    AgencyAnswered,
    AgencyConsulted,
    ClarificationRequested,
    Clarified,
    Deferred,
    Extended,
    Fact,
    FeeNoticed,
    FeePaid,
    Lapsed,
    ReasonsGiven,
    Received,
    Reopened,
    Replied,
    ThirdPartyAnswered,
    ThirdPartyConsulted,
    Withdrawn,
)
from workflow.law import READINGS

ROGI_2019, FEES = date(2019, 5, 15), date(2021, 1, 1)

Choice = Mapping[str, str]
"""Which option is taken at each disputed point."""

DEFAULT: Choice = {point.id: point.default for point in READINGS if point.convention is None}


def receipt(received: Fact, choice: Choice) -> date:
    """The day of receipt: the confirmation, unless an earlier day is read into it (2019 Art. 31; guiding case 26)."""
    assert isinstance(received, Received)
    found, sent, acknowledged = [received.on], received.submitted_on, received.auto_acknowledged_on
    online = choice["online_confirmation"]
    if received.on < ROGI_2019:
        online = choice["online_receipt_2007"] if received.channel == "online" else "both_confirm"
    if received.channel in {"online", "fax"}:
        if online == "auto_acknowledged":
            found += [acknowledged or received.on]
        if online == "next_workday" and sent:
            found += [walk(sent, 1)]
    if received.channel == "ordinary_mail" and choice["ordinary_mail_unreachable"] == "arrival":
        found += [sent or received.on]
    day = min(found)
    rolled = choice["rest_day_receipt"] == "next_workday" and day not in WORKED
    return walk(day, 1) if rolled else day


def conclusion(facts: Sequence[Fact], at: date, choice: Choice = DEFAULT) -> date | None:
    """The day on which it was answered, given up or withdrawn first, unless that was taken back."""
    for i, fact in enumerate(facts):
        taken_back = any(isinstance(later, Reopened) for later in facts[i:])
        if isinstance(fact, (Lapsed, Withdrawn)) and not taken_back:
            return fact.on
        if isinstance(fact, Replied):
            arrival = fact.delivery == "electronic" and choice["electronic_reply"] == "arrived"
            made = (arrival and fact.delivered_on) or fact.on
            return made if made <= at else None
    return None


class Reckoning:
    """The limit of the reply as of the day *at*."""

    def __init__(self, facts: Sequence[Fact], at: date, choice: Choice = DEFAULT) -> None:
        known = [fact for fact in facts if fact.on <= at]
        self.done = conclusion(known, at, choice)
        self.at, self.choice = min(at, self.done or at), choice
        self.facts = [fact for fact in known if fact.on <= self.at]
        self.received_on = self.start = receipt(facts[0], choice)
        self.of_2019 = facts[0].on >= ROGI_2019 or self.taken_over()
        self.base = self.length = 20 if self.of_2019 else 15
        self.extensions = 0
        self.left_out: set[date] = set()
        self.left_out_later: set[date] = set()  # a day that was named does not move, but a restart comes after it
        self.fixed: date | None = None
        self.named: date | None = None
        self.clarified = self.no_more_extensions = self.waiting_for_letter = False
        self.unclear: date | None = None
        self.unpaid: date | None = None
        for on, _, act in sorted(self.what_happens(), key=lambda what: what[:2]):
            self.wait_for_payment(on)
            act()
        self.tolled = self.standing_still() or (self.waiting_for_letter and not self.fixed)
        self.suppose_the_requester_acts_today()

    def taken_over(self) -> bool:
        """Whether the Regulation of 2019 takes over a request that was open when it came, where that is read into it."""
        return self.choice["transition_2019"] == "new_procedure" and self.at >= ROGI_2019

    @property
    def due(self) -> date:
        """A day that was named, else so many working days after the start that are not left out."""
        return self.fixed or walk(self.start, self.length, self.left_out)

    @property
    def safe(self) -> date:
        """The day that a deferral named, though it is a day off and the limit ends after it (Art. 35); else the due date."""
        return self.named if self.fixed and self.named else self.due

    @property
    def state(self) -> str:
        """Settled by what was done, standing still, or by the date."""
        if self.done:
            return "met" if self.done <= self.due else "missed"
        if self.tolled:
            return "tolled"
        return "running" if self.at <= self.due else "missed"

    def what_happens(self) -> Iterator[tuple[date, int, Any]]:
        """Each fact on its day; on the same day letters come after everything else, late answers last."""
        for i, fact in enumerate(self.facts):
            if isinstance(fact, (ThirdPartyConsulted, AgencyConsulted)):
                yield fact.on, 1, lambda i=i: self.letter(i)
                answer, end = self.answer(i), self.end_of_waiting(i)
                if answer and end and answer > end:
                    yield answer, 2, lambda answer=answer, end=end, sent=fact: self.late_answer(sent, end, answer)
            else:
                yield fact.on, 0, lambda fact=fact, i=i: self.fact(fact, i)

    def standing_still(self) -> bool:
        """Whether the requester's clarification or payment is awaited, so that no limit runs out meanwhile.

        A fee noticed when no time is left leaves none, where payment restores only the rest.
        """
        restored = self.choice["fee_restart_length"] == "full"
        return bool(self.unclear or (self.unpaid and (restored or self.unpaid < self.due)))

    def too_late(self, on: date) -> bool:
        """Whether the limit had run out before the day *on*."""
        return on > self.due and not self.standing_still()

    def fact(self, fact: Fact, i: int) -> None:
        """Take one fact that is no letter to others; of those of 2007 only an extension counts."""
        if isinstance(fact, Extended) and fact.approved_by.strip() and not self.too_late(fact.on):
            self.extend(fact)
        elif not self.of_2019:
            return
        elif isinstance(fact, (ClarificationRequested, Clarified)):
            self.clarify(fact)
        elif isinstance(fact, (FeeNoticed, FeePaid)):
            self.charge(fact, i)
        elif isinstance(fact, Reopened):
            self.reopen(fact, i)
        elif isinstance(fact, ReasonsGiven) and self.choice["art35_pause"] == "restart" and not self.too_late(fact.on):
            self.begin_anew(fact.on)
        elif isinstance(fact, Deferred):
            before = Reckoning(self.facts[:i], fact.on, self.choice).due
            if fact.until > before and (fact.on <= before or self.standing_still()):
                self.fixed, self.named = off_the_holiday(fact.until), fact.until

    def clarify(self, fact: Fact) -> None:
        """Stand still from the notice, once and in time; run anew from the corrected request (Art. 30)."""
        if isinstance(fact, ClarificationRequested):
            in_7_days = fact.on <= walk(self.received_on, 7)
            restarts = in_7_days or self.choice["late_clarification_notice"] == "restart"
            if restarts and not self.clarified and not self.too_late(fact.on):
                self.unclear = self.unclear or fact.on
        elif self.unclear:
            self.unclear, self.clarified, self.no_more_extensions = None, True, False
            self.begin_anew(fact.on)

    def charge(self, fact: FeeNoticed | FeePaid, i: int) -> None:
        """Stand still from the notice; run anew, or for the rest, from full payment (109号 6)."""
        if isinstance(fact, FeeNoticed):
            if fact.on >= FEES and not self.too_late(fact.on):
                self.unpaid = self.unpaid or fact.on
        elif self.unpaid and owed(self.facts, i) <= 0:
            self.pay(fact.on)
            self.no_more_extensions = self.choice["extension_after_fee"] == "no"

    def reopen(self, fact: Reopened, i: int) -> None:
        """Wait once more for what had lapsed, however late it was asked for."""
        lapse = next(f for f in self.facts[i::-1] if isinstance(f, Lapsed))
        wanted = ClarificationRequested if lapse.cause == "clarification" else FeeNoticed
        asked = next(f.on for f in self.facts[i::-1] if isinstance(f, wanted))
        if wanted is ClarificationRequested:
            self.unclear = asked
        elif fact.on >= FEES:
            self.unpaid = asked

    def begin_anew(self, on: date) -> None:
        """20 working days from the next day on; extension and deferral are wiped out, letters still out are not."""
        self.start, self.length, self.extensions, self.fixed = on, self.base, 0, None
        self.left_out |= self.left_out_later

    def extend(self, fact: Extended) -> None:
        """Once, or several times up to the base again; not a deferral, and not a wait for the requester."""
        restart_to_come = self.unclear or (self.unpaid and self.choice["fee_restart_length"] == "full")
        again = self.extensions and self.choice["number_of_extensions"] == "one"
        if not (self.fixed or again or self.no_more_extensions or restart_to_come):
            self.extensions += 1
            self.length = min(self.length + fact.workdays, 2 * self.base)

    def pay(self, on: date) -> None:
        """The full limit anew, or what was left of it when the notice came."""
        self.wait_for_payment(on)
        self.unpaid = None
        if self.choice["fee_restart_length"] == "full":
            self.begin_anew(on)

    def wait_for_payment(self, on: date) -> None:
        """Where payment restores only the rest, leave out the days of waiting up to the day *on*."""
        if self.unpaid and self.choice["fee_restart_length"] == "remainder" and self.unpaid < self.due:
            self.left_out |= set(days(self.unpaid, on))

    def suppose_the_requester_acts_today(self) -> None:
        """Where the clock stands still for the requester, the date is the one if that ended today."""
        if self.unpaid:
            self.pay(self.at)
        if self.unclear:
            self.unclear = None
            self.begin_anew(self.at)

    # -- letters to third parties and other organs

    def answer(self, i: int) -> date | None:
        """When the letter was answered."""
        return answered(self.facts, i)

    def end_of_waiting(self, i: int) -> date | None:
        """The end of the other side's 15 working days, from service if it is known; in 2007 there were none."""
        sent = self.facts[i]
        assert isinstance(sent, (ThirdPartyConsulted, AgencyConsulted))
        return walk(sent.served_on or sent.on, 15) if self.of_2019 else None

    def letter(self, i: int) -> None:
        """Leave out the days of waiting, unless the letter went out when no time was left."""
        sent, answer, end = self.facts[i], self.answer(i), self.end_of_waiting(i)
        if not self.excludes(sent):
            return
        last = min(day for day in (answer, end, self.at) if day)
        first_out = self.choice["consultation_boundary"] in {"sent_to_before_answered", "sent_to_answered"}
        last_in = self.choice["consultation_boundary"] == "sent_to_before_answered" and last == answer
        span = days(sent.on - DAY if first_out else sent.on, last - DAY if last_in else last)
        no_time_left = (sent.on > self.due if first_out else sent.on >= self.due) and not self.standing_still()
        if not no_time_left:
            self.waiting_for_letter |= not answer and (end is None or self.at <= end)
            self.leave_out(span)

    def late_answer(self, sent: Fact, end: date, answer: date) -> None:
        """Leave out the days from the end of the other side's time to its answer too, unless that is capped."""
        capped = self.choice["consultation_boundary"] == "capped"
        if self.excludes(sent) and not capped and not self.too_late(answer):
            last_in = self.choice["consultation_boundary"] == "sent_to_before_answered"
            self.leave_out(days(end, answer - DAY if last_in else answer))

    def leave_out(self, span: list[date]) -> None:
        """Leave these days out of the limit; of one that was named, only once it runs anew."""
        if self.fixed:
            self.left_out_later |= set(span)
        else:
            self.left_out |= set(span)

    def excludes(self, sent: Fact) -> bool:
        """Third parties always; joint makers and, unless only these are meant, other organs since 2019."""
        if isinstance(sent, AgencyConsulted):
            return self.of_2019 and (sent.joint or self.choice["other_organs"] != "joint_only")
        return True


def answered(facts: Sequence[Fact], i: int) -> date | None:
    """When the letter at *i* was answered: by the first answer of that party or organ after it."""
    sent = facts[i]
    for later in facts[i + 1 :]:
        if isinstance(sent, ThirdPartyConsulted) and isinstance(later, ThirdPartyAnswered):
            if later.party == sent.party:
                return later.on
        elif isinstance(sent, AgencyConsulted) and isinstance(later, AgencyAnswered) and later.agency == sent.agency:
            return later.on
    return None


def owed(facts: Sequence[Fact], i: int) -> Decimal:
    """What is left of the last fee noticed after the payment at *i*."""
    left = Decimal(0)
    for fact in facts[: i + 1]:
        if isinstance(fact, FeeNoticed):
            left = fact.amount
        elif isinstance(fact, FeePaid):
            left -= fact.amount
    return left
