"""`decide` asked of a town: options, deltas, what must not matter, refusals, the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import sim.experiments.decide.losses as losses_module
from sim import Scenario, decide
from sim.cli import main
from sim.experiments.answer import RefusedError
from sim.experiments.decide.answer import DecideAnswer
from sim.experiments.decide.building import CHANGES
from sim.experiments.decide.losses import played
from sim.experiments.decide.screen import _rounded_up
from sim.experiments.job_runner import JobRunner
from sim.runs.grounded import AcceptedFutures
from sim.runs.player import Player
from sim.runs.settings import Settings
from sim.scenario.errors import ScenarioError
from sim.text.screen import held

HERE = Path(__file__).parent
TOWN, HALF, TINY = HERE / "town.yaml", HERE / "half.yaml", HERE / "tiny.yaml"


@pytest.fixture(scope="module")
def town() -> Scenario:
    return Scenario.load(TOWN)


@pytest.fixture(scope="module")
def answer(town: Scenario) -> DecideAnswer:
    return decide(town, HALF, TINY, replications=60).answer


def test_options_are_told_by_name_or_file(answer: DecideAnswer) -> None:
    assert [(o.id, o.name.zh, o.name.en) for o in answer.options] == [
        ("town", "照建", "As planned"),
        ("half", "减半", "Half of it"),
        ("tiny", "tiny", "tiny"),
    ]
    assert [option.what.en for option in answer.options] == [
        "as town.yaml has it",
        "Every second building",
        "changed: supply.first.area is 100 m²",
    ]


def test_answers_that_tell_options_otherwise_have_other_keys(town: Scenario) -> None:
    """The same scenario, once with a change to what it is; of one path the last change is told."""
    first = town.with_({"supply.first.area": "200 m²"})
    one = first.with_({"supply.first.area": "100 m²"}, name="one")
    same = one.with_({"confidence": "80%"})
    assert one.loaded.raw == same.loaded.raw
    found = [decide(town, option, replications=4) for option in (one, same)]
    told = [finding.answer.options[1].what.en for finding in found]
    assert told[0] == "changed: supply.first.area is 100 m²"
    assert told[1] == f"{told[0]}, confidence is 80%"
    assert found[0].key != found[1].key


def test_the_screen_says_the_same_as_ever(
    town: Scenario, golden: Callable[[Path, str], None]
) -> None:
    finding = decide(town, HALF, TINY, replications=60)
    with held(80):
        golden(HERE / "screen.txt", finding.screen("both"))


def test_losses_add_up_by_part_type_and_bearer(answer: DecideAnswer) -> None:
    whole = answer.losses.whole
    assert whole == pytest.approx(answer.losses.spaces.sum(axis=(1, 2)))
    assert whole == pytest.approx(answer.losses.borne.sum(axis=(1, 2, 3)))
    owners, public, _ = answer.losses.borne.sum(axis=(2, 3)).swapaxes(0, 1)
    assert public == pytest.approx(owners / 4)  # a fifth of what both bear
    assert [one.mean for one in answer.weighed] == pytest.approx(whole.mean(axis=1).tolist())


def test_building_less_leaves_more_unmet_and_less_idle(answer: DecideAnswer) -> None:
    """In every future, up to what company takes which space: the means at least."""
    idle = [answer.part(option, "idle") for option in range(3)]
    unmet = [answer.part(option, "unmet") for option in range(3)]
    assert idle == sorted(idle, reverse=True)
    assert unmet == sorted(unmet)


def test_an_option_listed_twice_differs_in_nothing(town: Scenario) -> None:
    found = decide(town, town, HALF, replications=40).answer
    assert [option.id for option in found.options] == ["town", "town-2", "half"]
    assert found.options[1].name.en == "As planned (town-2)"
    check_paired(found)
    assert found.weighed[0].difference == found.weighed[1].difference


def test_an_option_that_loses_the_same_is_not_said_to_lack_futures(town: Scenario) -> None:
    with held(80):
        told = decide(town, town, replications=4).screen("en")
    assert "loses exactly as much on average: As planned (town-2)" in told
    assert not any(words in told for words in ("lose more", "too few to tell", "told apart from"))


def test_how_many_futures_would_tell_is_never_rounded_down() -> None:
    assert [_rounded_up(count) for count in (7, 99, 101, 204, 995)] == [7, 99, 110, 210, 1000]


def test_where_nothing_is_begun_no_empty_table_is_written(answer: DecideAnswer) -> None:
    built = answer.building
    none = np.full_like(built.start, np.nan)
    bare = replace(built, area=0 * built.area, start=none, opens=none)
    tables = replace(answer, losses=answer.losses._replace(building=bare)).tables()
    assert tables and all(len(table) for table in tables.values())


def check_paired(found: DecideAnswer) -> None:
    """The first two options are the same: nothing may set them apart in any future."""
    assert np.array_equal(found.losses.whole[0], found.losses.whole[1])


def test_luck_that_is_not_common_is_caught(town: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: every option plays with a seed of its own."""
    seeds = iter(range(100))

    def player(spec, settings: Settings) -> Player:
        return Player(spec, replace(settings, seed=settings.seed + next(seeds)))

    monkeypatch.setattr(losses_module, "Player", player)
    found = decide(town, town.with_({"confidence": "81%"}), replications=8).answer
    with pytest.raises(AssertionError):
        check_paired(found)


