"""Years past: what was observed, how far a world is from it, and which worlds are not ruled out."""
