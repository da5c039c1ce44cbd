"""From the event log to whole numbers: one tally a replication, sums over all.

Start with `history` (what happened, as tables) and `tally` (what it adds up to, by definition);
`compiled_tally` counts the same inside the compiled engine, `counter` serves both.
"""
