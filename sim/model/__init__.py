"""The model in SimPy: the readable reference of what the simulator means."""
