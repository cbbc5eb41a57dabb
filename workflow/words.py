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


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return an English count with its noun: ``1 row``, ``2 rows``; *many* where an s does not make the plural."""
    return f"{number} {one if number == 1 else many or one + 's'}"
