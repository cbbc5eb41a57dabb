"""Figures in the prose: what the text of a report says of requests and disputes, beside what the tables say.

A text is free, so only a figure whose meaning is plain is judged: one that counts 件 (宗, 起) in a clause of
its own about requests under the Regulation or about disputes. Shares, other years and comparisons are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..words import Words

_NUMBER = r"(\d[\d,，]*)\s*(?:件|宗|起|份)"
_CLAUSE = re.compile(r"[；;：:（()）]|(?<!\d)[，,]|[，,](?!\d{3})|(?<=[件宗起份])、")
_YEAR = re.compile(r"((?:19|20)\d\d)年")
_SENTENCE = re.compile(r"[。！？\n]")
_REQUESTS = re.compile(r"依申请|公开申请|信息公开.{0,6}申请|申请公开")
# Not about requests under the Regulation, or only about some of them, or compared with something.
_OTHER_MATTER = re.compile(r"信访|来信|来访|诉求|投诉|举报|建议|提案|议案|咨询|留言|热线|\d{4,}\s*(?:平台|热线)")
_ONLY_SOME = re.compile(r"当面|信函|邮寄|邮件|网上|网络|在线|传真|平台|窗口|自然人|法人|企业|机构|组织|个人|公民")
_COMPARED = re.compile(r"增加|减少|增长|下降|上升|同比|环比|较上|比上|去年")
_DISPUTED = re.compile(r"复议|诉讼|应诉|败诉|维持|纠正")


class Term(NamedTuple):
    """What a clause speaks of: a pattern that ends in the number, the cells whose sum it is, and its name.

    ``cells`` are names of ``prose.figures`` or of results under a kind of dispute, such as ``litigation.upheld``.
    With ``requests`` the sentence must be about requests under the Regulation.
    """

    pattern: re.Pattern[str]
    cells: tuple[str, ...]
    words: Words
    requests: bool = True


def _term(pattern: str, cells: str, zh: str, requests: bool = True) -> Term:
    names = tuple(cells.split())
    return Term(re.compile(pattern + r"[^\d]*?(?:\d+年(?:度)?[^\d]*?)?" + _NUMBER), names, Words(zh, cells), requests)


_DISPUTES = "reconsideration litigation"
_RESULTS = (("维持", "upheld"), ("纠正", "overturned"), ("其他结果", "other"), ("尚未审结|未审结|正在审理", "pending"))
_KINDS = (
    ("行政复议", "reconsideration", "行政复议"),
    ("行政诉讼", "litigation", "行政诉讼"),
    ("未经复议直接起诉", "litigation_direct", "未经复议直接起诉"),
    ("复议后起诉", "litigation_after_reconsideration", "复议后起诉"),
)
_DOCUMENTS = r"(?:行政)?规范性文件"
_TABLE_II = (
    (rf"(?:制发|制定|印发|出台)(?:的)?{_DOCUMENTS}", "normative_document.issued", "制发规范性文件"),
    (rf"废止(?:的)?{_DOCUMENTS}", "normative_document.abolished", "废止规范性文件"),
    (rf"现行有效(?:的)?{_DOCUMENTS}", "normative_document.in_force", "现行有效规范性文件"),
    (r"行政许可(?:处理)?决定", "licence.decisions", "行政许可处理决定"),
    (r"行政处罚(?:处理)?决定", "penalty.decisions", "行政处罚处理决定"),
    (r"行政强制(?:处理)?决定", "coercion.decisions", "行政强制处理决定"),
)
# The first that fits a clause is taken.
TERMS = (
    *(_term(pattern, cell, zh, False) for pattern, cell, zh in _TABLE_II),
    _term(r"行政复议(?:案件)?[和、及与或]+(?:行政|提起)?(?:行政)?诉讼", _DISPUTES, "行政复议、行政诉讼", False),
    *(
        _term(f"{kind}.*?(?:{words})", f"{id}.{column}", zh, False)
        for kind, id, zh in _KINDS
        for words, column in _RESULTS
    ),
    *(_term(kind, f"{id}.total", zh, False) for kind, id, zh in reversed(_KINDS)),
    _term(r"(?:结转(?:至|到)?(?:下|次|明)年|结转\d{4}年|结转下一?年度)", "carried_forward", "结转下年度"),
    _term(r"(?:上|去)(?:一)?年度?结转", "brought_forward", "上年结转"),
    _term(r"予以公开(?:[及和与、]|以及)+部分公开", "granted partly_granted", "予以公开、部分公开"),
    _term(r"部分公开", "partly_granted", "部分公开"),
    _term(r"予以公开", "granted", "予以公开"),
    _term(r"不予公开", "refused", "不予公开"),
    _term(r"无法提供", "unavailable", "无法提供"),
    _term(r"不予处理", "not_processed", "不予处理"),
    _term(r"其他处理", "other_handling", "其他处理"),
    _term(r"(?:办结|办理完毕|办理完结|答复|回复)", "concluded", "办结"),
    _term(r"(?:受理|收到|新收|接收)", "received", "新收"),
)


class Said(NamedTuple):
    """A figure that the text gives for a term, with the clause in which it stands, its line, and the character
    of the paragraph (from 0) with which it begins.
    """

    term: Term
    figure: int
    clause: str
    line: int
    at: int


def figures_said(text: str, year: int, line: int = 0) -> Iterator[Said]:
    """Yield the figures of one paragraph whose meaning is plain, for the report of *year*."""
    for sentence, first in _pieces(_SENTENCE, text):
        about_requests, part, last = _REQUESTS.search(sentence) is not None, False, set[int]()
        for clause, start in _pieces(_CLAUSE, sentence):
            part = part or "其中" in clause
            named = {int(one) for one in _YEAR.findall(clause)}
            last = {max(named)} if named and max(named) <= year else last  # what is to come counts nothing yet
            found = _said(clause, about_requests, year, named or last)
            if found and not (part and found[0].cells in {("received",), ("concluded",)}):
                term, match = found
                figure = int(re.sub(r"[,，]", "", match[1]))
                yield Said(term, figure, clause.strip(), line, first + start + match.start(1))


def _pieces(parting: re.Pattern[str], text: str) -> Iterator[tuple[str, int]]:
    """Yield what stands between the matches of *parting*, each with where it begins."""
    start = 0
    for match in parting.finditer(text):
        yield text[start : match.start()], start
        start = match.end()
    yield text[start:], start


def _said(clause: str, about_requests: bool, year: int, named: set[int]) -> tuple[Term, re.Match[str]] | None:
    if _OTHER_MATTER.search(clause) or _COMPARED.search(clause):
        return None
    for term in TERMS:
        match = term.pattern.search(clause)
        if match and (about_requests or not term.requests):
            plain = not _of_another_year(named, term, year) and not _of_others(clause, term, match)
            return (term, match) if plain else None
    return None


def _of_another_year(named: set[int], term: Term, year: int) -> bool:
    """Tell whether a clause speaks of another year: it names one, or the sentence named it last."""
    # What is carried forward is named after the year into which it goes, too.
    return bool(named - {year, *({year + 1} if term.cells == ("carried_forward",) else ())})


def _of_others(clause: str, term: Term, match: re.Match[str]) -> bool:
    """Tell whether a clause counts only some requests (one way, one kind of requester), or disputes that it decides."""
    if term.requests:
        return _ONLY_SOME.search(clause) is not None or _DISPUTED.search(clause) is not None
    return re.search(r"审理|办理|参加|代理|受理行政复议", clause[: match.start() + 4]) is not None
