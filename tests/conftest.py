"""The assertions of the shipped contract are made readable before any test imports it."""

from __future__ import annotations

import pytest

pytest.register_assert_rewrite("persistence.contract")
