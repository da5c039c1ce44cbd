"""Sensitivity: which unknowns matter, how much is chance, and which one alone flips the verdict."""
