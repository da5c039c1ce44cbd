"""A synthetic run of the shape that the figures are drawn from, made without the engine."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from sim.measures.counting.checks import SIDES, Side
from sim.measures.monotone import curve
from sim.measures.verdict.signals import PlaceSignals, first_runs, onset
from sim.measures.verdict.turning import BreakEven, Dot, SpaceDecided, Turn, Turning, Unknown
from sim.plots.frames import (
    Aimed,
    CompanyFlows,
    Cube,
    Frames,
    Ledger,
    Origin,
    ParkYears,
    Planned,
    Renting,
    WaitBound,
    Waits,
)
from sim.plots.words import date
from sim.scenario.values.units import SHARE
from sim.text.words import Words

SPACES = {
    "incubator": Words("孵化", "Incubator"),
    "lab": Words("研发实验室", "R&D lab"),
    "pilot": Words("中试", "Pilot plant"),
    "factory": Words("标准厂房", "Standard factory"),
}
STOCK = {"incubator": 60e4, "lab": 350e4, "pilot": 45e4, "factory": 520e4}
GROWTH = {"incubator": 0.1e4, "lab": 0.45e4, "pilot": 0.75e4, "factory": 3.2e4}
BUILT = {"incubator": 13e4, "lab": 52e4, "pilot": 64e4, "factory": 300e4}
PARKS = ("zhangjiang", "lingang", "fengxian", "minhang", "baoshan", "jinshan", "other")
START = 2023 * 12 + 9
PROJECTS = {
    "starts-2023": Planned(Words("2023 年开工 180 万 m²", "180 started in 2023"), (24282, 24288)),
    "starts-2024": Planned(Words("2024 年开工", "Starts of 2024"), (24288, 24300)),
    "starts-2025": Planned(Words("2025 年开工", "Starts of 2025"), (24300, 24310)),
    "pudong-renewal": Planned(Words("浦东存量更新", "Pudong renewal of stock"), (24300, 24324)),
}


MEASURES = ("capacity", "leased", "fit_out", "in_use", "waiting_area", "waiting")
STEPS = np.arange(0, 24.5, 0.5)
LEVELS = (0.2, 0.5, 0.8)


def monthly(replications: int, months: int, parks: int, rng: np.random.Generator) -> pd.DataFrame:
    """Random walks of demand against steps of supply, by replication, month, space and park."""
    shape = (replications, months, len(SPACES), parks)
    share = np.array([1 / parks] * parks)
    time = np.arange(months)
    stock = np.array(list(STOCK.values()))
    opens = rng.normal([[[36, 48, 60, 70]]], 5, (replications, len(SPACES), 4))
    built = (opens[..., None] < time).mean(axis=2).transpose(0, 2, 1) * list(BUILT.values())
    capacity = (stock + built)[..., None] * share
    drift = rng.normal(1, 0.45, (replications, 1, 1))
    noise = rng.normal(0, 0.004, (replications, months, len(SPACES))).cumsum(axis=1) * stock
    wanted = stock * 0.88 + drift * time[:, None] * list(GROWTH.values()) + noise
    demand = wanted[..., None] * share * (1 + 0.02 * np.arange(parks))
    leased = np.minimum(demand, capacity * 0.985)
    waiting_area = np.maximum(demand - leased, 0)
    fit_out = leased * 0.12
    index = np.indices(shape).reshape(4, -1)
    year, month = np.divmod(START + time, 12)
    first_days = np.array([f"{y:04d}-{m + 1:02d}" for y, m in zip(year, month, strict=True)])
    return pd.DataFrame(
        {
            "replication": index[0],
            "month": first_days.astype("datetime64[M]").astype("datetime64[s]")[index[1]],
            "space": np.array(list(SPACES))[index[2]],
            "park": np.array(PARKS[:parks])[index[3]],
            "capacity": capacity.ravel(),
            "leased": leased.ravel(),
            "fit_out": fit_out.ravel(),
            "in_use": (leased - fit_out).ravel(),
            "waiting_area": waiting_area.ravel(),
            "waiting": (waiting_area / 2_000).ravel(),
        }
    )


def cube(series: pd.DataFrame, spaces: list[str]) -> Cube:
    """City-wide values by space, summed over the parks row by row."""
    month = series["month"].to_numpy().astype("datetime64[M]").astype(np.int64) + 1970 * 12
    months = np.arange(month.min(), month.max() + 1)
    replication = series["replication"].to_numpy()
    space = [spaces.index(name) for name in series["space"]]
    shape = (int(replication.max()) + 1, len(months), len(spaces))
    values = {name: np.zeros(shape) for name in MEASURES}
    for name, array in values.items():
        np.add.at(array, (replication, month - months[0], space), series[name].to_numpy())
    return Cube(months, values)


def frames(replications: int = 40, months: int = 147, parks: int = 2, seed: int = 1) -> Frames:
    """A run of random walks, waits and lots; seeded."""
    rng = np.random.default_rng(seed)
    series = monthly(replications, months, parks, rng)
    made = Frames(
        origin=Origin(
            scenario="baseline",
            name=Words("基准：近500万㎡", "Baseline: the 500万 m² build-out"),
            key="3f9c41e2a7",
            version="0.1.0",
            seed=20231016,
            replications=replications,
        ),
        spaces=SPACES,
        cube=cube(series, list(SPACES)),
        waits=waits(replications, rng),
        supply=supply(replications, rng),
        projects=PROJECTS,
        bounds={
            "lab": WaitBound(3, 0.9, 0.95, 0.97),
            "pilot": WaitBound(6, 0.9, 0.61, 0.05),
            "factory": WaitBound(6, 0.9, None, 0.2),
        },
        glut={"incubator": 0.2, "lab": 0.2, "pilot": 0.2, "factory": 0.2},
        rent_unit=Words("元/m²/月", "yuan/m²/month"),
    )
    made = replace(made, signals=signals(made), rents=rents(replications, months, rng))
    made = replace(made, trades=renting(made), break_even=break_even(rng), ledger=ledger(made))
    made = replace(made, flow=company_flows(replications, rng))
    return replace(made, parks=park_years(series, made)) if parks > 1 else made


def company_flows(replications: int, rng: np.random.Generator) -> CompanyFlows:
    """Three stages; a quarter of those who do well in the first leave out the second."""
    labels = {"research": "研发 Research", "pilot": "中试 Pilot", "make": "生产 Production"}
    stages = {stage: Words(*label.split()) for stage, label in labels.items()}
    started = np.array([400.0, 120.0, 180.0]) + rng.integers(0, 40, (replications, 3))
    nothing = np.zeros((replications, 3))
    counts = {
        "started": started,
        "succeeded": np.floor(started * [0.5, 0.7, 0.4]),
        "failed": np.floor(started * [0.4, 0.25, 0.0]),
        "closed": nothing,
        "elsewhere": nothing + np.array([0, 0, 30]),
        "lost": nothing + rng.integers(0, 12, (replications, 3)),
    }
    links = np.zeros((replications, 3, 3))
    links[:, 0, 1] = np.floor(counts["succeeded"][:, 0] * 0.75)
    links[:, 0, 2] = counts["succeeded"][:, 0] - links[:, 0, 1]
    links[:, 1, 2] = counts["succeeded"][:, 1]
    return CompanyFlows(stages, [2023, 2024, 2025], counts, links)


def ledger(made: Frames) -> Ledger:
    """Lines that grow from whole year to whole year, and a target that is met now and then."""
    last = int(made.cube.months[-1] + 1) // 12
    years = [*range(START // 12 + 1, last)]
    grown = np.linspace(1, 1.5, made.origin.replications)[:, None] * np.linspace(1, 2, len(years))
    sizes = {"output": 2e11, "jobs": 3e5, "rent_income": 4e9, "vacancy_cost": 9e8}
    lines = {name: size * grown for name, size in sizes.items()}
    label = Words("2025 年产值目标", "Output asked in 2025")
    aimed = Aimed("aim", label, 2025, 3e11, 0.4, lines["output"])
    return Ledger(years, lines, [aimed], ("CNY", "元"))


def park_years(series: pd.DataFrame, made: Frames) -> ParkYears:
    """Means of calendar years of every pool; the fourth type of space has no bound."""
    series = series.assign(year=series["month"].dt.year)
    spaces, names = list(made.spaces), series["park"].unique().tolist()
    index = ["replication", "year", "space", "park"]
    means = series.groupby(index, observed=True)[["capacity", "leased", "waiting_area"]].mean()
    years = sorted(series["year"].unique().tolist())
    shape = (made.origin.replications, len(years), len(spaces), len(names))
    of_all = [range(shape[0]), years, spaces, names]
    means = means.reindex(pd.MultiIndex.from_product(of_all, names=index))
    arrays = [means[column].to_numpy().reshape(shape) for column in means]
    bounds = np.full(shape[2:], 0.2)
    bounds[-1] = np.nan
    return ParkYears({name: Words(f"园{name}", name) for name in names}, years, *arrays, bounds)


def rents(replications: int, months: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Rents of two types of space: one falls, the other wanders."""
    walks = rng.normal([[[-0.004, 0.0]]], 0.01, (replications, months, 2)).cumsum(axis=1)
    return {"lab": 152 * np.exp(walks[..., 0]), "factory": 33.4 * np.exp(walks[..., 1])}


