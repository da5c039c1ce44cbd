"""Compare: what is better, what is worse, and which change does it."""
