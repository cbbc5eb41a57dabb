"""The fixture ``what_if``: which limits of scenarios would move."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from workflow.testing.scenarios import MalformedScenario, read_yaml
from workflow.whatif import SupposedDays, SupposedNumber

FIFTEEN = "修改: {条款: 答复期限, 数: 15, 自: 2024-01-01}"
STORIES = """\
- 情形: 二〇二三年
  收到申请: 2023-03-06
  答复: 2023-04-03
  应当: {答复期限: 2023-04-03}
- 情形: 二〇二五年，最后一日答复
  收到申请: 2025-03-03
  答复: 2025-03-31
  应当: {答复期限: 2025-03-31}
- 情形: 本来不可能
  收到申请: 2025-03-03
  归档: 2025-03-04
  应当: {答复期限: 2025-03-31}
"""
WhatIf = Callable[..., Any]


def test_only_scenarios_after_the_change_move(what_if: WhatIf) -> None:
    """That of 2023 does not, one whose story is impossible has no limits, and the other is late then."""
    found = what_if(FIFTEEN, read_yaml(STORIES))
    (one,) = found.moved
    assert (one.case, one.due, one.due_then) == ("二〇二五年，最后一日答复", date(2025, 3, 31), date(2025, 3, 24))
    assert (one.late, one.late_then) == (False, True)
    assert found.sums["reply"].late_then == 1


def test_a_file_or_a_folder_is_read(what_if: WhatIf, tmp_path: Path) -> None:
    """By its path; suppositions may be values too."""
    (tmp_path / "甲.情形.yaml").write_text(STORIES, "utf-8")
    for place in (tmp_path, str(tmp_path / "甲.情形.yaml")):
        assert len(what_if([SupposedNumber("reply", 15, date(2024, 1, 1))], place).moved) == 1


def test_those_of_the_library_are_asked_by_default(what_if: WhatIf) -> None:
    """Some rest on the 20 working days; an unchanged number moves none."""
    assert len({m.case for m in what_if(FIFTEEN).moved}) > 3
    assert what_if(FIFTEEN.replace("15", "20")).moved == []
    assert what_if([SupposedDays()]).moved == []


def test_words_that_cannot_be_read_are_refused(what_if: WhatIf) -> None:
    """As in a file."""
    with pytest.raises(MalformedScenario, match="缺少“自”"):
        what_if("修改: {条款: 答复期限, 数: 15}", read_yaml(STORIES))


def test_a_file_that_is_not_there_is_named(what_if: WhatIf, tmp_path: Path) -> None:
    """In both languages, as what else cannot be read."""
    with pytest.raises(MalformedScenario, match=r"无此\.yaml: 没有这个文件或者文件夹"):
        what_if(FIFTEEN, tmp_path / "无此.yaml")