def break_even(rng: np.random.Generator, worlds: int = 60) -> BreakEven:
    """One number decides factories, which turn, and pilot space, of which too little is told."""
    number = Unknown("top_down.needs_floor", Words("所需楼面", "Floor needed"), SHARE, 0.4, None)
    values = rng.random(worlds)
    short = (rng.random(worlds) < values).astype(float)

    def side(space: str, of: Side, told: bool) -> Turning:
        rising, shares = of == "shortage", short if of == "shortage" else 1 - short
        fitted = curve(values, shares, LEVELS, rising=rising)
        turns = [
            Turn(level, *(end if np.isfinite(end) else None for end in crossing), above=None)
            for level, crossing in zip(LEVELS, fitted.crossings, strict=True)
        ]
        dots = tuple(Dot(value, value if rising else 1 - value, 6) for value in (0.2, 0.5, 0.8))
        drawn, middle = (float(values.min()), float(values.max())), float(np.median(values))
        shown = tuple(turns) if told else ()
        return Turning(space, of, number, rising, told, drawn, middle, shown, fitted.blocks, dots)

    spaces = [
        SpaceDecided("lab", (), ()),
        SpaceDecided("pilot", (number,), (side("pilot", "idle", False),)),
        SpaceDecided("factory", (number,), tuple(side("factory", of, True) for of in SIDES)),
    ]
    return BreakEven(worlds, 3, 0.1, True, (number,), tuple(spaces))


