"""The form of 2019 (试行): report years 2019 and 2020.

Source: 国办公开办函〔2019〕60号.
"""

from __future__ import annotations

from ..layout import Column, Form, Row
from .parts import DECIDED, RESULTS, TABLE4, item, table3

_CHANGE = (Column("last_year_items", "上一年项目数量"), Column("change", "本年增/减"))
_CHANGE_AND_DECISIONS = (*_CHANGE, Column("decisions", "处理决定数量"))

FORM_2019 = Form(
    id="2019",
    document="国办公开办函〔2019〕60号",
    first_year=2019,
    last_year=2020,
    table2=(
        item(
            "一",
            "article_20_1",
            (
                Column("newly_made", "本年新制作数量"),
                Column("newly_disclosed", "本年新公开数量"),
                Column("total_disclosed", "对外公开总数量"),
            ),
            Row("regulation", "规章"),
            Row("normative_document", "规范性文件"),
        ),
        item(
            "五",
            "article_20_5",
            _CHANGE_AND_DECISIONS,
            Row("licence", "行政许可"),
            Row("other_service", "其他对外管理服务事项"),
        ),
        item(
            "六",
            "article_20_6",
            _CHANGE_AND_DECISIONS,
            Row("penalty", "行政处罚"),
            Row("coercion", "行政强制"),
        ),
        item("八", "article_20_8", _CHANGE, Row("charge", "行政事业性收费")),
        item(
            "九",
            "article_20_9",
            (Column("purchases", "采购项目数量"), Column("purchase_amount", "采购总金额")),
            Row("procurement", "政府集中采购"),
        ),
    ),
    table3=table3(*DECIDED, Row("other", "（六）其他处理", "", RESULTS)),
    table4=TABLE4,
    merged={"lapsed_clarification": "other", "lapsed_fee": "other"},
)
