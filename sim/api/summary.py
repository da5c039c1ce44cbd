"""Yearly means of the monthly series with their spread over replications: for spreadsheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

AREAS = (
    "capacity",
    "leased",
    "fit_out",
    "in_use",
    "free",
    "withdrawn",
    "construction",
    "waiting_area",
    "waiting",
    "absorption",
)
"""Columns that add up over parks; `absorption` is a sum over the year, the rest yearly means."""

QUANTILES = {"p10": 0.1, "p50": 0.5, "p90": 0.9}


def summary(series: pd.DataFrame) -> pd.DataFrame:
    """Return year × space × park × measure: mean, P10, P50 and P90 over replications.

    Park `all` is the city. Vacancy is of the yearly means. Years may be partial at both ends.
    """
    import pandas as pd

    frame = series.assign(year=series["month"].dt.year)
    keys = ["replication", "year", "space", "park"]
    grouped = frame.groupby(keys, observed=True)
    pools = grouped[list(AREAS)].mean()
    pools["absorption"] = grouped["absorption"].sum()
    pools = pools.reset_index().astype({"park": str})
    city = pools.groupby(["replication", "year", "space"], observed=True)[list(AREAS)].sum()
    both = pd.concat([city.reset_index().assign(park="all"), pools], ignore_index=True)
    capacity = both["capacity"].where(both["capacity"] > 0)
    both["vacancy"] = (both["capacity"] - both["leased"]) / capacity
    long = both.melt(["replication", "year", "space", "park"], var_name="measure")
    spread = long.groupby(["year", "space", "park", "measure"], observed=True)["value"]
    table = spread.mean().to_frame("mean")
    for name, q in QUANTILES.items():
        table[name] = spread.quantile(q)
    return table.round(6).reset_index()
