"""Sweep: how the answer moves with any numbers of the scenario."""
