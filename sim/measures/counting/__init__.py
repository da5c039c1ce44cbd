"""From the event log to whole numbers: one tally a replication, sums over all."""
