"""Extras: libraries that only some commands need, and what is said where one is not installed."""

from __future__ import annotations

from workflow.errors import YishenqingError
from workflow.words import Words


class MissingExtra(YishenqingError):
    """An optional library is not installed; says how to get it."""

    def __init__(self, extra: str, library: str) -> None:
        self.extra, self.library = extra, library
        super().__init__(
            Words(
                f"未安装 {library}；请运行 pip install 'yishenqing[{extra}]'",
                f"{library} is not installed; run: pip install 'yishenqing[{extra}]'",
            )
        )


__all__ = ["MissingExtra"]
