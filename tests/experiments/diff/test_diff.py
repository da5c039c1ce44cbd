"""Two results side by side, on folders made by hand; nothing is played."""

from __future__ import annotations

import json
from math import comb, isclose
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sim
from sim.api.manifest import NoManifestError
from sim.api.parquet import write_parquet
from sim.cli import main
from sim.experiments.answer import RefusedError
from sim.experiments.diff import function
from sim.experiments.diff.outputs import share_ends, student_by_series
from sim.experiments.diff.saved import read_run
from sim.measures.statistics import wilson
from sim.plots import courses
from sim.plots.parts import more
from sim.runs.identity import digest

TOWN = (Path(__file__).parents[1] / "riverbend.yaml").read_text("utf-8")
HIGH = (0.8, 0.7, 0.87)
LOW = (0.6, 0.5, 0.7)
NEAR = (0.78, 0.68, 0.86)


def judged(word: str, share: float, low: float, high: float) -> dict[str, Any]:
    return {"word": word, "probability": {"share": share, "low": low, "high": high}}


def result(
    folder: Path,
    *,
    town: str = TOWN,
    key: str = "a" * 64,
    lab: tuple[float, float, float] = HIGH,
    word: str = "adequate",
    free: float = 20_000.0,
    settings: dict[str, Any] | None = None,
    verdict: dict[str, Any] | None = None,
    made_of: dict[str, Any] | None = None,
) -> Path:
    """Write a results folder by hand: one type of space, one standard, two tables."""
    folder.mkdir(parents=True)
    calm = judged("adequate", 0.95, 0.9, 0.98)
    told = {
        "replications": 100,
        "shortage": judged(word, *lab),
        "idle": calm,
        "spaces": [{"space": "lab", "park": None, "shortage": judged(word, *lab), "idle": calm}],
        "standards": [{"id": "lab-wait", "judged": judged(word, *lab)}],
        "labels": {"space/lab": ["实验室", "Laboratories"], "standard/lab-wait": ["等候", "Wait"]},
        **(verdict or {}),
    }
    files = {
        "verdict.json": json.dumps(told, ensure_ascii=False),
        "measures.csv": "year,space,park,measure,mean,p10,p50,p90\n"
        f"2028,lab,all,free,{free},{free - 9000},{free},{free + 9000}\n"
        "2028,lab,all,waiting_area,12.0,0.0,0.0,0.0\n"
        f"2027,lab,all,free,1.0,0.0,1.0,2.0\n2028,lab,east,free,{free / 2},0.0,0.0,9e9\n",
        "economy.csv": "year,months,measure,mean,p5,p50,p95\n2028,12.0,output,2e9,1e9,2e9,3e9\n"
        "2029,5.0,output,1e9,1e8,1e9,2e9\n",
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    chosen = {"seed": 11, "replications": 100, "central": False, "grounded": []}
    manifest = {
        "manifest": 2,
        "key": key,
        "made_of": made_of
        or {
            "scenario": digest(town.encode()),
            "code": "c0de" * 16,
            "versions": {"zhizao": "1.0", "numpy": "2.0"},
            "settings": {**chosen, **(settings or {})},
        },
        "scenario": {
            "id": "town",
            "file": "town.yaml",
            "sets": [],
            "name": {"zh": "河湾", "en": "Riverbend"},
            "yaml": town,
        },
        "git": {"commit": "beef" * 10, "clean": True},
        "files": {name: digest(text.encode()) for name, text in files.items()},
        "failed": {},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False), "utf-8")
    return folder


def test_an_input_is_told_by_its_path_with_unit_and_name(tmp_path: Path) -> None:
    other = TOWN.replace("area: 30000 m²", "area: 24000 m²").replace("2029-12", "2030-06")
    found = sim.diff(result(tmp_path / "a"), result(tmp_path / "b", town=other, key="b" * 64))
    told = {one.path: (one.old, one.new) for one in found.answer.inputs}
    assert told == {
        "clock.end": ("2029-12", "2030-06"),
        "stock.lab.area": ("30000 m²", "24000 m²"),
    }
    area = next(one for one in found.answer.inputs if one.path == "stock.lab.area")
    assert area.change == pytest.approx(-0.2)
    assert "Laboratories" in area.name.en and "实验室" in area.name.zh
    assert "(-20%)" in found.screen("en")


