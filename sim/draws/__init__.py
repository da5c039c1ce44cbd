"""Random numbers by key, and the pure decisions that both engines share."""