def test_the_order_of_options_changes_nothing(town: Scenario, answer: DecideAnswer) -> None:
    other = decide(town, TINY, HALF, replications=60).answer
    assert {o.id: w for o, w in zip(other.options, other.weighed, strict=True)} == {
        o.id: w for o, w in zip(answer.options, answer.weighed, strict=True)
    }
    assert other.foresight.value == pytest.approx(answer.foresight.value)
    told = [(one.path, one.told) for one in answer.numbers]
    assert [(one.path, one.told) for one in other.numbers] == told


def test_prices_ten_times_as_high_make_ten_times_the_loss(
    town: Scenario, answer: DecideAnswer
) -> None:
    spaces = {
        "lab": {"idle": (4000, (2000, 7000)), "unmet": (20000, (5000, 50000))},
        "factory": {"idle": (3000, None), "unmet": (15000, None)},
    }
    changes: dict[str, object] = {}
    for space, prices in spaces.items():
        for key, (value, ends) in prices.items():
            number: dict[str, object] = {"value": f"{value} 元/m²/年"}
            if ends:
                number["range"] = [f"{end} 元/m²/年" for end in ends]
            changes[f"stakes.spaces.{space}.{key}"] = number
        changes[f"economy.construction.{space}.cost"] = "40000 元/m²"
    tenfold = town.with_(changes, name="tenfold")
    found = decide(tenfold, HALF, TINY, replications=60).answer
    assert found.losses.whole == pytest.approx(10 * answer.losses.whole)
    assert found.best == answer.best
    assert found.foresight.value == pytest.approx(10 * answer.foresight.value)
    assert found.numbers[0].value == pytest.approx(10 * answer.numbers[0].value)
    assert [one.high for one in found.dial.stretches] == pytest.approx(
        [one.high for one in answer.dial.stretches]
    )


def test_an_option_may_have_a_park_of_its_own(town: Scenario, answer: DecideAnswer) -> None:
    """Space that comes too late only adds to a loss, and leaves the value of knowing as it is."""
    folly = town.with_(
        {
            "parks.far": {},
            "supply.first.area": "100 m²",
            "supply.folly": {
                "area": "90000 m²",
                "basis": "lettable",
                "parks": {"far": "100%"},
                "mix": {"factory": "100%"},
                "lettable": "85%",
                "start": "2029-01",
                "construction": "10 months",
            },
        },
        name="folly",
    )
    found = decide(town, HALF, TINY, folly, replications=60).answer
    assert list(found.parks) == ["east", "far", "west"]
    assert found.losses.whole[:3] == pytest.approx(answer.losses.whole)
    assert not found.losses.borne[:3, :, :, 1].any()
    assert found.losses.borne[3, 0, :, 1].sum() > 0
    assert (found.losses.whole[3] > found.losses.whole[:3].min(axis=0)).all()
    assert found.foresight.value == pytest.approx(answer.foresight.value)


def test_a_base_that_is_no_option_adds_no_row(town: Scenario) -> None:
    """Its park is nowhere in the losses, yet it names what options have under the same id."""
    wide = town.with_({"parks.abroad": {}, "parks.east.label": {"zh": "东区", "en": "The East"}})
    options = town.with_({"confidence": "81%"}), town.with_({"confidence": "82%"})
    found = decide(wide, *options, without_base=True, replications=8)
    assert [name.en for name in found.answer.parks.values()] == ["The East", "West park"]
    assert {*found.answer.tables()["borne"]["park"]} == {"east", "west"}
    assert "The East" in found.screen("en")


def test_amounts_are_in_the_currency_of_the_scenario() -> None:
    price = {"value": "40 GBP/m²/year", "range": ["20 GBP/m²/year", "70 GBP/m²/year"]}
    lab = {"basis": "lettable", "idle": price, "unmet": "200 GBP/m²/year"}
    river = Scenario.load(HERE.parent / "riverbend.yaml")
    pounds = {"currency": {"code": "GBP", "zh": "英镑", "en": "pounds"}}
    with pytest.raises(RefusedError) as error:
        decide(river.with_(pounds), HALF)
    given = error.value.words.en.partition("for example stakes: ")[2]
    assert "GBP/m²/year" in given
    pounds["stakes"] = {"since": "2026-06", "spaces": {"lab": lab}}
    priced = river.with_(pounds)
    found = decide(priced, priced.with_({"supply.first.area": "9000 m²"}), replications=40)
    (idle,) = (one for one in found.answer.numbers if one.path == "stakes.spaces.lab.idle")
    assert "GBP" in idle.show(idle.low).zh
    both = found.screen("both")
    assert "GBP" in both
    assert "英镑" in both
    assert "元" not in both
    euros = priced.with_({"currency.code": "EUR", "stakes": None})
    lab |= {"idle": "40 EUR/m²/year", "unmet": "200 EUR/m²/year"}
    plain = priced.with_({"stakes.spaces.lab.idle": "40 GBP/m²/year"})
    other = euros.with_({"stakes": {"since": "2026-06", "spaces": {"lab": lab}}})
    with pytest.raises(RefusedError, match="other stakes"):
        decide(plain, other, replications=8)


