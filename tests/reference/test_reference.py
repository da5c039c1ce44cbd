"""The committed reference results are those of this version: whoever checks out can compare.

`--update` plays them anew (twenty minutes on two cores) and writes the pages made from them; with
`-k last_number` the baseline alone.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections import defaultdict
from functools import cache
from itertools import product
from pathlib import Path
from typing import Final

import numpy as np
import pytest

from sim import JobRunner, Scenario, overview
from sim.api.reproduce import reproduce
from sim.experiments.overview.screen import page
from sim.experiments.store import Store
from sim.measures.verdict.indicators import indicators
from sim.runs.identity import canonical, digest
from sim.text.words import Lang

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "results" / "reference"
BASELINE, OVERVIEW = REFERENCE / "baseline", REFERENCE / "overview"
DOCS = ROOT / "docs"
FILES = sorted((ROOT / "scenarios").glob("*.yaml"), key=lambda p: (p.stem != "baseline", p.stem))
REPLICATIONS, FUTURES = 200, 20
OUTCOMES = ("output.2027", "output.2030")
SAME = 1e-9
"""Relative: sums of floats may differ in their last digits between processors."""

FIGURE = re.compile(r"\]\(figures/\d+-(\w+)\.png\)")
DPI, FINE = 110, 150
"""Of pictures in the pages, and of the overview, so that letters do not run together."""
LANGUAGES: Final[dict[Lang, str]] = {"en": ".md", "zh": ".zh.md"}
SWITCH: Final[dict[Lang, str]] = {
    "en": "English | [中文](story.zh.md)",
    "zh": "[English](story.md) | 中文",
}
BEGIN, END = "<!-- table -->\n\n", "\n<!-- end of table -->"

First = dict[str, dict[str, list[float]]]
"""Indicators of the first futures, by scenario and name."""


@cache
def loaded(path: Path) -> Scenario:
    """A shipped scenario."""
    return Scenario.load(path)


def first(folder: Path) -> First:
    """Read what the overview keeps of its first futures."""
    found: First = defaultdict(lambda: defaultdict(list))
    with (folder / "first.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            value = float(row["value"]) if row["value"] else np.nan
            found[row["scenario"]][row["indicator"]].append(value)
    return found


def differences(kept: dict[str, list[float]], scenario: Scenario) -> list[str]:
    """Play the first futures of a scenario again; return the indicators that differ."""
    futures = len(next(iter(kept.values())))
    run = scenario.run(futures)
    again = indicators(run.tallies, run.plan, scenario.spec).values
    unknown = sorted({*again} ^ {*kept})
    return unknown + [
        name
        for name in {*again} & {*kept}
        if not np.allclose(again[name], kept[name], rtol=SAME, atol=0, equal_nan=True)
    ]


def story(lang: Lang) -> str:
    """The baseline's story as a page of the documentation: its figures lie elsewhere there."""
    text = (BASELINE / f"story.{lang}.md").read_text(encoding="utf-8")
    head, _, rest = FIGURE.sub(rf"](images/\1.{lang}.png)", text).partition("\n")
    return f"{head}\n\n{SWITCH[lang]}\n{rest}"


def pictures() -> list[str]:
    """Names of the figures that the story shows."""
    return FIGURE.findall((BASELINE / "story.en.md").read_text(encoding="utf-8"))


def digests(folder: Path) -> dict[str, str]:
    """Digest of each scenario as it was played."""
    answer = json.loads((folder / "answer.json").read_text(encoding="utf-8"))
    return {row["id"]: row["scenario"] for row in answer["scenarios"]}


