"""MalformedScenario: a scenario file that cannot be read; the line at fault and what is allowed there."""

from __future__ import annotations

from collections.abc import Iterable

from ..errors import YishenqingError
from ..words import Words


class MalformedScenario(YishenqingError):
    """A scenario, or a supposition, that cannot be read: in which file (``source``), which ``line`` (from 1; 0: of none), and why."""

    def __init__(self, line: int, reason: Words, source: str = "") -> None:
        self.line, self.reason, self.source = line, reason, source
        place = Words(f"第 {line} 行：", f"line {line}: ") if line else Words("", "")
        if source:
            place = Words(*(f"{source}:{line}: " if line else f"{source}: ",) * 2)
        super().__init__(
            Words(
                f"{place.zh}{reason.zh}",
                f"{place.en}{reason.en}",
            )
        )

    def of(self, source: str) -> MalformedScenario:
        """Return the same error with the name of its file."""
        return MalformedScenario(self.line, self.reason, source)


class NoYaml(YishenqingError):
    """Scenario files and suppositions are YAML, and no library that reads it is installed."""

    def __init__(self) -> None:
        super().__init__(
            Words(
                "读取情形和假设文件需要 PyYAML：pip install 'yishenqing[scenarios]'",
                "files of scenarios and suppositions need PyYAML: pip install 'yishenqing[scenarios]'",
            )
        )


def malformed(line: int, zh: str, en: str) -> MalformedScenario:
    """Return the error for *line*, said in both languages."""
    return MalformedScenario(line, Words(zh, en))


def listed(words: Iterable[str]) -> str:
    """Write the allowed words as a list."""
    return "、".join(words)
