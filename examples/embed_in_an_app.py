"""Embed the desk in an application: receive, record, ask, and let the law refuse what is impossible."""

import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from desk import Desk
from workflow import OutOfOrder, Requester
from workflow.events import Archived, Channel, Extended, ReviewStarted

NOON = datetime(2025, 3, 28, 4, 0, tzinfo=UTC)  # twelve o'clock in Beijing


def main() -> None:
    """Open one case and ask about it, on a day that stands still so that the output never changes."""
    with (
        tempfile.TemporaryDirectory() as folder,  # an application has a place of its own,
        Desk.open(Path(folder) / "register.db", now=lambda: NOON) as desk,  # and leaves now= out
    ):
        case = desk.receive(
            date(2025, 3, 10), channel=Channel.IN_PERSON, requester=Requester.BUSINESS, subject="技术改造补贴名单"
        )
        desk.record(case.number, ReviewStarted(date(2025, 3, 11), by="信息公开岗"))
        desk.record(case.number, Extended(date(2025, 3, 28), workdays=10, approved_by="信息公开工作机构负责人"))

        for limit in desk.deadlines(case.number):
            print(limit.explain())  # in English: limit.explain("en")

        try:
            desk.record(case.number, Archived(date(2025, 3, 28)))
        except OutOfOrder as error:
            print(error)  # nothing was written; error.lawful lists what is possible from here

        for line in desk.due(within=30):
            print(f"{line.case} {line.duty} {line.due} 剩余 {line.workdays_left} 个工作日")


if __name__ == "__main__":
    main()
