"""Scenarios: dated stories of a case that a legal officer reads and writes, with what the law makes of them.

    - 情形: 征求第三方意见的时间不计入
      依据: 条例第三十三条第三款
      收到申请: 2025-03-03
      征求意见: [{发出: 2025-03-10, 送达: 2025-03-12, 答复: 2025-03-26}]
      应当:
        答复期限: 2025-04-17

Every key has an English name too. Nothing here opens a file: ``desk.scenario_files`` does.
"""

from ...vocabulary.malformed import MalformedScenario, NoYaml
from .expected import Expectation
from .running import Failure, Result, run
from .scenario import Scenario, read_node, read_rows, read_yaml

__all__ = [
    "Expectation",
    "Failure",
    "MalformedScenario",
    "NoYaml",
    "Result",
    "Scenario",
    "read_node",
    "read_rows",
    "read_yaml",
    "run",
]
