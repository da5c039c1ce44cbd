"""A city that grew before the clock: exponential growth is a state in which it stays."""

from __future__ import annotations

from functools import cache
from math import exp, expm1, log
from pathlib import Path

import numpy as np
import pytest
from scipy import integrate, stats

from sim.draws.inverse import grown, length_biased
from sim.draws.laws import aged
from sim.measures.counting.levels import POOL
from sim.model.log import Log, Phase, What
from sim.scenario.plan.balance import balance
from sim.scenario.plan.compile import compile_plan
from sim.scenario.plan.laplace import ended, lasting
from sim.scenario.schema import Spec
from sim.scenario.values.dates import MONTH
from sim.scenario.values.distributions import Distribution
from tests.logs import columns, tallied
from tests.play import play, scenario
from tests.theory.sampling import column, near

GROWING = Path(__file__).parent / "growing.yaml"
G = log(1.6) / 12
RATE = 50
DATES = (0, 3, 6, 12, 23)


def through(law: object) -> float:
    """E[e^(−G·X)] by the law's own density, from another library."""
    return float(law.expect(lambda x: np.exp(-G * x), epsabs=1e-12))  # type: ignore[attr-defined]


RESEARCH = exp(-G) * through(stats.gamma(1 / 0.49, scale=3 * 0.49))
CLINIC = through(stats.uniform(6, 12))
FIT_OUT = through(stats.beta(7 / 3, 11 / 3, 1, 3))
_SIGMA = log(1.25)
MAKE = through(stats.lognorm(_SIGMA**0.5, scale=10 / 1.25**0.5))

INTO_CLINIC = RATE * RESEARCH * 0.5
APPROVED = INTO_CLINIC * CLINIC * 0.4
NUMBERS = {
    "labs": RATE * (1 - RESEARCH) / G,
    "plants": 0.8 * APPROVED * (1 - FIT_OUT * MAKE) / G,
    "in the clinic": INTO_CLINIC * (1 - CLINIC) / G,
    "outsourced": 0.2 * APPROVED * (1 - MAKE) / G,
}
"""At the start, by Laplace transforms; each grows at G."""


@cache
def growing(**changes: str) -> Spec:
    occupied = {
        f"stock.{space}.occupied": f"{NUMBERS[f'{space}s'] / 100}%" for space in ("lab", "plant")
    }
    dotted = {path.replace("__", "."): value for path, value in changes.items()}
    return scenario(GROWING, occupied | dotted)


def numbers(log: Log) -> np.ndarray:
    """Leased labs and plants (means of a month), then who is in the clinic and outsourced."""
    pools = tallied(log).pools[POOL.index("leased")] / MONTH
    rows = columns(log.rows)
    found = [*pools.T]
    for stage, route in (("clinic", 4), ("make", 1)):
        of = rows["stage"] == log.plan.stages.index(stage)
        names = rows["entity"] << 32 | rows["number"]
        came = of & (rows["what"] == What.STARTED) & (rows["aux"] == route)
        left = of & (rows["what"] == What.STAGE_ENDED) & np.isin(names, names[came])
        # Company-ticks inside each month, as the tally counts area.
        ends = MONTH * np.arange(1, log.plan.months + 1)[:, None]
        spent = [np.clip(ends - rows["tick"][some], 0, MONTH).sum(axis=1) for some in (came, left)]
        found.append((spent[0] - spent[1]) / MONTH)
    return np.column_stack(found)


def test_every_number_keeps_growing_at_the_rate_of_the_arrivals() -> None:
    found = column(play(growing(), numbers))
    month = expm1(G) / G
    for date in DATES:
        for i, (what, number) in enumerate(NUMBERS.items()):
            near(f"{what} in month {date}", found[:, date, i], number * exp(G * date) * month)


