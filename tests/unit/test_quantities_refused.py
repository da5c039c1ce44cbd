"""What is no quantity, and what a refusal says."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario.values.faults import Fault
from sim.scenario.values.quantities import parse_quantity
from sim.scenario.values.units import (
    AREA,
    AREA_PER_JOB,
    AREAS,
    DENSITY,
    DIMENSIONS,
    ELASTICITY,
    FACTOR,
    GROWTH,
    MONEY,
    MONEY_RATE,
    RATE,
    RENT,
    SHARE,
    SPAN,
    Dimension,
    Units,
)
from sim.text.messages.values import MESSAGES

POUNDS = Units("GBP")
REFUSED: list[tuple[Any, Dimension, str]] = [
    (30, AREA, "E301"),
    (0.5, SHARE, "E301"),
    ("0", SPAN, "E301"),
    ("30万", AREA, "E301"),
    ("18 months", AREA, "E302"),
    ("3 m³", AREA, "E302"),
    ("3 米", AREA, "E302"),
    ("30%", SPAN, "E302"),
    ("3%", GROWTH, "E302"),
    ("100亿元", MONEY_RATE, "E302"),
    ("30 家", RATE, "E302"),
    ("about 3 m²", AREA, "E303"),
    ("", AREA, "E303"),
    ("nan m²", AREA, "E303"),
    ("inf months", SPAN, "E303"),
    ("三个月", SPAN, "E303"),
    (".5 m²", AREA, "E303"),
    ("3 parsecs", AREA, "E304"),
    ("30/year/year", RATE, "E304"),
    ("30/万年", RATE, "E304"),
    ("30 m²/年", RATE, "E304"),
    ("3%/月", GROWTH, "E304"),
    ("3 m", AREA, "E302"),
    ("3km", AREA, "E302"),
    ("1.2msq ft", AREA, "E304"),
    ("3 方", AREA, "E304"),
    ("1.05亿平方尺", AREA, "E304"),
    ("3w m²", AREA, "E304"),
    ("30,000 GFA m²", AREA, "E304"),
    ("795K", AREA, "E301"),
    ("1.4M", AREA, "E301"),
    ("XYZ 35", MONEY, "E303"),
    ("35 XYZ", MONEY, "E304"),
    ("30.000 m²", AREA, "E347"),
    ("30.750 SQM", AREA, "E347"),
    ("-12.500 元/m²", DENSITY, "E347"),
    ("1.200 GBP", MONEY.within(POUNDS), "E347"),
    ("GBP 1.200/year", MONEY_RATE.within(POUNDS), "E347"),
    ("1.095 天", SPAN, "E347"),
    ("10⁶ m²", AREA, "E346"),
    ("3×10⁶ m²", AREA, "E346"),
    ("10² m²", AREA, "E346"),
    ("½ m²", AREA, "E346"),
    ("① m²", AREA, "E346"),
    ("𝟏 m²", AREA, "E346"),
    ("3 m₂", AREA, "E346"),
    ("3 m⁴", AREA, "E346"),
    ("730 工作日", SPAN, "E304"),
    ("35 pounds", MONEY.within(POUNDS), "E304"),
    ("£35 GBP", MONEY.within(POUNDS), "E304"),
    ("£35 m²", MONEY.within(POUNDS), "E304"),
    ("¥35", MONEY.within(POUNDS), "E329"),
    ("¥35/m²", MONEY, "E302"),
    ("35 gbp", MONEY.within(POUNDS), "E304"),
    ("35", MONEY, "E301"),
    ("40 m²", AREA_PER_JOB, "E302"),
    ("40 m²/万人", AREA_PER_JOB, "E304"),
    ("3.5 元/万m²/天", RENT, "E304"),
    ("3.5 元/m²/周", RENT, "E304"),
    ("3.5 元/m²", RENT, "E302"),
    ("3.5 元/m²/月", DENSITY, "E302"),
    ("35 GBP", MONEY, "E329"),
    ("£35", MONEY, "E329"),
    ("35 元", MONEY.within(POUNDS), "E329"),
    ("$35/m²", DENSITY.within(POUNDS), "E329"),
    ("60 EUR/m²/year", RENT.within(POUNDS), "E329"),
    ("3月", SPAN, "E305"),
    ("3 月", SPAN, "E305"),
    ("3万万 m²", AREA, "E306"),
    ("3 十万 m²", AREA, "E306"),
    ("101%", SHARE, "E307"),
    ("-1 m²", AREA, "E307"),
    ("-1 months", SPAN, "E307"),
    ("-1/年", RATE, "E307"),
    ("-101%/年", GROWTH, "E307"),
    (-1, FACTOR, "E307"),
    ("-30%", ELASTICITY, "E302"),
    ("1e400 m²", AREA, "E308"),
    ("9" * 50 + " m²", AREA, "E308"),
    (float("nan"), FACTOR, "E308"),
    (float("inf"), FACTOR, "E308"),
    (10**400, FACTOR, "E308"),
    ("1,80,000 m²", AREA, "E309"),
    ("1.800.000 m²", AREA, "E309"),
    ("1__0 m²", AREA, "E309"),
    ("180 000 m²", AREA, "E309"),
    ("1e6666 m²", AREA, "E309"),
    (True, FACTOR, "E310"),
    (None, AREA, "E310"),
    (["1 m²"], AREA, "E310"),
    ({"value": "1 m²"}, AREA, "E310"),
    ("5-10 months", SPAN, "E319"),
    ("5～10 个月", SPAN, "E319"),
]


CUSTOMS = [Units(code, area) for code in ("CNY", "GBP", "USD") for area in AREAS]


@pytest.mark.parametrize(("raw", "need", "code"), REFUSED)
def test_is_refused(raw: Any, need: Dimension, code: str) -> None:
    with pytest.raises(Fault) as caught:
        parse_quantity(raw, need)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("raw", "need", "zh", "en"),
    [
        (30, RATE, "30 没有单位；这里需要频率", "30 has no unit where a rate is needed"),
        (
            "18 months",
            AREA,
            "18 months 是时长；这里需要面积",
            "18 months is a time span where an area is needed",
        ),
        (
            "3 m³",
            AREA,
            "3 m³ 是体积；这里需要面积",
            "3 m³ is a volume where an area is needed",
        ),
        (
            "3 furlongs",
            AREA,
            "3 furlongs 中的单位“furlongs”无法识别；这里需要面积",
            "3 furlongs has the unknown unit 'furlongs' where an area is needed",
        ),
        (
            "101%",
            SHARE,
            "101% 超出比例的可能范围（0% 至 100%）",
            "101% is outside what a share can be (0% to 100%)",
        ),
        (
            "-2 m²",
            AREA,
            "-2 m² 超出面积的可能范围（0 m² 至 1,000,000万 m²）",
            "-2 m² is outside what an area can be (0 m² to 1,000,000万 m²)",
        ),
        (None, SPAN, "null 是空值；这里需要时长", "null is empty where a time span is needed"),
        (
            True,
            SPAN,
            "true 是真假值；这里需要时长",
            "true is true or false where a time span is needed",
        ),
        (
            ["1 m²", {"a": 1}],
            AREA,
            "[1 m², {a: 1}] 是列表；这里需要面积",
            "[1 m², {a: 1}] is a list where an area is needed",
        ),
        (
            "",
            AREA,
            "'' 不是面积：开头没有数字",
            "'' is not an area: it does not begin with a number",
        ),
        (
            "35 USD/m²",
            DENSITY.within(POUNDS),
            "35 USD/m² 是 USD；本情景的货币是 GBP",
            "35 USD/m² is in USD; the currency of this scenario is GBP",
        ),
    ],
)
def test_a_refusal_says(raw: Any, need: Dimension, zh: str, en: str) -> None:
    with pytest.raises(Fault) as caught:
        parse_quantity(raw, need)
    message, words = MESSAGES[caught.value.code], caught.value.context
    assert message.says.fill(**words) == (zh, en)
    assert str(caught.value) == en


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("18-24个月", "18个月", "24个月"),
        ("18 ~ 24 months", "18 months", "24 months"),
        ("18-24-30 months", "24 months", "24 months"),
        ("18-24", "24 months", "24 months"),
        ("1" + "-1" * 5000, "24 months", "24 months"),
    ],
)
def test_two_numbers_are_offered_as_a_range(text: str, low: str, high: str) -> None:
    with pytest.raises(Fault) as caught:
        parse_quantity(text, SPAN)
    assert (caught.value.context["low"], caught.value.context["high"]) == (low, high)


@given(st.text(max_size=30) | st.integers() | st.floats() | st.none() | st.booleans())
def test_only_faults_leave_the_parser(raw: Any) -> None:
    for need in DIMENSIONS.values():
        try:
            value = parse_quantity(raw, need)
        except Fault:
            continue
        assert need.low <= value <= need.high


def test_every_message_is_filled_by_its_context() -> None:
    """A wrong placeholder would be a crash in front of a planner."""
    for raw, need, _ in REFUSED:
        with pytest.raises(Fault) as caught:
            parse_quantity(raw, need)
        message = MESSAGES[caught.value.code]
        for words in message:
            for text in words.fill(**caught.value.context):
                assert "{" not in text.replace("{value:", "")
