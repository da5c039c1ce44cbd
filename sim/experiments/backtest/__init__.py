"""The question whether years past come out as they were seen."""
