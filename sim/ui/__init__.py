"""The local page: scenarios, runs and questions in a browser of this machine."""
