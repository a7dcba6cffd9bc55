"""The page for authors must not fall behind the code."""

import re
from pathlib import Path

import pytest

from content.lint.limits import CODE_LINES, CODE_WIDTH, OPTION_TEXT, TEXTS, WHY
from content.loader.question import COMMON_FIELDS, KIND_FIELDS
from content.model import Kind
from content.verify.tools import TOOL_NAMES

PAGE = (Path(__file__).parents[3] / "docs" / "content-format.md").read_text("utf-8")


@pytest.mark.parametrize("tool", TOOL_NAMES)
def test_every_tool_has_a_row_that_tells_its_contract(tool):
    assert f"\n| `{tool}` |" in PAGE


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_is_named(kind):
    assert f"`{kind}`" in PAGE


@pytest.mark.parametrize("field", sorted({*COMMON_FIELDS, *(name for names in KIND_FIELDS.values() for name in names)}))
def test_every_field_is_named(field):
    assert re.search(rf"^[ -]*{field}:|`{field}[`:]", PAGE, re.MULTILINE)


@pytest.mark.parametrize("limit", sorted({*TEXTS.values(), OPTION_TEXT, WHY, CODE_WIDTH, CODE_LINES}))
def test_every_limit_is_told(limit):
    assert f"{limit:,}" in PAGE
