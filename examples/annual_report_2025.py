"""A bureau's whole annual report, in January: as a web page, for Word and as a workbook, out of the book.

The organ writes sections 一, 五 and 六 (``annual_report_2025.txt``) with placeholders; the tables, the figures in
the text and the charts come from the register. On the command line the same is
``ysq annual 2025 --text annual_report_2025.txt -o annual_report_2025.docx``.
"""

import sys
import tempfile
from pathlib import Path

from desk import Desk
from desk.documents import Document, write
from desk.documents.making import fees_of, whole, with_charts

HERE = Path(__file__).parent
CASE_FILE, TEXT = HERE / "fuzhou_2025.jsonl", HERE / "annual_report_2025.txt"


def main(folder: Path) -> None:
    """Write the report into *folder*, and say whether it balances and what is odd in its text."""
    with (
        tempfile.TemporaryDirectory() as room,
        Desk.open(Path(room) / "register.db", agency="福州市工业和信息化局") as desk,
    ):
        desk.import_file(CASE_FILE)
        with desk.at() as then:  # tables, figures in the text and charts are of one moment
            report = then.annual(2025)
            made, odd = whole(Document.of(report, then), TEXT.read_text("utf-8"), fees_of(then, 2025))
            made = with_charts(made, then)
    print(f"{made.title}：勾稽不符 {len(report.imbalances)} 处，文字与表格不一致 {len(odd)} 处。")
    for format in ("html", "docx", "xlsx"):
        (folder / f"annual_report_2025.{format}").write_bytes(write(made, format))
        print(f"annual_report_2025.{format}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path())