def test_a_growing_city_opens_in_balance() -> None:
    """Its numbers are those of the transforms; by mean stays it would seem to be far from it."""
    labs, plants = balance(compile_plan(growing()))
    assert labs.fits and labs.ratio == pytest.approx(1, abs=1e-2)  # of whole m²
    assert plants.fits and plants.ratio == pytest.approx(1, abs=1e-2)
    assert labs.settles == pytest.approx(RATE * 4)
    assert plants.settles == pytest.approx(RATE * 0.5 * 0.4 * 0.8 * (13 / 6 + 10), rel=1e-6)


HOLDS = 0.6
HELD = HOLDS * INTO_CLINIC * ((1 - CLINIC) + CLINIC * 0.4 * 0.8 * (1 - FIT_OUT)) / G
"""Labs held through the clinic, and while those who lease a plant fit it out."""


def held(log: Log) -> np.ndarray:
    """Labs held unused, and all that are leased, means of a month."""
    counted = tallied(log)
    lab = log.plan.spaces.index("lab")
    return np.column_stack(
        [counted.idle[0, :, lab] / MONTH, counted.pools[POOL.index("leased"), :, lab] / MONTH]
    )


def test_what_is_held_through_trials_grows_with_those_who_are_in_them() -> None:
    labs = NUMBERS["labs"] + HELD
    share = {"stages.clinic.holds": f"{HOLDS:.0%}", "stock.lab.occupied": f"{labs / 100}%"}
    plants = {"stock.plant.occupied": f"{NUMBERS['plants'] / 100}%"}
    found = column(play(scenario(GROWING, share | plants), held))
    month = expm1(G) / G
    for date in DATES:
        grown_since = exp(G * date) * month
        near(f"labs held in month {date}", found[:, date, 0], HELD * grown_since)
        near(f"labs leased in month {date}", found[:, date, 1], labs * grown_since)


def approvals(log: Log) -> float:
    rows = columns(log.rows)
    well = (rows["what"] == What.STAGE_ENDED) & (rows["aux"] == 1) & (rows["tick"] < 12 * MONTH)
    return float((well & (rows["stage"] == log.plan.stages.index("clinic"))).sum())


def test_approvals_of_the_first_year_have_a_closed_form() -> None:
    year = expm1(12 * G) / G
    found = play(growing(), approvals)
    near("approvals in year 1", found, APPROVED * year)
    near("their variance", (np.array(found) - APPROVED * year) ** 2, APPROVED * year)


def test_an_opening_without_growth_does_not_fit_a_growing_city() -> None:
    """The test above can fail: with an opening of steady arrivals it does."""
    steady = play(growing(opening__growth="0% per year"), approvals, 10)
    with pytest.raises(AssertionError, match="approvals"):
        near("approvals", steady, APPROVED * expm1(12 * G) / G)


# The pieces

LAWS = {
    "constant": (Distribution("constant", (24.0,)), None),
    "uniform": (Distribution("uniform", (5.0, 20.0)), stats.uniform(5, 15)),
    "triangular": (Distribution("triangular", (6.0, 12.0, 24.0)), stats.triang(1 / 3, 6, 18)),
    "mode at an end": (Distribution("triangular", (6.0, 6.0, 24.0)), stats.triang(0, 6, 18)),
    "pert": (Distribution("pert", (6.0, 12.0, 24.0)), stats.beta(7 / 3, 11 / 3, 6, 18)),
    "exponential": (Distribution("exponential", (20.0,)), stats.expon(scale=20)),
    "lognormal": (Distribution("lognormal", (4.0, 0.55)), stats.lognorm(0.55, scale=np.exp(4))),
    "gamma": (Distribution("gamma", (0.5, 40.0)), stats.gamma(0.5, scale=40)),
    "weibull": (Distribution("weibull", (20.0, 0.6)), stats.weibull_min(0.6, scale=20)),
    "discrete": (Distribution("discrete", (3.0, 0.25, 10.0, 0.75)), None),
}
RATES = (0.001, 0.012, 0.1)
UNIFORMS = (np.arange(4000) + 0.5) / 4000


