"""The readings of a register: kept as they were when it was made, until others are adopted."""

from __future__ import annotations

from datetime import date, timedelta

from workflow.errors import InvalidFact
from workflow.law import OnlyAConvention, Readings, UnknownReading

from ..book_kinds import SETTING
from ..casefile import read_lines
from ..chosen import Chosen
from ..errors import InvalidLine
from .tools import NOW, ShelfTests, receipt, refused

OTHER = Readings.default().with_(consultation_boundary="sent_to_answered")
ON = date(2030, 12, 31)


class ReadingsContract(ShelfTests):
    """Readings: every one is kept, and others hold once they were adopted."""

    def test_every_reading_is_kept(self) -> None:
        """The defaults of the day are kept with what was chosen; what is no reading makes no register."""
        with self.register() as register:
            assert register.settings.readings == Readings.default().in_full()
        with self.register(readings="art35_pause=restart") as register:
            assert register.settings.readings == Readings.default().with_(art35_pause="restart").in_full()
        refused(UnknownReading, lambda: self.register(readings="art35_pause=half").__enter__())
        refused(OnlyAConvention, lambda: self.register(readings="item_splitting=split").__enter__())

    def test_adopted_readings_hold_from_then_on(self) -> None:
        """They are an entry of the book; each case follows."""
        with self.register() as register:
            case = register.open_case("x", receipt(), NOW)
            assert case.home is not None
            register.choose(Chosen(OTHER, ON, "张"), NOW)
            assert register.home.readings == register.case("x").home.readings == case.home.readings == OTHER  # type: ignore[union-attr]
            (entry,) = register.entries(SETTING)
            assert (entry.by, entry.on) == ("张", "2030-12-31")
            assert [*register.entries(SETTING, entry.seq - 1)] == [entry]
            assert not register.verify().problems
            with self.unchanged(register):
                refused(InvalidFact, lambda: register.choose(Chosen(OTHER, ON + timedelta(9)), NOW))

    def test_an_export_brings_adopted_readings_along(self) -> None:
        """Into an empty register; one that holds cases keeps its own, and says so where they are others."""
        with self.register() as register, self.register() as copy, self.register() as used:
            register.open_case("x", receipt(), NOW)
            register.choose(Chosen(OTHER, ON, "张"), NOW)
            lines = list(register.export())
            copy.import_lines(read_lines(lines, "f"), NOW)
            assert list(copy.export()) == lines
            assert copy.home.readings == OTHER
            assert not any("setting" in line for line in register.export(["x"]))
            used.open_case("y", receipt(), NOW)
            with self.unchanged(used):
                refused(InvalidLine, lambda: used.import_lines(read_lines(lines, "f"), NOW))
            used.choose(Chosen(OTHER, ON), NOW)
            used.import_lines(read_lines(lines, "f"), NOW)
            assert len(used.entries(SETTING)) == 1

    def test_an_export_brings_along_the_readings_of_the_making(self) -> None:
        """Of a whole register that was not made with the defaults; the copy goes on with them, and exports the same."""
        with (
            self.register(readings="late_clarification_notice=restart") as register,
            self.register() as copy,
            self.register() as used,
        ):
            register.open_case("x", receipt(), NOW)
            lines = list(register.export())
            assert '"late_clarification_notice":"restart"' in lines[0]
            assert not any("setting" in line for line in register.export(["x"]))
            copy.import_lines(read_lines([*lines, lines[0]], "f"), NOW)
            assert (list(copy.export()), copy.home.readings) == (lines, register.home.readings)
            assert not copy.verify().problems
            used.open_case("y", receipt(), NOW)
            assert not any("setting" in line for line in used.export())
            with self.unchanged(used):
                refused(InvalidLine, lambda: used.import_lines(read_lines(lines, "f"), NOW))
