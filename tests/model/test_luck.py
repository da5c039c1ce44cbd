"""Whose luck a change touches: adding or renaming leaves everyone else's draws alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pytest

from sim.draws.worlds import BLOCK, Worlds, range_draws, range_law, world
from sim.scenario.schema import Spec
from sim.scenario.schema.leaves import leaves
from tests.model.changes import WHOLE, Raw, Row, play, raw, spec

# Worlds


def position(low: float, mode: float, high: float, x: float) -> float:
    """Where a drawn value lies in its triangular law, in [0, 1]."""
    if x <= mode:
        return (x - low) ** 2 / ((high - low) * (mode - low))
    return 1.0 - (high - x) ** 2 / ((high - low) * (high - mode))


def test_each_block_of_fifty_worlds_is_a_latin_hypercube() -> None:
    """Each of the fifty strata of each number holds one world, in every block."""
    scenario = spec()
    for block in range(2):
        worlds = [range_draws(scenario, 7, BLOCK * block + i) for i in range(BLOCK)]
        for path, law in (
            ("demand.chem-firms.rate", (10 / 12, 14 / 12, 18 / 12)),
            ("stages.research.success", (0.5, 0.6, 0.7)),
            ("supply.first.construction", (18.0, 58 / 3, 21.0)),
        ):
            strata = [int(BLOCK * position(*law, w[path])) for w in worlds]
            assert sorted(strata) == list(range(BLOCK)), path


def test_blocks_and_numbers_are_permuted_differently() -> None:
    worlds = [range_draws(spec(), 7, i) for i in range(2 * BLOCK)]

    def order(path: str, block: int) -> list[int]:
        values = [w[path] for w in worlds[BLOCK * block : BLOCK * (block + 1)]]
        return sorted(range(BLOCK), key=values.__getitem__)

    paths = ["demand.chem-firms.rate", "stages.research.success"]
    orders = [order(path, block) for path in paths for block in (0, 1)]
    assert all(a != b for i, a in enumerate(orders) for b in orders[:i])


def test_ranged_draws_stay_in_their_range() -> None:
    drawn = range_draws(spec(), 7, 3)
    assert len(drawn) == WHOLE.read_text(encoding="utf-8").count("range:")
    assert 0.5 <= drawn["stages.research.success"] <= 0.7
    assert 0.4 <= drawn["cycles.funding.linear.2025-07"] <= 0.8


def test_two_replications_share_a_world() -> None:
    assert [world(r) for r in range(6)] == [0, 0, 1, 1, 2, 2]


def test_a_new_ranged_number_leaves_the_others_alone() -> None:
    ranged = {"value": "55%", "range": ["45%", "65%"]}
    scenario, more = spec(), spec({"stages.trial.success": ranged})
    for index in (0, 49, 50):
        before, after = range_draws(scenario, 7, index), range_draws(more, 7, index)
        assert after.pop("stages.trial.success") is not None
        assert after == before


def test_a_range_without_width_is_the_value() -> None:
    same = spec({"stages.trial.success": {"value": "55%", "range": ["55%", "55%"]}})
    assert "stages.trial.success" not in range_draws(same, 7, 0)
    assert play(same) == play(spec())


# Adding


# Who compares parks at the end of a lease looks at their vacancy, which others change by right.
AMPLE: Mapping[str, Any] = {
    "reserves": {},
    "renewals": {},
    "supply.first.let_ahead": "0%",
    "opening.queue": {},
    "stages.trial.lease.compares": "0%",
    "rent": {},
    "stages.research.market": None,
    "tracks.contract.stages.make.market": None,
    **{f"spaces.{s}": {"lettable": "80%"} for s in ("lab", "pilot", "flex", "factory")},
    "stock": {
        s: {
            "area": "100 万m²",
            "basis": "lettable",
            "parks": {"east": "40%", "west": "30%", "south": "30%"},
            "occupied": "0%",
        }
        for s in ("lab", "pilot", "flex", "factory")
    },
}
"""Room for all, so that nobody's fate depends on who else is there."""

