"""Letters, the annual report's forms, and the rules on days: what the Regulation itself leaves open."""

from __future__ import annotations

from datetime import date

from ..words import Words
from .statute import Statute

_SEEN = date(2026, 11, 23)

LETTER_235 = Statute(
    "LETTER-235",
    "LETTER-235-2016",
    "《关于政府信息公开处理决定送达问题的解释》（国办公开办函〔2016〕235号）",
    date(2016, 12, 7),
    None,
    _SEEN,
    "235号",
)
FORM_2019 = Statute(
    "FORM",
    "FORM-2019",
    "《中华人民共和国政府信息公开工作年度报告格式（试行）》（国办公开办函〔2019〕60号）",
    date(2019, 11, 23),
    date(2021, 9, 25),
    _SEEN,
    "60号",
)
FORM_2021 = Statute(
    "FORM",
    "FORM-2021",
    "《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）",
    date(2021, 9, 26),
    None,
    _SEEN,
    "30号",
)
HOL_2013 = Statute(
    "HOL",
    "HOL-2013",
    "《全国年节及纪念日放假办法》",
    date(2014, 1, 1),
    date(2024, 12, 31),
    _SEEN,
    "HOL",
    Words("施行日期凭记忆", "the day of entry into force rests on memory"),
)
HOL_2024 = Statute(
    "HOL",
    "HOL-2024",
    "《全国年节及纪念日放假办法》",
    date(2025, 1, 1),
    None,
    _SEEN,
    "HOL",
    Words("国务院令第795号，自2025年1月1日起施行", "State Council decree 795, from 2025-01-01"),
)
CIVIL_CODE = Statute(
    "CC",
    "CC-2020",
    "《中华人民共和国民法典》",
    date(2021, 1, 1),
    None,
    _SEEN,
    "CC",
    Words(
        "条例未规定期间如何计算，此处类推；施行日期凭记忆",
        "by analogy, the Regulation has no clause on counting; the day of entry into force rests on memory",
    ),
)

_POINT_4 = "采取直接送达、委托其他行政机关代为送达等方式送达的，以申请人及其法定代理人签收之日当日为期限计算时点"
_REPEAT_ROW = "要求行政机关确认或重新出具已获取信息"
_BALANCE = "第一项加第二项之和，等于第三项加第四项之和"
_WITHDRAWAL = Words("撤回申请无明文规定，按实务计入此行", "no rule on withdrawal: counted in this row by practice")

PROVISIONS = (
    LETTER_235.says(
        "service_channel",
        "2",
        "应当通过邮政企业送达，不得通过不具有国家公文寄递资格的其他快递企业送达",
        ("邮寄须经邮政企业", "posting only by the postal enterprise"),
    ),
    LETTER_235.says("service_in_person", "4", _POINT_4, ("签收之日", "day of signature"), duty="reply"),
    LETTER_235.says(
        "service_by_post",
        "4",
        "采取邮寄送达方式送达的，以交邮之日当日为期限计算时点",
        ("交邮之日", "day of posting"),
        duty="reply",
    ),
    FORM_2019.says("balance", "表三", _BALANCE, ("勾稽关系", "balance of table III")),
    FORM_2021.says("balance", "表三", _BALANCE, ("勾稽关系", "balance of table III")),
    FORM_2021.says(
        "final_result",
        "三",
        "政府信息公开申请的最终处理结果",
        ("统计最终处理结果", "final results are counted, one row a request"),
        duty="balance",
    ),
    FORM_2021.says(
        "co_defendant",
        "四",
        "行政复议机关作为共同被告的行政诉讼案件，只计算原行为主体的案件数量，不计算行政复议机关的案件数量",
        ("共同被告只计一次", "a co-defendant does not count the case"),
    ),
    FORM_2021.says(
        "fee_report",
        "六",
        "各行政机关依据《政府信息公开信息处理费管理办法》收取信息处理费的情况，在此处专门报告",
        ("报告收费情况", "fees are reported"),
    ),
    FORM_2019.says(
        "outcome_not_processed_reconfirmation",
        "表三(五)5",
        _REPEAT_ROW,
        ("确认或重新出具", "confirmation asked"),
    ),
    FORM_2021.says(
        "outcome_not_processed_reconfirmation",
        "表三(五)5",
        _REPEAT_ROW,
        ("确认或重新出具", "confirmation asked"),
    ),
    FORM_2019.says("outcome_other", "表三(六)", "其他处理", ("其他处理", "other")),
    FORM_2021.says("outcome_other", "表三(六)3", "其他处理", ("其他", "other")),
    FORM_2019.says("withdrawal", "表三(六)", "其他处理", ("撤回申请", "withdrawal"), note=_WITHDRAWAL),
    FORM_2021.says("withdrawal", "表三(六)3", "其他处理", ("撤回申请", "withdrawal"), note=_WITHDRAWAL),
    FORM_2021.says(
        "row_lapsed_clarification",
        "表三(六)1",
        "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        ("逾期不补正", "lapsed for want of clarification"),
    ),
    FORM_2021.says(
        "row_lapsed_fee",
        "表三(六)2",
        "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        ("逾期未缴费", "lapsed for want of payment"),
    ),
    HOL_2013.says("days_off_in_lieu", "6", "如果适逢星期六、星期日，应当在工作日补假", ("补假", "days off in lieu")),
    HOL_2024.says("days_off_in_lieu", "6", "如果适逢周六、周日，应当在工作日补假", ("补假", "days off in lieu")),
    HOL_2024.says("days_off_moved", "7", "可合理安排统一放假调休", ("统一放假调休", "make-up days")),
    HOL_2013.says("days_off_statutory", "2", "全体公民放假的节日", ("法定节假日", "statutory days off")),
    HOL_2024.says("days_off_statutory", "2", "全体公民放假的节日", ("法定节假日", "statutory days off")),
    HOL_2013.says(
        "days_off_local",
        "4",
        "由各少数民族聚居地区的地方人民政府，按照各该民族习惯，规定放假日期",
        ("少数民族习惯的节日", "local holidays"),
    ),
    HOL_2024.says(
        "days_off_local",
        "4",
        "由各少数民族聚居地区的地方人民政府，按照各该民族习惯，规定放假日期",
        ("少数民族习惯的节日", "local holidays"),
    ),
    CIVIL_CODE.says(
        "day_zero",
        "201(1)",
        "开始的当日不计入，自下一日开始计算",
        ("开始的当日不计入", "the first day is not counted"),
    ),
)
