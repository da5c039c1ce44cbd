"""From a checked scenario and its drawn numbers to ticks and m²."""
