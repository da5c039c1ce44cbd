"""What the places, standards and targets of a verdict are called, on pages and on screens."""

from __future__ import annotations

from sim.measures.verdict.verdict import Verdict
from sim.text.screen import narrow
from sim.text.words import Words


def called(verdict: Verdict, key: str) -> Words:
    """Name of `space/…`, `park/…`, `standard/…` or `target/…`, as a page has it."""
    return verdict.labels[key]


def named(verdict: Verdict, key: str) -> Words:
    """The same name, fit for a screen."""
    return called(verdict, key).map(narrow)
