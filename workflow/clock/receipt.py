"""The day of receipt (Art. 31): by channel, with its provision, and the organ's own duty to confirm."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ..calendar import WorkCalendar
from ..events import Channel, Received
from ..law import Provision, Readings, reading
from ..words import Words


class Receipt(NamedTuple):
    """The day of receipt, the provision that makes it so, and the day by which the organ had to confirm.

    ``confirm_by`` is ``None`` where nothing needs confirming, or the day of submission is not known.
    """

    day: date
    rule: Provision
    confirm_by: date | None


def receipt(received: Received, calendar: WorkCalendar, readings: Readings) -> Receipt:
    """Return the receipt of a request under the chosen readings."""
    rule = readings.law.provision_for_receipt(received.channel, received.on)
    return Receipt(receipt_day(received, calendar, readings), rule, confirmation_due(received, calendar, readings))


def receipt_day(received: Received, calendar: WorkCalendar, readings: Readings) -> date:
    """Return the day of receipt (Art. 31), which is ``on`` but for disputed points.

    ``submitted_on`` is when an online request was sent off or an ordinary letter reached the office.
    """
    day = _came_in(received, calendar, readings)
    if readings.get("rest_day_receipt") == "next_workday" and not _worked(day, calendar):
        return calendar.nth_working_day_after(day, 1, provisional=True)
    return day


def receipt_words(received: Received, calendar: WorkCalendar, readings: Readings) -> Words | None:
    """Say by which reading, and on what authority, the day of receipt is not the recorded one; ``None`` where it is."""
    day = receipt_day(received, calendar, readings)
    if day == received.on:
        return None
    literal = readings.with_(rest_day_receipt="same_day")
    points = [] if _came_in(received, calendar, readings) == received.on else [_point(received, readings)]
    points += [] if receipt_day(received, calendar, literal) == day else ["rest_day_receipt"]
    taken = [(point, option) for point in points if (option := reading(point).option(readings.get(point)))]
    zh = "；".join(f"解读 {point}：{option.words.zh}；依据{option.authority}" for point, option in taken)
    en = "; ".join(f"reading {point}: {option.words.en}; by {option.authority}" for point, option in taken)
    return Words(f"登记为 {received.on}；{zh}", f"recorded as {received.on}; {en}")


def _point(received: Received, readings: Readings) -> str:
    """Name the disputed point that decides when a request came in by a channel of its own."""
    return online_point(received, readings) or "ordinary_mail_unreachable"


def may_have_come_on_a_day_off(received: Received, calendar: WorkCalendar) -> bool:
    """Say whether a day that some reading takes for the receipt is a day off."""
    days = (received.on, received.submitted_on, received.auto_acknowledged_on)
    return any(day is not None and not _worked(day, calendar) for day in days)


def _worked(day: date, calendar: WorkCalendar) -> bool:
    """Say whether *day* is a working day; one that no calendar reaches is left as it is."""
    return not calendar.first <= day <= calendar.last or calendar.is_working_day(day)


def _came_in(received: Received, calendar: WorkCalendar, readings: Readings) -> date:
    submitted, point = received.submitted_on, online_point(received, readings)
    if point is not None:
        reading = readings.get(point)
        if reading == "auto_acknowledged" and received.auto_acknowledged_on:
            return min(received.on, received.auto_acknowledged_on)
        if reading == "next_workday" and submitted:
            return min(received.on, calendar.nth_working_day_after(submitted, 1, provisional=True))
    at_arrival = readings.get("ordinary_mail_unreachable") == "arrival"
    if received.channel is Channel.ORDINARY_MAIL and submitted and at_arrival:
        return min(received.on, submitted)
    return received.on


def online_point(received: Received, readings: Readings) -> str | None:
    """Name the disputed point on which the receipt of what came online depends; ``None`` for every other channel.

    Before Art. 31(3) a fax counted when both sides had confirmed it, which was not disputed (207号 一、4).
    """
    if received.channel not in {Channel.ONLINE, Channel.FAX}:
        return None
    if _told_apart(received, readings):
        return "online_confirmation"
    return "online_receipt_2007" if received.channel is Channel.ONLINE else None


def _told_apart(received: Received, readings: Readings) -> bool:
    """Say whether the law of the day tells channels apart, as the Regulation does since 2019."""
    return readings.law.provision_for_receipt(received.channel, received.on).id != "receipt"


def confirmation_due(received: Received, calendar: WorkCalendar, readings: Readings | None = None) -> date | None:
    """Return the day by which the organ had to confirm with the requester, counted from ``submitted_on``.

    An ordinary letter on the day it arrives (Art. 31(2)); what comes online or by fax by the first working
    day after it was sent: Art. 31(3) names no day, and a delay may not lengthen the limit. ``None`` where nothing had
    to be confirmed, as before 2019-05-15.
    """
    submitted = received.submitted_on
    if submitted is None or not _told_apart(received, readings or Readings.default()):
        return None
    if received.channel is Channel.ORDINARY_MAIL:
        return submitted
    if received.channel in {Channel.ONLINE, Channel.FAX}:
        return calendar.nth_working_day_after(submitted, 1, provisional=True)
    return None
