"""Decide: which option loses least, what it may be regretted, and what knowing more is worth."""
