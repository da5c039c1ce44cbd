"""Companies through the stages: what comes is what leaves, and its picture."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.text import Text

from sim.api.scenario import Scenario
from sim.plots import flow, sheet
from sim.plots.catalogue import Figures
from sim.plots.flow import INTO, OUT
from sim.plots.frames import CompanyFlows, Frames
from sim.plots.style import INK, SHORTAGE
from sim.text.words import Words
from tests.figure_texts import text_faults
from tests.unit.plots_frames import frames

LANGS = ("zh", "en", "both")
TOWN = Path(__file__).parents[1] / "api" / "town.yaml"
KINDS = ("started", "succeeded", "failed", "closed", "elsewhere", "lost")


@pytest.fixture(scope="module")
def some() -> Frames:
    return frames(replications=4, months=13)


def test_what_is_absent_has_no_colour(some: Frames) -> None:
    """One future of twenty loses a company: nine of ten lose none."""
    told = of(some, {"started": [9, 9], "succeeded": [9, 9]}, [[0, 9], [0, 0]])
    assert told.flow is not None
    counts = {kind: np.repeat(rows, 20, axis=0) for kind, rows in told.flow.counts.items()}
    counts["lost"][0, 0] = 1.0
    many = replace(told.flow, counts=counts, links=np.repeat(told.flow.links, 20, axis=0))
    panels = flow.draw(flow.data(replace(told, flow=many)), "en")
    texts = panels.figure.findobj(Text)
    assert "leave for want of space" in {text.get_text() for text in texts}
    colours = {t.get_color() for t in texts} | {
        p.get_facecolor() for p in panels["flow"].patches[-9:]
    }
    assert INK[SHORTAGE] not in colours


def of(some: Frames, counts: dict[str, list[float]], links: list[list[float]]) -> Frames:
    """One future of two stages."""
    rows = {kind: np.array([counts.get(kind, [0, 0])], dtype=float) for kind in KINDS}
    stages = {"a": Words("甲", "A"), "b": Words("乙", "B")}
    told = CompanyFlows(stages, [2030, 2031], rows, np.array([links], dtype=float))
    return replace(some, flow=told)


def test_two_stages_by_hand(some: Frames) -> None:
    counts = {
        "started": [100, 30],
        "succeeded": [40, 35],
        "failed": [50, 0],
        "elsewhere": [0, 8],
        "lost": [3, 1],
    }
    shown = flow.data(of(some, counts, [[0, 38], [0, 0]]))
    a, b = shown.stages.values()
    # 103 sought A; 90 of those who began it are through, 2 of 40 have no next stage.
    assert {entry.way: entry.mean for entry in a.entries} == {
        "joined": 103,
        "done": 2,
        "after": 10,
        "failed": 50,
        "lost": 3,
    }
    assert a.on == {"b": 38} and a.begun == (100, 100, 100)
    # Of 38 who came on and 1 more 39 are told of; 5 of the 35 who are through were there before.
    assert {entry.way: entry.mean for entry in b.entries} == {
        "before": 5,
        "joined": 1,
        "done": 35,
        "elsewhere": 8,
        "lost": 1,
    }
    assert shown.head.title.en == (
        "100 begin A, 30 B; 4 leave for want of space (4–4), 50 fail, 8 go elsewhere"
    )


COUNTS = st.lists(st.integers(0, 400), min_size=18, max_size=18)


@cache
def made() -> Frames:
    """What generated companies are put into."""
    return frames(replications=2, months=3)


@settings(max_examples=15, deadline=None)
@given(COUNTS, st.integers(0, 1))
def test_what_comes_is_what_leaves(numbers: list[int], skipped: int) -> None:
    known = made().flow
    assert known is not None
    counts = {kind: np.array(numbers[3 * i : 3 * i + 3], float) for i, kind in enumerate(KINDS)}
    links = np.zeros((2, 3, 3))
    links[:, 0, 1 + skipped] = counts["succeeded"][0]
    both = {kind: np.stack([one, one + 1]) for kind, one in counts.items()}
    shown = flow.data(replace(made(), flow=replace(known, counts=both, links=links)))
    for stage, one in shown.stages.items():
        came = sum(other.on.get(stage, 0.0) for other in shown.stages.values())
        into = came + sum(one.mean(way) for way in INTO)
        assert into == pytest.approx(shown.through(stage))
        assert all(entry.mean > 0 for entry in one.entries)
        assert {entry.way for entry in one.entries} <= {*INTO, *OUT}
    axes = flow.draw(shown, "en")["flow"]
    wide = sheet.RIGHT - sheet.LEFT
    for patch in axes.patches:
        box = patch.get_path().get_extents(patch.get_patch_transform())
        assert box.x0 >= -1e-9 and box.x1 <= wide + 1e-9 and box.y0 >= 0


@pytest.mark.parametrize("lang", LANGS)
def test_words_are_whole_and_apart(some: Frames, lang) -> None:
    assert some.flow is not None
    long = Words("很长很长的阶段名字" * 4, "A stage with a name without end " * 3)
    twice = {kind: 1e3 * np.tile(values, 2) for kind, values in some.flow.counts.items()}
    wide = CompanyFlows({f"s{i}": long for i in range(6)}, [2023], twice, np.zeros((4, 6, 6)))
    for told in (replace(some.flow, stages=dict.fromkeys(some.flow.stages, long)), wide):
        assert text_faults(flow.draw(flow.data(replace(some, flow=told)), lang)) == []


def test_counts_are_those_of_the_run() -> None:
    run = Scenario.load(TOWN).run(4, workers=1, engine="simpy")
    shown, flows = flow.data(run.figures.frames), run.flows
    for stage, one in shown.stages.items():
        rows = flows[flows["stage"] == stage].groupby("replication")[["entered", "lost"]].sum()
        assert one.begun[2] == rows["entered"].max()
        assert one.mean("lost") == pytest.approx(rows["lost"].mean())


def test_one_stage_has_no_flow(some: Frames) -> None:
    assert "29-flow" in Figures(some).drawn
    alone = replace(some, flow=None)
    assert "29-flow" not in Figures(alone).drawn and ", flow" not in repr(Figures(alone))
    with pytest.raises(ValueError, match="one stage"):
        flow.data(alone)
