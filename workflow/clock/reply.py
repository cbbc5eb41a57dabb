"""The reply clock (Art. 33): base, extension, restart, exclusion, deferral, in the order in which they happened.

The facts of a case are taken one by one. Each that touches the clock moves the due date and leaves a step.
The due date is always the n-th working day after the start that is not excluded; a day is excluded at most
once, and what comes after the limit has run out moves nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..calendar import WorkCalendar
from ..events import (
    ClarificationRequested,
    Clarified,
    Deferred,
    Extended,
    Fact,
    FeeNoticed,
    FeePaid,
    ReasonsGiven,
    Received,
)
from ..law import GoverningLaw, Provision, Readings
from ..words import Words
from .consultations import Consultation, bounds, consultations, fresh
from .receipt import receipt_day
from .values import Step

IF_CLARIFIED = Words("假定当日收到补正", "as if the corrected request came that day")
IF_PAID = Words("假定当日缴费", "as if the fee were paid that day")


def governed_on(received: Received, at: date, readings: Readings) -> date:
    """Return the day whose law governs a request: that of the receipt, or of the new law that took it over.

    A request still open on the first day of the Regulation of 2019 is taken over by it under one answer of the
    reading transition_2019. Raises ``NotInForce`` for a receipt that no law reaches.
    """
    readings.law.provision("reply", received.on)
    since = new_procedure_from(readings)
    taken_over = received.on < since <= at and readings.get("transition_2019") == "new_procedure"
    return since if taken_over else received.on


def new_procedure_from(readings: Readings) -> date:
    """Return the first day of the Regulation of 2019, of which the reading transition_2019 speaks."""
    return readings.law.in_force_from("restart")


class ReplyClock:
    """One run over the facts of a case as they stood at the end of the day ``at``.

    After the run, ``due`` is the date, ``start`` day 0 of the count that led to it, ``steps`` the derivation,
    ``tolled`` whether the clock stands still on ``at``, ``consulting`` whether it does so for an answer, and
    ``unlimited`` whether no limit ends the wait for one.
    """

    def __init__(self, calendar: WorkCalendar, readings: Readings, at: date) -> None:
        self.calendar, self.readings, self.at = calendar, readings, at
        self.steps: list[Step] = []
        self.warnings: list[Words] = []
        self.excluded: list[tuple[date, date, str]] = []
        self.queued: list[tuple[date, date, str]] = []
        self.extensions = 0
        self.extended_by = 0
        self.clarified = self.deferred = self.fee_restarted = False
        self.unclear: ClarificationRequested | None = None
        self.unpaid: FeeNoticed | None = None
        self.tolled = self.consulting = self.unlimited = False

    def run(self, facts: tuple[Fact, ...]) -> ReplyClock:
        """Take the facts, which are in order and none later than ``at``."""
        self.facts, received = facts, facts[0]
        assert isinstance(received, Received)
        self._receive(received)
        answer, organs = self.law.rule("third_party_answer"), self.law.find("agency_answer") is not None
        sent = consultations(facts, answer, organs, self.calendar, self.readings)
        for day, _, what in sorted(self._agenda(facts, sent), key=lambda a: a[:2]):
            self._take(day, what)
        self._still_waiting()
        return self

    def _agenda(
        self, facts: tuple[Fact, ...], sent: list[Consultation]
    ) -> Iterator[tuple[date, int, Fact | Consultation]]:
        """Yield what moves the clock. On one day facts come first, then answers that give days back, then letters sent."""
        for fact in facts:
            if isinstance(fact, _MOVERS):
                yield fact.on, 0, fact
        for consultation in sent:
            yield consultation.sent, 2, consultation
            answered, expires = consultation.answered, consultation.expires
            if answered and expires and answered > expires:
                yield answered, 1, consultation

    def _take(self, day: date, what: Fact | Consultation) -> None:
        if isinstance(what, Consultation):
            self._exclude_late(what) if day != what.sent else self._exclude(what)
        elif isinstance(what, ClarificationRequested):
            self._request_clarification(what)
        elif isinstance(what, Clarified):
            self._clarify(what)
        elif isinstance(what, Extended):
            self._extend(what)
        elif isinstance(what, FeeNoticed):
            self._notice_fee(what)
        elif isinstance(what, FeePaid):
            self._pay_fee(what)
        elif isinstance(what, ReasonsGiven):
            self._give_reasons(what)
        elif isinstance(what, Deferred):
            self._defer(what)

    # -- receipt and base ---------------------------------------------------------------------------------

    def _receive(self, received: Received) -> None:
        self.law = GoverningLaw(self.readings.law, governed_on(received, self.at, self.readings))
        self.version = self.law.rule("reply").version
        self.start = receipt_day(received, self.calendar, self.readings)
        self.received_on = self.start
        rule = self.readings.law.provision_for_receipt(received.channel, received.on)
        self.steps.append(Step("start", rule, date=self.start))
        days = self._days("reply")
        self.due = self._nth(self.start, days)
        self.steps.append(
            Step(
                "count",
                self.law.rule("reply"),
                length=days,
                before=self.start,
                after=self.due,
                skipped=self._skipped(self.start, self.due),
            )
        )

    # -- clarification (Art. 30) --------------------------------------------------------------------------

    def _request_clarification(self, fact: ClarificationRequested) -> None:
        if self.law.find("clarification") is None:  # no law of its day lets it restart the limit
            return
        if self.clarified:
            self._warn(
                f"{fact.on} 再次告知补正：补正应一次性告知（30），不再重新起算",
                f"second clarification request on {fact.on}: Art. 30 knows only one, the clock does not restart",
            )
            return
        if self._too_late(fact.on):
            self._warn(
                f"{fact.on} 告知补正时期限已于 {self.due} 届满，补正后不重新起算",
                f"clarification was requested on {fact.on}, after the limit ran out on {self.due}: no restart",
            )
            return
        days = self._days("clarification_notice")
        last = self._nth(self.received_on, days)
        if fact.on > last and self.readings.get("late_clarification_notice") != "restart":
            self._warn(
                f"补正告知于 {fact.on} 作出，已过 {last}（收到申请之日起第{days}个工作日），原答复期限仍然有效",
                f"clarification was requested on {fact.on}, after working day {days} ({last}): the old limit stays",
            )
            return
        self.unclear = self.unclear or fact

    def _clarify(self, fact: Clarified) -> None:
        if self.unclear is None:
            return
        if fact.on > self.unclear.respond_by:
            self._warn(
                f"补正于 {fact.on} 收到，已过补正期限 {self.unclear.respond_by}；既已接受，期限自此重新起算",
                f"clarified on {fact.on}, after {self.unclear.respond_by}; as it was accepted, the limit restarts",
            )
        self.unclear, self.clarified = None, True
        self._restart(fact.on, self.law.rule("restart", fact.on))

    def _restart(self, on: date, rule: Provision, subject: str | Words = "") -> None:
        before, days = self.due, self._days("reply")
        self.start, self.due = on, self._nth(on, days)
        self.extensions = self.extended_by = 0
        self.deferred = self.fee_restarted = False
        self.steps.append(
            Step(
                "restart",
                rule,
                date=on,
                length=days,
                before=before,
                after=self.due,
                skipped=self._skipped(on, self.due),
                subject=subject,
            )
        )
        spans, self.excluded = self.excluded, []
        for since, until, name in spans:
            self._exclude_span(since, until, name)

    # -- consultations (Art. 32, 34, 33(3)) ---------------------------------------------------------------

    def _exclude(self, consultation: Consultation) -> None:
        sent, answered, expires = consultation.sent, consultation.answered, consultation.expires
        until = min(d for d in (answered, expires, self.at) if d is not None)
        since, until = bounds(sent, until, answered, self.readings)
        late = since >= self.due and not self._stands_still()
        if late or (self.deferred and not self._waits()):
            self._too_late_to_exclude(consultation)
            self.excluded.append((since, until, consultation.name))  # it counts again should the limit run anew
            return
        if answered is None and (expires is None or expires >= self.at):
            self.tolled = self.consulting = True
            self.unlimited = self.unlimited or expires is None
        self._exclude_span(since, until, consultation.name)

    def _waits(self) -> bool:
        """Say whether the requester's answer will begin the count anew."""
        restarts = self.unpaid is not None and self.readings.get("fee_restart_length") == "full"
        return self.unclear is not None or restarts

    def _stands_still(self) -> bool:
        """Say whether the clock waits for the requester, so that no limit can run out meanwhile.

        A fee noticed on the last day leaves nothing to wait for where payment gives back only the rest.
        """
        return self._waits() or (self.unpaid is not None and self.unpaid.on < self.due)

    def _too_late(self, day: date) -> bool:
        return day > self.due and not self._stands_still()

    def _exclude_late(self, consultation: Consultation) -> None:
        """Exclude the time up to an answer that came after the other side's 15 working days."""
        answered, expires = consultation.answered, consultation.expires
        assert answered is not None
        assert expires is not None
        if self.readings.get("consultation_boundary") == "capped":
            return
        if self.deferred or self._too_late(answered):
            return
        self._exclude_span(*bounds(expires, answered, answered, self.readings, first=False), consultation.name)

    def _exclude_span(self, since: date, until: date, name: str, rule: Provision | None = None) -> None:
        """Exclude the working days after *since* up to *until* that are not excluded yet.

        A part that begins when no time is left moves nothing.
        """
        rule = rule or self.law.rule("exclusion")
        if self._waits():  # whatever comes next is reckoned from the restart
            self.excluded.append((since, until, name))
            return
        if self.unpaid is not None:  # the days of waiting come first
            self.queued.append((since, until, name))
            return
        since = max(since, self.start)
        for a, b in fresh((since, until), [(x, y) for x, y, _ in self.excluded]):
            days = self.calendar.count_between(a, b)
            if days == 0 or a >= self.due:
                continue
            before, self.due = self.due, self._nth(self.due, days)
            self.steps.append(
                Step(
                    "exclude",
                    rule,
                    length=days,
                    since=a,
                    until=b,
                    before=before,
                    after=self.due,
                    skipped=self._skipped(before, self.due),
                    subject=name,
                )
            )
        if until > since:
            self.excluded.append((since, until, name))

    def _too_late_to_exclude(self, consultation: Consultation) -> None:
        self._warn(
            f"{consultation.sent} 征求{consultation.name}意见时期限已届满，不影响答复期限",
            f"{consultation.name} was consulted on {consultation.sent}, when no time was left: nothing is excluded",
        )

    # -- extension and deferral (Art. 33(2), 35) ----------------------------------------------------------

    def _extend(self, fact: Extended) -> None:
        if (reason := self._no_extension(fact)) is not None:
            self.warnings.append(reason)
            return
        days = min(fact.workdays, self._days("extension_max", fact.on) - self.extended_by)
        if days < fact.workdays:
            limit = self._days("extension_max", fact.on)
            self._warn(
                f"延长合计不得超过 {limit} 个工作日，{fact.on} 的延长只计 {days} 个工作日",
                f"extensions may not exceed {limit} working days: that of {fact.on} counts as {days}",
            )
        self.extensions, self.extended_by = self.extensions + 1, self.extended_by + days
        if days == 0:
            return
        before, self.due = self.due, self._nth(self.due, days)
        self.steps.append(
            Step(
                "extend",
                self.law.rule("extension_max", fact.on),
                date=fact.on,
                length=days,
                before=before,
                after=self.due,
                skipped=self._skipped(before, self.due),
            )
        )

    def _no_extension(self, fact: Extended) -> Words | None:
        if self._waits():
            return Words(
                f"{fact.on} 的延长在等待申请人期间告知，期限重新起算后须另行延长",
                f"the extension of {fact.on} was told while the clock waited for the requester: it restarts without it",
            )
        if self._too_late(fact.on):
            return Words(
                f"{fact.on} 告知延长时期限已于 {self.due} 届满，延长不生效",
                f"the extension told on {fact.on} came after the limit ran out on {self.due}: no effect",
            )
        if not fact.approved_by.strip():
            return Words(
                f"{fact.on} 的延长没有批准人，须经政府信息公开工作机构负责人同意，不生效",
                f"the extension of {fact.on} names nobody who approved it: no effect",
            )
        if self.deferred:
            return Words(
                f"已延迟答复，{fact.on} 的延长不计",
                f"already deferred: the extension of {fact.on} has no effect",
            )
        if self.extensions and self.readings.get("number_of_extensions") != "several":
            return Words(
                f"{fact.on} 再次延长：按一次延长为限的解读不生效",
                f"second extension on {fact.on}: without effect under the reading that allows one only",
            )
        if self.fee_restarted and self.readings.get("extension_after_fee") == "no":
            return Words(f"缴费后不得再延长：{fact.on}", f"no extension after the fee restart: {fact.on}")
        return None

    def _give_reasons(self, fact: ReasonsGiven) -> None:
        if self.readings.get("art35_pause") == "restart" and fact.on <= self.due:
            self._restart(fact.on, self.law.rule("reasons", fact.on))

    def _defer(self, fact: Deferred) -> None:
        due = self._due_then(fact)
        if (fact.on > due and not self._stands_still()) or fact.until <= due:
            self._warn(
                f"{fact.on} 告知延迟至 {fact.until}：应在期限届满（{due}）前告知且晚于该日，不生效",
                f"deferral to {fact.until} told on {fact.on}: must be told by {due} and lie after it; no effect",
            )
            return
        if not any(isinstance(f, ReasonsGiven) and f.accepted and f.on <= fact.on for f in self.facts):
            self._warn(
                f"{fact.on} 延迟答复前未见申请人说明理由并经认可（35）",
                f"no reasons were given and accepted before the deferral of {fact.on} (35)",
            )
        rule = self.law.rule("deferral", fact.on)
        before, self.due, self.deferred = self.due, fact.until, True
        self.steps.append(Step("defer", rule, date=fact.on, before=before, after=fact.until))
        rolled = self.calendar.first_working_day_from(fact.until)
        if rolled != fact.until:
            roll = self.law.rule("roll", fact.on)
            self.steps.append(Step("roll", roll, before=fact.until, after=rolled))
            self.due = rolled

    def _due_then(self, fact: Fact) -> date:
        """Return the due date as it stood when *fact* took effect: an answer that came later does not undo it."""
        earlier = self.facts[: next(i for i, other in enumerate(self.facts) if other is fact)]
        return ReplyClock(self.calendar, self.readings, fact.on).run(earlier).due

    # -- fee (Art. 42, 109号) -----------------------------------------------------------------------------

    def _notice_fee(self, fact: FeeNoticed) -> None:
        if self.law.find("fee_payment", fact.on) is None:
            since = self.readings.law.in_force_from("fee_payment")
            self._warn(
                f"{fact.on} 的收费通知早于 {since}：信息处理费办法尚未施行，缴费后不重新计算",
                f"the fee notice of {fact.on} is before {since}, when the fee rules came into force: no restart",
            )
        elif self._too_late(fact.on):
            self._warn(
                f"收费通知于 {fact.on} 送达时期限已于 {self.due} 届满，缴费后不重新计算",
                f"the fee notice of {fact.on} came after the limit ran out on {self.due}: payment restarts nothing",
            )
        else:
            self.unpaid = self.unpaid or fact

    def _pay_fee(self, fact: FeePaid) -> None:
        if self.unpaid is not None:
            self._paid(fact.on, "")
            self.fee_restarted = True

    def _paid(self, on: date, subject: str | Words) -> None:
        """Go on after payment on the day *on*: anew, or with what was left (reading fee_restart_length)."""
        assert self.unpaid is not None
        noticed, self.unpaid = self.unpaid.on, None
        rule = self.law.rule("fee_restart", on)
        if self.readings.get("fee_restart_length") == "remainder":
            self._exclude_span(noticed, on, "", rule)
            queued, self.queued = self.queued, []
            for since, until, name in queued:
                self._exclude_span(since, until, name)
        else:
            self._restart(on, rule, subject)

    def _still_waiting(self) -> None:
        """Where the requester has yet to clarify or pay, show the date as if that came on the day asked for."""
        if self.unclear is None and self.unpaid is None:
            return
        self.tolled = True
        self._warn_of_silence()
        if self.unpaid is not None:
            self._paid(self.at, IF_PAID)
        if self.unclear is not None:
            self.unclear = None
            self._restart(self.at, self.law.rule("restart", self.at), IF_CLARIFIED)

    def _warn_of_silence(self) -> None:
        """Say that the requester's own time has passed, so that the request may be given up."""
        if self.unclear is not None and self.at > self.unclear.respond_by:
            self._warn(
                f"补正期限已于 {self.unclear.respond_by} 届满而未补正：无正当理由的，视为放弃申请（30）",
                f"the requester had until {self.unclear.respond_by} to clarify and did not: deemed abandoned (30)",
            )
        if self.unpaid is not None:
            last = self._nth(self.unpaid.on, self.law.rule("fee_payment", self.unpaid.on).count or 0)
            if self.at > last:
                self._warn(
                    f"缴费期限已于 {last} 届满而未缴费：视为放弃申请（109号 6）",
                    f"the fee had to be paid by {last} and was not: deemed abandoned (109号 6)",
                )

    # -- small things -------------------------------------------------------------------------------------

    def _days(self, id: str, act: date | None = None) -> int:
        count = self.law.rule(id, act).count
        assert count is not None
        return count

    def _nth(self, start: date, n: int) -> date:
        return self.calendar.nth_working_day_after(start, n, provisional=True)

    def _skipped(self, after: date, until: date) -> tuple[date, ...]:
        return self.calendar.days_off_between(after, until)

    def _warn(self, zh: str, en: str) -> None:
        self.warnings.append(Words(zh, en))


_MOVERS = (ClarificationRequested, Clarified, Extended, ReasonsGiven, Deferred, FeeNoticed, FeePaid)
