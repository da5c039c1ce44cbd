"""From what happened to what a planner is told; no room here knows a screen.

`counting` adds up one replication and sums over all, `economy` makes money and jobs of it, `tables`
the frames that people open, `verdict` the judgement; each may import those before it. Beside them:
`months` (the clock), `statistics` (shares, quantiles, ranks, survival), `plain` (results as data).
"""
