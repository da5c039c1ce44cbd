"""The report of a run as one page that needs no network, no script and no font."""
