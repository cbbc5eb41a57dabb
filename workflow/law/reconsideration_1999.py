"""Reconsideration (行政复议) until 2023-12-31: the law of 1999 and its amendments of 2009 and 2017, in the same words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from .statute import Provision, Statute

_SEEN = date(2026, 11, 30)
_TITLE = "《中华人民共和国行政复议法》"

LAWS = (
    Statute("ARL", "ARL-1999", _TITLE, date(1999, 10, 1), date(2009, 8, 26), _SEEN, "ARL"),
    Statute("ARL", "ARL-2009", _TITLE, date(2009, 8, 27), date(2017, 12, 31), _SEEN, "ARL"),
    Statute("ARL", "ARL-2017", _TITLE, date(2018, 1, 1), date(2023, 12, 31), _SEEN, "ARL"),
)


def _asked(law: Statute) -> Iterator[Provision]:
    """Yield what is said of asking for reconsideration, and of a court afterwards."""
    yield law.says(
        "reconsideration_scope",
        "6(11)",
        "认为行政机关的其他具体行政行为侵犯其合法权益的",
        ("复议范围", "what may be reviewed"),
        bracket="项",
    )
    yield law.says(
        "reconsideration_window",
        "9(1)",
        "可以自知道该具体行政行为之日起六十日内提出行政复议申请",
        ("申请复议期限", "time limit to ask for reconsideration"),
        60,
        "calendar_day",
    )
    yield law.says(
        "reconsideration_excludes_suit",
        "16(1)",
        "行政复议机关已经依法受理的，或者法律、法规规定应当先向行政复议机关申请行政复议、对行政复议决定不服再向人民法院提起行政诉讼的，"
        "在法定行政复议期限内不得向人民法院提起行政诉讼",
        ("复议期限内不得起诉", "no suit within the time for the review"),
        duty="litigation_window",
    )
    yield law.says(
        "suit_excludes_reconsideration",
        "16(2)",
        "公民、法人或者其他组织向人民法院提起行政诉讼，人民法院已经依法受理的，不得申请行政复议",
        ("已经起诉的不得申请复议", "no reconsideration beside a suit"),
        duty="reconsideration_window",
    )
    yield law.says(
        "litigation_after_review_first",
        "19",
        "可以自收到不予受理决定书之日起或者行政复议期满之日起十五日内，依法向人民法院提起行政诉讼",
        ("复议前置后起诉期限", "time to sue after a mandatory reconsideration"),
        15,
        "calendar_day",
        duty="litigation_window",
    )


def _handled(law: Statute) -> Iterator[Provision]:
    """Yield what is said of the review itself; only five and seven days were working days (Art. 40)."""
    yield law.says(
        "reconsideration_acceptance",
        "17(1)",
        "行政复议机关收到行政复议申请后，应当在五日内进行审查",
        ("复议受理审查", "check before acceptance"),
        5,
        "workday",
    )
    yield law.says(
        "reconsideration_accepted_on_receipt",
        "17(2)",
        "行政复议申请自行政复议机关负责法制工作的机构收到之日起即为受理",
        ("收到即为受理", "accepted on receipt"),
    )
    yield law.says(
        "reconsideration_copy",
        "23(1)",
        "应当自行政复议申请受理之日起七日内，将行政复议申请书副本或者行政复议申请笔录复印件发送被申请人",
        ("发送副本", "copy to the organ"),
        7,
        "workday",
    )
    yield law.says(
        "reconsideration_answer",
        "23(1)",
        "被申请人应当自收到申请书副本或者申请笔录复印件之日起十日内，提出书面答复",
        ("复议答复", "the organ's answer"),
        10,
        "calendar_day",
    )
    yield from _decided(law)


def _decided(law: Statute) -> Iterator[Provision]:
    """Yield what is said of the decision, and of counting."""
    yield law.says(
        "reconsideration_decision",
        "31(1)",
        "行政复议机关应当自受理申请之日起六十日内作出行政复议决定",
        ("复议决定", "decision"),
        60,
        "calendar_day",
    )
    yield law.says(
        "reconsideration_extension_max",
        "31(1)",
        "延长期限最多不超过三十日",
        ("复议延长期限上限", "longest extension of the decision"),
        30,
        "calendar_day",
    )
    yield law.says(
        "reconsideration_counting",
        "40(1)",
        "行政复议期间的计算和行政复议文书的送达，依照民事诉讼法关于期间、送达的规定执行",
        ("复议期间的计算", "counting of periods on reconsideration"),
    )
    yield law.says(
        "reconsideration_workdays",
        "40(2)",
        "本法关于行政复议期间有关“五日”、“七日”的规定是指工作日，不含节假日",
        ("复议中的工作日", "which periods are working days"),
    )


PROVISIONS = tuple(p for law in LAWS for p in (*_asked(law), *_handled(law)))