def test_seed_code_and_libraries_are_told(tmp_path: Path) -> None:
    b = result(tmp_path / "b", key="b" * 64, settings={"seed": 7, "grounded": [{"number": 1}]})
    found = sim.diff(result(tmp_path / "a"), b).answer
    told = {one.path: (one.old, one.new) for one in found.made_of}
    assert told["settings.seed"] == ("11", "7")
    assert told["settings.grounded"][0] == "-" and told["settings.grounded"][1].startswith("1 (")
    assert set(told) == {"settings.seed", "settings.grounded"}
    assert not found.same_futures and not found.inputs


def test_a_probability_moves_beyond_its_error_or_within(tmp_path: Path) -> None:
    """By hand: -0.2 - √(0.1² + 0.07²) = -0.322 and -0.2 + √(0.1² + 0.1²) = -0.059."""
    a = result(tmp_path / "a")
    far = sim.diff(a, result(tmp_path / "b", key="b" * 64, lab=LOW, word="unclear")).answer
    side = next(one for one in far.outputs if one.name.en == "Laboratories: enough space")
    assert (side.old_ends, side.new_ends) == ((0.7, 0.87), (0.5, 0.7))
    assert side.low == pytest.approx(-0.3220655) and side.high == pytest.approx(-0.0585786)
    assert side.call == "beyond" and far.outputs[0].call == "beyond"
    near = sim.diff(a, result(tmp_path / "c", key="c" * 64, lab=NEAR, word="unclear"))
    assert near.answer.called("beyond") == []
    assert [one.is_beyond for one in far.words] == [True] * 3
    assert [one.is_beyond for one in near.answer.words] == [False] * 3
    assert "adequate -> cannot tell (80% -> 78%, within its error)" in " ".join(
        near.screen("en").split()
    )
    assert "no output moved beyond its own error" in near.screen("en")


def test_an_area_of_the_last_year_has_the_error_of_its_spread(tmp_path: Path) -> None:
    """By hand: √2 · 1.96 · 18000 / 2.5631 / √50 pairs = 2753 m²."""
    a = result(tmp_path / "a")
    b = result(tmp_path / "b", key="b" * 64, free=23_000.0)
    found = sim.diff(a, b)
    free = next(one for one in found.answer.outputs if one.kind == "free")
    assert free.name.en == "Laboratories: area free, 2028"
    assert free.difference == 3000 and free.way == "spread" and free.call == "beyond"
    assert free.low == pytest.approx(3000 - 2753, abs=1)
    waiting = next(one for one in found.answer.outputs if one.kind == "waiting_area")
    assert waiting.call == "same" and waiting.low is None
    output = next(one for one in found.answer.outputs if one.kind == "output")
    assert (output.old, output.unit) == (2e9, "money")  # 2029 is not whole
    assert found.frame["call"].iloc[0] == "beyond"


def test_a_year_that_is_whole_in_one_alone_is_left_out(tmp_path: Path) -> None:
    a = result(tmp_path / "a", verdict={"record": ["2026-01", "2028-06"]})
    b = result(tmp_path / "b", key="b" * 64, verdict={"record": ["2026-01", "2028-12"]})
    free = next(one for one in sim.diff(a, b).answer.outputs if one.kind == "free")
    assert free.name.en.endswith("2027")


def test_a_mean_that_few_futures_make_has_no_error(tmp_path: Path) -> None:
    a, b = result(tmp_path / "a"), result(tmp_path / "b", key="b" * 64)
    table = b / "measures.csv"
    table.write_text(table.read_text("utf-8").replace("waiting_area,12.0", "waiting_area,90.0"))
    answer = sim.diff(a, b).answer
    waiting = next(one for one in answer.outputs if one.kind == "waiting_area")
    assert waiting.call == "unknown"
    assert answer.new.altered == ("measures.csv",)


def series(moved: float, noise: int, futures: int = 40) -> pd.DataFrame:
    """Twelve months of futures with 200 m² free, more in some; `moved` is added to all."""
    rows = [
        {
            "replication": number,
            "month": pd.Timestamp(2028, month, 1),
            "space": "lab",
            "park": "east",
            "capacity": 1000.0,
            "leased": 1000 - (200.0 + moved + 40 * ((number * noise) % 11)),
            "fit_out": 0.0,
            "withdrawn": 0.0,
            "construction": 0.0,
            "waiting_area": 0.0,
            "waiting": 0.0,
            "absorption": 0,
        }
        for number in range(futures)
        for month in range(1, 13)
    ]
    return pd.DataFrame(rows).astype({"space": "category", "park": "category"})


