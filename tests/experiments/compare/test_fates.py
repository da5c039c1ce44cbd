"""Companies followed from one scenario to another, and their stories."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.api.scenario import Scenario
from sim.experiments.answer import RefusedError
from sim.experiments.compare.companies import DAY, StageRequests, differing, stage_requests
from sim.experiments.compare.fates import Fates, fates
from sim.experiments.explain.collector import Look, collector
from sim.experiments.explain.function import explain
from sim.experiments.explain.story import story
from sim.experiments.job_runner import JobRunner
from sim.model.engine import simulate
from sim.runs.player import Player
from sim.runs.settings import Settings, plan_of
from sim.scenario.load import Loaded, load
from sim.text.screen import width, wrap

TESTS = Path(__file__).parents[2]
TOWN = TESTS / "api" / "town.yaml"
BLOCKING = TESTS / "scenarios" / "tiny" / "blocking.yaml"
TIGHT = {"stock.lab.area": "4000 m²", "supply.hall.area": "5000 m²"}


def followed(base: Loaded, other: Loaded, replications: int) -> Fates:
    (found,) = fates(base, {"b": other}, Settings(base.spec.seed), replications, JobRunner())
    return found


def test_more_pilot_space_worked_out_by_hand() -> None:
    """With 200 m² ann moves on at 3m and leaves the laboratory to cat, who asks at 5m."""
    base = load(BLOCKING)
    found = followed(base, base.with_({"stock.pilot.area": "200 m²"}), 1)
    told = [(c.kind, c.stage, c.companies, c.area, c.months) for c in found.counts]
    assert sorted(told) == [("sooner", "research", 1, 100, -2), ("sooner", "trial", 1, 100, -4)]
    assert [(e.company, e.months) for e in found.examples] == [("ann#0", -4), ("cat#0", -2)]
    assert found.companies == 3


def test_the_same_scenario_has_the_same_fates() -> None:
    found = followed(load(TOWN), load(TOWN), 4)
    assert found.counts == () and found.companies > 100


def test_who_is_lost_here_is_saved_there() -> None:
    town, tight = load(TOWN), load(TOWN).with_(TIGHT)
    there, back = followed(town, tight, 4), followed(tight, town, 4)
    for one, other in (("lost", "saved"), ("later", "sooner"), ("absent", "new")):
        assert there.total(one) == back.total(other)
    assert there.total("lost") > 0 and there.companies == back.companies


def slowly(one: pd.DataFrame, two: pd.DataFrame, end: int) -> dict[str, str]:
    """Kind by company, from the tables of requests, one by one."""
    tables = [
        {(row.company, row.stage): row for row in table[table.expansion == 0].itertuples()}
        for table in (one, two)
    ]
    companies = {company for table in tables for company, _ in table}
    kinds = {}
    for company in companies:
        keys = {key for table in tables for key in table if key[0] == company}
        begun = [any(key in table for key in keys) for table in tables]
        told = []
        for key in keys:
            a, b = (table.get(key) for table in tables)
            asked = (a if a is not None else b).asked
            if a is None or b is None:
                alone = "new" if not begun[0] else "absent" if not begun[1] else "other"
                told.append((asked, alone))
                continue
            lost = [row.outcome in ("left", "turned_away") for row in (a, b)]
            served = [row.outcome == "served" for row in (a, b)]
            waits = [row.served - max(row.asked, row.wait_from) for row in (a, b)]
            longer = (waits[1] - waits[0]) * 30 * DAY if all(served) else 0
            if np.isnan(longer):
                longer = 0  # tenants of the opening
            if served[0] and lost[1]:
                told.append((asked, "lost"))
            elif lost[0] and served[1]:
                told.append((asked, "saved"))
            elif all(served) and abs(longer) > DAY:
                told.append((asked, "later" if longer > 0 else "sooner"))
            elif all(served) and (a.park, a.leased_space) != (b.park, b.leased_space):
                told.append((asked, "moved"))
            elif a.outcome != b.outcome:
                told.append((asked, "other"))
        if told:
            kinds[company] = min(told, key=lambda pair: (not np.isnan(pair[0]), pair[0]))[1]
    return kinds


def brute(base: Scenario, other: Scenario, replications: int) -> list[dict[str, str]]:
    from sim.measures.tables.requests import requests

    runs = [scenario.run(replications, engine="simpy", seed=7) for scenario in (base, other)]
    tables = [requests(run.histories, run.plan, dates=False) for run in runs]
    end = runs[0].plan.end
    return [
        slowly(*(table[table.replication == r] for table in tables), end)
        for r in range(replications)
    ]


def test_every_fate_is_what_going_through_the_tables_gives() -> None:
    base = Scenario.load(TOWN)
    other = base.with_(TIGHT)
    slow = brute(base, other, 2)
    assert fast(base, other) == slow
    assert {kind for one in slow for kind in one.values()} >= {"lost", "later", "other"}


def fast(base: Scenario, other: Scenario, shift: int = 0) -> list[dict[str, str]]:
    """Fates of two replications; `shift` plants a fault: B's companies under other numbers."""
    sides = [stage_requests(Player(one.spec, Settings(7)), range(2)) for one in (base, other)]
    wrong = [
        StageRequests(b.replication, b.plan, b.table._replace(number=b.table.number + shift))
        for b in sides[1]
    ]
    found = [differing(a, b) for a, b in zip(sides[0], wrong, strict=True)]
    return [{fate.company: fate.kind for fate in one.fates} for one in found]


