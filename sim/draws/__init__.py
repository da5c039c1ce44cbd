"""Random numbers by key: who draws, for what, in which replication."""
