"""The rows of a shelf as they are read: in order, by case, and as one moment has them."""

from __future__ import annotations

from datetime import date

from workflow.events import Delivery, Replied
from workflow.outcomes import Outcome

from ..chain import START, Head
from ..entries import BookEntry
from .filled import SAID, answers, change, entry, fact, fill, write
from .tools import NOW, ShelfTests, receipt, replied

# Bytes of UTF-8 have another order than letters of an alphabet, and than the halves of UTF-16.
NUMBERS = ("依1", "b", "\U0002000b", "a", "\uff21", "B", "é", "a-1")


class RowsContract(ShelfTests):
    """The rows of a shelf as they are read: in order, by case, and as one moment has them."""

    def test_an_empty_shelf_holds_its_settings_alone(self) -> None:
        """Its head is row 0, every question is answered, and nothing is found."""
        with self.shelf(agency="福州市档案馆", numbering="依{n}", hash="sha256") as shelf:
            kept = dict(shelf.settings)
            assert (kept["agency"], kept["region"], kept["numbering"]) == ("福州市档案馆", "cn", "依{n}")
            with shelf.read() as rows:
                assert rows.head() == Head("sha256", 0, START)
                assert not any(answer for what, answer in answers(rows).items() if what != "head")

    def test_rows_come_in_the_order_of_recording(self) -> None:
        """Each as it was appended, whichever case it belongs to; from a row on, and up to one."""
        signed = Replied(date(2025, 3, 20), outcome=Outcome.GRANTED, delivery=Delivery.POST, by="张", note="急\n件")
        with self.shelf() as shelf:
            with shelf.write() as txn:
                first = write(txn, fact("b", 1, receipt()), entry(1, "memo", '{"n":1}'), fact("a", 1, receipt()))
            with shelf.write() as txn:
                later = write(txn, fact("b", 2, signed), entry(2, "memo", "{}"))
            written = [*first, *later]
            with shelf.read() as rows:
                assert [*rows.rows()] == [*rows.rows(-1)] == [*rows.rows(0, 9)] == written
                found = [[row[0] for row in rows.rows(after, until)] for after, until in ((1, 3), (2, None), (5, None))]
                assert found == [[2, 3], [3, 4, 5], []]
                assert rows.head() == rows.head(5) == Head("sha256", 5, written[-1][9])
                assert [head and head.digest for head in map(rows.head, (1, 3))] == [written[0][9], written[2][9]]
                assert [rows.head(seq) for seq in (-1, 0, 6, 2**70)] == [None] * 4

    def test_facts_come_by_case_in_the_order_of_the_bytes_of_its_number(self) -> None:
        """All cases, or those of the named that are there, each once, with their facts in the order of recording."""
        with self.shelf() as shelf:
            with shelf.write() as txn:
                rows_of = {number: write(txn, fact(number, 1, receipt())) for number in NUMBERS}
                write(txn, entry(1, "memo", "{}"))
                for number in reversed(NUMBERS):
                    rows_of[number] += write(txn, fact(number, 2, replied()))
            expected = [
                (number, [(*row[1:9], row[0]) for row in rows_of[number]])
                for number in sorted(NUMBERS, key=lambda number: number.encode())
            ]
            with shelf.read() as rows:
                assert [(number, [*facts]) for number, facts in rows.facts()] == expected
                named = [number for number, _ in rows.facts(("依1", "none", "B", "a", "依1"))]
                assert named == ["B", "a", "依1"]
                assert [(number, [*facts]) for number, facts in rows.facts(("é",))] == [
                    one for one in expected if one[0] == "é"
                ]
                assert [[*rows.facts(numbers)] for numbers in ((), ("none",), ("a ", "A"))] == [[]] * 3

    def test_facts_and_rows_are_counted(self) -> None:
        """Those of a case, none where there is no such case, the book's own under the empty number, and all."""
        with self.shelf() as shelf:
            with shelf.write() as txn:
                write(txn, fact("a", 1, receipt()), entry(1, "memo", "{}"), fact("a", 2, replied()))
                write(txn, entry(2, "other", "{}"), entry(3, "memo", "{}"))
                assert (txn.count("a"), txn.count(""), txn.count()) == (2, 3, 5)
            with shelf.read() as rows:
                assert [rows.count(number) for number in ("a", "b", "", None)] == [2, 0, 3, 5]

    def test_entries_of_the_book_come_by_kind(self) -> None:
        """In the order of recording, from a row on, with all that was said in them."""
        with self.shelf() as shelf:
            with shelf.write() as txn:
                write(txn, entry(1, "memo", '{"n":1}', by="张"), fact("a", 1, receipt()), entry(2, "other", "{}"))
                write(txn, entry(3, "memo", '{"n":2}', note="甲"))
            with shelf.read() as rows:
                on = NOW.date().isoformat()
                first = BookEntry(1, on, SAID, "张", None, '{"n":1}')
                second = BookEntry(4, on, SAID, None, "甲", '{"n":2}')
                assert [*rows.entries("memo")] == [*rows.entries("memo", 0)] == [first, second]
                assert [[*rows.entries("memo", after)] for after in (1, 3, 4)] == [[second], [second], []]
                assert [[*rows.entries(kind)] for kind in ("none", "received", "")] == [[]] * 3

    def test_persons_come_by_number(self) -> None:
        """All, or those of the cases named; each with its salt, byte for byte."""
        people = [(number, "王小明", None, "电话", bytes(range(16))) for number in NUMBERS]
        with self.shelf() as shelf:
            with shelf.write() as txn:
                for row in people:
                    txn.person(row[0], row)
            with shelf.read() as rows:
                assert [*rows.persons()] == sorted(people, key=lambda row: row[0].encode())
                assert [*rows.persons(("é",))] == [row for row in people if row[0] == "é"]
                assert [row[0] for row in rows.persons(("b", "none", "B"))] == ["B", "b"]
                assert [[*rows.persons(numbers)] for numbers in ((), ("none",))] == [[], []]

    def test_a_moment_stands_still(self) -> None:
        """What is appended, projected and erased meanwhile is not in it, also not in what it has begun to yield."""
        with self.shelf() as shelf:
            cases = fill(shelf)
            with shelf.read() as rows:
                before, facts = answers(rows), rows.facts()
                begun = [next(facts)]
                with shelf.write() as txn:
                    change(txn, cases)
                assert answers(rows) == before
                assert [*begun, *facts] == [*rows.facts()]
            for moment in (True, False):
                with shelf.read(moment=moment) as rows:
                    after = answers(rows)
                    assert {what for what in before if before[what] == after[what]} == set()

    def test_a_moment_is_that_of_entering_it(self) -> None:
        """What is written before it is entered is in it, what comes after is not, asked for anything before or not."""
        with self.shelf() as shelf:
            reading = shelf.read()
            with shelf.write() as txn:
                write(txn, fact("a", 1, receipt()))
            with reading as rows:
                with shelf.write() as txn:
                    write(txn, fact("a", 2, replied()))
                assert (rows.count("a"), rows.count()) == (1, 1)
            with shelf.read() as rows:
                assert rows.count("a") == 2

    def test_what_is_whole_is_read_alike_with_care(self) -> None:
        """For the proof as much is read as can be: of a shelf that nobody damaged, all of it."""
        with self.shelf() as shelf:
            fill(shelf)
            with shelf.read() as rows, shelf.read(damaged=True) as careful:
                assert answers(careful) == answers(rows)


__all__ = ["RowsContract"]
