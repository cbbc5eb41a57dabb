"""Draw the pictures of ``report.md`` out of the real documents of the example.

Needs ``chromium``, ``soffice``, ``pdftoppm`` and ``convert`` (ImageMagick), and a font for Chinese.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
EXAMPLE = HERE.parent.parent / "examples" / "annual_report_2025.py"
NAME = "annual_report_2025"
SMALL = ("+dither", "-colors", "48", "-strip")


def main(room: Path) -> None:
    """Make the documents in *room*, print them, and keep a picture of each."""

    def run(*command: object) -> None:
        subprocess.run([str(part) for part in command], cwd=room, check=True, capture_output=True)

    run(sys.executable, EXAMPLE, room)
    page = (room / f"{NAME}.html").as_uri()
    run(
        "chromium",
        "--headless",
        "--no-sandbox",
        "--hide-scrollbars",
        "--window-size=960,3450",
        "--screenshot=web.png",
        page,
    )
    run("convert", "web.png", "-resize", "62%", *SMALL, HERE / "report_web.png")
    for kind in ("docx", "xlsx"):
        run("soffice", "--headless", "--convert-to", "pdf", "--outdir", kind, f"{NAME}.{kind}")
        run("pdftoppm", "-r", "90", "-png", f"{kind}/{NAME}.pdf", f"{kind}/page")
    pages = sorted((room / "docx").glob("page*.png"))
    framed = ("-bordercolor", "#bbb", "-border", "1", "+append", "-resize", "62%")
    run("convert", *pages, *framed, *SMALL, HERE / "report_docx.png")
    sheet = sorted((room / "xlsx").glob("page*.png"))[2]
    run("convert", sheet, "-trim", "-bordercolor", "white", "-border", "12", *SMALL, HERE / "report_xlsx.png")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(Path(folder))
