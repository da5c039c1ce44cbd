"""Explain: the whole story of one company, in one scenario or in two."""
