"""Progress: what is shown on standard error while something takes long, where somebody watches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from desk import printing


@contextmanager
def bar(what: str, total: float | None = None, *, hidden: bool = False) -> Iterator[Callable[[float], object]]:
    """Show a bar up to *total*; call the function yielded with each amount done."""
    with _shown(what, total, hidden=hidden) as (shown, task):
        yield lambda more: shown.advance(task, more)


@contextmanager
def steps(what: str) -> Iterator[Callable[[int, int], object]]:
    """Show a bar; call the function yielded with the number done and the number of all."""
    with _shown(what, None) as (shown, task):
        yield lambda done, total: shown.update(task, completed=done, total=total)


@contextmanager
def counting(what: str) -> Iterator[Callable[[int], object]]:
    """Count *what* is done, where the number of all is not known; call the function yielded with each number more."""
    with _shown(what, None, *_counted()) as (shown, task):
        yield lambda more: shown.advance(task, more)


@contextmanager
def so_far(what: str) -> Iterator[Callable[[int], object]]:
    """Count in the same way; call the function yielded with the number done so far."""
    with _shown(what, None, *_counted()) as (shown, task):
        yield lambda done: shown.update(task, completed=done)


def _counted() -> tuple[Any, ...]:
    from rich.progress import SpinnerColumn, TextColumn

    return SpinnerColumn(), TextColumn("{task.description} {task.completed:.0f}")


@contextmanager
def _shown(what: str, total: float | None, *columns: Any, hidden: bool = False) -> Iterator[tuple[Any, Any]]:
    from rich.progress import Progress

    out = printing.console(stderr=True)
    with Progress(*columns, console=out, transient=True, disable=hidden or not out.is_terminal) as shown:
        yield shown, shown.add_task(what, total=total)


__all__ = ["bar", "counting", "so_far", "steps"]
