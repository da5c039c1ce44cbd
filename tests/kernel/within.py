"""What the checked build plays, in a process of its own: see test_checked.

There every index beyond its array is an IndexError; here room is as small as it can be, so that
whatever does not look for room goes beyond it.
"""

from __future__ import annotations

import pytest
from hypothesis import given

from sim.kernel import compiling, engine, workspace
from sim.kernel.packing.pack import pack
from sim.kernel.workspace import Workspace
from sim.measures.counting import counter as counting
from sim.measures.counting.measure_spec import measure_spec
from sim.scenario.plan.compile import compile_plan
from sim.scenario.schema import Spec
from tests.examples import examples, share
from tests.kernel.engines import agreed
from tests.kernel.search import search
from tests.runs.test_counted import difference
from tests.strategies import Raw, scenarios

STAGES = 100


@pytest.fixture(autouse=True)
def _cramped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workspace, "_ROOM", dict.fromkeys(workspace._ROOM, 2))
    monkeypatch.setattr(workspace, "_LOG_ROOM", 2)


def long_chain() -> Spec:
    """Tenants of the opening that hold a space of each of a hundred stages."""
    stage = {"space": "lab", "basis": "lettable", "area": "10 m²", "keep": True}
    names = [f"s{number:02}" for number in range(STAGES)]
    raw: Raw = {
        "name": "long",
        "clock": {"start": "2024-01", "end": "2024-02"},
        "confidence": "80%",
        "signals": {"waiting": "5%", "months": 3},
        "parks": {"east": {}},
        "spaces": {"lab": {"lettable": "100%"}},
        "stock": {
            "lab": {
                "area": "20000 m²",
                "basis": "lettable",
                "parks": {"east": "100%"},
                "occupied": "90%",
            }
        },
        "chain": names,
        "stages": {name: stage | {"duration": "1 day"} for name in names[:-1]}
        | {names[-1]: stage | {"duration": "100 months"}},
        "tracks": {"firms": {}},
        "demand": {"come": {"track": "firms", "entry": names[0], "rate": "50 per year"}},
    }
    return Spec.model_validate(raw)


def test_this_is_the_checked_build() -> None:
    assert compiling.checked()


def test_a_tenant_of_the_opening_holds_a_space_of_every_stage() -> None:
    plan = compile_plan(long_chain())
    for seed in range(4):
        assert len(agreed(plan, seed).rows) > STAGES


def test_too_little_room_is_found() -> None:
    """As if a tenant had one request, as any other company."""
    packed = pack(compile_plan(long_chain()))
    packed.numbers["longest"] = 1
    with pytest.raises(IndexError, match=r"in sim\.kernel\."):
        engine.run(Workspace(packed, log=False), packed, 0, 0)


@pytest.mark.parametrize(
    "name", ["construction_order", "flows", "times", "changed_pools", "orders"]
)
def test_an_array_that_is_too_small_is_found(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    needed = Workspace._needed

    def fault(self: Workspace) -> dict[str, tuple[int, object]]:
        return needed(self) | {name: (0, needed(self)[name][1])}

    monkeypatch.setattr(Workspace, "_needed", fault)
    with pytest.raises(AssertionError, match=r"IndexError.*beyond an array"):
        search(0, 60, smallest=False)


def test_reading_before_the_first_is_found() -> None:
    packed = pack(compile_plan(long_chain()))
    packed.arrays["stage_records"]["spaces"] = -1
    with pytest.raises(IndexError):
        engine.run(Workspace(packed, log=False), packed, 0, 0)


def test_whatever_is_generated_stays_within_its_room() -> None:
    search(2000, share(150))


@examples(40)
@given(scenarios())
def test_counting_stays_within_its_room(raw: Raw) -> None:
    assert difference(Spec.model_validate(raw)) == ""


def test_too_small_an_array_to_count_in_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    spec = long_chain()
    packed = pack(compile_plan(spec))
    work = Workspace(packed, log=False)
    engine.run(work, packed, 0, 0)
    monkeypatch.setattr(counting, "POOL", counting.POOL[:1])
    with pytest.raises(IndexError, match=r"in sim\.measures\.counting\.compiled_tally\."):
        counting.Counter(measure_spec(spec, packed.plan)).add_work(work)
