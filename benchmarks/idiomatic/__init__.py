"""The baseline as a competent user would write it in plain SimPy, without this project.

One process per company, lot, stream and monitor; `request | timeout` for patience; scalar draws
from `random`; time in months as floats. Of this project it uses the numbers of a `Plan` alone, so
that sizes are the same: none of our engine, calendar, market, draws or log. It is written neither
to be slow nor to be fast, and does what the baseline uses: routes, choices of parks by weight,
spill-over, pre-letting, fit-out, success, freeing space while waiting, expansion, opening tenants
and pipeline, lots with random dates, arrivals by time change. `benchmarks.played` refuses the rest.
"""