@pytest.mark.parametrize("name", LAWS)
@pytest.mark.parametrize("rate", RATES)
def test_transforms_agree_with_another_library(name: str, rate: float) -> None:
    law, other = LAWS[name]
    if other is None:
        pairs = law.params if law.kind == "discrete" else (*law.params, 1.0)
        expected = sum(p * -expm1(-rate * x) for x, p in zip(pairs[::2], pairs[1::2], strict=True))
    else:
        # Over quantiles, with nodes that crowd at the ends.
        expected = integrate.quad(
            lambda s: -np.expm1(-rate * other.ppf(s * s * (3 - 2 * s))) * 6 * s * (1 - s),
            0, 1, limit=100, epsabs=0, epsrel=1e-9,
        )[0]  # fmt: skip
    assert ended(law, rate) == pytest.approx(expected, rel=2e-8)
    assert lasting(law, rate) == pytest.approx(expected / rate, rel=2e-8)
    assert lasting(law, 0.0) == law.mean


@pytest.mark.parametrize("name", [name for name, (_, other) in LAWS.items() if other])
@pytest.mark.parametrize("rate", RATES)
def test_a_stay_met_midway_has_the_tilted_law(name: str, rate: float) -> None:
    """P(whole ≤ x) is E[(1 − e^(−rate·X)); X ≤ x] over its value at infinity."""
    law, other = LAWS[name]
    assert other is not None
    inverse = grown(law, rate)
    drawn = np.array([inverse(u) for u in UNIFORMS])
    drawn.sort()
    for u in (0.05, 0.3, 0.7, 0.99):
        x = other.ppf(u)
        # `u` of the plain law, weighted
        mass = integrate.quad(lambda v: -np.expm1(-rate * other.ppf(v)), 0, u, epsrel=1e-5)[0]
        assert np.searchsorted(drawn, x) / len(drawn) == pytest.approx(
            mass / ended(law, rate), abs=1e-3
        )


@pytest.mark.parametrize("name", LAWS)
def test_slow_growth_is_nearly_none(name: str) -> None:
    law, _ = LAWS[name]
    slow, still = (
        sorted(inverse(u) for u in UNIFORMS[::4])
        for inverse in (grown(law, 1e-7), length_biased(law))
    )
    assert slow[100:900] == pytest.approx(still[100:900], rel=1e-2)
    assert aged(0.3, 10.0, 1e-6) == pytest.approx(3.0, rel=1e-4)


def test_ages_are_cut_exponentials() -> None:
    for whole, rate in ((10.0, 0.1), (np.inf, 0.05)):
        ages = np.array([aged(u, whole, rate) for u in UNIFORMS])
        assert (np.diff(ages) > 0).all()
        law = stats.truncexpon(whole * rate, scale=1 / rate) if whole < np.inf else stats.expon(
            scale=1 / rate
        )  # fmt: skip
        assert ages == pytest.approx(law.ppf(UNIFORMS), rel=1e-9)


def test_tenants_for_ever_are_counted_where_arrivals_grew() -> None:
    """Without growth they would outweigh all others; with it they are one in rate ÷ g."""
    forever = {"stages.make.duration": "forever"}
    plan = compile_plan(scenario(GROWING, forever))
    (candidate,) = plan.candidates[plan.spaces.index("plant")]
    assert candidate.stay == pytest.approx(FIT_OUT / G, rel=1e-6)
    assert candidate.weights[0] == pytest.approx(0.8 * APPROVED / G, rel=1e-6)


KITS = 30
"""Companies a month of a stream that never grew; each has a lab for 1 + 3 months."""
APART = {
    "opening": {},
    "demand.drugs.grew": "60% per year",
    "tracks.kit": {"chain": ["research"]},
    "demand.kits": {"track": "kit", "entry": "research", "rate": f"{KITS} per month"},
    "stock.lab.occupied": f"{(NUMBERS['labs'] + KITS * 4) / 100}%",
    "stock.plant.occupied": f"{NUMBERS['plants'] / 100}%",
}


