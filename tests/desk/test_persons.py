"""Who asks, at the desk: nobody where nothing is said, and told where an import writes them."""

from __future__ import annotations

import json
from datetime import date

import pytest

from desk import Desk
from persistence import Person
from tests.desk.running import Ysq

RECEIVE = ("receive", "--on", "2025-03-03", "--channel", "fax", "--requester", "business", "--subject", "预算")


def test_an_import_tells_whose_name_it_took_in_the_place_of_another(ysq: Ysq) -> None:
    """Who asks is told on standard error, with the cases, and no name; the figures are what the contract has."""
    ysq("init")
    for name in ("王小明", ""):
        ysq(*RECEIVE, "--name", name)
    people = [{"case": f"2025-00{n}", "person": {"name": "李四"}} for n in (1, 2)]
    ran = ysq("import", "-", "--json", "--lang", "en", stdin="\n".join(map(json.dumps, people)).encode())
    assert ran.json == {"cases": 0, "events": 0, "ledger": 0}
    assert "wrote who asks in 2 cases, 1 of them in place of others (case 2025-001)" in ran.err
    assert "李四" not in ran.err
    again = ysq("import", "-", stdin="\n".join(map(json.dumps, people)).encode())
    assert "申请人" not in again.err


@pytest.mark.parametrize("nothing", ["", " ", "\u3000", "\u200b"])
def test_a_person_of_nothing_is_nobody(ysq: Ysq, nothing: str) -> None:
    """Nothing is kept where no part of a person can be seen; an empty part beside a name is kept as it is."""
    ysq("init")
    assert ysq(*RECEIVE, "--name", nothing, "--identity", nothing, "--contact", nothing).status == 0
    ysq(*RECEIVE, "--name", "王小明", "--identity", nothing)
    with Desk.open("register.db") as desk:
        assert desk.register.person("2025-001") is None
        assert desk.register.person("2025-002") == Person("王小明", nothing)
        assert desk.receive(date(2025, 3, 3), channel="fax", requester="business", subject="a", person=Person(nothing))
        assert desk.register.person("2025-003") is None
