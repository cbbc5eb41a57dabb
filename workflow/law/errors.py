"""Errors of the law's own look-ups.

YishenqingError
├── NotInForce          a provision is asked for on a day on which no version of it is in force
├── UnknownProvision    no provision has this id
├── UnknownReading      no disputed point has this id, or the point has no such option
└── OnlyAConvention     the point is decided when something is recorded, and cannot be chosen
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..errors import YishenqingError
from ..words import Words

if TYPE_CHECKING:
    from datetime import date


class NotInForce(YishenqingError):
    """No version of a provision is in force on the day asked for.

    ``id`` is the provision, ``on`` the day, ``spans`` the first and the last day (inclusive, ``None``:
    still in force) of each version that is known.
    """

    def __init__(self, id: str, on: date, spans: Iterable[tuple[date, date | None]]) -> None:
        self.id, self.on, self.spans = id, on, tuple(spans)
        zh = "；".join(f"{first} 起" + (f"至 {last}" if last else "") for first, last in self.spans)
        en = "; ".join(f"from {first}" + (f" to {last}" if last else "") for first, last in self.spans)
        super().__init__(
            Words(
                f"条款 {id}：{on} 没有施行中的规定；已收录的施行期间：{zh}",
                f"provision {id}: nothing in force on {on}; what is encoded is in force {en}",
            )
        )


class UnknownProvision(YishenqingError):
    """No provision has the id asked for; ``id`` is what was asked, ``known`` the ids that exist."""

    def __init__(self, id: str, known: Iterable[str]) -> None:
        self.id, self.known = id, tuple(known)
        super().__init__(
            Words(
                f"没有条款 {id!r}；已收录：{'、'.join(self.known)}",
                f"no provision {id!r}; known are: {', '.join(self.known)}",
            )
        )


class UnknownReading(YishenqingError):
    """No disputed point, or no option of it, has this id.

    ``id`` is the point asked for, ``option`` the option (``None`` where the point itself is unknown) and
    ``known`` what may stand there.
    """

    def __init__(self, id: str, option: str | None, known: Iterable[str]) -> None:
        self.id, self.option, self.known = id, option, tuple(known)
        what = f"争议点 {id!r}" if option is None else f"争议点 {id} 的选项 {option!r}"
        thing = f"disputed point {id!r}" if option is None else f"option {option!r} of disputed point {id}"
        super().__init__(
            Words(
                f"没有{what}；可选：{'、'.join(self.known)}",
                f"no {thing}; known are: {', '.join(self.known)}",
            )
        )


class OnlyAConvention(YishenqingError):
    """A point was chosen that no fact decides: a clerk decides it when something is recorded.

    ``id`` is the point, ``option`` what was chosen and ``decided`` by what it is decided.
    """

    def __init__(self, id: str, option: str, decided: Words) -> None:
        self.id, self.option, self.decided = id, option, decided
        super().__init__(
            Words(
                f"{id} 是登记惯例，不能选作解读（{option}）：{decided.zh}",
                f"{id} is a convention, which cannot be chosen as a reading ({option}): {decided.en}",
            )
        )