def test_areas_are_paired_where_both_kept_the_same_futures(tmp_path: Path) -> None:
    """One and the same luck: 5 m² more in each future is certain, though futures differ by 400."""
    a, b = result(tmp_path / "a"), result(tmp_path / "b", key="b" * 64, free=20_005.0)
    write_parquet([series(0, 7)], a / "series.parquet")
    write_parquet([series(5, 7)], b / "series.parquet")
    free = next(one for one in sim.diff(a, b).answer.outputs if one.kind == "free")
    assert (free.way, free.call) == ("paired", "beyond")
    assert free.low == pytest.approx(5) and free.high == pytest.approx(5)
    other = result(tmp_path / "c", key="c" * 64, free=20_005.0, settings={"seed": 12})
    write_parquet([series(5, 3)], other / "series.parquet")
    free = next(one for one in sim.diff(a, other).answer.outputs if one.kind == "free")
    assert (free.way, free.call) == ("independent", "within")


def test_of_unlike_many_futures_those_are_paired_that_both_have(tmp_path: Path) -> None:
    """B has ten more futures, and so another mean of all: what moved is told of the forty."""
    a = result(tmp_path / "a", free=382.0, verdict={"replications": 40})
    b = result(tmp_path / "b", key="b" * 64, free=398.0, verdict={"replications": 50})
    write_parquet([series(0, 7)], a / "series.parquet")
    write_parquet([series(5, 7, 50)], b / "series.parquet")
    for order, moved in (((a, b), 5), ((b, a), -5)):
        found = sim.diff(*order)
        free = next(one for one in found.answer.outputs if one.kind == "free")
        assert (free.way, free.call) == ("paired", "beyond")
        assert free.difference == pytest.approx(moved)
        assert (free.low, free.high) == (pytest.approx(moved), pytest.approx(moved))
        assert "the 40 futures that both have" in " ".join(found.screen("en").split())
    write_parquet([series(0, 7, 50)], b / "series.parquet")
    free = next(one for one in sim.diff(a, b).answer.outputs if one.kind == "free")
    assert free.call == "same"


def test_the_same_twice_says_so_and_so_does_one_folder_twice(tmp_path: Path) -> None:
    a, b = result(tmp_path / "a"), result(tmp_path / "b")
    twins = sim.diff(a, b)
    assert twins.answer.identical and not twins.answer.same_folder
    assert "Identical: the same key" in twins.screen("en")
    assert "one and the same folder" in sim.diff(a, a).screen("en")


def test_one_key_with_other_numbers_is_told(tmp_path: Path) -> None:
    a, b = result(tmp_path / "a"), result(tmp_path / "b", lab=LOW)
    found = sim.diff(a, b)
    assert not found.answer.identical
    assert "the same key with other numbers" in found.screen("en")


def differs(a: Path, b: Path) -> bool:
    """The check of a reviewer: two results of other inputs and words are not alike."""
    answer = sim.diff(a, b).answer
    return bool(answer.inputs) and bool(answer.words) and not answer.identical


def test_a_difference_hidden_by_reading_one_folder_twice_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = TOWN.replace("area: 30000 m²", "area: 24000 m²")
    a = result(tmp_path / "a")
    b = result(tmp_path / "b", town=other, key="b" * 64, lab=LOW, word="short")
    assert differs(a, b)
    monkeypatch.setattr(function, "read_run", lambda folder: read_run(a))
    assert not differs(a, b)
    assert sim.diff(a, b).answer.same_folder


def test_what_an_older_version_did_not_write_is_named(tmp_path: Path) -> None:
    new = result(tmp_path / "new", key="b" * 64, verdict={"turning": [], "pools": []})
    old = result(tmp_path / "old")
    (old / "economy.csv").unlink()
    found = sim.diff(old, new)
    assert found.answer.new.only == ("economy.csv", "verdict.json: pools", "verdict.json: turning")
    assert not any(one.unit == "money" for one in found.answer.outputs)
    assert "only in B" in found.screen("en")


def test_a_scenario_of_another_version_is_compared_as_written(tmp_path: Path) -> None:
    strange = TOWN.replace("confidence: 80%", "confidence: 90%\nflying: 3 cars")
    b = result(tmp_path / "b", town=strange, key="b" * 64)
    answer = sim.diff(result(tmp_path / "a"), b).answer
    assert not answer.understood
    assert [(i.path, i.old, i.new) for i in answer.inputs] == [
        ("confidence", "80%", "90%"),
        ("flying", None, "3 cars"),
    ]


