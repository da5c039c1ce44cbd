"""Optimise: which mix, parks and phases of a given total do best, several aims at once?"""
