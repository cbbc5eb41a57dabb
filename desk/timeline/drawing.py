"""What a timeline is drawn with: its sizes and colours, how wide text is, the axis, and single shapes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from xml.sax.saxutils import escape

from .shown import DAY

WIDTH, LEFT, RIGHT = 1200.0, 36.0, 24.0
ROW, SMALL, BODY = 19.0, 12.0, 13.0
WIDEST = 34.0  # units a day has at most; a short case does not fill the width
_NOT_XML = re.compile("[^\\t\\n\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")

# Colours of Okabe and Ito, told apart by colour-blind people; in grey the patterns tell them apart.
STYLE = """
text{font-family:"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif;fill:#1a1a1a;
stroke:#fff;stroke-width:3px;stroke-linejoin:round;paint-order:stroke}
.off{fill:#e9e9e4}.frame{fill:none;stroke:#8a8a85}.tick{stroke:#b9b9b3}.leader{stroke:#55555a;stroke-width:.8}
.quiet{fill:#55555a}.late{fill:#a33600}.due{stroke:#1a1a1a;stroke-dasharray:6 3}.today{stroke:#b03a00;stroke-width:1.6}
.bar{stroke:#2b2b2b;stroke-width:1}.rest{fill:#fff;fill-opacity:.62}.rim{fill:none;stroke:#2b2b2b;stroke-dasharray:3 2}
.running{fill:#0072b2}.tolled{fill:url(#tolled)}.extended{fill:url(#extended)}.wiped{fill:url(#wiped)}
.overdue{fill:url(#overdue)}.lane{fill:#d3e4ef;stroke:#0072b2}
"""
PATTERNS = (
    '<pattern id="tolled" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="8" height="8" fill="#fff6df"/><rect width="3.5" height="8" fill="#e69f00"/></pattern>'
    '<pattern id="extended" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" '
    'fill="#9fd3f2"/><circle cx="2" cy="2" r="1.4" fill="#003e63"/><circle cx="6" cy="6" r="1.4" fill="#003e63"/>'
    '</pattern><pattern id="wiped" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" '
    'fill="#fafaf7"/><rect width="6" height="1.2" fill="#9a9a94"/></pattern>'
    '<pattern id="overdue" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" '
    'fill="#d55e00"/><path d="M0 0L8 8M8 0L0 8" stroke="#fff" stroke-width="1.2"/></pattern>'
)


def text_width(text: str, size: float) -> float:
    """Estimate how wide *text* is at *size*: an em for a Chinese character, 0.6 for any other."""
    return sum(1.0 if ord(c) > 0x2E80 or c in "“”…—→" else 0.6 for c in text) * size


def stair(spans: Sequence[tuple[float, float]]) -> list[int]:
    """Return a row, from 0 near the axis, for each label from its leader to its end, given in order.

    A label lies above every later one whose leader it would cover.
    """
    rows = [0] * len(spans)
    for i in range(len(spans) - 1, -1, -1):
        start, end = spans[i]
        covered = (rows[j] for j in range(i + 1, len(spans)) if spans[j][0] < end + 8 and spans[j][0] >= start)
        rows[i] = max((row + 1 for row in covered), default=0)
    return rows


def safe(text: str) -> str:
    """Escape *text*, without the characters that XML does not allow."""
    return escape(_NOT_XML.sub("", text))


class Scale:
    """The axis: from the first to the last day shown, so wide that every label fits to the right of its day."""

    def __init__(self, first: date, last: date, labels: Iterable[tuple[date, str]]) -> None:
        self.first, self.last = first, last
        room = WIDTH - LEFT - RIGHT
        self.unit = min(WIDEST, room / ((last - first).days + 1))
        for day, text in labels:
            free = room - text_width(text, SMALL) - 10
            self.unit = min(self.unit, free / ((day - first).days + 0.5)) if day > first else self.unit

    def x(self, day: date) -> float:
        """Return where *day* begins."""
        return LEFT + (day - self.first).days * self.unit

    def middle(self, day: date) -> float:
        """Return the middle of *day*."""
        return self.x(day) + self.unit / 2

    @property
    def end(self) -> float:
        """Return where the last day ends."""
        return self.x(self.last + DAY)

    def days(self) -> Iterator[date]:
        """Yield every day shown."""
        return (self.first + timedelta(n) for n in range((self.last - self.first).days + 1))


def rect(style: str, x: float, y: float, width: float, height: float) -> str:
    return f'<rect class="{style}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"/>'


def swatch(style: str, x: float, y: float) -> list[str]:
    if style in {"dot", "diamond", "triangle"}:
        return [shape_at(style, x + 14, y + 7)]
    return [rect(style, x, y, 28, 14)] + ([] if style != "off" else [rect("frame", x, y, 28, 14)])


def shape_at(shape: str, x: float, y: float) -> str:
    if shape == "diamond":
        return f'<path d="M{x:.1f} {y - 6:.1f}l6 6l-6 6l-6 -6z" fill="#1a1a1a" stroke="#fff"/>'
    if shape == "triangle":
        return f'<path d="M{x - 6:.1f} {y - 6:.1f}h12l-6 11z" fill="#b03a00" stroke="#fff"/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.2" fill="#fff" stroke="#1a1a1a" stroke-width="1.6"/>'


def wrapped(parts: Iterable[str], width: float, size: float) -> Iterator[str]:
    """Join *parts* into lines of at most *width*, each part whole."""
    line = ""
    for part in parts:
        longer = f"{line}；{part}" if line else part
        if line and text_width(longer, size) > width:
            yield line
            longer = part
        line = longer
    yield line