def test_streams_that_grew_apart_keep_their_own_numbers() -> None:
    """Labs grow by those of drugs alone; what follows in the chain grows at their rate."""
    found = column(play(scenario(GROWING, APART), numbers))
    month = expm1(G) / G
    for date in DATES:
        grown_since = exp(G * date) * month
        labs = NUMBERS["labs"] * grown_since + KITS * 4
        near(f"labs in month {date}", found[:, date, 0], labs)
        for i, what in enumerate(NUMBERS):
            if what != "labs":
                near(f"{what} in month {date}", found[:, date, i], NUMBERS[what] * grown_since)


RECENT = Path(__file__).parent / "recent.yaml"


def test_growth_into_a_stage_leaves_what_comes_before_at_todays_level() -> None:
    """Arrivals have been steady of late, the flow into the clinic grew until today.

    Approvals at t follow the cohort of t − 12 months: 10 a month × e^(−G·(12 − t)), then 10.
    """
    spec = scenario(RECENT)
    plan = compile_plan(spec)
    (lab,) = plan.candidates[plan.spaces.index("lab")]
    assert (lab.grew, lab.weights[0]) == (0.0, 20 * 3)
    (clinic,) = plan.pipeline
    assert clinic.no_space == pytest.approx(10 * -expm1(-12 * G) / G)

    def by_half_year(log: Log) -> np.ndarray:
        rows = columns(log.rows)
        ended = (rows["what"] == What.STAGE_ENDED) & (rows["stage"] == 0)
        return np.bincount(rows["tick"][ended] // (6 * MONTH), minlength=4)

    found = column(play(spec, by_half_year))
    for i in (0, 1):
        near(f"half-year {i}", found[:, i], 10 * exp(-G * (12 - 6 * i)) * expm1(6 * G) / G)
    for i in (2, 3):
        near(f"half-year {i}", found[:, i], 10 * 6)


def test_short_and_long_stays_are_met_midway_as_often_as_growth_has_it() -> None:
    """Of 2 months (80%) and 48 (20%), the long ones are 74% of those met, not 86% as by length."""
    law = {"stages.clinic.duration": {"discrete": [["2 months", "80%"], ["48 months", "20%"]]}}

    def soon(log: Log) -> int:
        rows = columns(log.rows)
        ended = (rows["what"] == What.STAGE_ENDED) & (rows["stage"] == 0)
        return int((ended & (rows["tick"] < 2 * MONTH)).sum())

    two = expm1(2 * G) / G
    expected = 10 * two * (0.8 * exp(-2 * G) + 0.2 * exp(-48 * G))
    near("ended within 2 months", play(scenario(RECENT, law), soon), expected)


def test_more_tenants_are_in_fit_out_where_arrivals_grew() -> None:
    """Of 12 months in fit-out and 12 in use, the first hold 1/(1 + e^(−12·G)) = 62% of tenants."""
    changes = {
        "opening.growth_into": "research",
        "stages.research.fit_out": "12 months",
        "stages.research.duration": "12 months",
    }

    def fitting_out(log: Log) -> float:
        rows = columns(log.rows)
        return float((rows["aux"][rows["what"] == What.OPENED] == Phase.FIT_OUT).mean())

    found = play(scenario(RECENT, changes), fitting_out)
    near("share in fit-out", found, 1 / (1 + exp(-12 * G)))


def test_no_growth_is_as_if_nothing_were_said() -> None:
    none = scenario(GROWING, {"opening.growth": "0% per year"})
    lone = none.model_copy(update={"opening": type(none.opening)()})
    assert compile_plan(none) == compile_plan(lone) != compile_plan(scenario(GROWING))
