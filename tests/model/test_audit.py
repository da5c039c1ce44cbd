"""The audit catches planted defects: each makes the engine lose or invent something."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from sim.kernel.engine import simulate as compiled
from sim.model import company, guests
from sim.model.audit import AuditError
from sim.model.city import City
from sim.model.company import Company
from sim.model.engine import simulate
from sim.model.log import Fate, Log, What
from sim.model.market import Market, Pool, Request, Site, State
from sim.model.plants import Plant, Plants
from sim.model.triggers import Pause
from sim.model.works import Taking, WorksOffice
from sim.scenario.load import load
from sim.scenario.plan.compile import compile_plan
from sim.scenario.plan.plan import StagePlan
from sim.scenario.plan.works import LotPlan
from sim.scenario.values.dates import MONTH

TINY = Path(__file__).parents[1] / "scenarios" / "tiny"
Defect = Callable[[pytest.MonkeyPatch], None]


def play(name: str) -> Log:
    """A tiny scenario under audit."""
    spec = load(TINY / f"{name}.yaml").spec
    return simulate(compile_plan(spec), spec.seed, replication=0, audit=True)


def frees_twice(patch: pytest.MonkeyPatch) -> None:
    """A release frees the area twice."""
    release = Market.release

    def defect(self: Market, request: Request) -> None:
        release(self, request)
        self.pools[request.pool].leased -= request.area

    patch.setattr(Market, "release", defect)


def frees_nothing(patch: pytest.MonkeyPatch) -> None:
    """A release is written, but the area stays leased."""
    release = Market.release

    def defect(self: Market, request: Request) -> None:
        release(self, request)
        self.pools[request.pool].leased += request.area

    patch.setattr(Market, "release", defect)


def ignores_capacity(patch: pytest.MonkeyPatch) -> None:
    """Everybody fits everywhere."""
    patch.setattr(Pool, "room", lambda self, track: 1 << 30)


def forgets_to_release(patch: pytest.MonkeyPatch) -> None:
    """A company ends without giving back what it holds."""
    end = Company.end

    def defect(self: Company, *arguments: object) -> None:
        self.holdings.clear()
        end(self, *arguments)  # type: ignore[arg-type]

    patch.setattr(Company, "end", defect)


def forgets_its_request(patch: pytest.MonkeyPatch) -> None:
    """A company ends, and its request for the next stage stays on the list."""
    end = Company.end

    def defect(self: Company, *arguments: object) -> None:
        self.search = None
        end(self, *arguments)  # type: ignore[arg-type]

    patch.setattr(Company, "end", defect)


def moves_in_twice(patch: pytest.MonkeyPatch) -> None:
    """A move-in is written twice."""
    occupy = Market.occupy

    def defect(self: Market, request: Request) -> None:
        occupy(self, request)
        occupy(self, request)

    patch.setattr(Market, "occupy", defect)


def keeps_on_the_list(patch: pytest.MonkeyPatch) -> None:
    """Who was served stays on the list."""
    patch.setattr(Market, "_unlist", lambda self, request: None)


def drops_from_the_list(patch: pytest.MonkeyPatch) -> None:
    """The list forgets whoever asked first when the next one joins."""
    ask = Market.ask

    def defect(self: Market, request: Request) -> object:
        del self.waiting[:]
        return ask(self, request)

    patch.setattr(Market, "ask", defect)


def loses_renewed_area(patch: pytest.MonkeyPatch) -> None:
    """A renewal takes more than it writes down."""
    take = WorksOffice._take

    def defect(self: WorksOffice, taking: Taking, pool: Pool, free: int) -> int:
        area = take(self, taking, pool, free)
        pool.capacity -= area > 0
        return area

    patch.setattr(WorksOffice, "_take", defect)


def returns_too_little(patch: pytest.MonkeyPatch) -> None:
    """A renewal gives back 1 m² less than it should; row and model agree."""
    patch.setattr("sim.model.works.returned", lambda taken, ratio: int(taken * ratio) - 1)


def opens_too_much(patch: pytest.MonkeyPatch) -> None:
    """A site opens with 1 m² more than was built."""
    opened = WorksOffice._open

    def defect(self: WorksOffice, sites: list[Site]) -> None:
        for site in sites:
            site.area += 1
        opened(self, sites)

    patch.setattr(WorksOffice, "_open", defect)


def promises_to_nobody(patch: pytest.MonkeyPatch) -> None:
    """A promise is made, but the site does not know to whom."""
    commit = Market.commit

    def defect(self: Market, request: Request, site: Site) -> None:
        commit(self, request, site)
        site.requests.clear()

    patch.setattr(Market, "commit", defect)


def miscounts_members(patch: pytest.MonkeyPatch) -> None:
    """Area that members lease is not counted."""
    place = Market.place

    def defect(self: Market, request: Request, pool: Pool) -> None:
        place(self, request, pool)
        pool.leased_by_members = 0

    patch.setattr(Market, "place", defect)


def shrinks_a_grant(patch: pytest.MonkeyPatch) -> None:
    """A request gets less than it asked for."""
    lease = Market._lease

    def defect(self: Market, request: Request, pool: Pool) -> None:
        request.area -= 1
        lease(self, request, pool)

    patch.setattr(Market, "_lease", defect)


def rounds_to_no_unit(patch: pytest.MonkeyPatch) -> None:
    """A lease takes what was asked, though units are larger."""
    patch.setattr(Pool, "whole", lambda self, area: area)


def puts_light_area_on_the_ground(patch: pytest.MonkeyPatch) -> None:
    """Whoever comes takes ground floors first."""
    defect = lambda self, area, heavy=0: min(area, self.ground - self.ground_leased)  # noqa: E731
    patch.setattr(Pool, "on_ground", defect)


def keeps_the_ground(patch: pytest.MonkeyPatch) -> None:
    """What is released stays leased on ground floors."""
    release = Market.release

    def defect(self: Market, request: Request) -> None:
        release(self, request)
        self.pools[request.pool].ground_leased += request.ground

    patch.setattr(Market, "release", defect)


def keeps_the_new(patch: pytest.MonkeyPatch) -> None:
    """What is released stays let in new buildings."""
    free = Market._free

    def defect(self: Market, lease: Request) -> Pool:
        lease.new = False
        return free(self, lease)

    patch.setattr(Market, "_free", defect)


def forgets_the_row_of_the_new(patch: pytest.MonkeyPatch) -> None:
    """The row that tells of new buildings is not written."""
    patch.setattr(City, "log_new", lambda self, of, request: None)


def takes_what_it_did_not_draw(patch: pytest.MonkeyPatch) -> None:
    """Who draws new buildings is let in them whether there is room or not."""
    patch.setattr(Pool, "free", lambda self, new: self.capacity)


def promises_more_ground_than_there_is(patch: pytest.MonkeyPatch) -> None:
    """A site promises whatever has room, heavy or not."""
    fits = lambda self, request, pool: request.area <= self.room(pool, request.company.track)  # noqa: E731
    patch.setattr(Site, "fits", fits)


def says_nothing_of_floors(patch: pytest.MonkeyPatch) -> None:
    """The row that tells of ground floors is not written."""
    patch.setattr(City, "log_ground", lambda self, of, request: None)


def gives_up_twice(patch: pytest.MonkeyPatch) -> None:
    """A lost request is written as lost again."""
    lose = Market._lose

    def defect(self: Market, request: Request, loss: object) -> None:
        lose(self, request, loss)  # type: ignore[arg-type]
        lose(self, request, loss)  # type: ignore[arg-type]

    patch.setattr(Market, "_lose", defect)


def arrives_twice(patch: pytest.MonkeyPatch) -> None:
    """A company enters the city twice."""
    write = City.log

    def defect(self: City, what: What, *arguments: object, **more: object) -> None:
        for _ in range(2 if what is What.ARRIVED else 1):
            write(self, what, *arguments, **more)  # type: ignore[arg-type]

    patch.setattr(City, "log", defect)


def starts_without_an_end(patch: pytest.MonkeyPatch) -> None:
    """The end of a stage is not written."""
    write = City.log

    def defect(self: City, what: What, *arguments: object, **more: object) -> None:
        if what is not What.STAGE_ENDED:
            write(self, what, *arguments, **more)  # type: ignore[arg-type]

    patch.setattr(City, "log", defect)


def leaves_fit_out_alone(patch: pytest.MonkeyPatch) -> None:
    """Space goes back as in use, though nobody ever moved in."""
    release = Market.release

    def defect(self: Market, request: Request) -> None:
        request.state = State.IN_USE
        release(self, request)

    patch.setattr(Market, "release", defect)


def opens_overfull(patch: pytest.MonkeyPatch) -> None:
    """A tenant of the opening is counted twice."""
    place = Market.place

    def defect(self: Market, request: Request, pool: Pool) -> None:
        place(self, request, pool)
        if self.city.tick == 0:
            place(self, request, pool)

    patch.setattr(Market, "place", defect)


def lines_come_from_nowhere(patch: pytest.MonkeyPatch) -> None:
    """Further lines of a firm part from it a tick after its stage ended."""
    arrive = guests._arrive
    patch.setattr(guests, "_arrive", lambda who, tick, position: arrive(who, tick + 1, position))


def uses_a_plant_for_ever(patch: pytest.MonkeyPatch) -> None:
    """A plant is never left."""
    patch.setattr(Plants, "close", lambda self, plant: None)


def builds_on_without_its_company(patch: pytest.MonkeyPatch) -> None:
    """A plant whose company failed is still under construction."""
    give_up = Plants.give_up

    def opened(self: Plants, plant: Plant) -> None:
        give_up(self, plant)
        self.stand(plant)

    patch.setattr(Plants, "give_up", lambda self, plant: None)
    patch.setattr(Plants, "open", opened)


def opens_another_plant(patch: pytest.MonkeyPatch) -> None:
    """The plant in use is not the one that was built; rows and model agree."""
    opened = Company.life

    def defect(self: Company, position: int) -> object:
        if self.search is not None and self.search.plant is not None:
            one = self.search.plant
            self.city.plants.begin(Plant(one.stage, one.track, 1))
            self.search.plant = Plant(one.stage, one.track, one.area + 1)
        return opened(self, position)

    patch.setattr(Company, "life", defect)


def keeps_what_was_left_behind(patch: pytest.MonkeyPatch) -> None:
    """A lease that was left behind never ends."""
    patch.setattr(Market, "let_go", lambda self, request: None)


def finishes_nothing_for_nobody(patch: pytest.MonkeyPatch) -> None:
    """A plant that is left behind is said to be finished, and forgotten."""
    patch.setattr(Plants, "strand", lambda self, plant: self.give_up(plant))


def holds_what_it_gave_back(patch: pytest.MonkeyPatch) -> None:
    """Space is said to be held on, and released all the same."""
    holds = Company._holds_on

    def defect(self: Company, position: int) -> bool:
        held = holds(self, position)
        if held and self.present is not None:
            self.city.market.release(self.present)
        return held

    patch.setattr(Company, "_holds_on", defect)


def keeps_what_it_gave_back(patch: pytest.MonkeyPatch) -> None:
    """A part of a lease is said to be free, and is not."""
    reduce = Market.reduce

    def defect(self: Market, lease: Request, taken: int) -> None:
        part = lease.taken - taken
        reduce(self, lease, taken)
        self.pools[lease.pool].leased += part

    patch.setattr(Market, "reduce", defect)


def moves_and_leaves_nothing(patch: pytest.MonkeyPatch) -> None:
    """Who moves releases the old space, and goes on holding it."""

    def defect(tenant: Company, request: Request) -> None:
        assert tenant.present is not None
        tenant.city.market.release(tenant.present)
        tenant.settle(request)

    patch.setattr(company, "move_to", defect)


def stands_in_for_what_goes_on(patch: pytest.MonkeyPatch) -> None:
    """A lot is decided in the place of another that is built all the same."""
    start = WorksOffice._start

    def defect(self: WorksOffice, lot: LotPlan, works: int, begins: int) -> None:
        start(self, lot, works, begins)
        self.decide_instead(lot)

    patch.setattr(WorksOffice, "_start", defect)


def comes_back_without_having_left(patch: pytest.MonkeyPatch) -> None:
    """Who fails comes back as well."""
    back = company.come_back

    def defect(leaver: Company, stage: StagePlan, fate: Fate) -> None:
        back(leaver, stage, Fate.PATIENCE if fate is Fate.FAILED else fate)

    patch.setattr(company, "come_back", defect)


def comes_back_again(patch: pytest.MonkeyPatch) -> None:
    """A firm comes back twice."""
    back = company.come_back

    def defect(leaver: Company, stage: StagePlan, fate: Fate) -> None:
        back(leaver, stage, fate)
        back(leaver, stage, fate)

    patch.setattr(company, "come_back", defect)


def begins_before_it_said(patch: pytest.MonkeyPatch) -> None:
    """Works say that they begin a month later than they do."""
    begin = WorksOffice._begin_lot
    patch.setattr(WorksOffice, "_begin_lot", lambda *those: begin(*those) + MONTH)


@pytest.mark.parametrize(
    ("plant", "scenario"),
    [
        (frees_twice, "blocking"),
        (frees_nothing, "blocking"),
        (ignores_capacity, "strict"),
        (forgets_to_release, "keep-then-fail"),
        (forgets_its_request, "look-ahead"),
        (moves_in_twice, "blocking"),
        (keeps_on_the_list, "blocking"),
        (keeps_what_was_left_behind, "strands"),
        (finishes_nothing_for_nobody, "strands"),
        (holds_what_it_gave_back, "holds"),
        (keeps_what_it_gave_back, "lease"),
        (moves_and_leaves_nothing, "lease"),
        (drops_from_the_list, "strict"),
        (loses_renewed_area, "renewal"),
        (lines_come_from_nowhere, "lines"),
        (returns_too_little, "renewal"),
        (opens_too_much, "prelet"),
        (promises_to_nobody, "prelet"),
        (miscounts_members, "reserve"),
        (shrinks_a_grant, "blocking"),
        (gives_up_twice, "balking"),
        (arrives_twice, "blocking"),
        (starts_without_an_end, "blocking"),
        (leaves_fit_out_alone, "look-ahead"),
        (opens_overfull, "opening"),
        (uses_a_plant_for_ever, "own-plant"),
        (builds_on_without_its_company, "own-plant"),
        (opens_another_plant, "own-plant"),
        (stands_in_for_what_goes_on, "instead"),
        (begins_before_it_said, "until"),
        (comes_back_without_having_left, "returns"),
        (comes_back_again, "returns"),
        (rounds_to_no_unit, "whole-units"),
        (puts_light_area_on_the_ground, "floors"),
        (keeps_the_ground, "floors"),
        (keeps_the_new, "rent-by-tier"),
        (forgets_the_row_of_the_new, "rent-by-tier"),
        (takes_what_it_did_not_draw, "rent-by-tier"),
        (promises_more_ground_than_there_is, "floors"),
        (says_nothing_of_floors, "floors-opening"),
    ],
)
def test_a_planted_defect_is_caught(
    monkeypatch: pytest.MonkeyPatch, plant: Defect, scenario: str
) -> None:
    play(scenario)
    plant(monkeypatch)
    with pytest.raises(AuditError):
        play(scenario)


@pytest.mark.parametrize(("works", "fault"), [("labs", "too early"), ("mills", "after its rule")])
def test_what_stands_in_when_its_own_rule_is_over_is_dropped_at_once(
    works: str, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a rule that was over before: labs would begin a month later, mills at that very tick."""
    rule = "{space: factory, vacancy: {over: 30%}, months: 2, until: 2024-03, then: drop}"
    spec = load(TINY / "until.yaml", [f"supply.{works}.pause={rule}"]).spec
    plan = compile_plan(spec)
    own = {rank for rank, id_ in enumerate(plan.entities) if id_.startswith(works)}
    rows = simulate(plan, spec.seed, replication=0, audit=True).rows
    assert np.array_equal(rows, compiled(plan, spec.seed, 0).rows)
    said = [(row[0], What(row[1])) for row in rows.tolist() if row[2] in own]
    assert [what for _, what in said].count(What.DROPPED) == 2
    assert {what for _, what in said} == {What.DECIDED, What.PAUSED, What.DROPPED}
    assert len({tick for tick, what in said if what is not What.DECIDED}) == 1
    waits = WorksOffice._waits

    def in_time(self: WorksOffice, lot: LotPlan, pause: Pause, start: int) -> bool:
        return start <= pause.plan.until and waits(self, lot, pause, start)

    monkeypatch.setattr(WorksOffice, "_waits", in_time)
    with pytest.raises(AuditError, match=fault):
        simulate(plan, spec.seed, replication=0, audit=True)


def test_the_fault_names_tick_and_replication(monkeypatch: pytest.MonkeyPatch) -> None:
    ignores_capacity(monkeypatch)
    with pytest.raises(AuditError, match=r"^tick 43200, future 0: pool 0 is leased beyond"):
        play("strict")


def test_without_audit_the_log_is_the_same() -> None:
    for path in sorted(TINY.glob("*.yaml")):
        spec = load(path).spec
        plan = compile_plan(spec)
        audited, plain = (simulate(plan, spec.seed, 0, audit).rows for audit in (True, False))
        assert audited.tolist() == plain.tolist()
