"""Own plants, contract makers' space and the return flow, where theory knows them.

Own plants are M/G/∞ with areas: Little's law for the mean area being built and in use, and as a
compound Poisson number the variance rate × E[area²] × E[time] at any instant (Takács 1962, 3.2;
Kingman, Poisson Processes, 1993, 3.2). Requests at contract makers are a thinned flow. Firms that
left are marked by independent exponential times away: of N who left, Binomial(N, 1 − e^(−rT)) are
back within T, and the return flow at t is Poisson with the rate of leaving × (1 − e^(−rt)).
"""

from __future__ import annotations

from math import exp
from pathlib import Path

import numpy as np

from sim.measures.counting.plants import OWN
from sim.model.log import Arrival, Fate, Log, What
from sim.scenario.values.dates import MONTH
from tests.logs import columns, tallied
from tests.play import play, scenario
from tests.theory.sampling import column, near, near_counts

CHAIN = Path(__file__).parent / "chain.yaml"
OUTSOURCED = BUILT = 6.0 * 0.6 * 0.9 * 0.2
"""Companies a month that reach trial and have it done, or build for it: both 0.648."""
BUILD, STAY = 2.0, 3.0
MEAN, SQUARE = 200.0, 200.0**2 + 200.0**2 / 12
"""Of areas from 100 to 300 m², evenly."""
AREA = {"uniform": ["100 m²", "300 m²"]}
PLANTS = {"stages.trial.route.plant": {"area": AREA, "basis": "lettable"}}
CHANCE = 0.35
MAKERS = {
    "tracks.maker": {"chain": ["make"]},
    "demand.makers": {"track": "maker", "entry": "make", "rate": "0 per year"},
    "stages.trial.route.cdmo_demand": {
        "stream": "makers",
        "area": {"uniform": ["10 m²", "30 m²"]},
        "basis": "lettable",
        "chance": "35%",
    },
    "stock.plant.area": "10000 m²",
}
LEAVING, HAZARD = 30.0, 0.6
"""Firms a month that leave at once, and what part of those away comes back a year."""
LEAVERS = {
    "clock.record_from": "2024-01",
    "replications": 20,
    "stages.research.route": {"elsewhere": "100%"},
    "stages.research.success": "0%",
    "demand.firms.rate": f"{LEAVING:g} per month",
    "returns": {"rate": "60% per year"},
}


def own_plants(log: Log) -> tuple[np.ndarray, np.ndarray]:
    """Mean m² of own plants over recorded time, and those at the end, by measure of OWN."""
    tally, first = tallied(log), log.plan.record_from // MONTH
    recorded = tally.plants[:, first:, 0]
    return recorded.sum(axis=1) / (recorded.shape[1] * MONTH), tally.plants_end[:, 0]


def test_own_plants_by_littles_law() -> None:
    played = play(scenario(CHAIN, {**PLANTS, "replications": 60}), own_plants)
    means, ends = (column(some) for some in zip(*played, strict=True))
    for measure, time in (("own_construction", BUILD), ("own_plants", STAY)):
        index, mean = OWN.index(measure), BUILT * MEAN * time
        near(f"{measure}: mean", means[:, index], mean)
        near(f"{measure}: variance", (ends[:, index] - mean) ** 2, BUILT * SQUARE * time)


def test_own_plants_of_the_opening_are_as_in_the_long_run() -> None:
    """At the start as many m² as by Little's law; then they are left, one after the other."""
    changes = {**PLANTS, "clock": {"start": "2024-01", "end": "2024-06"}, "replications": 400}
    changes |= {
        "stages.trial.route.build": "0 months",
        "stages.research.duration": {"uniform": ["4 months", "9 months"]},
    }

    def monthly(log: Log) -> np.ndarray:
        return tallied(log).plants[OWN.index("own_plants"), :, 0] / MONTH

    # Research is empty at first, so that nobody new builds in the first four months.
    found = column(play(scenario(CHAIN, changes), monthly))
    near("first month", found[:, 0], BUILT * MEAN * _left_over(0, 1))
    near("third month", found[:, 2], BUILT * MEAN * _left_over(2, 3))


