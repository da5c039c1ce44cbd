"""What each measure counts, against leases that can be followed by hand.

ann leases 100 m² in the east from February 2024 to April 2025, bob 150 m² there from July 2024 to
September 2025, a shop 50 m² in the west from April to September 2024. There stand 300 m² in the
east and 100 in the west. What ann and bob make is made elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from sim import JobRunner, Scenario
from sim.experiments.past import counterparts as module
from sim.experiments.past.counterparts import PastCollector, Played, PlayPast, counterparts
from sim.experiments.past.match_observations import MatchedObservation, match_observations
from sim.experiments.past.observations import load_past
from sim.measures.counting.measure_spec import measure_spec
from sim.model.engine import simulate
from sim.runs.settings import plan_of
from sim.scenario.errors import ScenarioError

HERE = Path(__file__).parent
BASKETS = {
    "labs": {"spaces": ["lab"]},
    "east": {"spaces": ["lab"], "parks": ["east"]},
    "own": {"spaces": ["lab"], "trades": ["own"]},
    "shops": {"spaces": ["lab"], "trades": ["shops"]},
    "both": {"spaces": ["lab"], "trades": ["own", "shops"]},
    "all-space": {"spaces": ["lab", "factory"]},
    "lines": {"covers": "companies", "stage": "research", "tracks": ["drug"]},
    "products": {"covers": "companies", "stage": "making", "tracks": ["drug", "shop"]},
}
SHARE = {"value": "50%", "discrepancy": "5%"}
COUNT = {"value": 2, "discrepancy": "1 per year"}
AREA = {"value": "100 m²", "discrepancy": "10 m²"}
Seen = dict[str, dict[str, Any]]
OBSERVED: Seen = {
    "opening": {"measure": "vacancy", "basket": "labs", "at": "2023-12", **SHARE},
    "june": {"measure": "vacancy", "basket": "labs", "at": "2024-06", **SHARE},
    "september": {"measure": "vacancy", "basket": "labs", "at": "2024Q3", **SHARE},
    "half": {"measure": "vacancy", "basket": "labs", "start": "2024-04", "end": "2024-09", **SHARE},
    "east-let": {"measure": "let", "basket": "east", "at": "2024-09", **SHARE},
    "all-types": {"measure": "vacancy", "basket": "all-space", "at": "2024-06", **SHARE},
    "end": {"measure": "vacancy", "basket": "labs", "at": "2025", **SHARE},
    "fall": {"measure": "change", "basket": "labs", "before": "june", "after": "september"},
    "rise": {"measure": "change", "basket": "labs", "before": "half", "after": "end"},
    "first": {"measure": "absorption", "basket": "labs", "start": "2024H1", **AREA},
    "february": {"measure": "absorption", "basket": "labs", "start": "2024-02", **AREA},
    "year": {"measure": "absorption", "basket": "labs", "start": "2024", **AREA},
    "back": {"measure": "absorption", "basket": "labs", "start": "2025", **AREA},
    "own-first": {"measure": "absorption", "basket": "own", "start": "2024H1", **AREA},
    "own-back": {"measure": "absorption", "basket": "own", "start": "2025", **AREA},
    "shops-first": {"measure": "absorption", "basket": "shops", "start": "2024H1", **AREA},
    "shops-then": {"measure": "absorption", "basket": "shops", "start": "2024H2", **AREA},
    "both-first": {"measure": "absorption", "basket": "both", "start": "2024H1", **AREA},
    "more": {"measure": "ratio", "basket": "own", "before": "own-first", "start": "2024H2"},
    "less": {"measure": "ratio", "basket": "own", "before": "own-first", "start": "2025"},
    "of-none": {"measure": "ratio", "basket": "shops", "before": "shops-then", "start": "2025"},
    "began": {"measure": "entries", "basket": "lines", "start": "2024H1", **COUNT},
    "passed": {"measure": "successes", "basket": "lines", "start": "2025", **COUNT},
    "made-here": {"measure": "entries", "basket": "products", "start": "2025", **COUNT},
    "made": {"measure": "reached", "basket": "products", "start": "2025", **COUNT},
    "made-in-may": {"measure": "reached", "basket": "products", "start": "2025-05", **COUNT},
    "from-nothing": {"measure": "reached", "basket": "lines", "start": "2024", **COUNT},
}
EXPECTED = {
    "opening": 1.0,
    "june": 250 / 400,
    "september": 100 / 400,
    "half": (3 * 250 + 3 * 100) / (6 * 400),
    "east-let": 250 / 300,
    "all-types": 350 / 500,
    "end": 1.0,
    "fall": (100 - 250) / 400,
    "rise": 1 - 175 / 400,
    "first": 2 * 150.0,
    "february": 12 * 100.0,
    "year": 250.0,
    "back": -250.0,
    "own-first": 2 * 100.0,
    "own-back": -250.0,
    "shops-first": 2 * 50.0,
    "shops-then": -2 * 50.0,
    "both-first": 2 * 150.0,
    "more": 300 / 200,
    "less": -250 / 200,
    "of-none": float("nan"),
    "began": 2 * 1,
    "passed": 2,
    "made-here": 0,
    "made": 2,
    "made-in-may": 12 * 1,
    "from-nothing": 0,
}
EXPLICIT = {"change": {"discrepancy": "5%"}, "ratio": {"value": 0.5, "discrepancy": 0.1}}


def past_of(folder: Path, baskets: Seen = BASKETS, observed: Seen = OBSERVED) -> Path:
    """A file of some baskets and observations."""
    labels = {"label": "x", "publisher": "JLL", "covers": "space"}
    tree = {
        "name": "past",
        "sources": {},
        "baskets": {name: labels | keys for name, keys in baskets.items()},
        "observations": {
            name: {"label": name, **EXPLICIT.get(keys["measure"], {}), **keys}
            for name, keys in observed.items()
        },
    }
    path = folder / "past.yaml"
    path.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def letting(**clock: str) -> Scenario:
    """The scenario of this module, at times with another clock."""
    changes = {f"clock.{key}": value for key, value in clock.items()}
    return Scenario.load(HERE / "letting.yaml").with_(changes)


def matched(path: Path, scenario: Scenario | None = None) -> list[MatchedObservation]:
    """The observations of a file, of the scenario of this module."""
    scenario = scenario or letting()
    plan = plan_of(scenario.spec, scenario.settings(), 0)
    found, outside = match_observations(load_past(path), scenario.spec, plan)
    assert outside == []
    return found


def by_log(path: Path, scenario: Scenario | None = None) -> dict[str, float]:
    """Counterparts by id, from the log of SimPy's engine."""
    scenario = scenario or letting()
    observations = matched(path, scenario)
    plan = plan_of(scenario.spec, scenario.settings(), 0)
    collector = PastCollector(observations, measure_spec(scenario.spec, plan))
    collector.add_log(simulate(plan, scenario.settings().seed, 0))
    return named(observations, collector.result().values[0])


