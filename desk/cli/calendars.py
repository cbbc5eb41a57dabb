"""``ysq calendar``: what is known of the working days, the year at a glance, and a new arrangement coming in."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import batched, zip_longest
from pathlib import Path
from typing import Any

import click
from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table
from rich.text import Text

from desk import printing
from desk.calendars import PACKAGES, Draft, from_package, read_arrangement
from desk.desk import Desk, calendar_of
from persistence import NoRegister
from persistence.arrangements import Move
from workflow.calendar import Arrangement, Notice, Overlay, WorkCalendar, laid_over
from workflow.calendar.days import Day
from workflow.calendar.festivals import festival_words, statutory_days
from workflow.clock.wording import DUTIES
from workflow.words import Lang, Words

from .language import lang, say
from .root import ysq
from .shell import DAY, Command, Commands, Whole, open_desk, print_json, shared, tell
