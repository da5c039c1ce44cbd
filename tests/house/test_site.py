"""What the manual's site adds around its pages, without Sphinx, which CI runs on them all."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

SITE = Path(__file__).parents[2] / "docs" / "site"


@pytest.fixture
def around(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(SITE))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    return import_module("around")


def test_the_theme_speaks_the_language_of_a_page_and_is_mended_once(around: ModuleType) -> None:
    theirs = '<html class="no-js" lang="{}"><aside class="toc-drawer"><span>Next</span>'
    english, chinese = (around.mended(theirs.format(lang)) for lang in ("en", "zh"))
    assert 'aria-label="On this page"' in english and "<span>Next</span>" in english
    assert 'aria-label="本页内容"' in chinese and "<span>下一页</span>" in chinese
    assert around.mended(english) == english and around.mended(chinese) == chinese


def test_lines_of_hanzi_are_joined_but_not_heads_lists_or_screens(around: ModuleType) -> None:
    joined = import_module("added").joined
    assert joined("够不够，\n看不准\n") == "够不够，看不准\n"
    assert joined("- 甲\n  乙\n- 丙\n") == "- 甲乙\n- 丙\n"
    for page in ("# 甲\n乙\n", "甲\n\n乙\n", "甲 a\nb 乙\n", "```text\n甲\n乙\n```\n丙\n"):
        assert joined(page) == page
