"""Figures for reviewers: pure data first, then drawing; nothing is shown, printed or global."""
