"""What people read of the keeping of personal data: what is due, and the certificate of its destruction."""

from __future__ import annotations

from persistence import Certificate, Kept, Retention
from workflow.outcomes import Outcome
from workflow.retention import ALL, PERMANENT, Period
from workflow.words import Lang, Words, counted

from .labels import label
from .screen import visible

_OTHERS = {
    ALL: Words("其余各项", "every other outcome"),
    "lapsed_clarification": Words("逾期不补正视为放弃申请", "lapsed without clarification"),
    "lapsed_fee": Words("逾期未缴纳费用视为放弃申请", "lapsed without payment"),
    "withdrawn": Words("撤回", "withdrawn"),
    "voided": Words("作废", "void"),
}
_TITLE = Words("申请人个人信息销毁证明", "Certificate: personal data destroyed")


def retention_text(found: Retention, lang: Lang) -> str:
    """Return the periods, what is due, and what is held back, a line each."""
    lines = [_of(outcome, lang) + _colon(lang) + _years(period, lang) for outcome, period in found.periods.items()]
    if not lines:
        lines = [
            _say(
                "尚未设定保存期限（ysq retention --set 办理结果=年数）", "no period is set (ysq retention --set)", lang
            )
        ]
    due = _say(f"截至 {found.on} 到期：{len(found.due)} 件", f"due as of {found.on}: {len(found.due)}", lang)
    lines += [due, *(_line(kept, lang) for kept in found.due)]
    if found.held_back:
        lines.append(_say(f"到期但不可销毁：{len(found.held_back)} 件", f"held back: {len(found.held_back)}", lang))
        lines += [f"{_line(kept, lang)} {kept.why.say(lang)}" for kept in found.held_back if kept.why]
    if found.without_period:
        n = found.without_period
        lines.append(_say(f"没有期限：{n} 件", f"without a period: {n}", lang))
    return "\n".join(lines)


def certificate_text(made: Certificate, agency: str, lang: Lang) -> str:
    """Return a certificate to be printed and signed."""
    rows = [
        (Words("编号", "number"), str(made.number)),
        (Words("机关", "organ"), agency or "—"),
        (Words("销毁日期", "day"), f"{made.on}"),
        (Words("理由", "reason"), made.reason),
        (Words("销毁人", "destroyed by"), made.by),
        (Words("监销人", "and by"), made.and_by),
        (Words("案件", "cases"), str(len(made.cases))),
    ]
    lines = [_TITLE.say(lang), *(f"{name.say(lang)}{_colon(lang)}{visible(value)}" for name, value in rows)]
    lines += [_line(kept, lang) for kept in made.cases]
    stays = Words(
        "已销毁姓名、身份证明、联系方式；案件历史与年报数字保留。",
        "Name, identity and contact are destroyed; the histories and the figures of the report stay.",
    )
    return "\n".join([*lines, stays.say(lang), f"{_say('链首', 'head', lang)}{_colon(lang)}{made.head}"])


def _line(kept: Kept, lang: Lang) -> str:
    last = _say(f"末次记录 {kept.last_on}", f"last fact {kept.last_on}", lang)
    until = _say(f"保管至 {kept.until}", f"kept until {kept.until}", lang)
    return f"  {visible(kept.case)} {_of(kept.outcome or ALL, lang)} {last} {until}"


def _of(outcome: str, lang: Lang) -> str:
    if outcome in _OTHERS:
        return _OTHERS[outcome].say(lang)
    return label(Outcome(outcome), lang)


def _years(period: Period, lang: Lang) -> str:
    if period == PERMANENT:
        return _say("永久", "for ever", lang)
    return _say(f"{period} 年", f"{counted(int(period), 'year')}", lang)


def _say(zh: str, en: str, lang: Lang) -> str:
    return Words(zh, en).say(lang)


def _colon(lang: Lang) -> str:
    return _say("：", ": ", lang)


__all__ = ["certificate_text", "retention_text"]
