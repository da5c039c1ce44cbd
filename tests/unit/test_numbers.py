"""Numbers: a quantity with its range and pedigree."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, ValidationError

from sim.scenario.values.chances import AreaChance, SpanChance
from sim.scenario.values.numbers import (
    AreaNumber,
    FactorNumber,
    MoneyRateNumber,
    Number,
    RateNumber,
    ShareNumber,
    SpanNumber,
)


class Block(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")
    area: AreaNumber
    factor: FactorNumber | None = None
    by_park: dict[str, ShareNumber] = {}


def faults(kind: Any, raw: Any) -> list[tuple[str, tuple[int | str, ...]]]:
    """Code and place of every fault; none means the value was read."""
    parse = kind.model_validate if issubclass(kind, BaseModel) else kind.parse
    try:
        parse(raw)
    except ValidationError as error:
        return [(e["type"], e["loc"]) for e in error.errors()]
    return []


def test_a_number_keeps_meaning_and_text() -> None:
    number = AreaNumber.parse(
        {"value": "180万 m²", "range": ["150万 m²", "2e6 m2"], "source": "plan", "as_of": 2023}
    )
    assert (number.value, number.range) == (1.8e6, (1.5e6, 2e6))
    assert (number.text, number.pedigree.source, number.pedigree.as_of) == (
        "180万 m²",
        "plan",
        "2023",
    )
    assert repr(AreaNumber.parse("3 亩")) == "AreaNumber('3 亩')"


def test_numbers_of_the_same_meaning_are_equal_and_hash_alike() -> None:
    one, other = AreaNumber.parse("180万 m²"), AreaNumber.parse("1.8e6 m2")
    assert one == other and len({one, other}) == 1
    assert one != AreaNumber.parse({"value": "180万 m²", "grade": "A"})
    assert ShareNumber.parse("30%") != FactorNumber.parse("30%")


def test_a_range_may_be_written_as_plus_minus() -> None:
    number = AreaNumber.parse({"value": "100 m²", "range": " ± 20 %"})
    assert number.range == pytest.approx((80, 120), rel=1e-15)
    growing = MoneyRateNumber.parse({"value": "-100 元/年", "range": "±20%"})
    assert growing.range == pytest.approx((-120, -80), rel=1e-15)


@pytest.mark.parametrize(
    ("kind", "raw", "expected"),
    [
        (
            Block,
            {"area": {"value": "1 m²", "range": [1, "2 m²"]}},
            [("E301", ("area", "range", 0))],
        ),
        (
            Block,
            {"area": "x", "factor": [], "by_park": {"a": "200%"}},
            [("E303", ("area",)), ("E310", ("factor",)), ("E307", ("by_park", "a"))],
        ),
        (
            AreaNumber,
            {"value": "1 years", "range": ["1 m²"], "grade": "E", "sorce": "x", "source": 3},
            [
                ("E311", ("sorce",)),
                ("E317", ("source",)),
                ("E316", ("grade",)),
                ("E302", ("value",)),
                ("E313", ("range",)),
            ],
        ),
        (AreaNumber, {"source": "x"}, [("E312", ())]),
        (AreaNumber, {"valu": "3 m²"}, [("E311", ("valu",))]),
        (AreaNumber, {"value": "3 m²", "range": ["5 m²", "4 m²"]}, [("E314", ("range",))]),
        (AreaNumber, {"value": "3 m²", "range": ["4 m²", "5 m²"]}, [("E315", ("range",))]),
        (AreaNumber, {"value": "3 m²", "range": ["1 m²", "5 months"]}, [("E302", ("range", 1))]),
        (AreaNumber, {"value": "3 m²", "range": "±x%"}, [("E303", ("range",))]),
        (ShareNumber, {"value": "30%", "range": "±5%"}, [("E318", ("range",))]),
        (AreaNumber, {"value": "3 m²", "status": "guess"}, [("E316", ("status",))]),
        (AreaNumber, {"value": "3 m²", "note": None}, [("E317", ("note",))]),
    ],
)
def test_faults_of_a_number_are_told_with_their_place(
    kind: Any, raw: Any, expected: list[Any]
) -> None:
    assert faults(kind, raw) == expected


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ({"value": "3 m²", "range": ["5 m²", "4 m²"]}, "the range runs from 5 m² down to 4 m²"),
        ({"value": "3 m²", "range": ["4 m²", "5 m²"]}, "3 m² is outside its range 4 m² to 5 m²"),
        ({"value": "3 m²", "grade": "E"}, "E is not one of the words for grade"),
        ({"value": "3 m²", "sorce": "x"}, "unknown key 'sorce'"),
    ],
)
def test_a_fault_says(raw: Any, says: str) -> None:
    with pytest.raises(ValidationError) as caught:
        AreaNumber.parse(raw)
    assert [e["msg"] for e in caught.value.errors()] == [says]


numbers = st.builds(
    lambda value, spread, pedigree: {
        "value": f"{value} m²",
        "range": [f"{value - spread} m²", f"{value + spread} m²"],
        **pedigree,
    },
    st.integers(1000, 10**7),
    st.integers(0, 1000),
    st.fixed_dictionaries(
        {},
        optional={
            "source": st.sampled_from(["plan", "yicai-2023"]),
            "status": st.sampled_from(["fact", "literature", "assumption"]),
            "grade": st.sampled_from("ABCD"),
            "note": st.text(max_size=5),
            "as_of": st.integers(1990, 2030),
        },
    ),
)


@given(numbers)
def test_data_of_a_number_reads_as_the_number(raw: dict[str, Any]) -> None:
    number = AreaNumber.parse(raw)
    assert number.range is not None and number.range[0] <= number.value <= number.range[1]
    assert number.to_raw() == raw
    assert AreaNumber.parse(number.to_raw()) == number
    block = Block(area=number)
    assert Block.model_validate(block.model_dump(exclude_unset=True)) == block


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["value", "range", "source", "triangular", "gamma", "mean", "cv"])
                | st.text(max_size=3),
                inner,
                max_size=4,
            )
        ),
        max_leaves=8,
    )
)
def test_no_data_makes_a_number_crash(raw: Any) -> None:
    kinds: list[type[Number | AreaChance | SpanChance]] = [AreaNumber, RateNumber, SpanNumber]
    for kind in [*kinds, AreaChance, SpanChance]:
        faults(kind, raw)


def test_a_number_too_long_to_print_is_still_a_fault() -> None:
    assert faults(FactorNumber, 10**5000) == [("E308", ())]
    assert faults(AreaNumber, {"value": 10**5000, 10**5000: 1})[1] == ("E308", ("value",))
