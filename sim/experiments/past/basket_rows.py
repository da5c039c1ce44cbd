"""Baskets as an answer shows them: what of the model stands for each, and how it differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.experiments.past.baskets import OWN, CompanyBasket, SpaceBasket
from sim.experiments.past.match_observations import MatchedObservation
from sim.experiments.past.words import PAST
from sim.measures.bands import Band
from sim.scenario.names import labelled
from sim.scenario.schema import Spec
from sim.scenario.values.numbers import Number
from sim.text.words import Words, in_a_row, joined


@dataclass(frozen=True)
class BasketRow:
    """One series that observations are figures of."""

    id: str
    name: Words
    publisher: Words
    stands_for: Words
    """What of the scenario it is compared with."""
    offset: Band | None
    """How many points more of it are let; None where nothing is said."""
    weight: Band | None
    """What of its absorption is the model's."""
    per: Band | None
    """How many are counted for one company."""


def basket_rows(observations: Sequence[MatchedObservation], spec: Spec) -> tuple[BasketRow, ...]:
    """Return the baskets of some observations, in the order in which they come."""
    baskets = {matched.observation.basket: matched.basket for matched in observations}
    return tuple(
        BasketRow(
            id=id_,
            name=basket.label.words,
            publisher=basket.publisher.words,
            stands_for=_model(basket, spec),
            offset=_band(getattr(basket, "offset", None)),
            weight=_band(getattr(basket, "weight", None)),
            per=_band(getattr(basket, "per", None)),
        )
        for id_, basket in baskets.items()
    )


def _model(basket: SpaceBasket | CompanyBasket, spec: Spec) -> Words:
    if isinstance(basket, CompanyBasket):
        stage = labelled(spec.stages, basket.stage)
        tracks = in_a_row(labelled(spec.tracks, track) for track in basket.tracks)
        return joined([stage, tracks], "：", ": ")
    spaces = in_a_row(labelled(spec.spaces, space) for space in basket.spaces)
    parts = [spaces]
    if basket.parks is not None:
        parts.append(in_a_row(labelled(spec.parks, park) for park in basket.parks))
    if basket.trades is not None:
        trades = [
            PAST["own_trade"] if trade == OWN else labelled(spec.trades, trade)
            for trade in basket.trades
        ]
        parts.append(in_a_row(trades))
    return joined(parts, "·", " · ")


def _band(number: Number | None) -> Band | None:
    if number is None:
        return None
    low, high = number.ends
    return Band(low, number.value, high)
