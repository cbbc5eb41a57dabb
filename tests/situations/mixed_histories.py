"""Histories of all sorts, from 2009 to 2026, drawn with a seed: lawful and not, answered and not, disputed and not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from tests.situations.on_foot import DAY, walk
from workflow import Case, Outcome, OutOfOrder, Requester
from workflow import events as e

FIRST, LAST = date(2009, 1, 1), date(2026, 10, 31)
TOLD = date(2026, 12, 25)
"""The last day of which anything is told or asked."""
TURNS = tuple(
    date.fromisoformat(day)
    for day in (
        *("2011-08-13", "2015-02-01", "2015-05-01", "2018-02-08", "2019-05-15", "2021-01-01"),
        *("2024-01-01", "2025-06-01", "2026-07-01"),
    )
)
"""Days near which receipts are drawn more often: on these the law changed."""


def drawn_history(random: Random) -> tuple[e.Fact, ...]:
    """Draw the facts of one case in the order of their days; each is possible where it stands."""
    return _Pen(random).tell()


class _Pen:
    """Draws facts on any day, then keeps those that are possible in their order."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.received = self.receipt()
        self.drawn: list[e.Fact] = [self.received]

    def tell(self) -> tuple[e.Fact, ...]:
        """Tell a story: what is asked and answered meanwhile, how it ends, and what is disputed."""
        self.add(e.ReviewStarted, self.later(self.received.on, 0, 3))
        for _ in range(self.random.choice((0, 1, 1, 2, 3, 4))):
            self.random.choice(self.steps())(self.later(self.received.on, 0, 40))
        end = self.end()
        if end and self.random.random() < 0.75:
            self.disputes(end)
        case = Case.of("1", self.received)
        for fact in sorted(self.drawn[1:], key=lambda fact: fact.on):
            if fact.on <= TOLD:
                case = self.taken(case, fact)
        return case.facts

    def taken(self, case: Case, fact: e.Fact) -> Case:
        """Return the case with this fact, or without it where it is impossible there."""
        try:
            return case.after(fact)
        except OutOfOrder:
            return case

    # -- drawing

    def later(self, day: date, least: int, most: int) -> date:
        """Draw a day so many days after another."""
        return day + self.random.randint(least, most) * DAY

    def maybe(self, share: float, value: Any) -> Any:
        """Draw the value, or nothing."""
        return value if self.random.random() < share else None

    def add(self, kind: type[e.Fact], on: date, **values: Any) -> e.Fact:
        """Put down a fact."""
        fact = kind(on, **values)
        self.drawn.append(fact)
        return fact

    def receipt(self) -> e.Received:
        """Draw the receipt by any channel, often near a change of the law."""
        on = FIRST + self.random.randrange((LAST - FIRST).days + 1) * DAY
        if self.random.random() < 0.5:
            on = self.random.choice(TURNS) + self.random.randrange(-200, 30) * DAY
        channel = self.random.choice(list(e.Channel))
        sent = None
        if channel in {"online", "fax", "ordinary_mail"}:
            sent = self.maybe(0.7, on - self.random.choice((0, 0, 1, 2, 3, 9)) * DAY)
        acknowledged = self.maybe(0.7, sent) if channel in {"online", "fax"} else None
        return e.Received(
            on,
            channel=channel,
            requester=self.random.choice(list(Requester)),
            subject="名单",
            submitted_on=sent,
            auto_acknowledged_on=acknowledged,
        )

    # -- while it is handled

    def steps(self) -> tuple[Any, ...]:
        """What may happen while the request is handled."""
        return self.clarification, self.extension, self.third_party, self.agency, self.fee, self.volume

    def clarification(self, day: date) -> None:
        """A notice to clarify, mostly early; answered in time, late or never."""
        day = min(day, self.later(self.received.on, 0, 14))
        respond_by = self.later(day, 3, 25)
        self.add(e.ClarificationRequested, day, respond_by=respond_by)
        if self.random.random() < 0.7:
            self.add(e.Clarified, self.later(day, 1, 30))

    def extension(self, day: date) -> None:
        """An extension, told in time or late."""
        self.add(e.Extended, day, workdays=self.random.choice((5, 10, 15, 20)), approved_by="李主任")

    def third_party(self, day: date) -> None:
        """A letter to a third party, which may answer, and may be told what was decided."""
        party = self.random.choice(("甲公司", "乙公司", "张某"))
        self.add(e.ThirdPartyConsulted, day, party=party, served_on=self.maybe(0.5, self.later(day, 0, 5)))
        if self.random.random() < 0.7:
            position = self.random.choice(list(e.Position))
            self.add(e.ThirdPartyAnswered, self.later(day, 1, 35), party=party, position=position)
        if self.random.random() < 0.3:
            self.telling(self.later(day, 10, 70), party)

    def telling(self, day: date, party: str) -> None:
        """A party told of a decision, and perhaps told again, of the same or of another."""
        while self.random.random() < 0.7:
            name = party + self.random.choice(("", " "))
            self.add(e.ThirdPartyTold, day, party=name, decision=self.random.choice(list(e.PartyDecision)))
            day = self.later(day, 0, 60)

    def agency(self, day: date) -> None:
        """A letter to another organ, a joint maker or not, which may answer."""
        agency = self.random.choice(("市财政局", "市档案局"))
        served, joint = self.maybe(0.5, self.later(day, 0, 5)), self.random.random() < 0.5
        self.add(e.AgencyConsulted, day, agency=agency, served_on=served, joint=joint)
        if self.random.random() < 0.7:
            position = self.random.choice(list(e.AgencyPosition))
            self.add(e.AgencyAnswered, self.later(day, 1, 35), agency=agency, position=position)

    def fee(self, day: date) -> None:
        """A fee notice, paid at once, in two parts, in part only, late or never."""
        method = self.random.choice(list(e.FeeMethod))
        self.add(e.FeeNoticed, day, amount=Decimal(300), method=method)
        for amount in self.random.choice(((), (300,), (300,), (100, 200), (100,))):
            day = self.later(day, 1, 25)
            self.add(e.FeePaid, day, amount=Decimal(amount))

    def volume(self, day: date) -> None:
        """Reasons asked for and given, then perhaps a deferral."""
        self.add(e.ReasonsRequested, day)
        given = self.later(day, 1, 12)
        if self.random.random() < 0.8:
            self.add(e.ReasonsGiven, given, accepted=self.random.random() < 0.7)
        if self.random.random() < 0.6:
            told = self.later(given, 0, 8)
            self.add(e.Deferred, told, until=self.later(told, 5, 90))

    # -- how it ends

    def end(self) -> date | None:
        """Answered in time or late, given up, withdrawn, or left in silence."""
        how = self.random.choices(("answer", "silence", "lapse", "withdrawal"), (70, 15, 10, 5))[0]
        if how == "answer":
            return self.answer(self.later(self.received.on, 1, 80))
        if how == "lapse":
            self.random.choice((self.clarification, self.fee))(self.later(self.received.on, 0, 25))
            day = self.later(self.received.on, 20, 70)
            for cause in e.LapseCause:
                self.add(e.Lapsed, day, cause=cause)
            if self.random.random() < 0.5:
                self.add(e.Reopened, self.later(day, 1, 30), reason="有正当理由")
            return day
        if how == "withdrawal":
            self.add(e.Withdrawn, self.later(self.received.on, 1, 60))
        return walk(self.received.on, 20) if how == "silence" else None

    def answer(self, on: date) -> date:
        """An answer of any outcome, by any way, told of remedies or not; return the day on which it may be known, or was made."""
        delivery = self.random.choice(list(e.Delivery))
        lags = {"in_person": (0,), "electronic": (0, 0, 1, 4)}.get(delivery, (0, 1, 4, 12, 200, 1750))
        delivered = (
            self.maybe(0.8, self.later(on, *[self.random.choice(lags)] * 2)) if delivery != "in_person" else None
        )
        said = dict[str, Any](remedies_told=self.random.choice((None, None, True, False)))
        if self.random.random() < 0.3:
            said = {"remedies_told": None, "review_first_told": self.random.choice((False, False, True))}
        number = f"答〔{len(self.drawn)}〕"
        self.add(
            e.Replied,
            on,
            outcome=self.random.choice(list(Outcome)),
            delivery=delivery,
            delivered_on=delivered,
            document=self.maybe(0.5, number),
            articles=self.random.choice(((), (), ("16(2)",), ("36(4)",), ("32", "15"))),
            earlier_granted=self.random.choice((None, True, False)),
            **said,
        )
        self.letter(on, delivery, number)
        return self.random.choice((on, delivered or on))  # what follows may come before it is known

    def letter(self, on: date, delivery: e.Delivery, number: str) -> None:
        """Sometimes the letter of the answer is issued, and its service recorded."""
        if self.random.random() < 0.3:
            self.add(e.LetterIssued, on, letter="reply", number=number, text_hash="sm3:9f")
            served = self.later(on, 0, 9)
            way = "arrived_on" if delivery == "electronic" else "signed_on"
            if delivery in {"in_person", "entrusted"} and self.random.random() < 0.4:
                way = "refused_on"
            returned = self.maybe(0.2, True)
            self.add(e.Delivered, served, letter=number, method=delivery, returned=returned, **{way: served})

    # -- what is disputed

    def disputes(self, known: date) -> None:
        """Reconsideration and suits, decided or not, each a while after the one before; a new answer may be ordered."""
        day = known
        for n in range(1, self.random.choice((1, 1, 2, 3)) + 1):
            day = self.later(day, 0, 130)
            day = self.random.choice((self.reconsideration, self.suit, self.order))(day, n)

    def reconsideration(self, day: date, n: int) -> date:
        """Reconsideration asked for; decided or not; sued over or not."""
        self.add(e.ReconsiderationFiled, day, dispute=f"复{n}")
        if self.random.random() < 0.4:
            accepted, procedure = self.later(day, 0, 9), self.random.choice(list(e.Procedure))
            self.add(e.ReconsiderationAccepted, accepted, dispute=f"复{n}", procedure=procedure)
            if self.random.random() < 0.1:  # recorded once more
                procedure = self.random.choice(list(e.Procedure))
                self.add(e.ReconsiderationAccepted, self.later(accepted, 0, 9), dispute=f"复{n} ", procedure=procedure)
        if self.random.random() < 0.15:
            day = self.later(day, 1, 9)
            self.add(e.ReconsiderationRefused, day, dispute=f"复{n}")
        if self.random.random() < 0.6:
            day = self.later(day, 5, 100)
            result = self.random.choice(list(e.DisputeResult))
            self.add(e.ReconsiderationDecided, day, dispute=f"复{n}", result=result)
        if self.random.random() < 0.5:
            day = self.later(day, 1, 90)
            self.add(e.LitigationFiled, day, dispute=f"后诉{n}", after_reconsideration=True)
        return day

    def suit(self, day: date, n: int) -> date:
        """A suit brought at once, decided or not."""
        self.add(e.LitigationFiled, day, dispute=f"诉{n}", after_reconsideration=False)
        if self.random.random() < 0.6:
            day = self.later(day, 5, 60)
            result = self.random.choice(list(e.DisputeResult))
            self.add(e.LitigationDecided, day, dispute=f"诉{n}", result=result)
            if self.random.random() < 0.2:
                day = self.later(day, 1, 15)
                self.add(e.LitigationAppealed, day, dispute=f"诉{n}")
        return day

    def order(self, day: date, n: int) -> date:
        """A new answer ordered, by a day, within so many working days, or without either; given, late or never."""
        limit = self.random.choice(({}, {}, {"workdays": 10}, {"due_on": self.later(day, 5, 40)}))
        self.add(e.ReplyOrdered, day, ordered_by=self.random.choice(list(e.OrderedBy)), **limit)
        return self.answer(self.later(day, 1, 50)) if self.random.random() < 0.6 else day


def asked_on(random: Random, facts: tuple[e.Fact, ...]) -> Iterator[date]:
    """Draw days on which to ask: on or around a fact, the last one, and a while after it."""
    last, first = facts[-1].on, facts[0].on
    yield random.choice(facts).on
    yield min(TOLD, last + random.randint(0, 40) * DAY)
    yield min(TOLD, first + random.randrange((last - first).days + 400) * DAY)
