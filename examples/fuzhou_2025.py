"""A year of a bureau: read the case file, look at one case, explain one deadline, print table III.

The figures are those that the bureau published for 2025 (福州市工业和信息化局, 7 requests). It published no
histories: the requests in ``fuzhou_2025.jsonl``, their subjects, days and document numbers are invented to fit.
"""

import tempfile
from datetime import date
from pathlib import Path

from rich import box
from rich.table import Table

from desk import Desk
from desk.printing import annual_table3, console, imbalance_lines
from workflow import Case

CASE_FILE = Path(__file__).with_name("fuzhou_2025.jsonl")
YEAR_END = date(2025, 12, 31)


def main() -> None:
    """Print the bureau's year, out of a register in a temporary folder."""
    say = console().print
    with tempfile.TemporaryDirectory() as folder, Desk.open(Path(folder) / "register.db") as desk:
        taken = desk.import_file(CASE_FILE)
        say(f"读入 {taken.cases} 件申请、{taken.events} 条记录。\n")

        # One case: another organ consulted across the National Day holiday, an extension, a fact recorded late.
        say(history(desk.case("2025-006")))

        # The date is its own explanation: every step under its article.
        limit = desk.deadline("2025-006", on=YEAR_END)
        say(f"2025-006 的答复期限这样得出：\n{limit.explain()}\n", soft_wrap=True)

        missed = desk.audit(on=YEAR_END)
        say(f"{taken.cases} 件申请中，违反法定期限、程序的情形：{len(missed)} 项。\n")

        # The table that is published, its balance, and the way back from one of its cells to the cases.
        report = desk.annual(2025)
        say(annual_table3(report.table3))
        say(imbalance_lines(report.imbalances))
        behind = desk.cell(2025, "unavailable_not_held", "natural_person")
        say(f"（四）1 × 自然人 = {len(behind)} 件：{'、'.join(behind)}")


def history(case: Case) -> Table:
    """Lay out a case in the order of the law: the day of each fact, and the stage that it led to."""
    table = Table("日期", "事项", "阶段", "经办", box=box.SIMPLE, title=f"{case.number} {case.received.subject}")
    for fact, stage in case.timeline():
        table.add_row(f"{fact.on}", fact.zh, stage.zh, fact.by)
    return table


if __name__ == "__main__":
    main()