def by_work(path: Path, scenario: Scenario | None = None) -> dict[str, float]:
    """The same from the compiled engine."""
    scenario = scenario or letting()
    observations = matched(path, scenario)
    work = PlayPast(scenario.loaded, scenario.settings(), load_past(path), observations)
    return named(observations, counterparts(work, 2, JobRunner()).values[0])


def named(observations: list[MatchedObservation], values: Any) -> dict[str, float]:
    return dict(zip((match.id for match in observations), values.tolist(), strict=True))


Play = Callable[..., dict[str, float]]


@pytest.mark.parametrize("play", [by_log, by_work])
@pytest.mark.parametrize(
    "clock",
    [{"end": "2031-06"}, {"start": "2022-05", "record_from": "2024-01"}],
    ids=["goes on", "began earlier"],
)
def test_the_past_is_the_same_within_a_longer_run(
    tmp_path: Path, play: Play, clock: dict[str, str]
) -> None:
    assert play(past_of(tmp_path), letting(**clock)) == pytest.approx(EXPECTED, nan_ok=True)


@pytest.mark.parametrize("play", [by_log, by_work])
def test_every_measure_is_what_the_hand_counts(tmp_path: Path, play: Play) -> None:
    assert play(past_of(tmp_path)) == pytest.approx(EXPECTED, nan_ok=True)


def unsigned(played: Played, match: MatchedObservation) -> Any:
    return np.abs(ABSORBED(played, match))


def of_all(played: Played, match: MatchedObservation) -> Any:
    return np.diff(played.leased[:, list(match.pools)].sum(axis=1))


def a_month_late(played: Played, match: MatchedObservation) -> Any:
    return np.roll(ABSORBED(played, match), 1)


ABSORBED = Played.absorbed


@pytest.mark.parametrize("defect", [unsigned, of_all, a_month_late])
def test_a_planted_defect_of_absorption_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, defect: Any
) -> None:
    monkeypatch.setattr(Played, "absorbed", defect)
    assert by_log(past_of(tmp_path)) != pytest.approx(EXPECTED, nan_ok=True)


def test_a_state_taken_for_a_mean_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mean(match: MatchedObservation, played: Played) -> tuple[int, int]:
        months = slice(max(0, match.months.stop - 1), match.months.stop or 1)
        pools = played.pools[:2, months][:, :, list(match.pools)].sum(axis=(1, 2))
        return int(pools[0]), int(pools[1])

    monkeypatch.setattr(module, "_levels", mean)
    assert by_log(past_of(tmp_path)) != pytest.approx(EXPECTED, nan_ok=True)


