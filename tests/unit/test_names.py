"""Names of numbers and indicators: an id is an id, even where it is spelt like a key word."""

from __future__ import annotations

import pytest

from sim.experiments.compare.words import COMPARE
from sim.experiments.required.words import REQUIRED
from sim.measures.verdict.indicators import indicators
from sim.scenario.load import load
from sim.scenario.names import block_of, indicator_of, name_of
from sim.scenario.schema import Spec
from sim.text.names import KEYS
from sim.text.verdict import LEFT_OUT, SCREEN, SIDES, VERDICTS
from tests.logs import Story, a_plan, a_spec, tallied

WORDS = sorted({
    word.replace("_", "-")
    for words in (KEYS, SCREEN, SIDES, VERDICTS, LEFT_OUT, REQUIRED, COMPARE)
    for key in words
    for word in (key, *key.split("."))
    if word.replace("_", "").isalpha()
})  # fmt: skip
"""All that keys and catalogues of words are called, as ids are spelt."""

BASELINE = load("scenarios/baseline.yaml").spec


def town(name: str) -> Spec:
    """A scenario in which everything has the same id, without a label."""
    spec: Spec = a_spec().model_copy()
    same = {name: next(iter(spec.spaces.values())).model_copy(update={"label": None})}
    stage = {name: next(iter(spec.stages.values())).model_copy(update={"label": None})}
    return spec.model_copy(
        update={
            "spaces": same,
            "stages": stage,
            "cycles": {name: None},
            "demand": {name: None},
            "supply": {name: None},
        }
    )


@pytest.mark.parametrize(
    "path",
    ["cycles.{}.steps", "demand.{}.rate", "supply.{}.construction", "stages.{}.duration"],
)
def test_an_id_spelt_like_a_key_word_is_an_id(path: str) -> None:
    for word in WORDS:
        if path.startswith("cycles") and word == "funding":
            continue
        said = name_of(town(word), path.format(word))
        assert word in said.zh.split("·"), word
        assert word in said.en.split(" · "), word


def test_a_cycle_called_level_is_no_rent() -> None:
    assert name_of(town("level"), "cycles.level.steps.2026-10").en == "level · 2026-10"
    assert name_of(town("lab"), "rent.lab.level").en.endswith("rent at the start")


def test_what_answers_a_cycle_is_told_by_its_name() -> None:
    answers = "stages.research.answers.funding.lag"
    assert name_of(BASELINE, answers).en == "Research · elasticity to a cycle · funding cycle · lag"


@pytest.mark.parametrize(
    ("path", "zh", "en"),
    [
        ("economy.rent.lab.rate", "租金·研发实验室·单价", "rent · R&D lab · price"),
        (
            "economy.construction.factory.cost",
            "建造·标准厂房·单位费用",
            "building · Standard factory · cost per area",
        ),
        (
            "economy.vacancy.lab.cost",
            "空置·研发实验室·单位费用",
            "standing empty · R&D lab · cost per area",
        ),
        (
            "economy.fit_out.lab.cost",
            "装修·研发实验室·单位费用",
            "fit-out · R&D lab · cost per area",
        ),
        ("economy.jobs.lab.area", "就业·研发实验室·人均面积", "jobs · R&D lab · area per job"),
        (
            "economy.output.factory.density",
            "产出·标准厂房·产出密度",
            "output · Standard factory · output density",
        ),
        (
            "economy.output.factory.ramp",
            "产出·标准厂房·达产时间",
            "output · Standard factory · time to full output",
        ),
        ("rent.lab.level", "租金·研发实验室·开局租金", "rent · R&D lab · rent at the start"),
        (
            "rent.lab.parks.zhangjiang",
            "租金·研发实验室·园区·张江",
            "rent · R&D lab · park · Zhangjiang",
        ),
        (
            "supply.first-batch.mix.lab",
            "首批（2023年9月）·构成·研发实验室",
            "First batch of September 2023 · mix · R&D lab",
        ),
        (
            "targets.manufacturing-2025.value",
            "目标·制造业2025·目标值",
            "target · Manufacturing 2025 · value",
        ),
        (
            "targets.manufacturing-2025.base.value",
            "目标·制造业2025·基数·数值",
            "target · Manufacturing 2025 · base · value",
        ),
    ],
)
def test_an_id_is_called_by_the_label_of_what_it_names(path: str, zh: str, en: str) -> None:
    said = name_of(BASELINE, path)
    assert said == (zh, en)


def test_an_indicator_names_the_thing_of_its_own_block() -> None:
    """A type of space and a stage of one id have labels of their own."""
    spec = a_spec()
    space = next(iter(spec.spaces.values()))
    stage = next(iter(spec.stages.values()))
    labels = a_spec().spaces["lab"].label
    both = spec.model_copy(
        update={
            "spaces": {"x": space.model_copy(update={"label": labels})},
            "stages": {"x": stage.model_copy(update={"label": None})},
        }
    )
    assert indicator_of(both, "idle_mean.x") == (labels.zh, labels.en)
    assert indicator_of(both, "lost_area.x") == ("x", "x")
    assert indicator_of(both, "lost_area") is None


def test_the_block_of_every_indicator_holds_its_id() -> None:
    plan, spec = a_plan(), a_spec({"w": {"metric": "wait", "space": "lab", "within": "1 month",
                                         "share": "90%"}})  # fmt: skip
    found = indicators([tallied(Story(plan).log(), spec)], plan, spec)
    for name in found.values:
        measure, _, of = name.partition(".")
        assert not of or of in getattr(spec, block_of(measure)), name
