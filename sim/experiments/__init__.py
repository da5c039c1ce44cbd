"""Questions after the first verdict: many runs that are compared, searched or fitted."""
