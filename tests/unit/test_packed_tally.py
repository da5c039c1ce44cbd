"""A packed tally is the tally, in a fraction of its room."""

from __future__ import annotations

import pickle
from dataclasses import replace
from io import BufferedRandom, FileIO
from pathlib import Path

import numpy as np
import pytest

from sim import Scenario
from sim.measures.counting.counter import Counter
from sim.measures.counting.measure_spec import measure_spec
from sim.measures.counting.packed_tally import LONG, Shelf, packed, shelved
from sim.measures.counting.tally import Tally
from sim.runs.player import Player
from tests.runs.alike import unlike

SCENARIOS = Path(__file__).parents[2] / "scenarios"


@pytest.fixture(scope="module", params=["baseline", "rent", "announced"])
def tally(request: pytest.FixtureRequest) -> Tally:
    scenario = Scenario.load(SCENARIOS / f"{request.param}.yaml")
    player = Player(scenario.spec, scenario.settings())
    counter = Counter(measure_spec(scenario.spec, player.plans(0)))
    player.play([0], counter)
    return counter.latest


def as_tally(kept: Tally) -> Tally:
    return Tally(**{name: getattr(kept, name) for name in Tally.__dataclass_fields__})


def test_it_tells_all_that_the_tally_does(tally: Tally) -> None:
    kept = packed(tally)
    assert unlike(as_tally(kept), tally) == ""
    assert unlike(as_tally(pickle.loads(pickle.dumps(kept))), tally) == ""
    assert unlike(as_tally(replace(kept, events=7)), replace(tally, events=7)) == ""


def test_on_a_shelf_it_tells_the_same_and_takes_no_room(tally: Tally) -> None:
    shelf = Shelf()
    first, second = (shelved(packed(replace(tally, events=events)), shelf) for events in (1, 2))
    assert unlike(as_tally(first), replace(tally, events=1)) == ""
    assert unlike(as_tally(second), replace(tally, events=2)) == ""
    assert unlike(as_tally(pickle.loads(pickle.dumps(second))), replace(tally, events=2)) == ""
    assert shelved(tally, shelf) is tally


def test_what_fits_on_a_shelf_no_more_stays_in_memory_and_what_did_is_read(
    tally: Tally, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    size = len(packed(tally).__dict__["_packed"])

    class Disk(FileIO):
        """Has room for two tallies but for a few bytes."""

        def write(self, data: bytes) -> int:
            room = 2 * size - 100 - self.tell()
            if room <= 0:
                raise OSError(28, "No space left on device")
            return super().write(data[:room])

    def small(buffering: int) -> FileIO | BufferedRandom:
        file = Disk(tmp_path / "shelf", "w+")
        return file if buffering == 0 else BufferedRandom(file)

    monkeypatch.setattr("sim.measures.counting.packed_tally.TemporaryFile", small)
    shelf = Shelf()
    kept = [shelved(packed(replace(tally, events=events)), shelf) for events in range(4)]
    for events, one in enumerate(kept):
        assert unlike(as_tally(one), replace(tally, events=events)) == ""


def test_without_a_place_for_a_shelf_it_stays_in_memory(
    tally: Tally, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nowhere(**_: object) -> None:
        raise FileNotFoundError(2, "No usable temporary directory found")

    monkeypatch.setattr("sim.measures.counting.packed_tally.TemporaryFile", nowhere)
    assert unlike(as_tally(shelved(packed(tally), Shelf())), tally) == ""


def test_it_takes_a_third_of_the_room_or_less(tally: Tally) -> None:
    assert len(pickle.dumps(packed(tally))) < len(pickle.dumps(tally)) / 3


def test_what_it_unpacks_cannot_be_changed(tally: Tally) -> None:
    kept = packed(tally)
    for name in LONG:
        if (array := getattr(kept, name)).size:
            with pytest.raises(ValueError, match="read-only"):
                array[...] = 0
    assert np.array_equal(kept.pools, tally.pools)


def test_what_a_tally_has_not_it_has_not(tally: Tally) -> None:
    with pytest.raises(AttributeError, match="nothing"):
        packed(tally).nothing  # noqa: B018
