"""The compiled tally counts what the one in NumPy counts, and writes the same history."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from sim.kernel.engine import log_of, run
from sim.kernel.packing.pack import pack
from sim.kernel.workspace import Workspace
from sim.measures.counting import counter
from sim.measures.counting.counter import Counter, StandardsReader, history_of, requests_of
from sim.measures.counting.history import History, history
from sim.measures.counting.levels import summed
from sim.measures.counting.measure_spec import measure_spec
from sim.measures.counting.requests import leased_by_track
from sim.measures.counting.stacked import stacked
from sim.scenario.load import load
from sim.scenario.plan.compile import compile_plan
from sim.scenario.schema import Spec
from sim.scenario.values.dates import MONTH
from tests.examples import examples
from tests.runs.alike import unlike
from tests.strategies import scenarios

SCENARIOS = Path(__file__).parents[1] / "scenarios"
FILES = [SCENARIOS / "whole.yaml", *sorted((SCENARIOS / "tiny").glob("*.yaml"))]
STANDARDS = {
    "wait": {"metric": "wait", "space": "SPACE", "within": "2 months", "share": "90%"},
    "lost": {"metric": "lost", "space": "SPACE", "at_most": "5%"},
    "idle": {"metric": "vacancy", "space": "SPACE", "at_most": "20%"},
}


def with_economy(raw: dict[str, Any]) -> dict[str, Any]:
    """A scenario in which all space has an output that takes a while to grow."""
    output = {"density": "8000 元/m²", "basis": "gross", "ramp": "100 days"}
    return {**raw, "economy": {"output": dict.fromkeys(raw["spaces"], output)}}


def in_order(told: History) -> History:
    """The same history with changes of what is built in an order of their own."""
    return replace(told, built=told.built[np.lexsort(told.built.T)])


def difference(spec: Spec, replications: int = 2, spoil=lambda work: None) -> str:
    """Where counting the tables of the compiled engine first differs from counting its log.

    So does counting what standards look at alone.
    """
    packed = pack(compile_plan(spec))
    gauge = measure_spec(spec, packed.plan)
    by_log, by_work = Counter(gauge), Counter(gauge)
    standards = StandardsReader(gauge)
    work = Workspace(packed, log=True)
    for replication in range(replications):
        run(work, packed, spec.seed, replication)
        log = log_of(work)
        by_log.add_log(log)
        spoil(work)
        if found := unlike(*(in_order(told) for told in (history(log), history_of(work)))):
            return f"history{found}"
        tables = history(log).requests, requests_of(work)
        if found := unlike(*(leased_by_track(table, packed.plan) for table in tables)):
            return f"leased{found}"
        by_work.add_work(work)
        standards.add_work(work)
        read = unlike(stacked([by_work.latest]), standards.latest)
        assert not read, f"standards{read}"
    return unlike(by_log.result(), by_work.result())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_written_scenarios(path):
    assert difference(Spec.model_validate(with_economy(load(path).raw))) == ""


@examples(60)
@given(scenarios())
def test_generated_scenarios(raw):
    space = next(iter(raw["spaces"]))
    standards = {
        name: {key: space if value == "SPACE" else value for key, value in one.items()}
        for name, one in STANDARDS.items()
    }
    assert difference(Spec.model_validate({**with_economy(raw), "standards": standards})) == ""


def with_a_trade(raw: dict[str, Any]) -> dict[str, Any]:
    """A scenario whose first track is of another trade, for which standards ask apart."""
    space, first = next(iter(raw["spaces"])), min(raw["tracks"])
    standards = {
        f"{name}-{trade or 'own'}": {**STANDARDS[name], "space": space}
        | ({"trade": trade} if trade else {})
        for name in ("wait", "lost")
        for trade in ("shops", None)
    }
    tracks = raw["tracks"] | {first: raw["tracks"][first] | {"trade": "shops"}}
    return {**raw, "trades": {"shops": {}}, "tracks": tracks, "standards": standards}


@examples(40)
@given(scenarios())
def test_standards_of_trades(raw):
    assert difference(Spec.model_validate(with_a_trade(raw))) == ""


def test_a_trade_left_out_of_the_compiled_counts_is_found(monkeypatch):
    """The planted fault: compiled counting takes every track for the city's own."""
    raw = with_a_trade(load(SCENARIOS / "whole.yaml").raw)
    assert difference(Spec.model_validate(raw)) == ""
    place = counter.Sums.__init__

    def blind(sums: counter.Sums, *given: Any, **options: Any) -> None:
        place(sums, *given, **options)
        sums.kept["of_check"][:] = 1

    monkeypatch.setattr(counter.Sums, "__init__", blind)
    assert "checks" in difference(Spec.model_validate(raw))


@examples(30)
@given(scenarios())
def test_plants_of_every_stage(raw):
    """Some stand and some are being built at the opening, in every stage: the order is one."""
    route = {"route": {"self_build": "60%", "build": "9 months", "plant": {}}}
    stages = {n: one | (route if "space" in one else {}) for n, one in raw["stages"].items()}
    tracks = {
        n: {k: v for k, v in one.items() if k != "stages"} for n, one in raw["tracks"].items()
    }
    raw = {
        **raw,
        "stages": stages,
        "tracks": tracks,
        "opening": {"pipeline": True, "building": True},
    }
    assert difference(Spec.model_validate(raw)) == ""


def test_sums_are_exact_beyond_what_a_float_holds():
    """2⁵³ + 1 has no float of its own; smaller sums go the quick way."""
    cell = np.array([0, 1, 0, 1])
    for large in (1 << 20, 1 << 53, 1 << 61):
        assert summed(cell, np.array([large, large, 1, -1]), 3).tolist() == [
            large + 1,
            large - 1,
            0,
        ]


@pytest.mark.parametrize("field", ["area", "served", "wait_from", "track"])
def test_a_spoilt_record_is_found(field):
    def spoil(work: Workspace) -> None:
        records = work.arrays["request_records"][: work.city["requests"][0]]
        asked = np.flatnonzero(records["opening"] == 0)[0]
        records[field][asked] ^= 1

    assert difference(load(FILES[0]).spec, spoil=spoil).startswith("history.requests")


def test_a_wrong_count_is_found(monkeypatch):
    tally = Counter.add_work

    def once_more(self: Counter, work: Workspace) -> None:
        work.arrays["stay_records"]["started"][work.city["stays"][0] - 1] -= MONTH
        tally(self, work)

    monkeypatch.setattr(Counter, "add_work", once_more)
    assert difference(load(FILES[0]).spec) == ".pooled.times"


def test_a_wrong_level_is_found(monkeypatch):
    tally = Counter.add_work

    def once_more(self: Counter, work: Workspace) -> None:
        work.arrays["request_records"]["taken"][0] += 1
        tally(self, work)

    monkeypatch.setattr(Counter, "add_work", once_more)
    assert difference(load(FILES[0]).spec) == ".tallies[0].pools"
