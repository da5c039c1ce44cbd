"""Replications: which world each plays in, and how they share the processors."""
