"""From histories and tallies to the tables that people open."""