@pytest.fixture(scope="session")
def _baseline_anew(update: bool, tmp_path_factory: pytest.TempPathFactory) -> None:
    """With --update, play the baseline and write its folder and its story."""
    if not update:
        return
    place = tmp_path_factory.mktemp("baseline")
    baseline = Scenario.load("scenarios/baseline.yaml").run(REPLICATIONS)
    _put(baseline.save(place, brief=True), BASELINE)
    for lang, end in LANGUAGES.items():
        (DOCS / f"story{end}").write_text(story(lang), encoding="utf-8", newline="\n")
    for lang, name in product(LANGUAGES, pictures()):
        panels = getattr(baseline.figures, name)(lang)
        (DOCS / "images" / f"{name}.{lang}.png").write_bytes(panels.png(DPI))


@pytest.fixture(scope="session")
def _overview_anew(update: bool, tmp_path_factory: pytest.TempPathFactory) -> None:
    """With --update, play every scenario and write the overview and its page."""
    if not update:
        return
    place = tmp_path_factory.mktemp("overview")
    scenarios = [Scenario.load(f"scenarios/{path.name}") for path in FILES]
    runner = JobRunner(store=Store(ROOT / "results" / "jobs"))
    found = overview(
        *scenarios,
        replications=REPLICATIONS,
        outcomes=OUTCOMES,
        required=FUTURES,
        runner=runner,
    )
    _put(found.save(place), OVERVIEW)
    for lang in LANGUAGES:
        (panels,) = found.figures(lang)
        (DOCS / "images" / f"overview.{lang}.png").write_bytes(panels.png(FINE))
    shutil.rmtree(OVERVIEW / "figures")
    for name in ("answer.txt", "manifest.json"):  # what they say stands in the tables and the page
        (OVERVIEW / name).unlink()
    for lang, end in LANGUAGES.items():
        table = page(found.answer, lang)
        (OVERVIEW / f"page{end}").write_text(table, encoding="utf-8", newline="\n")
        whole = (DOCS / f"scenarios{end}").read_text(encoding="utf-8")
        head, _, rest = whole.partition(BEGIN)
        text = f"{head}{BEGIN}{table}{END}{rest.partition(END)[2]}"
        (DOCS / f"scenarios{end}").write_text(text, encoding="utf-8", newline="\n")


def _put(made: Path, kept: Path) -> None:
    shutil.rmtree(kept, ignore_errors=True)
    shutil.copytree(made, kept)


@pytest.mark.usefixtures("_overview_anew")
def test_every_scenario_is_in_the_reference_as_it_is_now() -> None:
    now = {path.stem: digest(canonical(loaded(path).loaded.raw)) for path in FILES}
    assert digests(OVERVIEW) == now


@pytest.mark.full
@pytest.mark.usefixtures("_baseline_anew")
def test_the_baseline_is_reproduced_to_the_last_number() -> None:
    found = reproduce(BASELINE)
    assert found.holds, found


@pytest.mark.usefixtures("_overview_anew")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_first_futures_of_every_scenario_come_out_again(path: Path) -> None:
    assert differences(first(OVERVIEW)[path.stem], loaded(path)) == []


@pytest.mark.usefixtures("_baseline_anew", "_overview_anew")
def test_the_pages_are_those_of_the_reference() -> None:
    for lang, end in LANGUAGES.items():
        assert (DOCS / f"story{end}").read_text(encoding="utf-8") == story(lang)
        table = (OVERVIEW / f"page{end}").read_text(encoding="utf-8")
        assert f"{BEGIN}{table}{END}" in (DOCS / f"scenarios{end}").read_text(encoding="utf-8")


def test_a_changed_scenario_and_a_changed_number_are_seen() -> None:
    """Planted: another rate, and a reference with one digit altered."""
    kept = first(OVERVIEW)["baseline"]
    baseline = loaded(FILES[0])
    changed = baseline.with_({"demand.newcomers-device.rate": "61 per year"})
    assert digest(canonical(changed.loaded.raw)) != digests(OVERVIEW)["baseline"]
    assert "idle_end" in differences(kept, changed)
    kept["idle_end"][0] += 1.0
    assert differences(kept, baseline) == ["idle_end"]
