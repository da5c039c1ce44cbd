"""A plain run generates the same examples whatever else has been imported."""

from __future__ import annotations

import sys
from hashlib import sha256
from importlib import util
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants

from tests.strategies import scenarios

ODD = 271_828_182_845
MODULE = f"NUMBER = {ODD}\nSHARE = 0.271828182845\nWORD = 'a word of nobody else'\n"


def generated() -> str:
    """A digest of the numbers, texts and scenarios that a property would be tried with."""
    seen = sha256()

    @settings(max_examples=60)
    @given(st.tuples(st.lists(st.integers(), min_size=20), st.floats(), st.text(), scenarios()))
    def note(drawn: object) -> None:
        seen.update(repr(drawn).encode(errors="surrogatepass"))

    note()
    return seen.hexdigest()


def test_what_is_imported_changes_no_example(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = generated()
    path = tmp_path / "of_the_user.py"
    path.write_text(MODULE, encoding="utf-8")
    spec = util.spec_from_file_location("of_the_user", path)
    assert spec is not None and spec.loader is not None
    module = util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "of_the_user", module)
    spec.loader.exec_module(module)
    assert generated() == before


def test_constants_of_modules_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    before = generated()
    found = Constants()
    found.add(ODD)
    monkeypatch.setattr(providers, "_get_local_constants", lambda: found)
    monkeypatch.setattr(providers, "CONSTANTS_CACHE", type(providers.CONSTANTS_CACHE)(1024))
    assert generated() != before
