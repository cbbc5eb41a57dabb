"""Articles: what a refusal rests on, by the law that governs the case; what that law does not say is not cited."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from .words import Words

if TYPE_CHECKING:
    from .home import Home
    from .law import GoverningLaw, Provision


class Authority(NamedTuple):
    """The article that is cited in one case, in short notation, and what people read.

    ``article`` is empty where the law of the case has none: ``words`` then say so, and what stands today.
    """

    article: str
    words: Words


NOTHING = Authority("", Words("", ""))
"""Cited where no law is spoken of."""


class Articles(NamedTuple):
    """The articles of a move or of a bound: *today*, as the tables show them, and the ids of the provisions they stand in.

    The provisions give the article of any other day. The others go along with the first: where the law of a case lacks
    that, it has no rule. Without provisions, as for what is practice, *today* holds of every day.
    """

    today: str = ""
    provisions: tuple[str, ...] = ()

    def cited(self, law: GoverningLaw, act: date) -> Authority:
        """Return what is cited of an act on the day *act*, in a case that *law* governs; the year stands with a replaced text."""
        if not self.provisions:
            return Authority(self.today, _today(self.today)) if self.today else NOTHING
        found = [rule for id in self.provisions if (rule := law.find(id, act)) is not None]
        if not found or found[0].id != self.provisions[0]:
            return Authority("", _no_rule([law.law.versions(id)[-1] for id in self.provisions]))
        if len(found) == len(self.provisions) and all(map(_as_shipped, found)):
            return Authority(self.today, _today(self.today))
        words = Words(_zh(found), ", ".join(_en(rule) for rule in found))
        return Authority(", ".join(rule.citation() for rule in found), words)


def law_before(received_on: date, act: date, home: Home | None, answered_on: date | None = None) -> GoverningLaw:
    """Return the law that governs a request, received and answered on these days, when something happens in it on the day *act*."""
    from .law import GoverningLaw, Readings, governing_law  # asked for where something is refused, and not before

    readings = Readings.default() if home is None else home.readings
    if readings.law.find("reply", received_on) is None:  # older books hold requests that no law reaches
        return GoverningLaw(readings.law, received_on)
    return governing_law(received_on, act, readings, answered_on)


def _as_shipped(rule: Provision) -> bool:
    """Tell whether *rule* is the newest of the law as it is shipped: the one of which the tables speak."""
    from .law import Readings

    return rule == Readings.default().law.versions(rule.id)[-1]


def _today(article: str) -> Words:
    return Words(article, f"Art. {article}")


def _no_rule(newest: Sequence[Provision]) -> Words:
    zh = "、".join(f"{rule.zh_citation()}（{rule.in_force_from} 起施行）" for rule in newest)
    en = ", ".join(f"{rule.version} {rule.article}, in force since {rule.in_force_from}" for rule in newest)
    return Words(
        f"适用于本案的规定没有这一条，依登记簿的规则；现行规定：{zh}",
        f"the law that governs this case has no such article, it is a rule of the register; today's is {en}",
    )


def _zh(rules: Sequence[Provision]) -> str:
    """Write the articles in full, the title once for those of one text behind each other."""
    titles = ["", *(rule.zh_title() for rule in rules)]
    return "、".join(
        rule.zh_article() if rule.zh_title() == title else rule.zh_citation(short=True)
        for rule, title in zip(rules, titles, strict=False)
    )


def _en(rule: Provision) -> str:
    return rule.citation("en") if rule.in_force_to else f"Art. {rule.citation('en')}"


# Of the moves, and of what a case refuses beside them. The Regulation of 2007 had no order of stages (Art. 45), no reasons
# and no deferral (35), no other organs (34); its Art. 24(3) left out the time of third parties alone, and it knew no lapse.
PRACTICE = Articles("实践 practice")
ORDER = Articles("45", ("procedures",))
REQUEST = Articles("29, 31", ("request_content", "receipt"))
RECEIPT = Articles("31", ("receipt",))
CLARIFICATION = Articles("30", ("clarification_notice",))
THIRD_PARTY = Articles("32", ("third_party_consultation",))
PARTY_ANSWER = Articles("32", ("third_party_answer",))
PUBLIC_INTEREST = Articles("32", ("public_interest",))
AGENCY = Articles("34, 33(3)", ("agency_consultation",))
AGENCY_ANSWER = Articles("34", ("agency_answer",))
GROUND = Articles("法释〔2025〕8号 5, 6", ("proof_of_grounds",))
EXTENSION = Articles("33(2)", ("extension_notice",))
REASONS = Articles("35", ("reasons",))
DEFERRAL = Articles("35", ("deferral",))
FEE = Articles("42, 109号", ("fee", "fee_notice"))
PAYMENT = Articles("109号", ("fee_payment",))
REPLY = Articles("33, 36", ("reply",))
LETTER = Articles("235号", ("service_channel",))
DELIVERY = Articles("40, 235号", ("form_of_supply", "service_by_post"))
LAPSE = Articles("30, 109号", ("lapse_clarification", "lapse_fee"))
REOPENING = Articles("30", ("lapse_clarification",))
ORDERED_REPLY = Articles("法释〔2025〕8号 11", ("ordered_reply",))
REMEDIES = Articles("51", ("remedies",))
REVIEW_ACCEPTED = Articles("行政复议法 30", ("reconsideration_acceptance",))
REVIEW_REFUSED = Articles("行政复议法 30, 34", ("reconsideration_acceptance", "litigation_after_review_first"))
APPEAL = Articles("行政诉讼法 85", ("appeal_judgment",))

# Of the bounds of second dates. That a request is received as Art. 31 says was fixed nowhere in 2007.
RECEIVED = Articles("31", ("receipt_in_person", "receipt_mail", "receipt_online"))
HANDED_IN = Articles("31(1)", ("receipt_in_person",))
TIME_TO_CLARIFY = Articles("30", ("clarification",))
CONSENT = Articles("33(2)", ("extension_approval",))
BY_POST = Articles("235号 4", ("service_by_post",))
BY_SIGNATURE = Articles("235号 4", ("service_in_person",))
