"""Whether the build-out meets demand: standards, signals, goals, and how sure that is."""
