"""A copy with changes shares the blocks that stay, and is what it would be if it was read alone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from sim.scenario.errors import ScenarioError
from sim.scenario.load import Loaded, load
from sim.scenario.schema import leaves, validate

BASELINE = Path(__file__).parents[2] / "scenarios" / "baseline.yaml"


@pytest.fixture(scope="module")
def baseline() -> Loaded:
    return load(BASELINE)


@pytest.mark.parametrize(
    "changes",
    [
        {"demand.lines-biologic.rate": "70 per year"},
        {"spaces.lab.label": {"zh": "工厂", "en": "Factory"}, "name": "Other"},
        {"area_unit": "m²"},
        {"parks": {"zj": {"label": "Zhangjiang"}}},
        {"tracks.cgt.label": "?", "tracks.device.label": "?"},
        {"stock.lab.occupied": "150%"},
        {"stock.lab.occupied": {"value": "90%", "source": "nowhere"}},
        {"demand.lines-biologic.track": "none"},
        {"demand.lines-biologic.speed": 3},
    ],
)
def test_a_changed_copy_is_what_is_read_alone(
    baseline: Loaded, changes: Mapping[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    def read() -> str:
        try:
            made = baseline.with_(changes)
        except ScenarioError as error:
            return repr(error.problems)
        return repr((made.spec, made.warnings))

    shared = read()
    monkeypatch.setattr(validate, "_changed", lambda *_: None)
    alone = read()
    assert hash(shared) == hash(alone)  # as text they are too long to be compared in a report


def test_what_stays_is_not_read_again(baseline: Loaded) -> None:
    copy = baseline.with_({"demand.lines-biologic.rate": "70 per year"})
    assert copy.spec.tracks is baseline.spec.tracks
    assert copy.spec.demand["lines-cgt"] is not baseline.spec.demand["lines-cgt"]


def test_numbers_of_a_copy_are_those_of_its_own_blocks(baseline: Loaded) -> None:
    before = leaves.leaves(baseline.spec)
    copy = baseline.with_({"demand.lines-biologic.rate": "70 per year"}).spec
    found = leaves.leaves(copy)
    leaves._leaves_of.cache_clear()
    assert list(leaves.leaves(copy).items()) == list(found.items())
    differ = {path for path in before if before[path] != found[path]}
    assert differ == {"demand.lines-biologic.rate"}


def test_a_block_that_is_shared_by_mistake_is_found(
    baseline: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = validate._changed
    monkeypatch.setattr(
        validate, "_changed", lambda tree, before, model: changed(before, before, model)
    )
    changes = {"demand.lines-biologic.rate": "70 per year"}
    assert baseline.with_(changes).spec != load(BASELINE, changes=[changes]).spec
