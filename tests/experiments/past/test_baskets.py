"""Series of several publishers stand side by side: each is told, marked and titled on its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim import Scenario, backtest
from sim.experiments.finding import Finding
from sim.experiments.past import courses_figure
from sim.experiments.past.answer import PastAnswer
from sim.experiments.past.observations import load_past

HERE = Path(__file__).parents[1]
WORDS = {"label": {"zh": "园区", "en": "Parks"}, "covers": "space", "spaces": ["lab"]}
BASKETS = {
    "jll": WORDS | {"publisher": "JLL", "offset": {"value": "5%", "range": ["-2%", "12%"]}},
    "cbre": WORDS | {"publisher": "CBRE", "parks": ["east"], "weight": "25%"},
    "cbre-city": WORDS | {"publisher": "CBRE"},
}


def seen(basket: str, at: int, value: str) -> dict[str, object]:
    return {
        "label": f"{basket} {at}",
        "measure": "vacancy",
        "basket": basket,
        "at": at,
        "value": value,
        "discrepancy": "3%",
    }


OBSERVED = {
    # The first of all is JLL's and the last CBRE's: 15 → 60 % is what no one saw.
    "jll-2026": seen("jll", 2026, "15%"),
    "jll-2027": seen("jll", 2027, "25%"),
    "jll-2028": seen("jll", 2028, "35%"),
    "cbre-2029": seen("cbre-city", 2029, "60%"),
    "east": seen("cbre", 2028, "40%"),
    "rise": {
        "label": "rise",
        "measure": "change",
        "basket": "jll",
        "before": "jll-2026",
        "after": "jll-2028",
        "discrepancy": "2%",
    },
    "taken": {
        "label": "taken",
        "measure": "absorption",
        "basket": "cbre",
        "start": 2027,
        "value": "-10万 m²",
        "discrepancy": "4万 m²",
    },
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Finding[PastAnswer]:
    tree = {"name": "past", "sources": {}, "baskets": BASKETS, "observations": OBSERVED}
    path = tmp_path_factory.mktemp("past") / "past.yaml"
    path.write_text(json.dumps(tree), encoding="utf-8")
    return backtest(Scenario.load(HERE / "village.yaml"), path, 20)


def test_a_title_is_about_one_publishers_series(found: Finding[PastAnswer]) -> None:
    title = courses_figure.data(found.answer, found.origin).head.title.en
    # JLL's parks are let by 5 points more than the city: 15 % there are 20 % here.
    assert title.startswith("lab: by figures of JLL 20 → 40 %")


def test_each_publisher_has_a_mark_where_several_count_the_same(
    found: Finding[PastAnswer],
) -> None:
    drawn = courses_figure.data(found.answer, found.origin)
    city, east = drawn.panels["jll-2026"], drawn.panels["east"]
    assert [value.publisher.en for value in city.seen] == ["JLL", "JLL", "JLL", "CBRE"]
    panels = courses_figure.draw(drawn, "en")
    key = panels["jll-2026"].get_legend()
    assert key is not None
    assert [text.get_text() for text in key.get_texts()] == ["JLL", "CBRE"]
    marks = [
        line.get_marker()
        for line in panels["jll-2026"].lines
        if line.get_marker() not in ("None", None)
    ]
    assert marks == ["D", "D", "D", "s"]
    assert len(east.seen) == 1 and panels["east"].get_legend() is None
    # Nothing but the median and what belongs to one figure is a line: no two figures are joined.
    ends = [len(set(line.get_ydata())) for line in panels["jll-2026"].lines[1:]]
    assert all(end <= 2 for end in ends)


def test_the_screen_tells_how_a_basket_relates_to_the_model(found: Finding[PastAnswer]) -> None:
    screen = " ".join(found.screen("en").split())
    assert "Parks (jll) (JLL): lab; it is let by 5 (-2 - 12) points more" in screen
    assert "Parks (cbre) (CBRE): lab · east; of its absorption 25% count" in screen
    assert "+20.0 ±2" in screen
    assert "-2.50 ±1.00" in screen


def test_the_file_on_the_page_is_whole(tmp_path: Path) -> None:
    page = (HERE.parents[1] / "docs" / "experiments" / "history.md").read_text(encoding="utf-8")
    path = tmp_path / "past.yaml"
    path.write_text(page.split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    assert [*load_past(path).past.observations] == ["early", "late", "rise", "taken"]


def test_the_answer_holds_baskets_and_their_figures(found: Finding[PastAnswer]) -> None:
    told = found.answer.to_dict()
    baskets = {basket["id"]: basket for basket in told["baskets"]}
    assert baskets["jll"]["offset"] == {"low": -0.02, "middle": 0.05, "high": 0.12}
    assert baskets["cbre"]["publisher"] == {"zh": "CBRE", "en": "CBRE"}
    rows = {row["id"]: row for row in told["observations"]}
    assert rows["rise"]["kind"] == "change" and rows["rise"]["value"] == pytest.approx(0.2)
    assert rows["taken"]["value"] == pytest.approx(-25_000)
    assert {row["basket"] for row in rows.values()} == set(baskets)
