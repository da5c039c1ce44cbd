"""Dates as periods of ticks, and windows of dates."""

from __future__ import annotations

import calendar
import datetime
import re
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, ValidationError

from sim.scenario.values.dates import FORM, Date, DateChance, DateKey
from sim.scenario.yaml.nodes import SourceText
from sim.scenario.yaml.parse import parse

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
        ("spring", "E330"),
        ("待定", "E330"),
        ("28", "E330"),
        (20231016, "E348"),
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


FORMS = {
    "2028": "2028年 ２０２８",
    "2028-03": "2028-3 2028/3 2028/03 2028.03 2028.3 2028年3月 2028年03月 ２０２８－０３",
    "2028-10": "2028-10 2028/10 2028.10 2028年10月",
    "2028-03-15": "2028-3-15 2028/3/15 2028.03.15 2028.3.15 2028年3月15日 2028年03月15号",
    "2028Q3": "2028q3 2028_Q3 2028-Q3 Q3_2028 q3-2028 2028年三季度 2028年第三季度 2028年3季度 "
    "2028年第3季度",
    "2028H1": "2028h1 2028_H1 H1_2028 2028年上半年",
    "2028H2": "2028H2 H2-2028 2028年下半年",
}


@pytest.mark.parametrize(
    ("text", "date"), [(form, date) for date, forms in FORMS.items() for form in forms.split()]
)
def test_other_forms_of_a_date_are_read(text: str, date: str) -> None:
    text = text.replace("_", " ")
    assert str(Date.parse(text)) == date
    assert Date.parse(f" {text}\u3000") == Date.parse(date)
    assert re.fullmatch(FORM, unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize(
    ("raw", "form"),
    [
        ("45444", "2024-06-01"),
        (45444, "2024-06-01"),
        ("202406", "2024-06"),
        (20240601, "2024-06-01"),
        ("2024-06-01T00:00:00", "2024-06-01"),
        ("2024-06-01 00:00:00", "2024-06-01"),
        ("2024.1", "2024-01 / 2024-10"),
        (2024.1, "2024-01 / 2024-10"),
        ("06/2024", "2024-06"),
        ("3Q24", "2024Q3"),
        ("1H2024", "2024H1"),
        ("Jun-24", "2024-06"),
        ("June 2024", "2024-06"),
        ("mid-2024", "2024-07"),
        ("late 2024", "2024-12"),
        ("2024年底", "2024-12"),
        ("2024年年初", "2024-01"),
        ("2018+", "2018"),
        ("FY2024", "2024"),
        ("2024-2025", "{between: [2024, 2025]}"),
    ],
)
def test_what_may_mean_a_date_is_answered_with_its_form(raw: Any, form: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Date.parse(raw)
    (fault,) = caught.value.errors()
    assert (fault["type"], fault["ctx"]["form"]) in ((code, form) for code in ("E348", "E349"))


def test_yaml_keeps_the_last_digit_of_a_month() -> None:
    (tree,) = parse("end: 2029.10\n", SourceText.of("here", "end: 2029.10")).items.values()
    assert str(Date.parse(tree.value)) == "2029-10"


@given(st.integers(1900, 2199), st.integers(1, 12), st.integers(1, 28), st.sampled_from("-/."))
def test_separators_and_zeros_change_no_date(year: int, month: int, day: int, sign: str) -> None:
    date = Date(year, month, day)
    for form in (f"{year}{sign}{month}{sign}{day}", f"{year}{sign}{month:02d}{sign}{day:02d}"):
        assert Date.parse(form) == date
    assert Date.parse(f"{year}年{month}月{day}日") == date


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
    st.none() | st.integers(1, 2),
)
def test_a_date_reads_back(
    year: int, month: int | None, day: int | None, quarter: int | None, half: int | None
) -> None:
    quarter = None if month else quarter
    half = None if month or quarter else half
    date = Date(year, month, day if month else None, quarter, half)
    assert Date.parse(date.to_raw()) == date
    assert eval(f"{date!r}", {"Date": Date.parse}) == date


class Block(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")
    at: Date
    start: DateChance
    steps: dict[DateKey, int] = {}


def test_dates_are_fields_and_keys() -> None:
    raw = {"at": 2028, "start": "2023-09", "steps": {"2024-01": 1, 2025: 2}}
    block = Block.model_validate(raw)
    assert block.steps[Date(2025)] == 2
    assert Block.model_validate(block.model_dump()) == block
    with pytest.raises(ValidationError) as caught:
        Block.model_validate({**raw, "at": "x", "steps": {"2024-13": 1}})
    assert {e["loc"] for e in caught.value.errors()} == {("at",), ("steps", "2024-13", "[key]")}


def test_a_key_has_one_form_since_it_is_part_of_a_path() -> None:
    for form in ("2024年10月", "2024.10", "2024-10 "):
        with pytest.raises(ValidationError) as caught:
            Block.model_validate({"at": 2028, "start": 2028, "steps": {form: 1}})
        (fault,) = caught.value.errors()
        assert (fault["type"], fault["ctx"]["form"]) == ("E348", "2024-10")


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
