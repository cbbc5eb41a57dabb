"""Arguments of a wrong type: every public method of a desk and of a register refuses them in words, and does nothing."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from desk import Desk
from desk.read_only import ReadOnlyDesk
from persistence import MemoryRegister, NoSuchRow, Person, Register, UnknownCase
from persistence.chain import START, Head
from persistence.chosen import Chosen
from workflow.annual import Selection
from workflow.calendar import china, notices
from workflow.case import Case
from workflow.errors import InvalidFact, WrongType, YishenqingError
from workflow.events import Channel, Extended, Received, ReviewStarted
from workflow.law import Readings
from workflow.outcomes import Requester
from workflow.whatif import SupposedDays

DAY = date(2025, 3, 3)
NOW = datetime(2025, 12, 31, 4, tzinfo=UTC)
RECEIVED = Received(DAY, channel=Channel.IN_PERSON, requester=Requester.BUSINESS, subject="采购合同")
# What is right for a parameter of this name, wherever there is one; what is None may be left out.
RIGHT: dict[str, Any] = {
    "number": "2025-001",
    "first": 1,
    "last": 1,
    "most": 1,
    "numbers": ["2025-001"],
    "fact": ReviewStarted(DAY),
    "recorded_at": NOW,
    "on": DAY,
    "channel": Channel.FAX,
    "requester": Requester.BUSINESS,
    "subject": "采购合同",
    "lines": [],
    "facts": [],
    "path": "nowhere.db",
    "kind": "app.memo",
    "data": "{}",
    "arrangement": notices()[-1],
    "calendar": china(),
    "moved": list,
    "year": 2025,
    "row": "received",
    "column": "total",
    "reason": "到期",
    "by": "甲",
    "no": 1,
    "approved_by": "丙",
    "and_by": "乙",
    "periods": [],
    "limits": [],
    "reckoned_with": "",
    "past": False,
    "wanted": Selection(received=(DAY, DAY)),
    "seq": 0,
    "suppositions": [],
    "what": Chosen(Readings.default(), DAY),
}
# … and where it stands for something else in one method.
THERE: dict[tuple[str, str], Any] = {
    ("__init__", "path"): Path("nowhere.db"),
    ("receive", "fact"): RECEIVED,
    ("freeze", "year"): Desk(MemoryRegister(NOW), now=NOW).freeze(2024),
}
# Whatever is no JSON, or no value of the field of a fact, is refused as such.
OF_DESK: dict[tuple[str, str], Any] = {("rectify_ledger", "number"): 1}
ANYTHING = {("Desk", "write_entry", "data"), ("Desk", "rectify", "changed")}


def methods() -> Iterator[tuple[type, str, str]]:
    """Yield every parameter of every public method, with its class."""
    for cls in (Desk, ReadOnlyDesk, Register, MemoryRegister):
        for name, member in inspect.getmembers(cls, callable):
            if not name.startswith("_") or (name == "__init__" and cls is not ReadOnlyDesk):
                for parameter in inspect.signature(member).parameters:
                    if parameter not in ("self", "cls") and (cls.__name__, name, parameter) not in ANYTHING:
                        yield cls, name, parameter


EVERY = list(methods())


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """Return a desk, a register in a file and one in memory, each with a case."""
    monkeypatch.chdir(tmp_path)
    desk = Desk.create(tmp_path / "desk.db", now=NOW)
    register, memory = Register.create(tmp_path / "register.db", opened_at=NOW), MemoryRegister(NOW)
    for book in (desk.register, register, memory):
        book.receive(RECEIVED, NOW)
    with desk.at() as then:
        yield {"Desk": desk, "ReadOnlyDesk": then, "Register": register, "MemoryRegister": memory}
    desk.close()
    register.close()


def call(target: Any, cls: type, name: str, parameter: str, wrong: object) -> object:
    """Call a method with what is right for every parameter but one."""
    method: Callable[..., object] = cls if name == "__init__" else getattr(target, name)
    args: list[object] = []
    named: dict[str, object] = {}
    for p in inspect.signature(getattr(cls, name)).parameters.values():
        if p.name in ("self", "cls") or p.kind is p.VAR_KEYWORD or (p.name != parameter and p.default is not p.empty):
            continue
        own = THERE if cls in (Register, MemoryRegister) else OF_DESK
        right = own.get((name, p.name), RIGHT.get(p.name))
        value = wrong if p.name == parameter else right
        if p.kind is p.VAR_POSITIONAL:
            args.append(value if p.name == parameter else "2025-001")
        elif p.kind is p.KEYWORD_ONLY or p.default is not p.empty:
            named[p.name] = value
        elif p.name == "register":
            args.append(wrong if p.name == parameter else target.register)
        else:
            args.append(value)
    return method(*args, **named)


@pytest.mark.parametrize(("cls", "name", "parameter"), EVERY, ids=lambda part: getattr(part, "__name__", part))
def test_every_parameter_refuses_what_it_is_not(cls: type, name: str, parameter: str, made: dict[str, Any]) -> None:
    """A thing of no use anywhere is refused with the name of the parameter, as a TypeError and in both languages."""
    target = made[cls.__name__]
    book = getattr(target, "register", getattr(target, "book", target))
    before = book.head()
    with pytest.raises(TypeError) as caught:
        call(target, cls, name, parameter, object())
    error = caught.value
    assert isinstance(error, YishenqingError)
    assert f"参数 {parameter}：" in error.message("zh")
    assert f"argument {parameter}:" in error.message("en")
    assert book.head() == before


CASE = Case.of("2025-001", RECEIVED)
MOMENT = datetime(2025, 3, 3, 9, tzinfo=UTC)
# A method, what it is given, and for which parameter it is refused.
MISTAKES: list[tuple[str, tuple[Any, ...], dict[str, Any], str]] = [
    ("case", (CASE,), {}, "number"),
    ("case", (2025001,), {}, "number"),
    ("case", (None,), {}, "number"),
    ("record", (CASE, ReviewStarted(DAY)), {}, "number"),
    ("record", ("2025-001", {"event": "review_started"}), {}, "fact"),
    ("record", ("2025-001", ReviewStarted), {}, "fact"),
    ("record", ("2025-001", ReviewStarted(DAY)), {"expecting": "1"}, "expecting"),
    ("deadline", ("2025-001",), {"on": "2025-03-05"}, "on"),
    ("deadline", ("2025-001",), {"on": MOMENT}, "on"),
    ("deadlines", ("2025-001", MOMENT), {}, "on"),
    ("due", (), {"on": "2025-03-05"}, "on"),
    ("due", ("5",), {}, "within"),
    ("audit", (CASE,), {}, "numbers"),
    ("audit", (["2025-001"],), {}, "numbers"),
    ("annual", ("2025",), {}, "year"),
    ("annual", (True,), {}, "year"),
    ("cell", (2025, 1, "total"), {}, "row"),
    ("history", (CASE,), {}, "number"),
    ("export", ("2025-001",), {}, "numbers"),
    ("forget", (CASE, "到期"), {}, "number"),
    ("import_lines", ('{"case":"1"}',), {}, "lines"),
    ("what_if", (SupposedDays(off=(DAY,)),), {}, "suppositions"),
    ("what_if", ("放假: 2025-03-10",), {}, "suppositions"),
]


@pytest.mark.parametrize(("name", "args", "named", "parameter"), MISTAKES)
def test_natural_mistakes(
    made: dict[str, Any], name: str, args: tuple[Any, ...], named: dict[str, Any], parameter: str
) -> None:
    """A case in place of its number, a text in place of a day: the words say which parameter, and what is asked for."""
    with pytest.raises(TypeError) as caught:
        getattr(made["Desk"], name)(*args, **named)
    assert isinstance(caught.value, YishenqingError)
    assert parameter in caught.value.message("zh")
    assert "损坏" not in caught.value.message("zh")


@pytest.mark.parametrize("person", ["王小明", {"name": "王小明"}, ("王小明",)])
def test_a_person_is_a_person(made: dict[str, Any], person: Any) -> None:
    """Who asks is given as a Person; anything else is refused without repeating it."""
    desk: Desk = made["Desk"]
    with pytest.raises(TypeError, match="Person") as caught:
        desk.receive(DAY, channel=Channel.FAX, requester=Requester.BUSINESS, subject="x", person=person)
    assert isinstance(caught.value, YishenqingError)
    assert "王小明" not in caught.value.message("zh") + repr(vars(caught.value))
    assert len(list(desk.cases())) == 1


def test_what_is_right_is_taken(made: dict[str, Any]) -> None:
    """Words of the case file in place of enums, a path as text, an iterator of lines are as good."""
    desk: Desk = made["Desk"]
    person = Person("王小明")
    channel: Any = "fax"
    case = desk.receive(DAY, channel=channel, requester=Requester.BUSINESS, subject="x", person=person)
    assert case.received.channel is Channel.FAX
    assert desk.register.person(case.number) == person
    assert desk.import_lines(iter([])).cases == 0
    assert list(desk.export(("2025-001",))) == list(desk.export(["2025-001"]))


@pytest.mark.parametrize("number", ["", " ", "\0", "\ud800", "x" * 10_000, "2025-001\n"])
def test_a_text_that_is_no_number_of_a_case(made: dict[str, Any], number: str) -> None:
    """What can be no case is simply not there; it never looks like damage."""
    for target in made.values():
        with pytest.raises(UnknownCase):
            target.case(number)
    desk: Desk = made["Desk"]
    with pytest.raises((InvalidFact, UnknownCase)):
        desk.record(number, Extended(DAY, workdays=5, approved_by="甲"))


@pytest.mark.parametrize("year", [0, -1, 10_000, 10**30])
def test_a_year_that_is_none(made: dict[str, Any], year: int) -> None:
    """A year that no calendar has is refused in words by whatever takes a year."""
    desk: Desk = made["Desk"]
    for ask in (desk.annual, desk.handed_in, desk.compare, desk.freeze, lambda y: desk.cell(y, "received", "total")):
        with pytest.raises(YishenqingError):
            ask(year)


@pytest.mark.parametrize("seq", [-1, 2**63, 10**30])
def test_a_place_that_is_none(made: dict[str, Any], seq: int) -> None:
    """A place outside the journal is one after or before all of it."""
    head = Head("sha256", seq, START)
    for target in (made["Register"], made["MemoryRegister"]):
        with pytest.raises(NoSuchRow):
            target.at(seq).__enter__()
        assert not target.verify(head).ok


def test_the_type_that_is_asked_for_is_said_in_words(made: dict[str, Any]) -> None:
    """A class of ours stands in a sentence, apart from the Chinese around it."""
    with pytest.raises(WrongType) as caught:
        made["Desk"].receive(DAY, channel="fax", requester="business", subject="甲", person="乙")
    assert caught.value.message() == "参数 person：类型为 str，应为 Person 的值或者不填"
    assert caught.value.message("en") == "argument person: its type is str, allowed is a Person or nothing"