def test_a_standard_of_one_alone_is_named_not_guessed(tmp_path: Path) -> None:
    more = [
        {"id": "lab-wait", "judged": judged("adequate", *HIGH)},
        {"id": "lab-idle", "judged": judged("idle", 0.1, 0.0, 0.2)},
    ]
    b = result(tmp_path / "b", key="b" * 64, verdict={"standards": more})
    answer = sim.diff(result(tmp_path / "a"), b).answer
    assert [(one.name.en, one.is_new) for one in answer.one_sided] == [("lab-idle", True)]


@pytest.mark.parametrize(
    "verdict",
    [
        {"spaces": 3},
        {"spaces": [{"space": "lab"}]},
        {"labels": {"space/lab": "one"}},
        {"shortage": judged("adequate", float("1e308"), 0.1, "x")},  # type: ignore[arg-type]
        {"replications": "many"},
        {"spaces": [{"space": [], "shortage": judged("x", *HIGH), "idle": judged("x", *HIGH)}]},
        {"standards": [{"id": "x", "judged": {"word": "short", "probability": None}}]},
    ],
)
def test_a_verdict_of_another_shape_is_refused(tmp_path: Path, verdict: dict[str, Any]) -> None:
    a, b = result(tmp_path / "a"), result(tmp_path / "b", verdict=verdict)
    with pytest.raises(RefusedError, match=r"verdict\.json"):
        sim.diff(a, b)


def test_answers_of_questions_and_folders_without_verdict_are_refused(tmp_path: Path) -> None:
    a = result(tmp_path / "a")
    question = result(tmp_path / "q", made_of={"verb": "sweep", "seed": 1})
    with pytest.raises(RefusedError, match="answer of sweep"):
        sim.diff(a, question)
    (question / "manifest.json").unlink()
    with pytest.raises((OSError, NoManifestError)):
        sim.diff(a, question)
    bare = result(tmp_path / "bare")
    (bare / "verdict.json").unlink()
    with pytest.raises(RefusedError, match=r"no verdict\.json"):
        sim.diff(a, bare)


TABLES = st.lists(
    st.sampled_from(["2028", "free", "lab", "all", "1e999", "nan", "", "x,", ",", "\n"])
)


@given(TABLES.map(",".join))
def test_a_table_with_anything_in_it_never_breaks(
    tmp_path_factory: pytest.TempPathFactory, more: str
) -> None:
    place = tmp_path_factory.mktemp("tables")
    a, b = result(place / "a"), result(place / "b", key="b" * 64)
    for name in ("measures", "economy"):
        with (b / f"{name}.csv").open("a", encoding="utf-8") as file:
            file.write(f"2028,lab,all,free,oops,1,2,3\n2028,lab,all,free,1,1,2,3\n{more}\n")
    try:
        answer = sim.diff(a, b).answer
    except RefusedError:
        return
    free = next(one for one in answer.outputs if one.kind == "free")
    assert free.new == 20_000.0
    json.dumps(answer.to_dict(), allow_nan=False)


