"""Where parks lie: a GeoJSON file that a scenario names, read with care."""
