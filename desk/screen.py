"""Screen: text of others on its way to a terminal. What would move the cursor, colour, hide or turn round is shown instead.

Whatever ``ysq`` prints for people goes through :func:`visible`, by way of the console, of ``shell.write`` or of
``shell.aside``; JSON goes through :func:`json_text`. Files keep the rules of their formats.
"""

from __future__ import annotations

import json
import re

from workflow.unseen import ON_SCREEN

_IN_LINES = re.compile(f"[{ON_SCREEN}]")
_ANYWHERE = re.compile(f"[\t\n{ON_SCREEN}]")
_UNDECODED = re.compile("[\udc80-\udcff]+")


def visible(text: str, lines: bool = False) -> str:
    """Return *text* with every character that a terminal would obey or hide written out, such as ``\\x1b``.

    With *lines*, which is for texts of our own making, line feeds and tabs stay. Shown twice it is the same.
    """
    return (_IN_LINES if lines else _ANYWHERE).sub(_written_out, _UNDECODED.sub(_decoded, text))


def _decoded(found: re.Match[str]) -> str:
    """Return the bytes of a name that the system could not decode as what they nearly always are: UTF-8."""
    return found[0].encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")


def _written_out(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode("ascii")


def json_text(text: str) -> str:
    """Return a JSON text with such characters as its own escapes; it says the same."""
    return _IN_LINES.sub(lambda found: json.dumps(found[0])[1:-1], text)


__all__ = ["json_text", "visible"]