def test_nothing_of_a_hostile_result_reaches_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    evil = "\x1b[2Jred\u202e\nline"
    labels = {"space/lab": [evil, evil], "standard/lab-wait": [evil, evil]}
    town = TOWN.replace("河湾镇新建厂房", "x")
    b = result(
        tmp_path / "b",
        town=town,
        key=evil,
        lab=LOW,
        word=evil,
        verdict={"labels": labels, evil: 1},
        settings={"seed": evil, evil: evil},
    )
    a = result(tmp_path / "a")
    for order in ([str(a), str(b)], [str(b), str(a)]):
        for lang in ("zh", "en", "both"):
            assert main(["diff", *order, "--lang", lang]) == 0
            shown = capsys.readouterr().out
            assert not [c for c in shown if not c.isprintable() and c != "\n"]
    assert main(["diff", str(a), str(b), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["identical"] is False


SIX = st.lists(st.floats(0, 1), min_size=6, max_size=6)


@given(SIX)
def test_the_other_way_round_is_the_mirror(values: list[float]) -> None:
    a, b = (tuple(sorted(values[i : i + 3])) for i in (0, 3))
    first, second = ((mid, low, high) for low, mid, high in (a, b))
    low, high = share_ends(first, second)
    back = share_ends(second, first)
    assert isclose(low, -back[1], abs_tol=1e-12) and isclose(high, -back[0], abs_tol=1e-12)


@given(SIX.map(sorted), st.floats(0.01, 0.1))
def test_intervals_apart_are_told_apart(values: list[float], gap: float) -> None:
    a = values[1], values[0], values[2]
    b = values[4] + gap, values[3] + gap, values[5] + gap
    assert share_ends(a, b)[0] > 0


def apart(ends: tuple[float, float]) -> bool:
    return ends[0] > 0 or ends[1] < 0


@pytest.mark.parametrize("p", [0.02, 0.1, 0.3, 0.5, 0.8, 0.95])
def test_shares_that_are_the_same_are_seldom_told_apart(p: float) -> None:
    """Exact, over all outcomes of two samples of 60: the error of the first kind is about 5 %."""
    n = 60
    chance = [comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n + 1)]
    known = [(k / n, *wilson(k / n, n)) for k in range(n + 1)]
    wrong = sum(
        chance[i] * chance[j]
        for i in range(n + 1)
        for j in range(n + 1)
        if apart(share_ends(known[i], known[j]))
    )
    assert wrong < 0.06


@pytest.mark.parametrize("freedom", [4, 9, 19, 99, 999])
def test_students_point_is_that_of_scipy(freedom: int) -> None:
    special = pytest.importorskip("scipy.special")
    assert student_by_series(freedom) == pytest.approx(
        float(special.stdtrit(freedom, 0.975)), rel=2e-3
    )


def one_scale(a: Path, b: Path) -> bool:
    """Whether each type has the same axes in both results, high enough for either."""
    (panels,) = sim.diff(a, b).figures("en")
    high = {"a": 29_000.0, "b": 209_000.0}
    unit = panels.data.unit.m2
    ends = {side: panels[f"lab.{side}"].get_ylim() for side in high}
    years = {panels[f"lab.{side}"].get_xlim() for side in high}
    return len(years) == 1 and ends["a"] == ends["b"] and ends["a"][1] >= max(high.values()) / unit


def test_both_results_stand_on_one_scale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a = result(tmp_path / "a")
    b = result(tmp_path / "b", key="b" * 64, free=200_000.0)
    assert one_scale(a, b)
    (panels,) = sim.diff(a, b).figures("en")
    assert panels.data.head.alt.en.endswith("Laboratories: A 2×10⁴ m², B 20×10⁴ m²")
    (both,) = sim.diff(a, b).figures("both")
    bottom = both["lab.a"].get_position().y0 * both.figure.get_figheight()
    assert bottom > 0.5  # inches: years and foot stand below
    monkeypatch.setattr(courses, "areas", lambda ax, high, low: ax.autoscale())
    assert not one_scale(a, b)


def test_a_line_that_is_nothing_leaves_the_axis_to_itself() -> None:
    told = more(np.array([0.0, 0.0, 2.0, 3.0, 0.0, 0.0]))
    assert np.array_equal(told, [np.nan, 0.0, 2.0, 3.0, 0.0, np.nan], equal_nan=True)


@pytest.mark.parametrize(
    ("b", "said"),
    [
        ({"free": 200_000.0}, "most of all Laboratories: area free, 2028: 2 → 20"),
        ({"lab": (0.3, 0.2, 0.4), "free": 20_100.0}, "most of all City: enough space: 80% → 30%"),
        ({"free": 20_100.0}, "no output moved beyond its own error"),
        ({"lab": NEAR}, "no output moved beyond its own error"),
    ],
)
def test_the_title_names_what_moved_beyond_its_error_or_nothing(
    tmp_path: Path, b: dict[str, Any], said: str
) -> None:
    found = sim.diff(result(tmp_path / "a"), result(tmp_path / "b", key="b" * 64, **b))
    (panels,) = found.figures("en")
    assert said in panels.data.head.title.en
    title = panels.data.head.title.en.replace("×10⁴ m²", " 10k m2")
    title = title.replace("→", "->").replace("…", "..")
    assert " ".join(found.screen("en").split()).count(title) == 1


def test_the_figure_is_written_and_without_a_table_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a, b = result(tmp_path / "a"), result(tmp_path / "b", key="b" * 64, free=1e6)
    words = ["diff", str(a), str(b), "--figures", str(tmp_path / "drawn"), "--lang", "en"]
    assert main(words) == 0
    assert {one.suffix for one in (tmp_path / "drawn").iterdir()} == {".png", ".svg", ".json"}
    (b / "measures.csv").unlink()
    assert main(words) == 2
    assert "no figure" in capsys.readouterr().err
