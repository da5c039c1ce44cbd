"""From histories and tallies to the tables that people open; `frames` has what they share.

Each function says what a row is; the columns are explained in `sim.text.glossary`.
"""
