"""From today: what has not begun is decided anew, by district; its past is the baseline's."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from sim.api.run import Run
from sim.api.scenario import Scenario
from sim.scenario.schema.supply import Instead, Project

FOLDER = Path(__file__).parents[2] / "scenarios"
OPTIONS = sorted(FOLDER.glob("deltas/today-*.yaml"))
SOURCES = ("starts-2023", "starts-later", "zhangjiang-rest", "baoshan-rest")
FUTURES = 4
DECIDED = pd.Timestamp("2026-12-01")


@cache
def today() -> Scenario:
    return Scenario.load(FOLDER / "today.yaml")


@cache
def laid_over(path: Path) -> Scenario:
    return today().option(path)


@cache
def played() -> Run:
    return today().run(FUTURES)


def standing_in(scenario: Scenario) -> dict[str, dict[str, Project]]:
    """By project: those that stand in for it."""
    found: dict[str, dict[str, Project]] = defaultdict(dict)
    for name, project in scenario.spec.supply.items():
        if isinstance(project.start, Instead):
            found[project.start.instead_of][name] = project
    return dict(found)


def test_what_stands_in_adds_up_to_what_it_stands_in_for_by_district_and_type() -> None:
    spec = today().spec
    assert standing_in(today()).keys() == {*SOURCES}
    for name, parts in standing_in(today()).items():
        whole = spec.supply[name]
        cells = dict[tuple[str, str], float]()
        for part in parts.values():
            assert part.lots == whole.lots
            for park, share in part.parks.items():
                for space, mixed in part.mix.items():
                    area = part.area.value * share.value * mixed.value
                    cells[park, space] = cells.get((park, space), 0) + area
        for (park, space), area in cells.items():
            share = whole.parks[park].value * whole.mix[space].value
            assert area == pytest.approx(whole.area.value * share, rel=1e-3), (name, park, space)
        assert sum(cells.values()) == pytest.approx(whole.area.value, rel=1e-9)


def test_nothing_stands_in_before_december_2026_and_no_lot_twice() -> None:
    table = played().supply
    later = {part for parts in standing_in(today()).values() for part in parts}
    begun = table[table.start.notna()]
    anew = begun[begun.project.isin(later)]
    assert len(anew)
    assert (anew.start >= DECIDED).all()
    assert not (begun[begun.project.isin(SOURCES)].start > DECIDED).any()
    for source, parts in standing_in(today()).items():
        of_source = begun[begun.project == source]
        built = {(r, lot.split("/")[1]) for r, lot in of_source[["replication", "lot"]].to_numpy()}
        again = anew[anew.project.isin([*parts])]
        assert not built & {
            (r, lot.split("/")[1]) for r, lot in again[["replication", "lot"]].to_numpy()
        }


def test_its_past_is_that_of_the_accepted_futures() -> None:
    found = today().grounding
    assert found is not None
    assert found.parts_in is None


@pytest.mark.parametrize("path", OPTIONS, ids=lambda path: path.stem)
def test_an_option_leaves_the_past_alone_and_changes_what_stands_in_alone(path: Path) -> None:
    found = laid_over(path).grounding
    assert found is not None
    assert found.parts_in is None
    own, base = laid_over(path).spec, today().spec
    later = {part for parts in standing_in(today()).values() for part in parts}
    assert {n for n in base.supply if own.supply.get(n) != base.supply[n]} <= later
    assert own.stakes == base.stakes


def test_options_do_what_they_are_called() -> None:
    options = {path.stem: laid_over(path).spec.supply for path in OPTIONS}
    later = {part for parts in standing_in(today()).values() for part in parts}
    assert not options["today-stop"].keys() & later
    for name in later:
        park, kind, _ = name.split("-")
        assert options["today-build"][name].pause is None
        for option in ("today-convert", "today-both"):
            assert [*options[option][name].mix] == ["factory"], name
        for option in ("today-trigger", "today-both"):
            rule = options[option][name].pause
            assert rule is not None
            assert (rule.park, rule.one_by_one) == (park, True)
            assert rule.follows is rule.for_at_most is rule.until is None
            assert (rule.space == "factory") == (kind == "factory" or option == "today-both")
