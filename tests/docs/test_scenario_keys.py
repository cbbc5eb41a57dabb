"""The page on testing names every key of scenario files, in every spelling."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from workflow.events import EVENT_OF
from workflow.testing.scenarios import beside, expected, scenario, vocabulary

ROOT = Path(__file__).parents[2]
PAGE = re.sub(r"(?ms)^```.*?^```$", "", (ROOT / "docs" / "testing.md").read_text("utf-8"))
NAMED = set(re.findall(r"`([^`]+)`", PAGE))
SHIPPED = sorted((ROOT / "workflow" / "testing" / "scenarios" / "data").glob("*.yaml"))
KEYS = {
    "a scenario": vocabulary.FRAME,
    "the receipt": vocabulary.RECEIPT,
    "facts": vocabulary.FACTS,
    "应当": expected.EXPECT,
    "期限": vocabulary.LIMITS,
    "one of 期限": expected._LIMIT,
    "拒绝": expected._REFUSED,
    "日历": scenario._CALENDAR,
    "信息处理费": beside._FEE,
    **{kind: vocabulary.fields_of(kind) for kind in EVENT_OF},
}


@pytest.mark.parametrize("keys", KEYS.values(), ids=list(KEYS))
def test_every_key_that_the_code_knows_is_named(keys: vocabulary.Vocabulary) -> None:
    """Its name in the code and each of its Chinese spellings stand in the tables."""
    for name, spellings in keys.words.items():
        assert {name, *spellings} <= NAMED


def keys_in(node: Any) -> Iterator[str]:
    """Yield the keys of a document, and of all in it."""
    if isinstance(node, dict):
        yield from node
    for each in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from keys_in(each)


def test_every_key_that_the_shipped_files_use_is_named() -> None:
    """A reader of any of these files finds its keys on the page; days and years are no keys of ours."""
    used = {key for path in SHIPPED for key in keys_in(yaml.load(path.read_text("utf-8"), yaml.BaseLoader))}
    words = set(re.findall(r"[^、| ]+", PAGE))  # disputed points stand among the words
    assert {"提示", "表三列", "工作日", "年度报告期限", "信息处理费", "渠道", "申请人补正期限"} <= used
    assert {key for key in used if not key[0].isdigit()} <= NAMED | words
