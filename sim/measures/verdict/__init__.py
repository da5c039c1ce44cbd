"""Whether the build-out meets demand, and whether too much stands idle.

Start with `verdict`, which puts all together; `standards` measures each bound, `judged` holds it
against the confidence asked for. `indicators` are the numbers that experiments compare.
"""
