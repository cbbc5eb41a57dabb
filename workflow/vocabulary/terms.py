"""Vocabulary: ids with their spellings in Chinese, the usual one first; the id itself is understood too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

Spellings = Mapping[str, tuple[str, ...]]
_WIDTH = str.maketrans("（）", "()")


class Vocabulary:
    """Ids with their spellings; the width of brackets does not matter.

    *formerly* are spellings that were usual once: they are still understood, and shown nowhere.
    """

    __slots__ = ("_index", "formerly", "words")

    def __init__(self, words: Spellings, formerly: Spellings | None = None) -> None:
        self.words, self.formerly = dict(words), dict(formerly or {})
        self._index: dict[str, str] = {}
        for name, spellings in self.words.items():
            for word in (name, *spellings, *self.formerly.get(name, ())):
                self._index.setdefault(word.translate(_WIDTH), name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.words)

    def __contains__(self, name: object) -> bool:
        return name in self.words

    def find(self, word: str) -> str | None:
        """Return the id that *word* stands for, or ``None``."""
        return self._index.get(word.strip().translate(_WIDTH))

    def zh(self, name: str) -> str:
        """Return the usual Chinese spelling of *name*, or *name* where it has none."""
        return next(iter(self.words.get(name, ())), name)

    def allowed(self) -> tuple[Iterable[str], Iterable[str]]:
        """Return all the usual spellings: in Chinese, and as the code calls them."""
        return [self.zh(name) for name in self.words], list(self.words)


YES_NO = Vocabulary({"yes": ("是", "true"), "no": ("否", "false")})
NONE = frozenset({"无", "none", "没有"})
