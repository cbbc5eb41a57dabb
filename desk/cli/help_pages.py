"""Help pages as wide as they look: a Chinese character takes two cells, which click counts as one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import click
from rich.cells import cell_len

from desk.fitting import fitted

_MORE = "    "


class HelpPage(click.HelpFormatter):
    """Writes a help page of which no line is wider than the page."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how a command is called; what does not fit stands below, under its arguments."""
        head = f"{prefix or ''}{prog} "
        self._write(head, fitted(args, self.width - cell_len(head)))

    def write_text(self, text: str) -> None:
        """Write paragraphs, each in as many lines as it needs."""
        indent = " " * self.current_indent
        paragraphs = (" ".join(one.split()) for one in text.split("\n\n"))
        lines = ("\n".join(indent + line for line in self._fitted(one, len(indent))) for one in paragraphs)
        self.write("\n\n".join(lines) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write terms with what they mean beside them, or below where a term is long."""
        rows = list(rows)
        column = min(max(cell_len(term) for term, _ in rows), col_max) + col_spacing
        indent = " " * self.current_indent
        for term, meaning in rows:
            lines = self._fitted(meaning, self.current_indent + column)
            if cell_len(term) <= column - col_spacing:
                self._write(f"{indent}{term}{' ' * (column - cell_len(term))}", lines)
                continue
            self.write("\n".join(self._term(term)) + "\n")
            self._write(indent + " " * column, lines)

    def _fitted(self, text: str, taken: int) -> list[str]:
        return [line.strip() for line in fitted(text, self.width - taken)]

    def _write(self, head: str, lines: list[str]) -> None:
        """Write lines beside *head*, the second and those after it below the first."""
        below = "\n" + " " * cell_len(head)
        self.write(f"{head}{below.join(lines)}".rstrip() + "\n")

    def _term(self, term: str) -> Iterator[str]:
        """Yield a term in lines that fit; a list of values is broken between two of them."""
        line = " " * self.current_indent
        for part in re.split(r"(?<=\|)", term):
            if cell_len(line + part) > self.width:
                yield line
                line = " " * self.current_indent + _MORE
            line += part
        yield line


class PageContext(click.Context):
    """A context whose help is a :class:`HelpPage`."""

    formatter_class = HelpPage


__all__ = ["HelpPage", "PageContext"]
