"""Readings: the disputed points, their defaults, and how a choice is made."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.errors import YishenqingError
from workflow.law import READINGS, OnlyAConvention, Reading, Readings, UnknownReading, provisions, reading
from workflow.words import Lang

DEFAULTS = {
    "online_confirmation": "both_confirm",
    "online_receipt_2007": "auto_acknowledged",
    "ordinary_mail_unreachable": "pending_contact",
    "rest_day_receipt": "same_day",
    "transition_2019": "old_limit",
    "late_clarification_notice": "original_limit",
    "consultation_boundary": "capped",
    "other_organs": "every_written_consultation",
    "number_of_extensions": "one",
    "art35_pause": "no_pause",
    "fee_restart_length": "full",
    "extension_after_fee": "yes",
    "electronic_reply": "sent",
    "not_told_2015": "two_years",
    "ordered_reply_counting": "first_outcome",
    "final_result_year_end": "published_stands",
    "withdrawn_before_registration": "counted",
    "appeal_pending": "pending",
    "silence_before_2015": "no_end",
    "non_reply_remedy": "review_or_suit",
    "review_first_2024": "narrow",
    "silence_review_first": "review_first",
    "partial_review_first": "review_first",
    "repeat_after_refusal": "suable",
    "item_splitting": "one_case",
    "archives_row": "other",
    "mixed_letter_row": "information_outcome",
    "representative_applicant": "first_named",
    "individual_trader": "natural_person",
    "unsuable_clause": "review_only",
}
CONVENTIONS = list(DEFAULTS)[-6:]
EARLIER = {
    "consultation_boundary": "after_sent_to_answered",
    "online_receipt_2007": "both_confirm",
    "silence_review_first": "review_or_suit",
}
"""What registers kept by default that were made before the default was another."""
CHOICES = [(point.id, option.id) for point in READINGS for option in point.options if point.id not in CONVENTIONS]


def test_each_point_has_its_default() -> None:
    """Every disputed point and its default, typed in."""
    assert {point.id: point.default for point in READINGS} == DEFAULTS
    assert {id: Readings.default().get(id) for id in DEFAULTS} == DEFAULTS


def test_points_that_move_dates_are_marked() -> None:
    """The first fourteen can move a day; the rest decide a row, a column or a remedy."""
    assert [point.id for point in READINGS if point.affects_dates] == list(DEFAULTS)[:14]


def test_what_no_fact_decides_is_a_convention() -> None:
    """A convention says by what it is decided; it cannot be chosen, not even its default."""
    assert [point.id for point in READINGS if point.convention is not None] == CONVENTIONS
    with pytest.raises(OnlyAConvention) as refused:
        Readings.default().with_(individual_trader="natural_person")
    with pytest.raises(OnlyAConvention):
        Readings.parse("item_splitting=split")
    assert "登记时以申请人类别决定" in refused.value.message("zh")
    assert "kind of requester" in refused.value.message("en")


def test_a_register_that_names_no_point_keeps_what_held_when_it_was_made() -> None:
    """Up to the first change of a default registers kept only what differed from it: the others hold as they were."""
    kept = Readings.kept("art35_pause=restart item_splitting=split")
    expected = DEFAULTS | EARLIER | {"art35_pause": "restart", "item_splitting": "split"}
    assert {id: kept.get(id) for id in DEFAULTS} == expected
    assert Readings.kept("consultation_boundary=capped").get("consultation_boundary") == "capped"
    with pytest.raises(UnknownReading):
        Readings.kept("consultation_boundary=none")


def test_what_is_kept_in_full_is_read_back() -> None:
    """Every point but the conventions is named, the defaults too; an old choice of a convention stays."""
    for text in ("", "art35_pause=restart", "consultation_boundary=capped item_splitting=split"):
        kept = Readings.kept(text)
        assert Readings.kept(kept.in_full()) == kept
    named = [pair.split("=")[0] for pair in Readings.default().in_full().split()]
    assert named == [id for id in DEFAULTS if id not in CONVENTIONS]


def test_adopting_takes_the_defaults_of_this_version_and_leaves_choices() -> None:
    """An earlier default that nobody chose gives way to the present one; what was chosen stays, be it an earlier default."""
    kept = Readings.kept("art35_pause=restart")
    assert list(kept.adopted()) == [("art35_pause", "restart")]
    earlier = ("consultation_boundary", "after_sent_to_answered")
    assert earlier in list(Readings.kept("consultation_boundary=after_sent_to_answered").adopted())
    later = Readings.kept("").with_(consultation_boundary="after_sent_to_answered")
    assert list(later.adopted()) == [earlier]
    chosen = Readings.default().with_(consultation_boundary="sent_to_answered")
    assert chosen.adopted() is chosen


@pytest.mark.parametrize("found", READINGS, ids=lambda found: found.id)
def test_a_point_offers_distinct_options_with_an_authority(found: Reading) -> None:
    """Each point has two or more options in both languages, and its default is one of them."""
    ids = [option.id for option in found.options]
    assert len(set(ids)) == len(ids) >= 2
    assert found.default in ids
    assert all(option.words.zh and option.words.en and option.authority for option in found.options)
    assert found.question.zh.endswith("？")
    assert found.question.en.endswith("?")


# What is no provision of ours and was read all the same: where it stands (in the study of the law, not shipped), and in what words.
READ = {
    "最高人民法院指导案例26号": ("dated_cases.json", "系统确认申请提交成功的日期应当视为收到申请之日"),
    "国办公开办函〔2015〕207号 一、2": ("statutes/guoban_letters.md", "2.申请人以邮寄方式提交信息公开申请的"),
    "国办公开办函〔2015〕207号 一、3": ("statutes/guoban_letters.md", "3.申请人通过行政机关对外公布的信息公开申请邮箱"),
    "国办公开办函〔2015〕207号 一、5": ("statutes/guoban_letters.md", "没有规定的，以双方确认之日为收到申请之日"),
    "立法法（2015）93": ("law.md", "…行政法规…不溯及既往"),
    "立法法（2023）104": ("law.md", "…行政法规…不溯及既往"),
    "11": ("statutes/ROGI_2019.md", "第十一条"),
    "17(3)": ("statutes/ROGI_2019.md", "第十七条"),
    "ROGI 50": ("statutes/ROGI_2019.md", "第五十条"),
    "西乡县政府信息公开指南": ("statutes/guoban_letters.md", "数量、频次明显超过合理范围，需要申请人说明理由的"),
    "30号 三（最终处理结果）": ("statutes/report_formats_tables.md", "三、收到和处理政府信息公开申请情况"),
    "IR26 58(2)": ("statutes/remedies_through_time.md", "第五十八条 行政复议机关依照"),
    "SPC25 10(2)(4)-(8)": ("statutes/SPC_2025_fashi8_full.md", "第十条"),
    "FORM": ("statutes/report_formats_tables.md", "三、本年度办理结果"),
}
# 109号 is read up to the sentences of Article 6 that a notice repeats; those on the restart are from memory.
NOT_READ = {"2017年的一件判决（休息日的电子邮件）", "法〔2004〕96号 三", "CPL 90", "109号 6"}
STUDY = Path(__file__).resolve().parents[3] / "shared" / "law"
OPTIONS = [option for point in READINGS for option in point.options]


def test_an_authority_that_was_not_read_is_marked() -> None:
    """What supports an answer was verified as a provision, stands in a text at hand, is practice, or is marked."""
    assert {option.authority for option in OPTIONS if not option.seen} == NOT_READ
    cited = {part for o in OPTIONS if o.seen for part in re.split("，|；|, ", o.authority)}
    verified = {part for part in cited if any(p.verified_on for p in provisions(part))}
    assert cited - verified == READ.keys() | {"practice"}


@pytest.mark.skipif(not STUDY.is_dir(), reason="the texts of the law are not at hand")
@pytest.mark.parametrize("authority", READ)
def test_an_authority_that_is_no_provision_stands_in_a_text(authority: str) -> None:
    """The words were read there."""
    file, words = READ[authority]
    assert words in (STUDY / file).read_text(encoding="utf-8")


def test_only_what_differs_from_the_default_is_kept() -> None:
    """Choosing the default is no choice, and the order of choosing does not matter."""
    default = Readings.default()
    assert default.with_(art35_pause="no_pause") == default
    one = default.with_(art35_pause="restart").with_(online_confirmation="next_workday")
    other = default.with_(online_confirmation="next_workday", art35_pause="restart")
    assert one == other
    assert hash(one) == hash(other)
    assert list(one) == [("online_confirmation", "next_workday"), ("art35_pause", "restart")]
    assert one.with_(online_confirmation="both_confirm", art35_pause="no_pause") == default


def test_a_register_that_asked_once_about_silence_keeps_its_answer_for_both_periods() -> None:
    """Until silence_review_first was asked, non_reply_remedy spoke of every want of a reply; what is named stays."""
    kept = Readings.kept("non_reply_remedy=review_first")
    assert (kept.get("non_reply_remedy"), kept.get("silence_review_first")) == ("review_first", "review_first")
    both = Readings.kept("non_reply_remedy=review_first silence_review_first=review_or_suit")
    assert both.get("silence_review_first") == "review_or_suit"


@given(choices=st.lists(st.sampled_from(CHOICES)))
@settings(deadline=None)
def test_the_last_choice_at_a_point_is_taken(choices: list[tuple[str, str]]) -> None:
    """Whatever is chosen in whatever order, each point gives its last choice or its default."""
    chosen = Readings.default()
    for id, option in choices:
        chosen = chosen.with_(**{id: option})
    assert {id: chosen.get(id) for id in DEFAULTS} == DEFAULTS | dict(choices)


def test_alternatives_change_one_dated_point_at_a_time() -> None:
    """Each other option of each point that can move a day comes once, on top of what was chosen."""
    base = Readings.default().with_(non_reply_remedy="review_first")
    found = list(base.alternatives())
    expected = {(p.id, o.id) for p in READINGS if p.affects_dates for o in p.options if o.id != p.default}
    assert {(id, option) for id, option, _ in found} == expected
    assert len(found) == len(expected)
    for id, option, changed in found:
        assert changed.get(id) == option
        assert dict(changed) == {id: option, "non_reply_remedy": "review_first"}


def test_an_unknown_point_or_option_lists_what_exists() -> None:
    """A misspelt point lists the points, a misspelt option lists the options of its point."""
    with pytest.raises(UnknownReading) as point:
        Readings.default().with_(online="both_confirm")
    with pytest.raises(UnknownReading) as option:
        Readings.default().with_(online_confirmation="maybe")
    with pytest.raises(UnknownReading):
        Readings.default().get("nothing")
    with pytest.raises(UnknownReading):
        reading("nothing")
    assert isinstance(point.value, YishenqingError)
    assert set(point.value.known) == {each.id for each in READINGS if each.convention is None}
    languages: tuple[Lang, ...] = ("zh", "en")
    for lang in languages:
        assert "online_confirmation" in point.value.message(lang)
        assert "auto_acknowledged" in option.value.message(lang)
