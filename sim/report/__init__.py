"""Reports: what a run says, as pages to read."""
