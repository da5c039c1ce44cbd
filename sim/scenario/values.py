"""The value types that the schema of a scenario is made of."""

from sim.scenario.chances import AreaChance, Chance, SpanChance
from sim.scenario.dates import Date, DateChance
from sim.scenario.fields import Grade, Pedigree, Status
from sim.scenario.numbers import (
    AreaNumber,
    DensityNumber,
    ElasticityNumber,
    FactorNumber,
    GrowthNumber,
    MoneyRateNumber,
    Number,
    RateNumber,
    ShareNumber,
    SpanNumber,
)

__all__ = [
    "AreaChance",
    "AreaNumber",
    "Chance",
    "Date",
    "DateChance",
    "DensityNumber",
    "ElasticityNumber",
    "FactorNumber",
    "Grade",
    "GrowthNumber",
    "MoneyRateNumber",
    "Number",
    "Pedigree",
    "RateNumber",
    "ShareNumber",
    "SpanChance",
    "SpanNumber",
    "Status",
]
