"""A whole year of an invented bureau: fifteen requests through all channels, its ledger, a void case, a roll-up.

临江市生态环境局 and 临江市水务局 do not exist, and nobody asked them anything. Each request shows what a year can hold;
at the end the tables of the one and of both are printed, and a file that is imported twice is refused.
"""

import tempfile
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

from rich.console import RenderableType

from desk import Desk
from desk.printing import annual_table3, console, imbalance_lines
from desk.rollup import gather
from workflow import YishenqingError
from workflow.annual import LedgerLine, form_for
from workflow.events import (
    AgencyAnswered,
    AgencyConsulted,
    Archived,
    ClarificationRequested,
    Clarified,
    Deferred,
    Extended,
    Fact,
    FeeNoticed,
    FeePaid,
    Lapsed,
    LitigationDecided,
    LitigationFiled,
    ProcessingStarted,
    ReasonsGiven,
    ReasonsRequested,
    Received,
    ReconsiderationDecided,
    ReconsiderationFiled,
    Reopened,
    Replied,
    ReplyOrdered,
    ReviewStarted,
    ThirdPartyAnswered,
    ThirdPartyConsulted,
    Withdrawn,
)

YEAR, TODAY = 2026, date(2027, 1, 15)


def d(month: int, day: int) -> date:
    """Return a day of the year."""
    return date(YEAR, month, day)


def asked(on: date, channel: str, requester: str, subject: str, **more: object) -> Received:
    """Return a receipt."""
    return Received(on, channel=channel, requester=requester, subject=subject, **more)


def answered(on: date, outcome: str, delivery: str = "electronic") -> Replied:
    """Return a reply."""
    return Replied(on, outcome=outcome, delivery=delivery)


def under_way(on: date) -> tuple[Fact, Fact]:
    """Return what nearly every request goes through: review and processing, here on one day."""
    return ReviewStarted(on), ProcessingStarted(on)


History = tuple[Fact, ...]
"""All that happened to one request."""

REQUESTS: tuple[History, ...] = (
    (  # answered on the spot
        asked(d(1, 5), "in_person", "natural_person", "空气质量监测点位名单"),
        answered(d(1, 5), "granted_already_public", "in_person"),
        Archived(d(1, 6)),
    ),
    (
        asked(d(1, 12), "online", "business", "排污许可证审批结果", auto_acknowledged_on=d(1, 12)),
        *under_way(d(1, 13)),
        answered(d(1, 26), "granted"),
        Archived(d(2, 2)),
    ),
    (  # asked to clarify, and the limit begins anew
        asked(d(3, 2), "registered_mail", "legal_service", "环保专项资金使用情况"),
        ClarificationRequested(d(3, 5), respond_by=d(3, 20), items=("年度", "项目名称")),
        Clarified(d(3, 16)),
        *under_way(d(3, 17)),
        answered(d(4, 3), "partly_granted", "post"),
        Archived(d(4, 8)),
    ),
    (  # not clarified, given up, and taken back for a good reason within the year
        asked(d(3, 3), "ordinary_mail", "natural_person", "有关文件"),
        ClarificationRequested(d(3, 6), respond_by=d(3, 20)),
        Lapsed(d(3, 24), cause="clarification"),
        Archived(d(3, 25)),
        Reopened(d(4, 7), reason="住院，有正当理由"),
        Clarified(d(4, 7)),
        *under_way(d(4, 8)),
        answered(d(4, 28), "granted", "post"),
    ),
    (  # not clarified, and given up
        asked(d(4, 9), "fax", "other_organisation", "全部会议纪要"),
        ClarificationRequested(d(4, 14), respond_by=d(4, 28)),
        Lapsed(d(4, 29), cause="clarification"),
        Archived(d(5, 6)),
    ),
    (  # asked orally; a third party objects, and the decision is to refuse
        asked(d(5, 11), "oral", "business", "某企业环评报告中的工艺流程"),
        *under_way(d(5, 12)),
        ThirdPartyConsulted(d(5, 13), party="某化工公司", served_on=d(5, 14)),
        ThirdPartyAnswered(d(5, 20), party="某化工公司", position="objects_with_reasons"),
        answered(d(6, 3), "refused_third_party", "post"),
        Archived(d(6, 8)),
    ),
    (  # another organ is consulted, and the limit extended
        asked(d(6, 1), "online", "research", "流域水质监测数据"),
        *under_way(d(6, 2)),
        AgencyConsulted(d(6, 3), agency="市水务局", served_on=d(6, 4), joint=True),
        AgencyAnswered(d(6, 10), agency="市水务局", position="agrees"),
        Extended(d(6, 24), workdays=10, approved_by="李主任", approved_on=d(6, 23)),
        answered(d(7, 10), "granted"),
        Archived(d(7, 15)),
    ),
    (  # a fee, paid in two parts
        asked(d(7, 1), "online", "business", "十年行政处罚决定书"),
        *under_way(d(7, 2)),
        FeeNoticed(d(7, 6), amount=Decimal("400.00"), method="by_item"),
        FeePaid(d(7, 10), amount=Decimal("150.00")),
        FeePaid(d(7, 20), amount=Decimal("250.00")),
        answered(d(8, 3), "granted"),
        Archived(d(8, 10)),
    ),
    (  # a fee that was never paid
        asked(d(7, 13), "registered_mail", "natural_person", "二十年来全部环评批复"),
        *under_way(d(7, 14)),
        FeeNoticed(d(7, 16), amount=Decimal("1200.00"), method="by_page"),
        Lapsed(d(8, 14), cause="fee"),
        Archived(d(8, 17)),
    ),
    (  # too many and too often: reasons are asked for, and the answer deferred
        asked(d(8, 3), "online", "natural_person", "各科室每日工作记录"),
        *under_way(d(8, 4)),
        ReasonsRequested(d(8, 5), respond_by=d(8, 19)),
        ReasonsGiven(d(8, 17), accepted=True),
        Deferred(d(8, 25), until=d(9, 30)),
        answered(d(9, 28), "unavailable_needs_creation"),
        Archived(d(10, 8)),
    ),
    (  # three people ask jointly: one request
        asked(d(9, 1), "registered_mail", "natural_person", "拆迁地块土壤污染状况调查报告", requesters=3),
        *under_way(d(9, 2)),
        answered(d(9, 21), "refused_internal_affairs", "post"),
        ReconsiderationFiled(d(10, 12), dispute="临政复〔2026〕31号"),
        ReconsiderationDecided(d(11, 30), dispute="临政复〔2026〕31号", result="overturned"),
        ReplyOrdered(d(11, 30), ordered_by="reconsideration", workdays=15),
        answered(d(12, 18), "granted", "post"),
    ),
    (
        asked(d(9, 14), "in_person", "public_welfare", "自然保护区生态补偿标准"),
        Withdrawn(d(9, 18)),
        Archived(d(9, 21)),
    ),
    (  # sued without reconsideration, as one may about information that is not held
        asked(d(10, 9), "fax", "legal_service", "某项目竣工验收意见"),
        *under_way(d(10, 10)),
        answered(d(10, 30), "unavailable_not_held", "post"),
        LitigationFiled(d(11, 16), dispute="（2026）行初88号", after_reconsideration=False),
        LitigationDecided(d(12, 21), dispute="（2026）行初88号", result="upheld"),
    ),
    (  # the same request entered a second time by mistake: see ``a_year``
        asked(d(10, 9), "fax", "legal_service", "某项目竣工验收意见"),
    ),
    (  # still open at the end of the year
        asked(d(12, 14), "online", "natural_person", "重污染天气应急预案修订过程"),
        *under_way(d(12, 15)),
    ),
)
"""The fifteen requests of the bureau."""

