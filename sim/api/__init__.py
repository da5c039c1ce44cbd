"""What notebooks and commands use: load a scenario, change it, run it, look at the answer."""
