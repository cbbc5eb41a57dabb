"""Elsewhere: figures of the prose that are like those of the tables and are not: of another year, way, or matter."""

from __future__ import annotations

import re

_YEAR = re.compile(r"(20\d\d)年")
_ENDS = re.compile(r"[。;!?]")
_COMMAS = re.compile(r"[,、:(]")
_CHANNEL = re.compile(r"当面|信函|邮寄|邮件|网上|网络|在线|传真|平台|窗口")
_TOGETHER = re.compile(r"共|等|总|合计")
_ADJUDICATED = re.compile(r"(?:办理|审理|审结|受理|代理|参加)(?:的)?$")
_OTHER_MATTER = re.compile(r"信访|来信|来访|诉求|投诉|举报|建议|提案|议案|咨询|留言|热线|(?:许可|审批|登记|业务)申请")
_ABOUT_REQUESTS = re.compile(r"公开")


def is_elsewhere(kind: str, before: str, quote: str, year: int) -> bool:
    """Tell whether a figure is none of the report on *year*: *before* stands in front of its *quote*.

    *kind* is the row that it seems to count. Another year is the last one named in the sentence, if it is past; a way of asking
    counts some requests only; reconsiderations are decided by those who are not sued; what was concluded in the
    sentence of a petition or a permit is that.
    """
    sentence = _ENDS.split(before)[-1]
    years = [named for named in map(int, _YEAR.findall(sentence + quote)) if named <= year]
    if years and years[-1] != year:
        return True
    if kind == "received":
        clause = _COMMAS.split(sentence)[-1]
        return bool(_CHANNEL.search(clause)) and not _TOGETHER.search(clause + quote)
    if kind == "reconsideration":
        return _ADJUDICATED.search(sentence) is not None
    other = _OTHER_MATTER.search(sentence) is not None and not _ABOUT_REQUESTS.search(sentence + quote)
    return kind == "concluded_total" and other


__all__ = ["is_elsewhere"]