Lives = dict[tuple[str, int], list[Row]]


def lives(scenario: Spec) -> Lives:
    """What happens to each company and works of two replications, by name."""
    found: Lives = defaultdict(list)
    for number, rows in enumerate(play(scenario)):
        for row in rows:
            if row[1] == "reduced":  # its aux is the number of a request: others ask in between
                row = (*row[:8], 0, *row[9:])
            found[row[2], 1000 * number + row[3]].append(row)
    return dict(found)


def without_place(row: Row) -> Row:
    return row[:-1]


def ample(changes: Mapping[str, Any] | None = None) -> Spec:
    return spec({**AMPLE, **(changes or {})})


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"tracks.extra": {}}, id="track"),
        pytest.param(
            {
                "tracks.a-new-one": {},
                "demand.a-new-one": {
                    "track": "a-new-one",
                    "entry": "research",
                    "rate": "20 per year",
                },
            },
            id="stream",
        ),
        pytest.param(
            {
                "demand.a-new-one": {
                    "track": "chem",
                    "entry": "trial",
                    "date": "2024-05",
                    "area": "100 m²",
                    "basis": "gross",
                }
            },
            id="named project",
        ),
        pytest.param(
            {"supply.a-new-one": raw()["supply"]["first"] | {"start": "2024-04"}}, id="project"
        ),
        pytest.param(
            {
                "renewals.a-new-one": raw()["renewals"]["old-plant"],
                "reserves.a-new-one": {
                    "space": "factory",
                    "parks": ["south"],
                    "tracks": ["device"],
                    "share": "1%",
                },
            },
            id="renewal and reserve",
        ),
        pytest.param({"spaces.a-new-one": {"lettable": "90%"}}, id="space"),
        pytest.param(
            {
                "stages.a-new-one": raw()["stages"]["trial"] | {"area": "10 m²"},
                "tracks.gene.chain": ["research", "trial", "approval", "make"],
                "tracks.other.chain": ["a-new-one"],
            },
            id="stage of nobody",
        ),
    ],
)
def test_adding_leaves_the_luck_of_others_alone(changes: Mapping[str, Any]) -> None:
    before, after = lives(ample()), lives(ample(changes))
    assert len(before) > 100
    assert {who: after[who] for who in before} == before


def test_a_stage_added_to_a_chain_leaves_the_draws_of_the_other_stages_alone() -> None:
    """Companies get later to the stages after it, but ask there for the area they asked for."""

    def areas(scenario: Spec) -> dict[tuple[str, int, str, int], int]:
        return {
            (*who, row[5], row[6]): row[7]
            for who, rows in lives(scenario).items()
            for row in rows
            if row[1] == "asked"
        }

    longer = ample(
        {
            "chain": ["research", "proof", "trial", "make"],
            "tracks.device.chain": ["trial", "make"],
            "stages.proof": {
                "space": "lab",
                "basis": "gross",
                "area": {"uniform": ["50 m²", "90 m²"]},
                "duration": "1 months",
            },
        }
    )
    before, after = areas(ample()), areas(longer)
    both = before.keys() & after.keys()
    assert len(both) > 200
    assert {key: after[key] for key in both} == {key: before[key] for key in both}


def test_a_new_park_draws_some_and_leaves_the_rest_where_they_were() -> None:
    """Dates and areas stay; whoever does not go to the new park goes where they went."""
    before = lives(ample())
    shares = {"east": "30%", "west": "30%", "south": "30%", "centre": "10%"}
    more = {
        "parks.centre": {},
        "stages.research.parks.centre": 1,
        **{f"stock.{s}.parks": shares for s in ("lab", "pilot", "flex", "factory")},
    }
    after = lives(ample(more))
    moved = 0
    for who, rows in before.items():
        assert list(map(without_place, after[who])) == list(map(without_place, rows))
        for old, new in zip(rows, after[who], strict=True):
            assert new[-1] in {old[-1], "centre"}
            moved += new[-1] != old[-1]
    assert moved > 20


