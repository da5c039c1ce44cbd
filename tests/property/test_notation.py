"""No near miss of an area is read as another amount: held against a reader of the test's own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.scenario.values.faults import Fault
from sim.scenario.values.quantities import parse_quantity
from sim.scenario.values.units import AREA

FOOT = Fraction("0.09290304")
METRES = "m2 m² m^2 ㎡ sqm sqm. sq_m sq._m. square_metres square_meters 平方米 平米 平方 平"
FEET = "sqft sqft. sq_ft sq._ft. sq.ft. sf ft2 ft² ft^2 square_feet 平方英尺"
SIZES = {
    name.replace("_", " "): size
    for name, size in {
        **dict.fromkeys(METRES.split(), Fraction(1)),
        **dict.fromkeys(FEET.split(), FOOT),
        **dict.fromkeys("ha hm2 hm² hm^2 公顷 公頃 hectare hectares".split(), Fraction(10_000)),
        **dict.fromkeys("km2 km² km^2 sqkm sq_km 平方公里 平方千米".split(), Fraction(1_000_000)),
        **dict.fromkeys("acre acres 英亩".split(), 43_560 * FOOT),
        **dict.fromkeys("亩 畝".split(), Fraction(2000, 3)),
        "ksf": 1_000 * FOOT,
        "msf": 1_000_000 * FOOT,
    }.items()
}
LETTERS = {"k": 3, "m": 6, "mn": 6, "bn": 9, "thousand": 3, "million": 6, "billion": 9}
SIGNS = {"千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "万亿": 12}
ASKED = [Fraction(1), FOOT, Fraction(2000, 3)]
"""Units in which a few and thousands are both likely."""

Reader = Callable[[str], float]


def meant(text: str) -> Fraction | None:
    """Return the m² that a text means to anybody in the trade; None where it may mean two."""
    text = text.replace("㎡", " m2")
    text = text.strip().translate({ord("０") + i: str(i) for i in range(10)})
    text = text.replace("\u3000", " ").replace("\u00a0", " ").replace("萬", "万")
    found = re.fullmatch(r"([0-9][0-9,_]*)(\.[0-9]+)?(e[0-9]+)?( *)(.*)", text)
    if found is None:
        return None
    whole, decimals, exponent, _, rest = found.groups()
    if "," in whole and not re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+", whole):
        return None
    number = Fraction(whole.replace(",", "").replace("_", "") + (decimals or "") + (exponent or ""))
    for times, unit in _ways(rest):
        name = " ".join(unit.lower().split())
        if size := SIZES.get(re.sub(r"(sq|ft)\.|\.$", r"\1", name)):
            thousands = decimals and len(decimals) == 4 and whole[0] != "0" and len(whole) <= 3
            if thousands and not exponent and not times and size in ASKED:
                return None
            return number * 10**times * size
    return None


def _ways(rest: str) -> list[tuple[int, str]]:
    """Return (power of ten, unit) of every way to take a magnitude off; `k m2` is no `km2`."""
    rest, ways = re.sub("万 *方$", "万m2", rest), []
    for word, power in SIGNS.items():
        if rest.startswith(word):
            ways.append((power, rest[len(word) :].strip()))
    for word, power in LETTERS.items():
        after = "(?![a-z])" if len(word) > 3 else r" +\S"
        if re.match(word + after, rest, re.IGNORECASE):
            ways.append((power, rest[len(word) :].strip()))
    return [*ways, (0, rest)]


NUMBERS = [
    *("30", "30.000", "30.750", "3,075", "3,0750", "1.125", "0.500", "1,234.500", "180", "1.8e6"),
    *("３０", "10⁶", "3·10⁶", "½", "2½", "①", "30 000", "1_000", "30.0000", "１０²", "3²", "٣٠"),
]
MAGNITUDES = ["", *LETTERS, "K", "M", "MM", *SIGNS, "萬", "w", "十", "百", "Million"]
UNITS = [
    *SIZES,
    *("SF", "MSF", "KSF", "SQM", "Sq. Ft.", "sq m", "HA", "方", "M²", "m³", "m₂", "m⁴", "㎥", "m"),
    *("", "M", "K", "XYZ", "GBP", "平方尺", "坪", "m2/月", "m² GFA", "ft", "sq", "²", "m 2", "mm2"),
]
GAPS = ["", " ", "  ", "\u3000", "\u00a0", "\u200b", "."]
TEXTS = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(NUMBERS),
        st.sampled_from(GAPS),
        st.sampled_from(MAGNITUDES),
        st.sampled_from(GAPS),
        st.sampled_from(UNITS),
    ),
)


@st.composite
def slips(draw: st.DrawFn) -> str:
    """A text with, at times, a sign lost, doubled or put in."""
    text = draw(TEXTS)
    if draw(st.booleans()):
        at = draw(st.integers(0, len(text) - 1))
        text = text[:at] + draw(st.sampled_from(["", text[at] * 2, "²", "0", "."])) + text[at + 1 :]
    return text


def misread(text: str, reader: Reader) -> bool:
    """Whether a reader reads a text as an amount that it does not mean."""
    try:
        value = reader(text)
    except Fault:
        return False
    right = meant(text)
    return right is None or value != pytest.approx(float(right), rel=1e-12)


def read(text: str) -> float:
    return parse_quantity(text, AREA)


def read_folded(text: str) -> float:
    """As it was once: raised digits become digits before anything looks at them."""
    return parse_quantity(unicodedata.normalize("NFKC", text), AREA)


def read_joined(text: str) -> float:
    """As it was once: `k㎡` becomes `km2`."""
    return parse_quantity(text.replace("㎡", "m2"), AREA)


def read_dotted(text: str) -> float:
    """As it was once: a dot always begins decimals."""
    return parse_quantity(re.sub(r"(\.\d{3})(?!\d)", r"\g<1>0", text), AREA)


@given(slips())
@settings(max_examples=600)
def test_no_near_miss_is_read_as_another_amount(text: str) -> None:
    assert not misread(text, read), (text, meant(text))


@pytest.mark.parametrize("defect", [read_folded, read_joined, read_dotted])
def test_a_reader_that_misreads_is_found(defect: Reader) -> None:
    texts = map("".join, product(NUMBERS, ["", " "], MAGNITUDES, ["", " "], UNITS))
    assert any(misread(text, defect) for text in texts)


@pytest.mark.parametrize("unit", SIZES)
@pytest.mark.parametrize("magnitude", ["", *LETTERS, *SIGNS])
def test_what_is_meant_is_read(unit: str, magnitude: str) -> None:
    gap = " " if magnitude.isascii() and magnitude else ""
    for text in (f"12.5 {magnitude}{gap}{unit}", f"１２.5{gap}{magnitude} {unit.upper()}"):
        right = meant(text)
        assert right is not None
        if right > AREA.high:
            with pytest.raises(Fault, match="outside"):
                read(text)
        else:
            assert read(text) == pytest.approx(float(right), rel=1e-12)
