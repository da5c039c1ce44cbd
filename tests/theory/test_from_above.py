"""Demand from above leases what growth needs beyond products, and leaves the luck of all others."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from sim.draws.routes import Route
from sim.model.log import Log, What
from sim.scenario.plan.compile import compile_plan
from sim.scenario.plan.opening import leased_a_year
from sim.scenario.schema import Spec
from sim.scenario.values.dates import MONTH
from tests.logs import columns
from tests.play import play, scenario
from tests.theory.sampling import column, near

ABOVE = Path(__file__).parent / "above.yaml"
YEARS = 3


PLAYED = {"top_down.needs_floor": "100%"}


def spec(changes: Mapping[str, object] = PLAYED) -> Spec:
    return scenario(ABOVE, changes)


def asked(log: Log) -> list[float]:
    """Area asked a year by drugs and devices from above, and how many devices came."""
    rows = columns(log.rows)
    found: list[float] = []
    for name in ("drugs-above", "devices-above"):
        who = rows["entity"] == log.plan.entities.index(name)
        found.append(rows["area"][who & (rows["what"] == What.ASKED)].sum() / YEARS)
        found.append((who & (rows["what"] == What.ARRIVED)).sum() / YEARS)
    return found


def test_what_is_leased_a_year_is_growth_less_what_products_bring() -> None:
    """Nothing stands let and nobody leaves within the clock: makers lease 18,000 − 3,600 m²."""
    drugs, came, devices, entered = column(play(spec(), asked)).T
    near("drugs, m² a year", drugs, 0.8 * 10_800)
    near("drugs a year", came, 0.8 * 36)
    near("devices, m² a year", devices, 0.8 * 7_200)
    near("devices a year", entered, 0.8 * 160)
    near("all, m² a year", drugs + devices, 14_400)


def test_a_profile_and_a_lettable_basis_act_as_they_say() -> None:
    half = {"steps": {"2024-01": 0.5}}
    changed = spec(
        PLAYED | {"top_down.basis": "lettable", "top_down.streams.drugs-above.profile": half}
    )
    drugs, _, devices, _ = column(play(changed, asked)).T
    near("drugs, m² a year", drugs, (24_000 - 3_600) * 0.6 / 2)
    near("devices, m² a year", devices, (24_000 - 3_600) * 0.4)


def test_ranges_of_the_density_and_of_the_share_are_drawn() -> None:
    """Drugs that come a month: 60 % of growth ÷ density × share − 3,600 m², at 300 m² each."""

    def rate(needs: float, density: float) -> float:
        plan = compile_plan(spec(), {"top_down.needs_floor": needs, "top_down.density": density})
        return next(stream.rate for stream in plan.streams if stream.id == "drugs-above")

    assert rate(1.0, 0.5e4) == pytest.approx(0.6 * (36_000 - 3_600) / 12 / 300)
    assert rate(0.5, 0.5e4) == pytest.approx(0.6 * (18_000 - 3_600) / 12 / 300)
    assert rate(0.1, 1e4) == 0.0


def rows_of(log: Log, names: set[str]) -> list[list[object]]:
    """Rows of some streams, with ids for ranks; serial numbers and entities are left out."""
    plan = log.plan
    return [
        [row[0], row[1], plan.entities[row[2]], row[3], *row[4:7], *row[8:]]
        for row in log.rows.tolist()
        if plan.entities[row[2]] in names
    ]


def test_the_others_keep_their_luck() -> None:
    beside, instead, too = (
        play(spec(changes), lambda log: log, 2)
        for changes in ({}, PLAYED, PLAYED | {"top_down.replaces": []})
    )
    everybody, aboves = {"lines", "plants", "halls"}, {"drugs-above", "devices-above"}
    for one, two, three in zip(beside, instead, too, strict=True):
        assert rows_of(one, {"lines"}) == rows_of(two, {"lines"}) != []
        assert rows_of(one, everybody) == rows_of(three, everybody)
        assert rows_of(two, {"plants", "halls"}) == []
        assert rows_of(two, aboves) != []
        assert rows_of(one, aboves) == []


def test_a_block_that_is_shown_beside_is_as_if_it_were_not_there() -> None:
    lone = scenario(ABOVE).model_copy(update={"top_down": None})
    assert compile_plan(spec({})) == compile_plan(lone)


def test_what_the_streams_below_lease_is_in_closed_form() -> None:
    """Lines 24 × 50% × 300 m², plants 40 × 30% × 150 m², halls 10 × 300 m²; labs 24 × 100 m²."""
    plan = compile_plan(spec({}))
    lab, plant = plan.spaces.index("lab"), plan.spaces.index("plant")
    assert leased_a_year(plan, {plant}) == pytest.approx(3600 + 1800 + 3000)
    assert leased_a_year(plan, {lab, plant}) == pytest.approx(2400 + 3600 + 1800 + 3000)
    grown = compile_plan(spec({"demand.halls.profile": {"linear": {"2024-01": 1, "2027-01": 3}}}))
    assert leased_a_year(grown, {plant}) == pytest.approx(3600 + 1800 + 2 * 3000)


def test_contract_makers_are_counted_by_their_share() -> None:
    makers = {
        "tracks.maker": {"chain": ["make"], "stages": {"make": {"area": "90 m²"}}},
        "demand.makers": {"track": "maker", "entry": "make", "rate": "2 per year"},
        "tracks.device.stages.make.route.cdmo_demand": {"stream": "makers", "share": "50%"},
    }
    plan = compile_plan(scenario(ABOVE, makers))
    outsourced = 40 * 0.8 * 0.25 * 0.5 * 150
    own = 2 * 90 * 0.75
    plants = leased_a_year(plan, {plan.spaces.index("plant")})
    assert plants == pytest.approx(3600 + 1800 + 3000 + outsourced + own)


def test_routes_apply_to_those_from_above() -> None:
    def routes(log: Log) -> list[float]:
        rows = columns(log.rows)
        who = rows["entity"] == log.plan.entities.index("devices-above")
        started = who & (rows["what"] == What.STARTED) & (rows["tick"] < 24 * MONTH)
        return [(started & (rows["aux"] == route)).sum() for route in (Route.CDMO, Route.LEASE)]

    cdmo, lease = column(play(spec(), routes)).T
    near("outsourced", cdmo, 2 * 0.8 * 160 * 0.8 * 0.25)
    near("leased", lease, 2 * 0.8 * 160 * 0.3)
