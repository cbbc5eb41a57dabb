"""The form of 2021: report years from 2021 on, until a later form takes over.

Source: 国办公开办函〔2021〕30号.
"""

from __future__ import annotations

from ..layout import Column, Form, Row
from .parts import DECIDED, TABLE4, item, result_rows, table3

_DECISIONS = (Column("decisions", "本年处理决定数量"),)

_OTHER = result_rows(
    "（六）其他处理",
    ("lapsed_clarification", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
    ("lapsed_fee", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
    ("other", "3.其他"),
)

FORM_2021 = Form(
    id="2021",
    document="国办公开办函〔2021〕30号",
    first_year=2021,
    last_year=None,
    table2=(
        item(
            "一",
            "article_20_1",
            (
                Column("issued", "本年制发件数"),
                Column("abolished", "本年废止件数"),
                Column("in_force", "现行有效件数"),
            ),
            Row("regulation", "规章"),
            Row("normative_document", "行政规范性文件"),
        ),
        item("五", "article_20_5", _DECISIONS, Row("licence", "行政许可")),
        item("六", "article_20_6", _DECISIONS, Row("penalty", "行政处罚"), Row("coercion", "行政强制")),
        item(
            "八",
            "article_20_8",
            (Column("amount", "本年收费金额（单位：万元）"),),
            Row("charge", "行政事业性收费"),
        ),
    ),
    table3=table3(*DECIDED, *_OTHER),
    table4=TABLE4,
)
