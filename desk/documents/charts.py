"""Charts of a report as SVG: requests by month, outcomes, and the time left when the answer was given.

Each tells itself to those who cannot see it, keeps its meaning in print without colours, and says so where there
is nothing to show.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from desk.timeline.drawing import safe, text_width

from .charted import BINS, Charts, shares

# So narrow and so large that letters are legible on the screen of a telephone, to which a picture is scaled.
WIDTH, BAR, GAP, SIZE, TITLE = 520.0, 20.0, 12.0, 15.0, 17.0
_PLOT = 170.0  # how high the columns of the months may be
_FONT = '"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif'
# Colours of Okabe and Ito; what is late is hatched too, so that it is told apart in grey.
_BLUE, _LATE = "#0072b2", "url(#late)"
_HATCH = (
    '<defs><pattern id="late" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="7" height="7" fill="#d55e00"/><rect width="2" height="7" fill="#fff"/></pattern></defs>'
)


class Bar(NamedTuple):
    """One bar: its label, its length, what is written at its end, and whether it shows something late."""

    label: str
    number: int
    text: str
    late: bool = False


def figures(charts: Charts) -> Iterator[str]:
    """Yield the charts as HTML figures; a chart for which the cases are not at hand is left out."""
    if charts.months is not None:
        yield _figure(months_svg(charts))
    yield _figure(outcomes_svg(charts))
    if charts.answers is not None:
        yield _figure(answers_svg(charts))


def _figure(svg: str) -> str:
    return f"<figure>\n{svg}\n</figure>"


def months_svg(charts: Charts) -> str:
    """Draw the requests received by month as columns."""
    months = charts.months or ()
    bars = [Bar(f"{n}月", count, str(count)) for n, count in enumerate(months, 1)]
    title = f"{charts.year}年各月新收申请（件）"
    return _svg("chart-months", title, bars, "本年没有新收申请", _columns(bars), _PLOT + 92)


def outcomes_svg(charts: Charts) -> str:
    """Draw the outcomes as bars, each with its share."""
    parts = shares(count for _, count in charts.outcomes)
    bars = [
        Bar(label, count, f"{count} 件　{share:.1%}")
        for (label, count), share in zip(charts.outcomes, parts, strict=True)
    ]
    title = f"{charts.year}年办理结果构成"
    return _svg("chart-outcomes", title, bars, "本年没有办理结果", _bars(bars), _height(bars))


def answers_svg(charts: Charts) -> str:
    """Draw how many answers were given how long before or after the end of the time limit."""
    counts = charts.answers or ()
    bars = [
        Bar(label, count, f"{count} 件", late=high is not None and high < 0)
        for (_, high, label), count in zip(BINS, counts, strict=True)
    ]
    note = f"；另有 {charts.unjudged} 件期限无法推算，未列入" if charts.unjudged else ""
    title = f"{charts.year}年答复时距期限届满的工作日{note}"
    return _svg("chart-answers", title, bars, "本年没有作出答复的申请", _bars(bars), _height(bars))


def _svg(id: str, title: str, bars: Sequence[Bar], nothing: str, drawn: Iterable[str], height: float) -> str:
    if not any(bar.number for bar in bars):
        drawn, told, height = [_text(0, 62, nothing)], nothing, 84.0
    else:
        told = "；".join(f"{bar.label} {bar.text}" for bar in bars)
    hatched = _HATCH if any(bar.late and bar.number for bar in bars) else ""
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:.0f} {height:.0f}" role="img" '
            f'aria-labelledby="{id}-title {id}-desc" lang="zh-CN" font-family=\'{_FONT}\'>',
            f'<title id="{id}-title">{safe(title)}</title>',
            f'<desc id="{id}-desc">{safe(told)}</desc>',
            hatched + _text(0, 22, title, TITLE, bold=True),
            *drawn,
            "</svg>",
        ]
    )


def _height(bars: Sequence[Bar]) -> float:
    return 44 + len(bars) * (BAR + GAP) + 6


def _bars(bars: Sequence[Bar]) -> Iterator[str]:
    """Yield horizontal bars below each other, labels at their left."""
    left = max(text_width(bar.label, SIZE) for bar in bars) + 14
    room = WIDTH - left - max(text_width(bar.text, SIZE) for bar in bars) - 12
    longest = max(bar.number for bar in bars) or 1
    for n, bar in enumerate(bars):
        y, length = 44 + n * (BAR + GAP), room * bar.number / longest
        yield _text(left - 10, y + 15, bar.label, anchor="end")
        yield _rect(left, y, length, BAR, bar.late)
        yield _text(left + length + 8, y + 15, bar.text)
    yield _line(left, 38, left, 44 + len(bars) * (BAR + GAP) - 4)


def _columns(bars: Sequence[Bar]) -> Iterator[str]:
    """Yield columns beside each other, each with its count on top."""
    step, foot = WIDTH / len(bars), 62 + _PLOT
    longest = max(bar.number for bar in bars) or 1
    for n, bar in enumerate(bars):
        x, height = n * step, _PLOT * bar.number / longest
        yield _rect(x + step * 0.2, foot - height, step * 0.6, height, bar.late)
        yield _text(x + step / 2, foot - height - 6, bar.text, anchor="middle")
        yield _text(x + step / 2, foot + 20, bar.label, anchor="middle")
    yield _line(0, foot, WIDTH, foot)


def _rect(x: float, y: float, width: float, height: float, late: bool) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
    return (
        f'<rect {place} fill="{_LATE if late else _BLUE}" stroke="#2b2b2b" stroke-width=".6"/>'
        if width * height
        else ""
    )


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#55555a"/>'


def _text(x: float, y: float, text: str, size: float = SIZE, anchor: str = "start", bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    at = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="#1a1a1a"{at}{weight}>{safe(text)}</text>'
