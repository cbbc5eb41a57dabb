"""Words: one sentence in Chinese and in English, so that nothing is said in only one of them."""

from __future__ import annotations

from typing import Literal, NamedTuple

Lang = Literal["zh", "en"]


class Words(NamedTuple):
    """A sentence in both languages."""

    zh: str
    en: str

    def say(self, lang: Lang = "zh") -> str:
        """Return the sentence in *lang*."""
        return self.en if lang == "en" else self.zh
