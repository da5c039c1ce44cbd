"""The engines agree, event by event, on thousands of generated scenarios.

`--batches 4:40` plays others.
"""

from __future__ import annotations

from collections import Counter

import pytest

from tests.examples import share
from tests.kernel.combined import PARTS, crowded, parts
from tests.kernel.features import FEATURES, features
from tests.kernel.search import search
from tests.kernel.test_tiers import OF_TIERS
from tests.strategies import Raw

EXAMPLES = 500
SEED = 2
"""Of the batch that the usual run plays."""
MISSED = 3
"""Features that a batch may fail to show, but those of tiers, which are met where all have them."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "batch" in metafunc.fixturenames:
        usual = "0:2" if metafunc.config.getoption("--full") else f"{SEED}:{SEED + 1}"
        first, _, end = (metafunc.config.getoption("--batches") or usual).partition(":")
        metafunc.parametrize("batch", range(int(first), int(end)))


def test_generated_scenarios(batch: int) -> None:
    """A batch shows nearly every feature of the language, or it would prove little."""
    shown: Counter[str] = Counter()
    search(batch, EXAMPLES, lambda raw, log: shown.update(features(raw, log)))
    missed = sorted(FEATURES - shown.keys() - OF_TIERS)
    assert len(missed) <= MISSED, missed


def test_most_parts_at_once() -> None:
    """Parts that meet in one scenario: few do where each is as likely as not."""
    together: list[frozenset[str]] = []
    search(
        SEED,
        share(200),
        lambda raw, log: together.append(parts(features(raw, log), log)),
        kind=crowded(),
    )
    assert max(map(len, together)) > len(PARTS) / 2
    assert len(PARTS.keys() - frozenset().union(*together)) <= MISSED


def test_batches_differ() -> None:
    """Two seeds, two sets of scenarios; one seed, always the same."""

    def scenarios(seed: int) -> list[Raw]:
        found: list[Raw] = []
        search(seed, 3, lambda raw, log: found.append(raw))
        return found

    assert scenarios(0) == scenarios(0) != scenarios(1)


def test_every_feature_can_be_missed() -> None:
    """No feature is shown by everything: a scenario with nothing in it shows but a few."""
    shown: list[set[str]] = []
    search(0, 1, lambda raw, log: shown.append(features(raw, log)))
    assert len(shown[0]) < len(FEATURES) / 4
