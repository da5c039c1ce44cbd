"""Areas and money as screens and figures write them: few digits, in a unit that suits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sim.scenario.values import units
from sim.scenario.values.units import YUAN
from sim.text.areas import AREAS
from sim.text.words import Words


@dataclass(frozen=True, slots=True)
class Areas:
    """One way to write areas, by the `area_unit` of a scenario."""

    unit: str

    @property
    def plain(self) -> float:
        """m² in one plain unit."""
        return float(units.AREAS[self.unit])

    @property
    def large(self) -> float:
        """m² in one large unit: ten thousand m², or a thousand of others."""
        return self.plain * (1e4 if self.unit == units.METRIC else 1e3)

    def word(self, kind: str) -> Words:
        """The name of the unit for one use; the kinds are those of `sim.text.areas`."""
        return AREAS[self.unit][kind]

    def text(self, square_metres: float) -> str:
        """An area in large units, to three figures."""
        value = square_metres / self.large
        digits = 2 if abs(value) < 10 else 1 if abs(value) < 100 else 0
        return f"{value:.{digits}f}" if value else "0"

    def digits(self, square_metres: float) -> str:
        """A whole number of plain units, with commas between thousands."""
        return f"{square_metres / self.plain:,.0f}"

    def whole(self, square_metres: float) -> str:
        """The same with the name of the unit."""
        return self.digits(square_metres) + self.word("plain").en

    def said(self, square_metres: float) -> Words:
        """An area to three figures as a sentence says it: `43.8 万m2`, `438,000 m2`."""
        text, large, plain = self.text(square_metres), self.word("large"), self.word("plain")
        few = float(text) * self.large / self.plain
        return Words(f"{text} {large.zh}", f"{few:,.0f}{plain.en}")

    def ranged(self, low: float, middle: float, high: float) -> Words:
        """The same with both ends: `43.8 (0-96.2) 万m2`, `438,000 (0-962,000) m2`."""
        texts = [self.text(one) for one in (low, middle, high)]
        if len({*texts}) == 1:
            return self.said(middle)
        few = [float(text) * self.large / self.plain for text in texts]
        large, plain = self.word("large").zh, self.word("plain").en
        return Words(
            f"{texts[1]}（{texts[0]}-{texts[2]}）{large}",
            f"{few[1]:,.0f} ({few[0]:,.0f}-{few[2]:,.0f}){plain}",
        )

    def signed(self, *square_metres: float) -> list[str]:
        """Areas in large units with their signs, alike in their digits."""
        most = max(abs(one) for one in square_metres) / self.large
        digits = 3 if most < 0.1 else 2 if most < 10 else 1 if most < 100 else 0
        return [f"{one / self.large:+.{digits}f}" for one in square_metres]


USUAL: Final = Areas(units.METRIC)


def money_unit(currency: str) -> tuple[float, Words]:
    """Return how much makes one large unit, and its name: 亿元, or a million of any other."""
    if currency == YUAN:
        return 1e8, Words("亿元", "10⁸ yuan")
    return 1e6, Words(f"百万 {currency}", f"m {currency}")


def money_name(currency: str) -> Words:
    """Return what one unit of a currency is called after a number."""
    return Words("元", "yuan") if currency == YUAN else Words(currency, currency)
