"""The reduced model in SimPy as its manual teaches it, in Ciw and in salabim.

What they can express between them: one park, one type of space for each stage, requests of one
unit, one first-come-first-served list per type, exponential laws, patience, chance of success.
"""
