"""``ysq calendar``: what is known of the working days, and the year at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from desk import printing
from desk.opened import calendar_of
from persistence.arrangements import Recorded
from workflow.calendar import Arrangement, Notice, Overlay, WorkCalendar, china, laid_over, region_code, regions
from workflow.calendar.workdays import FIRST, LAST

from .calendar_adding import add
from .calendar_overview import overview, overview_json
from .calendar_year import year_json, year_view
from .language import say
from .root import ysq
from .shell import DAY, Command, Whole, open_desk, print_json, shared

_YEAR = Whole(FIRST.year, LAST.year)


class _Calendar(Command):
    """``ysq calendar [YEAR]``, which hands ``ysq calendar add …`` on to a command of its own."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Return the context of this command, or of ``add`` where that is the first word."""
        at = self._first_word(args)
        if at is not None and args[at] == "add":
            rest = [*args[:at], *args[at + 1 :]]
            return add.make_context(f"{info_name} add", rest, parent, **extra)
        return super().make_context(info_name, args, parent, **extra)

    def _first_word(self, args: Sequence[str]) -> int | None:
        """Return the place of the first argument that is neither an option nor the value of one."""
        options = (p for command in (self, add) for p in command.params if isinstance(p, click.Option))
        valued = {name for option in options if not option.is_flag for name in option.opts}
        for n, argument in enumerate(args):
            if not argument.startswith("-") and (n == 0 or args[n - 1] not in valued):
                return n
        return None


@ysq.command(
    cls=_Calendar,
    help=say(
        "工作日：依据哪些通知，已确认到哪一天；给出年份则显示全年。",
        "Working days: from which notices, until when; with YEAR, a year at a glance.",
    ),
    epilog=say(
        "载入新的放假安排：ysq calendar add 文件（见 ysq calendar add --help）",
        "A new arrangement: ysq calendar add FILE (see ysq calendar add --help)",
    ),
)
@shared()
@click.option("--region", metavar="CODE", help=say("地区（默认按登记簿）", "Region (default: the register's)."))
@click.option("--as-known-on", type=DAY, help=say("只按该日已发出的通知", "With what was issued by that day."))
@click.argument("year", type=_YEAR, required=False, metavar=say("[年份]", "[YEAR]"))
@click.pass_context
def calendar(
    ctx: click.Context, db: Path, as_json: bool, region: str | None, as_known_on: date | None, year: int | None
) -> None:
    """Show what is known of the working days, or one year of them."""
    given = db.exists() or ctx.get_parameter_source("db") is ParameterSource.COMMANDLINE
    loaded, home = _loaded(db) if given else ((), "cn")
    own, base = _placed([r for r in loaded if _known(r.arrangement, as_known_on)], region, home)
    known = laid_over(china(as_known_on, base.overlays), *(recorded.arrangement for recorded in own))
    if as_json:
        print_json(overview_json(known, own) if year is None else year_json(known, own, year))
        return
    out = printing.console()
    printing.show(out, *(overview(known, own) if year is None else year_view(known, year, out.width)))


def _loaded(db: Path) -> tuple[Sequence[Recorded], str]:
    """Return the arrangements that were loaded into a register, and its region."""
    with open_desk(db).at() as desk:
        return desk.book.arrangements(), desk.settings.region


def _known(arrangement: Arrangement, on: date | None) -> bool:
    return on is None or arrangement.issued is None or arrangement.issued <= on


def _placed(own: list[Recorded], region: str | None, home: str) -> tuple[list[Recorded], WorkCalendar]:
    """Return what was loaded for *region* and its calendar before that; it may be known from what was loaded alone."""
    local = {r.arrangement.region for r in own if isinstance(r.arrangement, Overlay)}
    place = home if region is None else region
    place = place if place in local else region_code(place)
    if region is not None:
        own = [r for r in own if isinstance(r.arrangement, Notice) or r.arrangement.region == place]
    return own, china() if place in local - set(regions()) else calendar_of(place)
