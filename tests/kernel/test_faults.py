"""Faults planted in SimPy's engine, or in what the compiled one reads, are found and kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import strategies as st

from sim.kernel import engine
from sim.kernel.packing.pack import Packed
from sim.model import company, opening, works
from sim.model.city import City
from sim.model.company import Company
from sim.model.market import Market, Site
from sim.model.triggers import Pause, Watch
from sim.scenario.load import load
from sim.scenario.plan.plan import FOREVER, Answer, Plan, StagePlan
from sim.scenario.values.dates import MONTH
from tests.kernel import faults_of_firms, faults_of_openings, faults_of_rents
from tests.kernel.engines import Disagreement, played
from tests.kernel.planting import Patch, Plant, misread
from tests.kernel.samples import found_in
from tests.kernel.search import search
from tests.strategies import Raw

AT_MOST = 24
"""Batches in which a fault is looked for."""
BATCHES = sorted(range(AT_MOST), key=lambda batch: batch not in (9, 4, 1))
"""Those first in which all are found: to make a batch takes far longer than to look through it."""
TINY = Path(__file__).parents[1] / "scenarios" / "tiny"


# In SimPy's engine


def serve_the_last_first(patch: Patch) -> None:
    serve = Market.serve

    def fault(self: Market) -> None:
        self.waiting.reverse()
        serve(self)
        self.waiting.sort()

    patch.setattr(Market, "serve", fault)


def patience_runs_from_the_request(patch: Patch) -> None:
    timers = Company.set_timers

    def fault(self: Company, request: Any, patience_ends: int, spillover: int) -> None:
        ahead = 0
        if self.search is not None and request.ordinal == 0:
            ahead = self.search.ready - self.city.tick
        timers(self, request, patience_ends - ahead, spillover)

    patch.setattr(Company, "set_timers", fault)


def promises_forget_the_reserve(patch: Patch) -> None:
    patch.setattr(Site, "room", lambda self, pool, track: self.area - self.promised)


def stays_met_midway_are_like_any_other(patch: Patch) -> None:
    draw = City.draw
    patch.setattr(City, "draw", lambda self, law, key, biased=False, grew=0.0: draw(self, law, key))


def triggers_go_on_counting(patch: Patch) -> None:
    month_end = Watch.month_end

    def fault(self: Watch) -> None:
        before, left = self.months, len(self.undecided)
        month_end(self)
        if len(self.undecided) < left:
            self.months = before

    patch.setattr(Watch, "month_end", fault)


def works_under_way_are_like_any_other(patch: Patch) -> None:
    time = works.building_time

    def fault(inverse: Any, city: Any, timing: Any, start: int, *rest: Any) -> int:
        return time(inverse, city, timing, max(start, 1), *rest)

    patch.setattr(works, "building_time", fault)


def what_waits_starts_when_the_count_ends(patch: Patch) -> None:
    month_end = Pause.month_end

    def fault(self: Pause) -> None:
        self.waiting, waiting = {}, self.waiting
        month_end(self)
        self.waiting = waiting

    patch.setattr(Pause, "month_end", fault)


def cycles_are_answered_a_month_late(patch: Patch) -> None:
    def fault(self: City, stage: StagePlan, tick: int | None = None) -> Answer:
        if stage.answers < 0:
            return Answer()
        month = (self.tick if tick is None else tick) // MONTH
        return self.plan.answers[stage.answers][max(0, month - 1)]

    patch.setattr(City, "answer", fault)


# In what the compiled engine reads


@misread
def everybody_may_use_the_reserve(packed: Packed) -> None:
    packed.arrays["members"][:] = 1


@misread
def nobody_stays_put(packed: Packed) -> None:
    packed.arrays["stage_records"]["stay_put"] = 0


@misread
def the_last_substitute_is_never_tried(packed: Packed) -> None:
    stages = packed.arrays["stage_records"]
    stages["substitutes"] = np.maximum(1, stages["substitutes"] - 1)


@misread
def expansions_fit_out_like_the_stage(packed: Packed) -> None:
    stages = packed.arrays["stage_records"]
    stages["more_fit_out"] = stages["fit_out"]


@misread
def whoever_fits_nowhere_blocks(packed: Packed) -> None:
    packed.starts["pool_records"]["limit"] = 1 << 30


@misread
def the_opening_has_no_fit_out(packed: Packed) -> None:
    packed.arrays["candidates"]["fit_out_mean"] = 0.0


@misread
def leases_take_what_they_ask(packed: Packed) -> None:
    packed.starts["pool_records"]["unit"] = 1


@misread
def everything_is_light(packed: Packed) -> None:
    packed.arrays["stage_records"]["heavy"] = 0.0


@misread
def new_halls_have_no_ground(packed: Packed) -> None:
    packed.starts["sites"]["ground"] = 0


@misread
def too_heavy_requests_block(packed: Packed) -> None:
    packed.starts["pool_records"]["ground_limit"] = 1 << 30


@misread
def completions_are_not_read(packed: Packed) -> None:
    packed.starts["lots"]["opens_earliest"] = FOREVER


@misread
def nothing_stands_in_for_what_is_dropped(packed: Packed) -> None:
    packed.starts["lots"]["then"] = -1


@misread
def one_alone_stands_in(packed: Packed) -> None:
    packed.starts["lots"]["also"] = -1


@misread
def what_stands_in_is_decided_at_once(packed: Packed) -> None:
    lots = packed.starts["lots"]
    lots["earliest"][lots["instead"] != 0] = 0


@misread
def pauses_are_never_over(packed: Packed) -> None:
    packed.starts["pauses"]["until"] = FOREVER


@misread
def all_lots_follow(packed: Packed) -> None:
    packed.starts["pauses"]["follows"] = 1.0


@misread
def nobody_looks_at_the_pipeline(packed: Packed) -> None:
    packed.starts["triggers"]["pipeline"] = 0


@misread
def nobody_is_housed_at_the_opening(packed: Packed) -> None:
    packed.arrays["pipeline"]["housed"] = 0.0


@misread
def the_housed_ask(packed: Packed) -> None:
    packed.arrays["stage_records"]["housed"] = 0.0


@misread
def nobody_holds_on(packed: Packed) -> None:
    packed.arrays["stage_records"]["holds"] = 0.0


def _unanswered(name: str) -> Callable[[Patch], None]:
    @misread
    def fault(packed: Packed) -> None:
        packed.arrays["answers"][name] = 1.0

    fault.__name__ = f"nothing_answers_a_cycle_by_{name}"
    return fault


@misread
def half_is_given_back(packed: Packed) -> None:
    packed.arrays["stage_records"]["gives_back_by"] = 0.5


@misread
def vacancy_changes_no_area(packed: Packed) -> None:
    packed.arrays["stage_records"]["market_area"] = 0.0


@misread
def all_answer_rent(packed: Packed) -> None:
    packed.arrays["stage_records"]["usual"] = -1.0


@misread
def nobody_closes(packed: Packed) -> None:
    packed.arrays["stage_records"]["closes"] = 0.0


@misread
def closures_leave_the_old_at_the_opening(packed: Packed) -> None:
    packed.arrays["candidates"]["thins"] = packed.arrays["candidates"]["grew"]


def the_opening_forgets_what_is_held(patch: Patch) -> None:
    patch.setattr(opening, "_still_held", lambda company, stage, through, fits_out: False)


@misread
def what_is_left_behind_is_fitted_out(packed: Packed) -> None:
    stages = packed.arrays["stage_records"]
    stages["stranded"] = stages["fit_out"]


@misread
def nobody_is_drawn_to_vacancy(packed: Packed) -> None:
    packed.arrays["stage_records"]["vacancy_pull"] = 0.0


@misread
def nobody_is_drawn_to_new_buildings(packed: Packed) -> None:
    packed.arrays["stage_records"]["newness_pull"] = 0.0


@misread
def tenants_grow_by_what_others_shrink(packed: Packed) -> None:
    stages = packed.arrays["stage_records"]
    stages["grows_by"] = stages["shrinks_by"]


def wishes_outlive_their_stage(patch: Patch) -> None:
    patch.setattr(company, "drop_wishes", lambda tenant, stage: None)


def nothing_is_left_behind(patch: Patch) -> None:
    patch.setattr(Company, "_leaves_behind", lambda self, stage: False)


PLANTED = [
    nobody_is_drawn_to_vacancy,
    nobody_is_drawn_to_new_buildings,
    tenants_grow_by_what_others_shrink,
    wishes_outlive_their_stage,
    what_is_left_behind_is_fitted_out,
    nothing_is_left_behind,
    cycles_are_answered_a_month_late,
    *map(_unanswered, Answer._fields),
    half_is_given_back,
    vacancy_changes_no_area,
    all_answer_rent,
    nobody_closes,
    closures_leave_the_old_at_the_opening,
    nobody_holds_on,
    the_opening_forgets_what_is_held,
    nobody_is_housed_at_the_opening,
    the_housed_ask,
    triggers_go_on_counting,
    nobody_looks_at_the_pipeline,
    works_under_way_are_like_any_other,
    completions_are_not_read,
    what_waits_starts_when_the_count_ends,
    all_lots_follow,
    nothing_stands_in_for_what_is_dropped,
    one_alone_stands_in,
    what_stands_in_is_decided_at_once,
    pauses_are_never_over,
    leases_take_what_they_ask,
    everything_is_light,
    new_halls_have_no_ground,
    too_heavy_requests_block,
    serve_the_last_first,
    patience_runs_from_the_request,
    promises_forget_the_reserve,
    stays_met_midway_are_like_any_other,
    everybody_may_use_the_reserve,
    nobody_stays_put,
    the_last_substitute_is_never_tried,
    expansions_fit_out_like_the_stage,
    whoever_fits_nowhere_blocks,
    the_opening_has_no_fit_out,
    *faults_of_firms.PLANTED,
    *faults_of_openings.PLANTED,
    *faults_of_rents.PLANTED,
]


@pytest.fixture(autouse=True)
def _folder(monkeypatch: Patch, tmp_path: Path) -> None:
    monkeypatch.setenv("ZHIZAO_DISAGREEMENTS", str(tmp_path))


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__)
def test_a_planted_fault_is_found(plant: Plant) -> None:
    """Within some scenarios on which the engines agree without it."""
    assert any(found_in(plant, batch) for batch in BATCHES)


def test_the_smallest_scenario_is_kept_as_a_file_to_run(monkeypatch: Patch) -> None:
    @misread
    def larger_projects_are_cut(packed: Packed) -> None:
        packed.arrays["named"]["area"] = np.minimum(packed.arrays["named"]["area"], 370)

    def asking_for(area: int) -> Raw:
        first, *_ = raw["demand"]
        return raw | {"demand": {first: raw["demand"][first] | {"area": f"{area} m²"}}}

    raw = load(TINY / "stay-put.yaml").raw
    with monkeypatch.context() as patch:
        larger_projects_are_cut(patch)
        with pytest.raises(Disagreement) as raised:
            search(0, 50, kind=st.integers(1, 1000).map(asking_for))
        told = re.search(r"zhizao run (\S+) --engine both", str(raised.value))
        assert told is not None
        spec = load(told[1]).spec
        assert [one.area.text for one in spec.demand.values()] == ["371 m²"]
        with pytest.raises(Disagreement):
            played(spec)
    assert len(played(spec).rows) > 0


def test_an_engine_that_breaks_down_is_kept_too(monkeypatch: Patch, tmp_path: Path) -> None:
    def fault(plan: Plan) -> Packed:
        raise ZeroDivisionError

    monkeypatch.setattr(engine, "pack", fault)
    with pytest.raises(Disagreement, match="ZeroDivisionError"):
        search(0, 1)
    assert len(list(tmp_path.glob("*.yaml"))) == 1


def test_the_first_difference_is_told_in_words(monkeypatch: Patch) -> None:
    spec = load(TINY / "reserve.yaml").spec
    everybody_may_use_the_reserve(monkeypatch)
    with pytest.raises(Disagreement) as raised:
        played(spec)
    told = str(raised.value).splitlines()
    assert told[0] == "replication 0: row 7 of 31 (SimPy) and 34 (compiled) differs"
    assert told[3:6] == [
        "  both      1m chem-b asked research lab@east 10",
        "  SimPy     2m gene-a arrived",
        "  compiled  1m chem-b granted research lab@east 10 move-in 1m",
    ]
    assert "  what: 2 and 4" in told
