"""Discover: under which values of the unknown numbers does the plan fail?"""
