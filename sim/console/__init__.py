"""What all verbs of the command line share: options, progress, saving, streams."""
