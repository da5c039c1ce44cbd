"""From a checked scenario and its drawn numbers to ticks and m².

Start with `plan`, which is all that the engines know of a scenario, and `compile`, which makes it;
the other modules make its parts.
"""
