"""The fee for processing information (国办函〔2020〕109号): in force from 2021-01-01."""

from __future__ import annotations

from datetime import date

from ..words import Words
from .statute import Statute

FEE_109 = Statute(
    law="FEE-109",
    version="FEE-109-2020",
    title="《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）",
    in_force_from=date(2021, 1, 1),
    in_force_to=None,
    verified_on=date(2026, 11, 23),
    prefix="109号",
)
_says = FEE_109.says

_RESTATED = Words(
    "原文见于四川省2021年1月转发通知，条号凭记忆",
    "words read in Sichuan's notice of January 2021; the article number rests on memory",
)
_MEMORY = Words("凭记忆，原文未见，使用前请核对", "from memory, the text was not seen: verify before relying on it")

PROVISIONS = (
    _says(
        "fee_method",
        "3",
        "行政机关对每件申请可以根据实际情况选择适用其中一种标准，但不得同时按照两种标准重复计算",
        ("按件或者按量，择一适用", "by item or by page, never both"),
    ),
    _says(
        "fee_by_item",
        "4(1)",
        "按件计收适用于所有政府信息公开申请处理决定类型",
        ("按件计收", "fee by item"),
    ),
    _says(
        "fee_item_splitting",
        "4(1)",
        "以合理的最小单位拆分计算件数",
        ("拆分计算件数", "splitting a request into items"),
    ),
    _says(
        "fee_item_free",
        "4(2)(1)",
        "同一申请人一个自然月内累计申请10件以下（含10件）的，不收费",
        ("10件以下不收费", "up to 10 requests a month are free"),
        10,
        "request",
        duty="fee_by_item",
    ),
    _says(
        "fee_item_rate",
        "4(2)(2)",
        "同一申请人一个自然月内累计申请11—30件（含30件）的部分：100元/件",
        ("11至30件的部分", "requests 11 to 30 of a month"),
        100,
        "yuan",
        duty="fee_by_item",
    ),
    _says(
        "fee_item_step",
        "4(2)(3)",
        "以10件为一档，每增加一档，收费标准提高100元/件",
        ("31件以上每10件加一档", "from 31, each band of 10 costs so much more a request"),
        100,
        "yuan",
        duty="fee_by_item",
    ),
    _says(
        "fee_by_page",
        "5",
        "按量计收适用于申请人要求以提供纸质件、发送电子邮件、复制电子数据等方式获取政府信息的情形",
        ("按量计收", "fee by page"),
    ),
    _says(
        "fee_page_free",
        "5",
        "30页以下（含30页）的，不收费",
        ("30页以下不收费", "30 pages free"),
        30,
        "page",
        duty="fee_by_page",
    ),
    _says(
        "fee_page_31",
        "5",
        "31—100页（含100页）的部分：10元/页",
        ("31至100页的部分", "pages 31 to 100"),
        10,
        "yuan",
        duty="fee_by_page",
    ),
    _says(
        "fee_page_101",
        "5",
        "101—200页（含200页）的部分：20元/页",
        ("101至200页的部分", "pages 101 to 200"),
        20,
        "yuan",
        duty="fee_by_page",
    ),
    _says(
        "fee_page_201",
        "5",
        "201页以上的部分：40元/页",
        ("201页以上的部分", "pages from 201"),
        40,
        "yuan",
        duty="fee_by_page",
    ),
    _says(
        "fee_page_unit",
        "5",
        "按量计收以单件政府信息公开申请为单位分别计算页数（A4及以下幅面纸张的单面为1页）",
        ("页数按单件申请计算", "pages are counted request by request"),
        duty="fee_by_page",
        seen=False,
        note=_MEMORY,
    ),
    _says(
        "fee_notice",
        "6",
        "应当在政府信息公开申请处理期限内，按照申请人获取信息的途径向申请人发出收费通知，"
        "说明收费的依据、标准、数额、缴纳方式等",
        ("收费通知", "fee notice"),
        duty="fee_notice_in_time",
        note=_RESTATED,
    ),
    _says(
        "fee_payment",
        "6",
        "申请人应当在收到收费通知次日起20个工作日内缴纳费用",
        ("缴费期限", "time limit for paying the fee"),
        20,
        "workday",
        note=_RESTATED,
    ),
    _says(
        "lapse_fee",
        "6",
        "逾期未缴纳的视为放弃申请",
        ("逾期未缴纳，视为放弃申请", "lapse for want of payment"),
        duty="lapse_premature",
        note=_RESTATED,
    ),
    _says(
        "fee_restart",
        "6",
        "政府信息公开申请处理期限从申请人完成缴费次日起重新计算",
        ("缴费后期限重新计算", "the limit restarts after payment"),
        duty="reply",
        seen=False,
        note=_MEMORY,
    ),
    _says(
        "fee_remedy",
        "7",
        "申请人对收取信息处理费的决定有异议的，不能单独就该决定申请行政复议或者提起行政诉讼",
        ("收费决定不可单独复议诉讼", "the fee decision alone cannot be contested"),
        seen=False,
        note=_MEMORY,
    ),
)
