"""Numbers as text on the figures: areas, shares, dates, and the words every figure repeats."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sim.plots.frames import Frames, Origin
from sim.plots.style import Head
from sim.scenario.values.amounts import Areas
from sim.text.figures import FOOT, LABEL, SUBTITLE
from sim.text.safe import line
from sim.text.screen import whole
from sim.text.words import Words, joined, month, semicolons, sentences


@dataclass(frozen=True)
class AreaUnit:
    """The unit of area of a figure: how many m² make one, and its name."""

    m2: float
    name: Words

    def text(self, value: float) -> Words:
        """A value that is already in this unit, with the unit's name."""
        times = "×" if self.name.en[0].isdigit() else " "
        return Words(f"{number(value)} {self.name.zh}", f"{number(value)}{times}{self.name.en}")


def area_unit(largest: float, areas: Areas) -> AreaUnit:
    """The large unit if an area fills one, else the plain one; one unit for a whole figure."""
    if largest >= areas.large:
        return AreaUnit(areas.large, areas.word("axis"))
    return AreaUnit(areas.plain, areas.word("plain_axis"))


def unit_of(frames: Frames, figure: str, largest: float) -> AreaUnit:
    """The unit of a figure of a run, which fits a scale that it shares as well."""
    shared = frames.scales.get(figure)
    return area_unit(max(largest, shared.reach if shared else 0.0), frames.origin.areas)


def number(value: float) -> str:
    """Three significant digits, commas between thousands as on a screen, no exponent."""
    if value == 0:
        return "0"
    digits = max(0, 2 - len(str(int(abs(value)))) + 1) if abs(value) >= 1 else 2
    text = f"{value:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(value: float) -> str:
    """A share as a whole percentage; not 0 or 100 unless it is exactly that."""
    return f"{whole(value)}%"


def hundred(value: float) -> str:
    """A share of futures as a count out of 100."""
    return whole(value)


def date(months: float) -> str:
    """An absolute month as `2028-03`."""
    year, within = divmod(int(months), 12)
    return f"{year:04d}-{within + 1:02d}"


def date_words(months: float) -> Words:
    """An absolute month in words."""
    return month(date(months))


_SQUARE: Final = re.compile(r"(?<![A-Za-z0-9_])m2(?![A-Za-z0-9_])")
_SPAN: Final = re.compile(r"(?<=[\d%])\.\.(?=[-+\d])")


def typeset(text: str) -> str:
    """`6.4 x 10 000 m2` of a screen, in which ² may be one column or two, as `6.4×10⁴ m²`.

    And its arrows and spans, 1 -> 2 (0..3), as 1 → 2 (0…3).
    """
    text = _SQUARE.sub("m²", text).replace("万m²", "万 m²").replace(" -> ", " → ")
    text = _SPAN.sub("…", text)
    return text.replace(" x 10 000 m²", "×10⁴ m²").replace(" 10k m²", "×10⁴ m²")


def head(
    frames: Frames, figure: str, title: Words, details: Sequence[Words], **values: Words | str
) -> Head:
    """Title, subtitle, alternative text and foot of a figure; `details` are one per panel."""
    origin = frames.origin
    subtitle = SUBTITLE[figure].fill(n=str(origin.replications), seed=str(origin.seed), **values)
    if shared := frames.scales.get(figure):
        said = LABEL["shared_scale"].fill(name=shared.name)
        subtitle = joined([subtitle, said], "\n", "\n")
    return heading(origin, title, subtitle, details)


def heading(origin: Origin, title: Words, subtitle: Words, details: Sequence[Words]) -> Head:
    """The words around a figure; `details` follow the title in the alternative text.

    What a screen writes in plain signs has those of figures.
    """
    title, subtitle = title.map(typeset), subtitle.map(typeset)
    details = [words.map(typeset) for words in details]
    alt = sentences([title, semicolons(details)])
    name = origin.name.map(line)
    foot = FOOT.format(scenario=line(origin.scenario), key=origin.key, version=origin.version)
    return Head(title, subtitle, alt, name, foot)
