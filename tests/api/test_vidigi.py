"""The event log that vidigi animates: by hand, and by the checks that vidigi makes itself."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from sim import Scenario
from sim.api.manifest import read_manifest
from sim.measures.tables.events import entity_events
from sim.model.engine import simulate
from sim.scenario.load import load
from sim.scenario.plan.compile import compile_plan

TINY = Path(__file__).parents[1] / "scenarios" / "tiny"
TYPES = {"arrival_departure", "queue", "resource_use", "resource_use_end"}
KINDS = "look-ahead self-build closes cdmo lines opening prelet-cancelled expansion pause".split()


def played(name: str) -> pd.DataFrame:
    spec = load(TINY / f"{name}.yaml").spec
    return entity_events(simulate(compile_plan(spec), spec.seed, 0))


def faults(log: pd.DataFrame) -> set[str]:
    """What vidigi refuses, warns of or draws wrongly (its `BaseEvent`, `reshape_for_animations`).

    Its columns and types; one arrival and at most one departure an entity, first and last; a whole
    number for what is used; times in order, since of two rows at a time the later one holds.
    """
    found = set()
    if list(log) != ["entity_id", "event_type", "event", "time", "resource_id", "pathway"]:
        return {"columns"}
    ends = log[log["event_type"] == "arrival_departure"]
    uses = log[log["event_type"].str.startswith("resource_use")]
    found |= {"type"} if set(log["event_type"]) - TYPES else set()
    found |= {"event"} if set(ends["event"]) - {"arrival", "depart"} else set()
    found |= (
        {"number"} if uses["resource_id"].isna().any() or (uses["resource_id"] < 1).any() else set()
    )
    found |= {"time"} if not log["time"].is_monotonic_increasing else set()
    for _, rows in log.groupby("entity_id"):
        found |= {"arrival"} if rows["event"].tolist().count("arrival") != 1 else set()
        found |= {"first"} if rows["event"].iloc[0] != "arrival" else set()
        found |= {"depart"} if "depart" in rows["event"].tolist()[:-1] else set()
    held: set[tuple[str, int]] = set()
    for _, kind, event, _, number, _ in uses.itertuples(index=False):
        if ((event, number) in held) == (kind == "resource_use"):
            found.add("used twice")
        held ^= {(event, number)}
    return found


def test_one_company_is_in_one_place_at_a_time() -> None:
    log = played("look-ahead")
    ann, bea = (log[log["entity_id"] == f"{name}#0"] for name in ("ann", "bea"))
    # She gets the next space at 2 months and is told to fit it out when her research is over.
    assert ann[["event", "time"]].to_numpy().tolist() == [
        ["arrival", 0.0],
        ["wait research", 0.0],
        ["fit out research", 0.0],
        ["research", 0.0],
        ["research", 120.0],
        ["fit out trial", 120.0],
        ["trial", 150.0],
        ["trial", 240.0],
        ["depart", 240.0],
    ]
    assert set(ann["pathway"]) == {"good"}
    # Hers fails: what she was promised for the next stage is never begun.
    assert bea["event"].tolist()[-2:] == ["research", "depart"]
    numbers = log[log["event_type"] == "resource_use"].groupby("event")["resource_id"].max()
    assert numbers.to_dict() == {"research": 3, "trial": 1}


@pytest.mark.parametrize("name", KINDS)
def test_vidigi_finds_nothing_wrong(name: str) -> None:
    assert faults(played(name)) == set()


def test_what_vidigi_would_refuse_is_found() -> None:
    log = played("look-ahead")
    assert faults(log[log["event"] != "arrival"]) >= {"arrival", "first"}
    assert faults(log.iloc[::-1]) >= {"time", "depart"}
    assert faults(log.replace("depart", "exit")) == {"event"}
    assert faults(log.assign(resource_id=1)) == {"used twice"}
    assert faults(log.drop(columns="pathway")) == {"columns"}


def test_it_is_saved_where_it_is_asked_for(tmp_path: Path) -> None:
    run = Scenario.load(TINY.parents[1] / "api" / "town.yaml").run(2, engine="simpy", workers=1)
    folder = run.save(tmp_path, brief=True)
    assert "vidigi.csv" not in read_manifest(folder)["files"]
    run.save(tmp_path, brief=True, also=["vidigi"])
    told = pd.read_csv(folder / "vidigi.csv", dtype={"resource_id": "Int64"})
    assert faults(told) == set() and len(told) == len(run.entity_events())
    with pytest.raises(ValueError, match="0 to 1"):
        run.entity_events(2)