def test_companies_that_are_mixed_up_are_found() -> None:
    base = Scenario.load(TOWN)
    other = base.with_(TIGHT)
    assert fast(base, other, shift=1) != brute(base, other, 2)


# Stories


def test_a_story_worked_out_by_hand() -> None:
    """The log of tests/scenarios/tiny/blocking.log, as cat lived it."""
    (life,) = explain(Scenario.load(BLOCKING), "cat#0").answer.lives
    said = [(entry.date, entry.words.en) for entry in life.story.entries]
    assert said == [
        ("2024-06-01", "arrives, to start with research"),
        ("2024-06-01", "asks for 100 m2 of lab for research, east lab first"),
        ("2024-08-01", "gets 100 m2 in east lab after 2.0 months, which ann#0 gave up"),
        ("2024-08-01", "moves into east lab"),
        ("2024-08-01", "starts research"),
        ("2024-11-01", "research ends well"),
        ("2024-11-01", "asks for 100 m2 of pilot for trial, east pilot first"),
    ]
    assert life.end.en == "still waits for room for trial at the end"
    assert life.story.waited == pytest.approx(4)  # 2 for the laboratory, 2 until the end
    first, second = (entry.sight for entry in life.story.entries if entry.sight)
    assert first is not None and second is not None
    (place,) = first.places
    assert (first.area, place.free, place.room, place.capacity) == (100, 0, 0, 100)
    assert place.opens is None and not place.closed and first.ahead == ()


def test_every_company_has_a_story() -> None:
    """All the language's features: there are words for whatever happens, and an end to each."""
    spec = load(TESTS / "scenarios" / "whole.yaml").spec
    log = simulate(plan_of(spec, Settings(7), 0), 7, 0)
    companies = {(int(row[2]), int(row[3])) for row in log.rows if row[3] >= 0}
    ends = set()
    for entity, number in companies:
        told = story(log, log.plan.entities[entity], number, (), spec)
        assert told.entries and told.waited >= 0
        assert all(entry.words.zh and entry.words.en for entry in told.entries)
        assert all(0 <= span.start < span.end <= log.plan.end for span in told.spans)
        stays = [span for span in told.spans if span.kind == "stage"]
        assert all(a.end <= b.start for a, b in pairwise(stays))
        ends.add(told.end.en.split(" ")[0])
    assert len(companies) > 50
    assert ends >= {"fails", "leaves", "goes", "still"}


def test_who_is_ahead_and_what_will_open() -> None:
    base = Scenario.load(TOWN).with_(TIGHT)
    looks = watched(base, "startups", 20)
    waits = [look for look in looks if look.moment == "asked"]
    assert waits
    log = simulate(plan_of(base.spec, Settings(7), 0), 7, 0)
    table = log.table()
    for look in looks:
        before = table[(table.tick < look.tick)]
        for seen in look.pools:
            space, park = log.plan.pool_name(seen.pool)
            here = before[(before.space == space) & (before.park == park)]
            area = here.groupby("what").area.sum()
            leased = area.get("opened", 0) + area.get("granted", 0) - area.get("released", 0)
            capacity = log.plan.capacity[seen.pool] + area.get("capacity", 0)
            assert (seen.capacity, seen.free) == (capacity, capacity - leased)


def watched(scenario: Scenario, stream: str, companies: int) -> list[Look]:
    """What some companies of a stream saw in replication 0."""
    found: list[Look] = []
    for number in range(companies):
        city = collector(stream, number, found)
        simulate(plan_of(scenario.spec, Settings(7), 0), 7, 0, city_class=city)
    return found


def test_to_be_watched_changes_nothing() -> None:
    spec = load(TOWN).with_(TIGHT).spec
    plan = plan_of(spec, Settings(7), 0)
    looks: list[Look] = []
    seen = simulate(plan, 7, 0, city_class=collector("startups", 9, looks))
    assert looks
    assert np.array_equal(seen.rows, simulate(plan, 7, 0).rows)


def test_side_by_side_until_they_part() -> None:
    base = Scenario.load(BLOCKING)
    other = base.with_({"stock.pilot.area": "200 m²"})
    finding = explain(base, "cat#0", against=other)
    assert finding.answer.parts == "2024-06-01"
    both = [line for line in finding.screen("en").splitlines() if line.startswith("  AB ")]
    assert [line.split("  ")[-1] for line in both][:1] == ["arrives, to start with research"]
    assert "gets 100 m2 in east lab at once" in finding.screen("en")
    same = explain(base, "bob#0", against=other)
    assert same.answer.parts is None and "its story is the same in both" in same.screen("en")


@pytest.mark.parametrize("lang", ["zh", "en", "both"])
def test_a_story_fits_the_terminal(lang: str) -> None:
    base = Scenario.load(TOWN)
    finding = explain(base, "startups#20", against=base.with_(TIGHT))
    assert max(width(line) for line in finding.screen(lang).splitlines()) <= 80
    assert wrap("", 80) == [""]


def test_a_company_that_never_comes_is_refused() -> None:
    town = Scenario.load(TOWN)
    for company, said in (
        ("startups#9999", "does not come in future 0; the last of startups is startups#"),
        ("startup#1", "the nearest is startups"),
        ("startups", "such as startups#0"),
        ("新企业3", "such as startups#0"),
        ("hall", "such as startups#0"),
        ("hall/000#0", "no hall/000; the nearest is startups"),
        ("startups#-1", "stream#number"),
    ):
        with pytest.raises(RefusedError, match=said.replace("(", r"\(")):
            explain(town, company)
    with pytest.raises(RefusedError, match="another clock"):
        explain(town, "startups#1", against=town.with_({"clock.end": "2029-06"}))
