"""Quotes: every official sentence is word for word in the text of its law, in the article that it names."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from workflow.law import PROVISIONS, Provision, zh_number

LAW = Path(__file__).resolve().parents[3] / "shared" / "law"
STATUTES = LAW / "statutes"
FEE_RULES = "fee_rules_guobanhan_2020_109.md"
REMEDIES = "remedies_through_time.md"
MEMORY = "## B. FROM MEMORY"

TEXT_OF = {
    "ROGI-2019": "ROGI_2019.md",
    "ROGI-2007": "ROGI_2007_key_articles.md",
    "FEE-109-2020": FEE_RULES,
    "ARL-2023": "fuyi_2023.md",
    "ALL-2017": "xingsu_2017.md",
    "SPC-2018": "spc_2018_xingsu_jieshi.md",
    "SPC-2011": "spc_2011_zhengfuxinxi.md",
    "SPC-2025": "SPC_2025_fashi8_full.md",
    "CPL-2023": "counting_of_periods.md",
    "CC-2020": "counting_of_periods.md",
    "HOL-2013": "jiejiari_2013.md",
    "HOL-2024": "jiejiari_2024.md",
    "ALL-2014": "xingsu_2017.md",  # word for word the same in every article that is quoted
    **dict.fromkeys(("ARL-1999", "ARL-2009", "ARL-2017"), f"{REMEDIES} ## 1."),
    "IR-2007": f"{REMEDIES} ## 2.",
    "IR-2026": f"{REMEDIES} ## 3.",
    "ALL-1989": f"{REMEDIES} ## 4.",
    "SPC-2000": f"{REMEDIES} ### 6.1",
    "SPC-2015": f"{REMEDIES} ### 6.2",
}
# One item is quoted there alone, with its number written behind that of the article.
ALONE = {"reconsideration_scope"}
# Sentences of Art. 6 were read in a notice that repeats them, so they stand in no stored statute.
REPEATED = {"fee_notice", "fee_payment", "lapse_fee"}

pytestmark = pytest.mark.skipif(not STATUTES.is_dir(), reason="the texts of the law are not at hand")


def name(p: Provision) -> str:
    """Name a provision in a test's id."""
    return f"{p.id}-{p.version}"


def plain(text: str) -> str:
    """Drop white space and make brackets half-width: the only liberties taken with a quotation."""
    return re.sub(r"\s+", "", text).translate(str.maketrans("（）", "()"))


@cache
def read(name: str) -> str:
    """Return one text, or one section of it, without what rests on memory."""
    file, _, section = name.partition(" ")
    path = STATUTES / file if (STATUTES / file).exists() else LAW / file
    text = path.read_text(encoding="utf-8").partition(MEMORY)[0]
    return re.split(r"\n#{2,3} ", text.partition(f"\n{section}")[2])[0] if section else text


@cache
def everything_seen() -> str:
    """Return all texts that were read."""
    names = [path.name for path in sorted(STATUTES.glob("*.md"))] + ["law.md", "report_rules.md"]
    return plain("".join(read(name) for name in names))


@cache
def remembered() -> str:
    """Return the section of the fee rules that rests on memory."""
    return plain((STATUTES / FEE_RULES).read_text(encoding="utf-8").partition(MEMORY)[2])


def articles(text: str, number: int) -> list[list[str]]:
    """Return the lines of each article with this number in *text*, items on lines of their own."""
    head = f"第{zh_number(number)}条"
    lines = re.sub(r"(?=[（(][一二三四五六七八九十]+[）)])", "\n", text).splitlines()
    found: list[list[str]] = []
    inside = False
    for line in lines:
        if re.match(r"#|第[一二三四五六七八九十百零]+条\s", line):
            inside = bool(re.match(rf"{head}\s", line))
            if inside:
                found.append([plain(line)])
        elif inside and line.strip():
            found[-1].append(plain(line))
    return found


def part(lines: list[str], p: Provision) -> str:
    """Return the paragraph or item of an article that the provision names, or the whole article."""
    places = [int(n) for n in re.findall(r"\((\d+)\)", p.article)]
    if not places:
        return "".join(lines)
    if len(places) == 1 and p.bracket == "项":
        return item(lines, places[0])
    paragraphs: list[list[str]] = []
    for line in lines:
        if is_item(line):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    paragraph = paragraphs[places[0] - 1]
    return item(paragraph, places[1]) if len(places) == 2 else "".join(paragraph)


def is_item(line: str) -> bool:
    """Say whether a line is a numbered item."""
    return re.match(r"\([一二三四五六七八九十]+\)", line) is not None


def item(lines: list[str], number: int) -> str:
    """Return the item with this number."""
    return next((line for line in lines if line.startswith(f"({zh_number(number)})")), "")


@pytest.mark.parametrize("p", PROVISIONS, ids=name)
def test_a_quote_is_word_for_word(p: Provision) -> None:
    """What was seen stands in a text that was read; what is remembered stands in the remembered section."""
    inferred = p.note is not None and "neighbours" in p.note.en  # the words of the versions before and after
    assert plain(p.quote) in (everything_seen() if p.verified_on or inferred else remembered())


@pytest.mark.parametrize(
    "p",
    [p for p in PROVISIONS if p.version in TEXT_OF and p.verified_on and p.id not in REPEATED | ALONE],
    ids=name,
)
def test_a_quote_stands_in_the_article_it_names(p: Provision) -> None:
    """Article, paragraph and item are right, in the text of the very version."""
    number = int(re.findall(r"\d+", p.article.rpartition(" ")[2])[0])
    found = articles(read(TEXT_OF[p.version]), number)
    assert any(plain(p.quote) in part(lines, p) for lines in found), p.zh_citation()


@pytest.mark.parametrize("p", [p for p in PROVISIONS if p.count is not None], ids=name)
def test_a_number_is_said_in_its_quote(p: Provision) -> None:
    """The count stands in the quoted words, in digits or in Chinese."""
    count = p.count or 0
    spoken = {1: "一年", 2: "两个月"}.get(count, zh_number(count))
    assert re.search(rf"(?<!\d){count}(?!\d)", p.quote) or spoken in p.quote


def test_the_texts_were_read_when_the_provisions_say() -> None:
    """Two days of reading stand behind all that was seen: the second brought the remedies through time."""
    later = {p.version for p in PROVISIONS if p.verified_on == date(2026, 11, 30)}
    assert {p.verified_on for p in PROVISIONS if p.verified_on} == {date(2026, 11, 23), date(2026, 11, 30)}
    assert later == {
        *("ARL-1999", "ARL-2009", "ARL-2017", "IR-2007", "IR-2026", "ALL-1989", "ALL-2014"),
        *("SPC-2000", "SPC-2015", "CPL-1991", "CPL-2012", "CPL-2021"),
    }
