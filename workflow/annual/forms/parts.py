"""Parts: what the forms so far have in common. A form may use them, change them, or bring its own.

Sources: 国办公开办函〔2019〕60号, 国办公开办函〔2021〕30号 (columns and rows that both print alike).
"""

from __future__ import annotations

from ..layout import Block, Column, Row

_ORGANISATION = "法人或其他组织"
RESULTS = "三、本年度办理结果"
_CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


def result_rows(group: str, *leaves: tuple[str, str]) -> tuple[Row, ...]:
    """Return rows of 三、本年度办理结果 under one *group* header, each from its id and its label."""
    return tuple(Row(id, label, group, RESULTS) for id, label in leaves)


_COLUMNS3 = (
    Column("natural_person", "自然人"),
    Column("business", "商业企业", _ORGANISATION),
    Column("research", "科研机构", _ORGANISATION),
    Column("public_welfare", "社会公益组织", _ORGANISATION),
    Column("legal_service", "法律服务机构", _ORGANISATION),
    Column("other_organisation", "其他", _ORGANISATION),
    Column("total", "总计"),
)

_INTAKE = (
    Row("received", "一、本年新收政府信息公开申请数量"),
    Row("brought_forward", "二、上年结转政府信息公开申请数量"),
)

DECIDED = (
    *result_rows(
        "",
        ("granted", "（一）予以公开"),
        ("partly_granted", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
    ),
    *result_rows(
        "（三）不予公开",
        ("refused_state_secret", "1.属于国家秘密"),
        ("refused_by_law", "2.其他法律行政法规禁止公开"),
        ("refused_security_stability", "3.危及“三安全一稳定”"),
        ("refused_third_party", "4.保护第三方合法权益"),
        ("refused_internal_affairs", "5.属于三类内部事务信息"),
        ("refused_deliberative", "6.属于四类过程性信息"),
        ("refused_enforcement_file", "7.属于行政执法案卷"),
        ("refused_registry_query", "8.属于行政查询事项"),
    ),
    *result_rows(
        "（四）无法提供",
        ("unavailable_not_held", "1.本机关不掌握相关政府信息"),
        ("unavailable_needs_creation", "2.没有现成信息需要另行制作"),
        ("unavailable_still_unclear", "3.补正后申请内容仍不明确"),
    ),
    *result_rows(
        "（五）不予处理",
        ("not_processed_petition", "1.信访举报投诉类申请"),
        ("not_processed_repeat", "2.重复申请"),
        ("not_processed_publication", "3.要求提供公开出版物"),
        ("not_processed_excessive", "4.无正当理由大量反复申请"),
        ("not_processed_reconfirmation", "5.要求行政机关确认或重新出具已获取信息"),
    ),
)

_CLOSE = (
    *result_rows("", ("concluded_total", "（七）总计")),
    Row("carried_forward", "四、结转下年度继续办理"),
)


def table3(*results: Row) -> Block:
    """Return table III with these rows of results between what came in and what was carried forward."""
    rows = (*_INTAKE, *results, *_CLOSE)
    return Block("table3", "三、收到和处理政府信息公开申请情况", _COLUMNS3, rows, _CORNER, "申请人情况")


TABLE4 = Block(
    "table4",
    "四、政府信息公开行政复议、行政诉讼情况",
    (
        Column("upheld", "结果维持"),
        Column("overturned", "结果纠正"),
        Column("other", "其他结果"),
        Column("pending", "尚未审结"),
        Column("total", "总计"),
    ),
    (
        Row("reconsideration", "行政复议"),
        Row("litigation_direct", "未经复议直接起诉", "行政诉讼"),
        Row("litigation_after_reconsideration", "复议后起诉", "行政诉讼"),
    ),
)


def item(number: str, id: str, columns: tuple[Column, ...], *rows: Row) -> Block:
    """Return the block of table II for one item of Art. 20."""
    return Block(id, f"第二十条第（{number}）项", columns, rows, "信息内容")