def test_own_plants_stay_in_balance_with_builders_at_the_opening() -> None:
    """Companies that come at once to build: a stationary city stays as it is."""
    changes = {
        **PLANTS,
        "clock": {"start": "2024-01", "end": "2024-12"},
        "replications": 300,
        "demand.firms.entry": "trial",
        "opening": {"building": True},
        "stages.trial.route.build": {"uniform": ["1 month", "3 months"]},
    }

    def monthly(log: Log) -> np.ndarray:
        return tallied(log).plants[:, :, 0] / MONTH

    found, rate = column(play(scenario(CHAIN, changes), monthly)), 6.0 * 0.9 * 0.8 * 0.25
    for month in (0, 1, 2, 4, 11):
        for measure, time in (("own_construction", BUILD), ("own_plants", STAY)):
            mean = rate * MEAN * time
            near(f"{measure} in month {month}", found[:, OWN.index(measure), month], mean)


def _left_over(begin: float, end: float) -> float:
    """E[stay] × P(rest of a stay > t), mean over t from `begin` to `end`; stay triangular 1-2-6."""

    def survival(t: np.ndarray) -> np.ndarray:
        up = np.clip(t - 1, 0, 1) ** 2 / 5
        down = np.clip(6 - t, 0, 4) ** 2 / 20
        return np.where(t < 2, 1 - up, down)

    grid = np.linspace(0, 6, 60001)
    beyond = np.cumsum(survival(grid)[::-1])[::-1] * (grid[1] - grid[0])
    inside = (grid >= begin) & (grid <= end)
    return float(beyond[inside].mean())


def test_contract_makers_ask_for_their_own_area() -> None:
    def asked(log: Log) -> tuple[float, float]:
        rows = columns(log.rows)
        maker = log.plan.tracks.index("maker")
        chosen = (rows["what"] == What.ASKED) & (rows["track"] == maker)
        chosen &= rows["tick"] >= log.plan.record_from
        months = (log.plan.end - log.plan.record_from) / MONTH
        return chosen.sum() / months, rows["area"][chosen].sum() / months

    number, area = column(play(scenario(CHAIN, MAKERS), asked)).T
    near("requests a month", number, OUTSOURCED * CHANCE)
    near("area asked a month", area, OUTSOURCED * CHANCE * 20)


def away(log: Log) -> tuple[np.ndarray, np.ndarray]:
    """Ticks at which firms left for good or for a time, and months away of each (inf: not back)."""
    rows = columns(log.rows)
    left = (rows["what"] == What.ENDED) & (rows["aux"] == Fate.ELSEWHERE)
    back = (rows["what"] == What.ARRIVED) & (rows["aux"] == Arrival.BACK)
    at = dict(zip(rows["number"][back].tolist(), rows["tick"][back].tolist(), strict=True))
    ticks = rows["tick"][left]
    returned = [at.get(number, np.inf) for number in rows["number"][left].tolist()]
    return ticks, (np.array(returned) - ticks) / MONTH


def test_times_away_are_exponential() -> None:
    played = play(scenario(CHAIN, LEAVERS), away)
    steps = np.array([0, 3, 6, 12, 24, 48])
    shares = np.diff([1 - exp(-HAZARD * step / 12) for step in steps])
    counts, shorts = np.zeros(len(steps)), []
    for ticks, months in played:
        followed = months[ticks <= (120 - steps[-1]) * MONTH]
        within = np.histogram(followed, steps)[0]
        counts += [*within, len(followed) - within.sum()]
        shorts.append((followed <= 12).sum() - len(followed) * (1 - exp(-HAZARD)))
    near_counts("months away", counts, [*shares, 1 - shares.sum()], given_total=True)
    # Binomial given N: the spread of those back within a year.
    share, number = 1 - exp(-HAZARD), counts.sum() / len(played)
    near("variance of those back within a year", np.square(shorts), number * share * (1 - share))


def test_the_return_flow_grows_with_who_is_away() -> None:
    def monthly(log: Log) -> np.ndarray:
        rows = columns(log.rows)
        back = (rows["what"] == What.ARRIVED) & (rows["aux"] == Arrival.BACK)
        return np.bincount(rows["tick"][back] // MONTH, minlength=log.plan.months)

    found = column(play(scenario(CHAIN, LEAVERS), monthly))
    for month in (5, 11, 35, 119):
        ends = np.array([month, month + 1]) / 12
        grown = [(1 - exp(-HAZARD * t)) / HAZARD for t in ends]
        mean = LEAVING * (1 - 12 * (grown[1] - grown[0]))
        near(f"back in month {month}", found[:, month], mean)
        near(f"variance in month {month}", (found[:, month] - mean) ** 2, mean)
