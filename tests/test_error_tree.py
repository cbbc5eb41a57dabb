"""The error trees that are drawn at the top of ``workflow/errors.py`` and ``persistence/errors/__init__.py`` are those there are."""

from __future__ import annotations

import re
from collections.abc import Iterator

import persistence
from persistence import errors as errors_of_the_book
from persistence.errors import RegisterError
from tests import errors_made  # with all modules that define errors
from workflow import errors
from workflow.errors import YishenqingError
from workflow.words import Words


def drawn(drawing: str | None, root: str) -> dict[str, str]:
    """Return the errors of the drawing, each with that under which it stands."""
    above, found = [root], {}
    for line in (drawing or "").splitlines():
        if match := re.match(r"([│ ]*)[├└]── ([A-Z]\w+(?:, [A-Z]\w+)*)", line):
            depth = 1 + len(match[1]) // 4
            names = match[2].split(", ")
            found |= dict.fromkeys(names, above[depth - 1])
            above[depth:] = [names[-1]]
    return found


def defined(base: type[YishenqingError], apart: type[YishenqingError] | None = None) -> Iterator[tuple[str, str]]:
    """Yield the errors of the code, each with its base, without those under *apart*."""
    for error in base.__subclasses__():
        if error in errors_made.classes():
            yield error.__name__, base.__name__
            yield from defined(error, apart) if error is not apart else ()


def test_every_error_is_drawn_under_its_base() -> None:
    """None is missing, none is invented, and each stands where it belongs; the book has a drawing of its own."""
    assert drawn(errors.__doc__, "YishenqingError") == dict(defined(YishenqingError, apart=RegisterError))


def test_every_error_of_the_book_is_drawn_under_its_base() -> None:
    """The same for what can go wrong with the book."""
    assert drawn(errors_of_the_book.__doc__, "RegisterError") == dict(defined(RegisterError))


def test_every_error_of_the_book_can_be_imported_from_persistence() -> None:
    """Whoever catches one names it without knowing in which file it stands."""
    names = {"RegisterError", *dict(defined(RegisterError))}
    assert names <= set(persistence.__all__)
    assert all(getattr(persistence, name) is getattr(errors_of_the_book, name) for name in names)


def test_an_error_that_holds_a_case_names_it() -> None:
    """So that :meth:`of_case` need not read the message: in both languages."""
    found = [error for error in map(errors_made.made, set(errors_made.classes())) if error.case]
    assert len(found) >= 12
    for error in found:
        assert all(error.case in error.message(lang) for lang in ("zh", "en")), error


def test_a_number_within_a_message_is_no_name_of_a_case() -> None:
    """Case 1 is named in a message that has a 1 in it; once it is named, it is not named again."""
    error = YishenqingError(Words("缺2031年放假安排", "the notice of 2031 is missing"))
    assert error.of_case("1") is error
    assert (error.case, error.message("zh"), error.message("en")) == (
        "1",
        "案件 1：缺2031年放假安排",
        "case 1: the notice of 2031 is missing",
    )
    assert str(error.of_case("1")) == str(error) == "案件 1：缺2031年放假安排"
    unknown = persistence.UnknownCase("1")
    assert unknown.of_case("1").message("en") == persistence.UnknownCase("1").message("en")