LEDGER = (
    LedgerLine(ledger="document", kind="normative_document", action="opening", on=date(YEAR, 1, 1), count=12),
    LedgerLine(ledger="document", kind="normative_document", action="issued", on=d(5, 8), count=3),
    LedgerLine(ledger="document", kind="normative_document", action="abolished", on=d(9, 30), count=4),
    LedgerLine(ledger="decision", kind="licence", on=d(12, 31), count=86),
    LedgerLine(ledger="decision", kind="penalty", on=d(12, 31), count=97),
    LedgerLine(ledger="charge", on=d(7, 20), amount=Decimal("400.00")),
)


WATER: tuple[History, ...] = (
    (asked(d(2, 3), "online", "natural_person", "水价成本监审"), answered(d(2, 10), "granted")),
    (asked(d(6, 8), "oral", "business", "取水许可名录"), answered(d(6, 22), "granted_already_public")),
    (asked(d(12, 28), "online", "research", "河道采砂规划"),),
)
"""The three requests of the other bureau."""


def fill(desk: Desk, cases: Iterable[History]) -> None:
    """Record what happened, each case under its own number of the series."""
    for n, facts in enumerate(cases, 1):
        desk.import_facts((f"{YEAR}-{n:03}", fact) for fact in facts)


def a_year(desk: Desk) -> None:
    """Record the year of the first bureau, with a slip of the pen mended and a request entered twice made void."""
    fill(desk, REQUESTS)
    desk.void(f"{YEAR}-014", reason="重复登记", approved_by="李主任", duplicate_of=f"{YEAR}-013", by="王五")
    desk.rectify(f"{YEAR}-012", 1, reason="申请内容漏登", subject="自然保护区生态补偿标准及发放情况")
    for line in LEDGER:
        desk.ledger_add(line)


def say(text: RenderableType = "") -> None:
    """Print a table or a line, unbroken where the reader's screen is narrow."""
    console().print(text, soft_wrap=isinstance(text, str))


def import_twice(desk: Desk) -> None:
    """Import what the register itself exports: it is refused, for every line of it is there."""
    try:
        desk.import_lines(list(desk.export()), "年度.jsonl")
    except YishenqingError as error:
        say(f"再次导入同一文件被拒绝：{error}\n")


def show_year(desk: Desk) -> None:
    """Print table III of one bureau, and which cases stand behind two of its figures."""
    report = desk.annual(YEAR)
    say(annual_table3(report.table3))
    say(imbalance_lines(report.imbalances))
    say(f"联名申请计一件，作废的 {YEAR}-014 不计：本年新收 {report.table3.cell('received', 'total')} 件。")
    say(f"其中第三方不同意公开而不予公开的：{'、'.join(desk.cell(YEAR, 'refused_third_party', 'total'))}。")


def show_breaches(desk: Desk) -> None:
    """Print which duties were not met, and under which articles."""
    found = [breach for breach in desk.audit(on=TODAY) if not breach.warning]
    say(f"违反法定期限、程序的情形：{len(found)} 项。")
    for breach in found:
        say(f"  {breach.case} {breach.words.zh}（{breach.cited()}）")
    say()


def main(folder: Path) -> None:
    """Fill two registers in *folder*, print the tables of one and of both, and try to import a file twice."""
    ours, theirs = folder / "environment.db", folder / "water.db"
    with Desk.open(theirs, agency="临江市水务局", now=TODAY) as other:
        fill(other, WATER)
    with Desk.open(ours, agency="临江市生态环境局", now=TODAY) as desk:
        a_year(desk)
        import_twice(desk)
        show_year(desk)
        show_breaches(desk)
    together = gather([ours, theirs], YEAR, form_for(YEAR))
    say(annual_table3(together.report.table3))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as room:
        main(Path(room))
