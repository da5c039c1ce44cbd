"""Net absorption of a pool that never fills: what comes less what leaves a stay later."""

from __future__ import annotations

from math import sqrt
from pathlib import Path

import numpy as np

from sim import JobRunner, Scenario
from sim.experiments.past.counterparts import PlayPast, counterparts
from sim.experiments.past.match_observations import match_observations
from sim.experiments.past.observations import load_past
from sim.runs.settings import plan_of

RATE, AREA, FUTURES = 40, 300, 200
SCENARIO = f"""
name: pool
clock: {{start: 2024-01, end: 2027-12}}
confidence: 80%
signals: {{waiting: 5%, months: 3}}
parks: {{east: {{}}}}
spaces: {{lab: {{lettable: 100%}}}}
stock: {{lab: {{area: 100万 m², basis: lettable, parks: {{east: 100%}}, occupied: 0%}}}}
chain: [research]
stages: {{research: {{space: lab, basis: lettable, area: {AREA} m², duration: 24 months}}}}
tracks: {{bio: {{}}}}
demand: {{startups: {{track: bio, entry: research, rate: {RATE} per year}}}}
standards: {{idle: {{metric: vacancy, space: lab, at_most: 100%}}}}
"""
YEAR = """
  y{year}: {{label: y{year}, measure: absorption, basket: labs, start: {year}, value: 0 m²,
    discrepancy: 1 m²}}"""
PAST = """
name: past
sources: {}
baskets: {labs: {label: labs, publisher: us, covers: space, spaces: [lab], trades: [own]}}
observations:""" + "".join(YEAR.format(year=year) for year in range(2024, 2028))


def test_it_is_what_comes_less_what_leaves(tmp_path: Path) -> None:
    """Two years a stay: rate × area in each of the first two, then as much leaves as comes.

    Arrivals of a year are Poisson; in the third year those of the first leave.
    """
    for name, text in (("pool.yaml", SCENARIO), ("past.yaml", PAST)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    scenario, past = Scenario.load(tmp_path / "pool.yaml"), load_past(tmp_path / "past.yaml")
    plan = plan_of(scenario.spec, scenario.settings(), 0)
    matched, _ = match_observations(past, scenario.spec, plan)
    work = PlayPast(scenario.loaded, scenario.settings(), past, matched, courses=False)
    means = counterparts(work, FUTURES, JobRunner()).values.mean(axis=0)
    error = AREA * sqrt(RATE / FUTURES)
    expected = [RATE * AREA, RATE * AREA, 0, 0]
    errors = [error, error, error * sqrt(2), error * sqrt(2)]
    assert np.all(np.abs(means - expected) < 4 * np.array(errors)), means