def test_both_engines_lose_the_same(town: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    settings, options = town.settings(), [town.loaded]
    *found, built = played(options, settings, 4, JobRunner())
    monkeypatch.setattr(losses_module, "Player", lambda spec, s: Player(spec, s, "simpy"))
    *others, built_too = played(options, settings, 4, JobRunner())
    assert all(np.array_equal(a, b) for a, b in zip(found, others, strict=True))
    assert built.sites == built_too.sites
    for name in ("area", "taken", "start", "opens"):
        assert np.array_equal(getattr(built, name), getattr(built_too, name), equal_nan=True)


def test_few_worlds_say_nothing_of_single_numbers(town: Scenario) -> None:
    found = decide(town, HALF, replications=8)
    assert found.answer.numbers == ()
    with held(80):
        told = found.screen("en")
    assert told.count("too few worlds (4)") == 2  # where it is worked out, and in the answer
    assert "worth looking up" not in told
    central = decide(town, HALF, replications=40, central=True)
    assert central.answer.numbers == ()
    with held(80):
        told = central.screen("en")
    assert told.count("no number has a range") == 2
    assert "worth looking up" not in told


def test_what_cannot_be_weighed_is_refused(town: Scenario, tmp_path: Path) -> None:
    def refused(*options, base: Scenario = town, **more) -> str:
        with pytest.raises(RefusedError) as error:
            decide(base, *options, **more)
        return error.value.words.en

    plain = Scenario.load(HERE.parent / "riverbend.yaml")
    assert "states no stakes" in refused(HALF, base=plain)
    assert "stakes: {since:" in refused(HALF, base=plain)
    assert "two options at least" in refused()
    assert "two options at least" in refused(HALF, without_base=True)
    assert "another clock" in refused(town.with_({"clock.end": "2029-11"}))
    dearer = town.with_({"stakes.spaces.factory.unmet": "1600 元/m²/年"})
    assert "other stakes" in refused(dearer)
    assert "at least 4 futures" in refused(HALF, replications=2)
    kept = AcceptedFutures(11, (0, 1, 2), ({"stages.research.success": 0.5},) * 3)
    assert "at least 4 futures" in refused(HALF, replications=40, grounded=kept)
    turned = {
        "area": "1000 m²", "basis": "lettable", "space": "lab", "park": "east",
        "becomes": "factory", "ratio": "100%", "start": "2026-06",
        "vacate_within": "12 months", "construction": "6 months",
    }  # fmt: skip
    changed = town.with_({"renewals.turn": turned})
    converts = decide(town, changed, replications=8)
    assert converts.answer.part(1, "conversion") > 0
    assert converts.answer.changed(1)[CHANGES.index("converted_to")] > 0
    page = converts.save(tmp_path) / "report.html"
    html = page.read_text("utf-8")
    assert 'href="#building"' in html and "What each option builds" in html
    unpriced = {
        "economy.construction": {},
        "economy.jobs": {"lab": {"area": "40 m²/人", "basis": "gross"}},
        **{f"stakes.spaces.{space}.unrecovered": None for space in ("lab", "factory")},
    }
    bare = town.with_(unpriced)
    assert "renewals.turn" in refused(bare.with_({"renewals.turn": turned}), base=bare)
    missing = tmp_path / "wrong.yaml"
    missing.write_text("change: {supply.second.area: 1 m²}\n", "utf-8")
    with pytest.raises(ScenarioError) as error:
        decide(town, missing)
    assert [problem.code for problem in error.value.problems] == ["E207"]


def test_the_command_line_answers_and_refuses(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["decide", str(TOWN), str(HALF), "--replications", "8", "--out", str(tmp_path)]
    assert main([*words, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [option["id"] for option in data["options"]] == ["town", "half"]
    folder = Path(data["folder"])
    assert {
        "answer.json",
        "options.csv",
        "futures.csv",
        "borne.csv",
        "types.csv",
        "dial.csv",
        "lots.csv",
        "starts.csv",
        "building.csv",
    } <= {path.name for path in folder.iterdir()}
    assert (folder / "figures" / "27-decide.png").exists()
    assert main([*words, "--lang", "en"]) == 0
    assert "ANSWER" in capsys.readouterr().out
    assert main(["decide", str(TOWN), str(HALF), "--without-base", "--out", str(tmp_path)]) == 2
    assert "two options at least" in capsys.readouterr().err
