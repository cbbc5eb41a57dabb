"""Suits about government information (法释〔2011〕17号, 法释〔2025〕8号): what a court hears, and what it may order."""

from __future__ import annotations

from datetime import date

from ..words import Words
from .statute import Statute

_SEEN = date(2026, 11, 23)

SPC11 = Statute(
    "SPC11",
    "SPC-2011",
    "《最高人民法院关于审理政府信息公开行政案件若干问题的规定》（法释〔2011〕17号）",
    date(2011, 8, 13),
    date(2025, 5, 31),
    _SEEN,
    "SPC11",
)
SPC25 = Statute(
    "SPC25",
    "SPC-2025",
    "《最高人民法院关于审理政府信息公开行政案件适用法律若干问题的解释》（法释〔2025〕8号）",
    date(2025, 6, 1),
    None,
    _SEEN,
    "SPC25",
)

PROVISIONS = (
    SPC11.says(
        "suable_third_party",
        "1(1)(3)",
        "认为行政机关主动公开或者依他人申请公开政府信息侵犯其商业秘密、个人隐私的",
        ("第三方可诉", "a third party may sue"),
    ),
    SPC25.says(
        "suable_third_party",
        "1(4)",
        "认为行政机关主动公开或者依他人申请公开政府信息侵犯其商业秘密、个人隐私等合法权益的",
        ("第三方可诉", "a third party may sue"),
        bracket="项",
    ),
    SPC25.says(
        "disclosure_stopped",
        "13(1)",
        "政府信息尚未公开前，原告起诉要求被告不得公开政府信息的",
        ("公开前起诉", "a suit before the release"),
    ),
    SPC11.says(
        "not_suable_procedural",
        "2(1)",
        "因申请内容不明确，行政机关要求申请人作出更改、补充且对申请人权利义务不产生实际影响的告知行为",
        ("程序性告知不可诉", "procedural notices cannot be sued"),
        bracket="项",
    ),
    SPC11.says(
        "not_suable_publication",
        "2(2)",
        "要求行政机关提供政府公报、报纸、杂志、书籍等公开出版物，行政机关予以拒绝的",
        ("公开出版物不可诉", "publication"),
        bracket="项",
    ),
    SPC11.says(
        "not_suable_creation",
        "2(3)",
        "要求行政机关为其制作、搜集政府信息，或者对若干政府信息进行汇总、分析、加工，行政机关予以拒绝的",
        ("另行制作不可诉", "information that would have to be made"),
        bracket="项",
    ),
    SPC11.says(
        "not_suable_file_access",
        "2(4)",
        "行政程序中的当事人、利害关系人以政府信息公开名义申请查阅案卷材料，行政机关告知其应当按照相关法律、法规的规定办理的",
        ("案卷查阅不可诉", "access to a file of proceedings"),
        bracket="项",
    ),
    SPC11.says(
        "non_reply_remedy",
        "3",
        "对行政机关的答复或者逾期不予答复不服的，可以向人民法院提起诉讼",
        ("逾期不答复的救济", "remedy for want of a reply"),
    ),
    SPC25.says(
        "non_reply_remedy",
        "2(2)",
        "对行政机关的答复、逾期不予答复等行为不服的，可以依法申请行政复议或者提起行政诉讼",
        ("逾期不答复的救济", "remedy for want of a reply"),
    ),
    SPC25.says(
        "suable_unavailable",
        "1(1)",
        "向行政机关申请获取政府信息，行政机关告知政府信息无法提供或者不予处理的",
        ("无法提供、不予处理可诉", "unavailable and not processed may be sued at once"),
        bracket="项",
    ),
    SPC25.says(
        "review_first_scope",
        "1(2)",
        "行政复议机关对政府信息公开条例第十四条、第十五条、第十六条规定的不予公开行为作出行政复议决定的",
        ("复议前置的范围", "which refusals need reconsideration first"),
        duty="review_first",
        bracket="项",
    ),
    SPC25.says(
        "suable_mismatch",
        "1(3)",
        "认为行政机关提供的政府信息不符合其申请内容的",
        ("答非所问可诉", "information that does not match may be sued"),
        bracket="项",
    ),
    SPC25.says(
        "not_suable_review_first",
        "10(2)(1)",
        "应当先向行政复议机关申请行政复议而未申请的",
        ("未经复议不立案", "no suit before reconsideration"),
        duty="review_first",
    ),
    SPC25.says(
        "not_suable_procedural",
        "10(2)(2)",
        "行政机关作出延长答复期限或者要求申请人补正等程序性告知行为的",
        ("程序性告知不可诉", "procedural notices cannot be sued"),
    ),
    SPC25.says(
        "not_suable_fee",
        "10(2)(3)",
        "单独起诉行政机关收取信息处理费决定的",
        ("收费决定不可单独起诉", "fee alone"),
    ),
    SPC25.says(
        "not_suable_repeat",
        "10(2)(4)",
        "申请人重复申请公开已经予以公开的政府信息，行政机关作出不予重复处理答复的",
        ("重复申请不可诉", "repeat of what was supplied"),
    ),
    SPC25.says(
        "not_suable_registry",
        "10(2)(5)",
        "申请行政机关公开的信息属于工商、不动产登记等资料，行政机关告知其按照法律、行政法规规定查询的",
        ("行政查询不可诉", "registry query"),
    ),
    SPC25.says(
        "not_suable_creation",
        "10(2)(6)",
        "要求行政机关为其制作、加工、分析政府信息，行政机关未予提供的",
        ("另行制作不可诉", "information that would have to be made"),
    ),
    SPC25.says(
        "not_suable_petition",
        "10(2)(7)",
        "申请人以政府信息公开申请的形式进行信访、投诉、举报等活动的",
        ("信访举报不可诉", "petition or complaint"),
    ),
    SPC25.says(
        "not_suable_publication",
        "10(2)(8)",
        "要求行政机关提供政府公报、报刊、书籍等公开出版物的",
        ("公开出版物不可诉", "publication"),
    ),
    SPC11.says(
        "proof_of_grounds",
        "5(1)",
        "被告拒绝向原告提供政府信息的，应当对拒绝的根据以及履行法定告知和说明理由义务的情况举证",
        ("认定依据的举证", "proof of the grounds"),
    ),
    SPC25.says(
        "proof_of_grounds",
        "5(1)",
        "被告对其作出的政府信息公开、不予公开等行为的合法性承担举证责任",
        ("认定依据的举证", "proof of the grounds"),
    ),
    SPC11.says(
        "ordered_reply",
        "9(1)",
        "判决被告在一定期限内公开",
        ("判决公开的期限", "disclosure ordered by a court"),
        note=Words("期限由判决确定", "the judgment itself fixes the period"),
    ),
    SPC25.says(
        "ordered_reply",
        "11",
        "判决被告在二十个工作日内公开",
        ("判决公开的期限", "disclosure ordered by a court"),
        20,
        "workday",
    ),
    SPC11.says(
        "ordered_first_reply",
        "10",
        "人民法院应当判决被告在一定期限内答复",
        ("判决答复的期限", "reply ordered by a court after silence"),
        duty="ordered_reply",
        note=Words("期限由判决确定", "the judgment itself fixes the period"),
    ),
    SPC25.says(
        "ordered_first_reply",
        "11(2)",
        "被告对原告要求公开的申请无正当理由逾期不予答复，原告请求判决被告公开理由成立的，人民法院判决被告在二十个工作日内公开",
        ("判决公开的期限（逾期不答复）", "disclosure ordered by a court after silence"),
        20,
        "workday",
        duty="ordered_reply",
        bracket="项",
    ),
    SPC25.says(
        "archives",
        "9(2)",
        "已经移交各级国家档案馆的，依照有关档案管理的法律、法规和国家有关规定执行",
        ("已移交档案馆", "files already in the State archives"),
    ),
)
