"""Dates as periods of ticks, and windows of dates."""

from __future__ import annotations

import calendar
import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, ValidationError

from sim.scenario.values import Date, DateChance

MONTH = 43_200


def start(year: int, month: int) -> int:
    return (year * 12 + month - 1) * MONTH


@pytest.mark.parametrize(
    ("raw", "first", "last"),
    [
        ("2028", start(2028, 1), start(2029, 1)),
        (2028, start(2028, 1), start(2029, 1)),
        ("2028Q1", start(2028, 1), start(2028, 4)),
        ("2028Q4", start(2028, 10), start(2029, 1)),
        ("2028-03", start(2028, 3), start(2028, 4)),
        ("2028-12", start(2028, 12), start(2029, 1)),
        ("２０２８－０３", start(2028, 3), start(2028, 4)),
        ("2028-06-02", start(2028, 6) + 1440, start(2028, 6) + 2880),
        # ceil(1 * 43200 / 31) = 1394, ceil(2 * 43200 / 31) = 2788
        ("2028-03-02", start(2028, 3) + 1394, start(2028, 3) + 2788),
        ("2028-02-29", start(2028, 2) + 41711, start(2028, 3)),
    ],
)
def test_a_date_is_a_period_of_ticks(raw: Any, first: int, last: int) -> None:
    date = Date.parse(raw)
    assert (date.first, date.last) == (first, last)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("03/04/28", "E330"),
        ("2028-3", "E330"),
        ("2028q1", "E330"),
        ("2028-03-15T00:00", "E330"),
        ("28", "E330"),
        (20231016, "E330"),
        (2028.0, "E330"),
        (True, "E330"),
        (None, "E330"),
        (["2028"], "E330"),
        ("2028-13", "E331"),
        ("2028-00", "E331"),
        ("2028-02-30", "E331"),
        ("2027-02-29", "E331"),
        ("2028-01-00", "E331"),
        ("2028Q0", "E331"),
        ("2028Q5", "E331"),
        ("1066", "E331"),
        (3000, "E331"),
    ],
)
def test_what_is_no_date_is_refused(raw: Any, code: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Date.parse(raw)
    assert [e["type"] for e in caught.value.errors()] == [code]


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)))
def test_the_days_of_a_month_fill_it_without_gaps(day: datetime.date) -> None:
    date = Date.parse(day.isoformat())
    month = Date.parse(day.isoformat()[:7])
    days = calendar.monthrange(day.year, day.month)[1]
    assert month.first <= date.first < date.last <= month.last
    if day.day == days:
        assert date.last == month.last
    else:
        assert date.last == Date.parse(day.replace(day=day.day + 1).isoformat()).first
    assert date.last - date.first in (MONTH // days, MONTH // days + 1)


@given(
    st.integers(1900, 2199),
    st.none() | st.integers(1, 12),
    st.none() | st.integers(1, 28),
    st.none() | st.integers(1, 4),
)
def test_a_date_reads_back(
    year: int, month: int | None, day: int | None, quarter: int | None
) -> None:
    date = Date(year, month, day if month else None, None if month else quarter)
    assert Date.parse(date.to_raw()) == date
    assert eval(f"{date!r}", {"Date": Date.parse}) == date


class Block(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")
    at: Date
    start: DateChance
    steps: dict[Date, int] = {}


def test_dates_are_fields_and_keys() -> None:
    raw = {"at": 2028, "start": "2023-09", "steps": {"2024-01": 1, 2025: 2}}
    block = Block.model_validate(raw)
    assert block.steps[Date(2025)] == 2
    assert Block.model_validate(block.model_dump()) == block
    with pytest.raises(ValidationError) as caught:
        Block.model_validate({**raw, "at": "x", "steps": {"2024-13": 1}})
    assert {e["loc"] for e in caught.value.errors()} == {("at",), ("steps", "2024-13", "[key]")}


@pytest.mark.parametrize(
    ("raw", "earliest", "latest"),
    [
        ("2023-09", start(2023, 9), start(2023, 9)),
        (2023, start(2023, 1), start(2023, 1)),
        ({"value": "2023-09", "source": "x"}, start(2023, 9), start(2023, 9)),
        ({"between": ["2023-07", "2023-12"]}, start(2023, 7), start(2024, 1)),
        ({"between": ["2023-07", "2023-07"], "grade": "B"}, start(2023, 7), start(2023, 8)),
    ],
)
def test_a_window_of_dates(raw: Any, earliest: int, latest: int) -> None:
    chance = DateChance.parse(raw)
    assert (chance.earliest, chance.latest) == (earliest, latest)
    assert chance.to_raw() == raw
    assert DateChance.parse(chance.to_raw()) == chance
    assert hash(chance) == hash(DateChance.parse(raw))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({"between": ["2023-07", "2023-13"]}, [("E331", ("between", 1))]),
        ({"between": ["x", 1.5]}, [("E330", ("between", 0)), ("E330", ("between", 1))]),
        ({"between": ["2023-12", "2023-07"]}, [("E332", ("between",))]),
        ({"between": ["2023-12"]}, [("E333", ("between",))]),
        ({"between": "2023-12"}, [("E333", ("between",))]),
        ({"source": "x"}, [("E334", ())]),
        ({"value": "2023", "between": ["2023", "2024"]}, [("E334", ())]),
        ({"betwen": ["2023", "2024"]}, [("E311", ("betwen",))]),
        ({"value": "2023", "grade": "X"}, [("E316", ("grade",))]),
        ([2023, 2024], [("E330", ())]),
    ],
)
def test_faults_of_a_window_are_told_with_their_place(raw: Any, expected: list[Any]) -> None:
    with pytest.raises(ValidationError) as caught:
        DateChance.parse(raw)
    assert [(e["type"], e["loc"]) for e in caught.value.errors()] == expected
