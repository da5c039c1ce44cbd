"""Workbooks for spreadsheets: the tables of a run."""
