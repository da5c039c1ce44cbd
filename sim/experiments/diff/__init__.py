"""Diff: two saved results side by side, what they were made of and what moved."""
