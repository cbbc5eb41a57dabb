"""Citations: an article of the Regulation is the same however people write it, and one of another law is none."""

from __future__ import annotations

from datetime import date

import pytest

from workflow.law import ReviewFirst, provision, review_first
from workflow.law.cited import read
from workflow.outcomes import Outcome

NOT_HELD = provision("outcome_unavailable_not_held", date(2025, 6, 1))  # 36(4)
DELIBERATIVE = provision("outcome_refused_deliberative", date(2025, 6, 1))  # 16(2)


@pytest.mark.parametrize(
    "text",
    [
        "16(2)",
        " 16 （2）",
        "１６（２）",
        "第十六条第二款",
        "第16条第2款",
        "条例16(2)",
        "ROGI 16(2)",
        "ROGI-2019 16(2)",
        "《中华人民共和国政府信息公开条例》第十六条第二款",
        "《政府信息公开条例》（2019年修订）第十六条第（二）款",
        "16",
        "第三十七条、第十六条第二款",
    ],
)
def test_one_article_is_read_however_it_is_written(text: str) -> None:
    """Each is Art. 16(2), or holds it, and is not 36(4)."""
    assert any(citation.touches(DELIBERATIVE) for citation in read(text))
    assert not any(citation.touches(NOT_HELD) for citation in read(text))


@pytest.mark.parametrize(
    "text",
    [
        "36",
        "36 (4)",
        "条例第三十六条第（四）项",
        "第三十六条第一款第（四）项",
        "36(1)(4)",
        "第三十六条第（五）、（四）项",
        "36(5)、(4)",
    ],
)
def test_an_item_needs_no_paragraph_before_it(text: str) -> None:
    """Art. 36 has one paragraph, which people name or leave out."""
    assert any(citation.touches(NOT_HELD) for citation in read(text))


@pytest.mark.parametrize(
    "text",
    [
        "3",
        "1",
        "36(1)",
        "36(40)",
        "36(1)(5)",
        "第三十六条第一款第（五）项",
        "第三条",
        "2007年条例36",
        "《政府信息公开条例》(2007年)第36条",
    ],
)
def test_what_only_looks_alike_is_another_article(text: str) -> None:
    """A number that begins as another does is another number, and an article of 2007 is not that of 2019."""
    assert not any(citation.touches(rule) for citation in read(text) for rule in (NOT_HELD, DELIBERATIVE))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "《档案法》第十四条",
        "政府信息公开工作规定第16条",
        "行政复议法实施条例16",
        "关于16号文",
        "十十",
        "第十六条之一",
    ],
)
def test_what_is_no_article_of_the_regulation(text: str) -> None:
    """Another law's article, a text that names none, a number that is written as none is."""
    assert not any(citation.touches(rule) for citation in read(text) for rule in (NOT_HELD, DELIBERATIVE))


@pytest.mark.parametrize(
    "articles",
    [
        ["37"],
        ["第16条第2款", "37"],
        ["条例16(2)"],
        ["ROGI 16(2)"],
        [" 16"],
        ["１６"],
        ["36(3)"],
        ["36"],
        ["36(2)", "37"],
        ["36(4)", "36"],
        ["36(4)", "33(2)"],
        ["36(4)", "内部规定"],
        ["36(4)", "《保守国家秘密法》第十四条"],
        ["36(4)", "《档案法》第十四条"],
        ["《档案法》第十四条"],
        ["第36条第（4）、（3）项"],
        [""],
    ],
)
def test_a_partial_refusal_is_not_sued_over_at_once_for_how_it_is_written(articles: list[str]) -> None:
    """Where a ground of Art. 14 to 16 is cited, or may be meant, reconsideration comes first."""
    assert review_first(Outcome.PARTLY_GRANTED, date(2026, 7, 1), articles=articles) is ReviewFirst.REQUIRED
    assert review_first(Outcome.PARTLY_GRANTED, date(2025, 7, 1), articles=articles) is ReviewFirst.INFERRED


@pytest.mark.parametrize(
    "articles", [["36 (4)"], ["37", "条例第三十六条第（四）项"], ["第三十七条、第三十八条"], ["36(7)"]]
)
def test_a_partial_grant_on_another_ground_is_sued_over_at_once(articles: list[str]) -> None:
    """All that is cited is understood, and none of it is a refusal under Art. 14 to 16."""
    assert review_first(Outcome.PARTLY_GRANTED, date(2026, 7, 1), articles=articles) is ReviewFirst.NO