def test_a_new_seed_or_replication_changes_everything() -> None:
    first, second = play(ample())
    other = play(ample({"seed": 8}), [0])[0]
    ticks = [{row[0] for row in rows if row[1] == "asked"} for rows in (first, second, other)]
    assert not ticks[0] & ticks[1]
    assert not ticks[0] & ticks[2]


# Renaming


RENAMED = {
    "parks": {"east": "morning", "south": "noon"},
    "spaces": {"lab": "bench", "factory": "hall"},
    "stages": {"research": "think", "make": "produce"},
    "tracks": {"gene": "cells", "chem": "powder"},
    "demand": {"chem-firms": "z-firms", "lighthouse": "beacon", "device-firms": "a-firms"},
    "supply": {"first": "z-first", "second": "a-second"},
    "renewals": {"old-labs": "older", "old-plant": "zeroth"},
}


def renamed(luck: bool) -> Raw:
    """The scenario with many ids replaced everywhere; `luck` points back at the old ones."""
    data = raw()
    for block, names in RENAMED.items():
        for old, new in names.items():
            if luck:
                data[block][old] = {**(data[block][old] or {}), "luck": old}
            data = _replace(data, old, new)
    return data


def _replace(node: Any, old: str, new: str) -> Any:
    if isinstance(node, dict):
        return {
            new if key == old else key: value if key == "luck" else _replace(value, old, new)
            for key, value in node.items()
        }
    if isinstance(node, list):
        return [_replace(item, old, new) for item in node]
    return new if node == old else node


def called_as_before(row: Row) -> Row:
    """A row with the old ids in place of the new."""
    old = {new: old for names in RENAMED.values() for old, new in names.items()}
    return tuple(
        re.sub("[^/:]+", lambda part: old.get(part[0], part[0]), cell)
        if isinstance(cell, str)
        else cell
        for cell in row
    )


def test_renaming_with_luck_changes_nothing_but_names() -> None:
    """Ties go by the new ids, so rows of one tick may change places."""
    new = play(Spec.model_validate(renamed(luck=True)))
    for before, after in zip(play(spec()), new, strict=True):
        assert sorted(map(called_as_before, after)) == sorted(before)


def test_renaming_without_luck_changes_luck() -> None:
    after = play(Spec.model_validate(renamed(luck=False)), [0])[0]
    ticks = {row[0] for row in play(spec(), [0])[0] if row[0] > 0}
    shared = ticks & {row[0] for row in after}
    assert len(shared) < len(ticks) / 4


# Labels and order


def backwards(node: Any) -> Any:
    """The same data with the keys of every block in reverse order."""
    if isinstance(node, dict):
        return {key: backwards(node[key]) for key in reversed(node)}
    return [backwards(item) for item in node] if isinstance(node, list) else node


def test_the_order_of_keys_changes_nothing() -> None:
    assert list(backwards(raw())) != list(raw())
    assert play(Spec.model_validate(backwards(raw()))) == play(spec())


def test_labels_change_nothing() -> None:
    named = {
        f"{block}.{key}.label": {"zh": f"新{key}", "en": f"New {key}"}
        for block in ("parks", "spaces", "stages", "tracks", "demand", "supply", "renewals")
        for key in raw()[block]
    }
    assert play(spec({**named, "name": "Another name"})) == play(spec())


def test_the_numbers_of_a_block_have_the_bits_of_their_law() -> None:
    scenario = spec()
    worlds = Worlds(scenario, 7)
    laws = {path: law for path, leaf in leaves(scenario).items() if (law := range_law(leaf))}
    for index, uniforms in enumerate(worlds._hypercube(0).T.tolist()):
        drawn = {path: laws[path](u) for path, u in zip(laws, uniforms, strict=True)}
        assert worlds.draws(index) == drawn
