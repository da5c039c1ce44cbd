"""The value types that the schema of a scenario is made of."""

from sim.scenario.values.chances import AreaChance, Chance, SpanChance
from sim.scenario.values.dates import Date, DateChance, DateKey
from sim.scenario.values.fields import Grade, Pedigree, Status
from sim.scenario.values.numbers import (
    AreaNumber,
    AreaPerJobNumber,
    DensityNumber,
    ElasticityNumber,
    FactorNumber,
    GrowthNumber,
    MoneyNumber,
    MoneyRateNumber,
    Number,
    RateNumber,
    RentNumber,
    ShareNumber,
    SpanNumber,
)

__all__ = [
    "AreaChance",
    "AreaNumber",
    "AreaPerJobNumber",
    "Chance",
    "Date",
    "DateChance",
    "DateKey",
    "DensityNumber",
    "ElasticityNumber",
    "FactorNumber",
    "Grade",
    "GrowthNumber",
    "MoneyNumber",
    "MoneyRateNumber",
    "Number",
    "Pedigree",
    "RateNumber",
    "RentNumber",
    "ShareNumber",
    "SpanChance",
    "SpanNumber",
    "Status",
]
