"""Tests, by what they need to be right."""