def test_what_a_basket_says_of_itself_is_taken_off(tmp_path: Path) -> None:
    prime = {"spaces": ["lab"], "offset": {"value": "5%", "range": ["-1%", "11%"]}}
    wide = {"spaces": ["lab"], "weight": {"value": "20%", "range": ["10%", "30%"]}}
    seen: Seen = {
        "let": {"measure": "let", "basket": "prime", "at": "2024-06", "value": "90%"},
        "vacant": {"measure": "vacancy", "basket": "prime", "at": "2024-09", "value": "10%"},
        "later": {"measure": "vacancy", "basket": "prime", "at": "2025-06", "value": "30%"},
        "rise": {"measure": "change", "basket": "prime", "before": "vacant", "after": "later"},
        "taken": {"measure": "absorption", "basket": "wide", "start": "2024H2", "value": "-50 m²"},
    }
    seen = {
        name: {"discrepancy": "10 m²" if name == "taken" else "3%"} | keys
        for name, keys in seen.items()
    }
    found = {
        one.id: one for one in matched(past_of(tmp_path, {"prime": prime, "wide": wide}, seen))
    }
    sd = 6 / 6**0.5 / 100  # of a symmetric triangle with half width 6 points
    for name, value in (("let", 0.85), ("vacant", 0.15), ("later", 0.35)):
        assert found[name].value == pytest.approx(value)
        assert found[name].spread == pytest.approx(sd, rel=1e-2)
    assert (found["let"].low, found["let"].high) == pytest.approx((0.79, 0.91))
    assert (found["vacant"].low, found["vacant"].high) == pytest.approx((0.09, 0.21))
    # The basket is the same at both ends: it says nothing of the change.
    rise = found["rise"]
    assert (rise.value, rise.spread, rise.low, rise.high) == pytest.approx((0.2, 0, 0.2, 0.2))
    taken = found["taken"]
    assert (taken.value, taken.low, taken.high) == pytest.approx((-20, -30, -10))
    assert taken.spread == pytest.approx(100 * 0.1 / 6**0.5, rel=1e-2)
    assert taken.discrepancy == pytest.approx(10 * 0.2 * 2)


def test_it_is_of_its_last_year(tmp_path: Path) -> None:
    years = {one.id: one.year for one in matched(past_of(tmp_path))}
    assert (years["opening"], years["september"], years["fall"], years["less"]) == (
        2023, 2024, 2024, 2025,
    )  # fmt: skip


def test_a_change_is_outside_where_one_of_its_ends_is(tmp_path: Path) -> None:
    early = OBSERVED | {"june": OBSERVED["june"] | {"at": "2023-06"}}
    scenario = Scenario.load(HERE / "letting.yaml")
    plan = plan_of(scenario.spec, scenario.settings(), 0)
    _, outside = match_observations(
        load_past(past_of(tmp_path, BASKETS, early)), scenario.spec, plan
    )
    assert outside == ["june", "fall"]


def broken() -> Iterator[tuple[str, Seen, str]]:
    yield "two brokers", {"fall": OBSERVED["fall"] | {"before": "east-then"}}, "E595"
    yield "two measures", {"fall": OBSERVED["fall"] | {"before": "let"}}, "E594"
    yield "itself", {"fall": OBSERVED["fall"] | {"before": "fall"}}, "E594"
    yield "ratio of a share", {"more": OBSERVED["more"] | {"before": "june"}}, "E594"
    yield "ratio, two brokers", {"more": OBSERVED["more"] | {"before": "first"}}, "E595"
    yield "ratio backwards", {"more": OBSERVED["more"] | {"start": "2024-03"}}, "E596"
    yield "no date", {"june": {**OBSERVED["june"], "at": None}}, "E593"
    yield "an end alone", {"june": {**OBSERVED["june"], "end": "2024-06"}}, "E593"


@pytest.mark.parametrize(("keys", "code"), [pytest.param(*rest, id=id_) for id_, *rest in broken()])
def test_figures_that_are_no_pair_are_refused(tmp_path: Path, keys: Seen, code: str) -> None:
    more: Seen = {
        "east-then": {"measure": "vacancy", "basket": "east", "at": "2024-03", **SHARE},
        "let": {"measure": "let", "basket": "labs", "at": "2024-03", **SHARE},
    }
    load_past(past_of(tmp_path, BASKETS, OBSERVED | more))
    with pytest.raises(ScenarioError) as refused:
        load_past(past_of(tmp_path, BASKETS, OBSERVED | more | keys))
    assert {problem.code for problem in refused.value.problems} == {code}
    assert all(problem.place for problem in refused.value.problems)
