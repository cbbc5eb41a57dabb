"""Forms: the two official layouts of the annual report, as data, and which of them a year uses.

Source: 国办公开办函〔2019〕60号 (form of 2019, 试行), 国办公开办函〔2021〕30号 (form of 2021).
"""

from __future__ import annotations

from .layout import Block, Column, Form, Row, UnknownForm

_ORGANISATION = "法人或其他组织"
_RESULTS = "三、本年度办理结果"
_CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


def _result_rows(group: str, *leaves: tuple[str, str]) -> tuple[Row, ...]:
    return tuple(Row(id, label, group, _RESULTS) for id, label in leaves)


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

_DECIDED = (
    *_result_rows(
        "",
        ("granted", "（一）予以公开"),
        ("partly_granted", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
    ),
    *_result_rows(
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
    *_result_rows(
        "（四）无法提供",
        ("unavailable_not_held", "1.本机关不掌握相关政府信息"),
        ("unavailable_needs_creation", "2.没有现成信息需要另行制作"),
        ("unavailable_still_unclear", "3.补正后申请内容仍不明确"),
    ),
    *_result_rows(
        "（五）不予处理",
        ("not_processed_petition", "1.信访举报投诉类申请"),
        ("not_processed_repeat", "2.重复申请"),
        ("not_processed_publication", "3.要求提供公开出版物"),
        ("not_processed_excessive", "4.无正当理由大量反复申请"),
        ("not_processed_reconfirmation", "5.要求行政机关确认或重新出具已获取信息"),
    ),
)

_OTHER_2021 = _result_rows(
    "（六）其他处理",
    ("lapsed_clarification", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
    ("lapsed_fee", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
    ("other", "3.其他"),
)

_CLOSE = (
    *_result_rows("", ("concluded_total", "（七）总计")),
    Row("carried_forward", "四、结转下年度继续办理"),
)


def _table3(other: tuple[Row, ...]) -> Block:
    rows = (*_INTAKE, *_DECIDED, *other, *_CLOSE)
    return Block("table3", "三、收到和处理政府信息公开申请情况", _COLUMNS3, rows, _CORNER, "申请人情况")


_TABLE4 = Block(
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


def _item(number: str, id: str, columns: tuple[Column, ...], *rows: Row) -> Block:
    return Block(id, f"第二十条第（{number}）项", columns, rows, "信息内容")


_DECISIONS = (Column("decisions", "本年处理决定数量"),)
_CHANGE = (Column("last_year_items", "上一年项目数量"), Column("change", "本年增/减"))
_CHANGE_AND_DECISIONS = (*_CHANGE, Column("decisions", "处理决定数量"))

FORM_2019 = Form(
    id="2019",
    document="国办公开办函〔2019〕60号",
    first_year=2019,
    last_year=2020,
    table2=(
        _item(
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
        _item(
            "五",
            "article_20_5",
            _CHANGE_AND_DECISIONS,
            Row("licence", "行政许可"),
            Row("other_service", "其他对外管理服务事项"),
        ),
        _item(
            "六",
            "article_20_6",
            _CHANGE_AND_DECISIONS,
            Row("penalty", "行政处罚"),
            Row("coercion", "行政强制"),
        ),
        _item("八", "article_20_8", _CHANGE, Row("charge", "行政事业性收费")),
        _item(
            "九",
            "article_20_9",
            (Column("purchases", "采购项目数量"), Column("purchase_amount", "采购总金额")),
            Row("procurement", "政府集中采购"),
        ),
    ),
    table3=_table3((Row("other", "（六）其他处理", "", _RESULTS),)),
    table4=_TABLE4,
    merged={"lapsed_clarification": "other", "lapsed_fee": "other"},
)

FORM_2021 = Form(
    id="2021",
    document="国办公开办函〔2021〕30号",
    first_year=2021,
    last_year=None,
    table2=(
        _item(
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
        _item("五", "article_20_5", _DECISIONS, Row("licence", "行政许可")),
        _item("六", "article_20_6", _DECISIONS, Row("penalty", "行政处罚"), Row("coercion", "行政强制")),
        _item(
            "八",
            "article_20_8",
            (Column("amount", "本年收费金额（单位：万元）"),),
            Row("charge", "行政事业性收费"),
        ),
    ),
    table3=_table3(_OTHER_2021),
    table4=_TABLE4,
)

FORMS = (FORM_2019, FORM_2021)


def form_for(year: int, override: str | None = None) -> Form:
    """Return the form that serves report *year*, or the one whose id is *override*.

    2019 and 2020 use the form of 2019, every later year the form of 2021. Raises ``UnknownForm`` for a
    year before 2019, for which no unified form exists, and for an unknown *override*.
    """
    allowed = tuple(form.id for form in FORMS)
    for form in FORMS:
        serves = form.first_year <= year and (form.last_year is None or year <= form.last_year)
        if year >= FORMS[0].first_year and (serves if override is None else form.id == override):
            return form
    raise UnknownForm(year, override, allowed)