def renting(made: Frames) -> tuple[Renting, ...]:
    """Of laboratories chip makers lease a quarter, bakers a twentieth; the city's own the rest."""
    leased = made.cube.values["leased"]
    labs = leased * (np.array(list(SPACES)) == "lab")
    return (
        Renting("-", Words("本市产业", "city's own"), leased - 0.3 * labs),
        Renting("bread", Words("面包", "Bread"), 0.05 * labs),
        Renting("chips", Words("芯片", "Chips"), 0.25 * labs),
    )


def signals(made: Frames) -> tuple[PlaceSignals, ...]:
    """First lasting shortage and glut of each type of space, as the verdict finds them."""
    values, months = made.cube.values, [date(m) for m in made.cube.months]
    clusters = np.arange(made.origin.replications) // 2
    found = []
    for i, space in enumerate(made.spaces):
        capacity, leased = values["capacity"][..., i], values["leased"][..., i]
        flags = (
            values["waiting_area"][..., i] > made.shortage * capacity,
            (capacity - leased) / capacity > made.glut[space],
        )
        short, glut = (onset(first_runs(f, made.spell), months, clusters) for f in flags)
        found.append(
            PlaceSignals(
                space,
                None,
                (months[0], months[-1]),
                short,
                glut,
                (0, 0),
                (0, 0, 0),
                None,
                (0, 0, 0, 0),
            )
        )
    return tuple(found)


def waits(replications: int, rng: np.random.Generator, each: int = 600) -> Waits:
    """Requests with exponential waits, patience and a horizon; a share is served at once."""
    n = replications * each
    replication = np.repeat(np.arange(replications), each)
    space = rng.integers(0, len(SPACES), n)
    busy = np.array([0.05, 0.1, 0.75, 0.4])[space]
    busy = busy * rng.uniform(0.6, 1.3, replications)[replication]
    served = np.where(rng.random(n) < busy, rng.exponential(9, n), 0)
    patience = rng.triangular(6, 12, 24, n)
    horizon = rng.uniform(0, 147, n)
    wait = np.minimum(np.minimum(served, patience), horizon)
    censored = (horizon < served) & (horizon < patience)
    end = np.where(censored, 2, np.where(patience < served, 1, 0))
    return counted(replication, space, end, wait)


def counted(replication: Any, space: Any, end: Any, wait: Any) -> Waits:
    """Waits in months, one by one, as counts by step."""
    shape = (max(replication, default=0) + 1, len(SPACES), 3, len(STEPS) + 1)
    counts = np.zeros(shape, dtype=np.int64)
    for one in zip(replication, space, end, np.searchsorted(STEPS, wait), strict=True):
        counts[one] += 1
    return Waits(STEPS, counts)


def dates(months: np.ndarray) -> np.ndarray:
    """Absolute months as dates, to the whole month."""
    known = ~np.isnan(months)
    whole = np.where(known, months, 0).astype(int) - 1970 * 12
    return np.where(
        known, whole.astype("datetime64[M]").astype("datetime64[s]"), np.datetime64("NaT")
    )


def supply(replications: int, rng: np.random.Generator) -> pd.DataFrame:
    """Twelve lots a project: start in the window, 15–30 months of works, a tail of slip."""
    rows = []
    for project, planned in PROJECTS.items():
        for lot in range(12):
            start = rng.uniform(*planned.start, replications)
            span = rng.triangular(15, 21, 30, replications) + rng.exponential(4, replications) + 3
            opened = np.where(rng.random(replications) < 0.05, np.nan, start + span)
            rows.append(
                pd.DataFrame(
                    {
                        "replication": np.arange(replications),
                        "project": project,
                        "lot": f"{project}/{lot:02d}",
                        "area": 12e4,
                        "open": dates(opened),
                    }
                )
            )
    return pd.concat(rows, ignore_index=True)
