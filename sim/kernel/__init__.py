"""The model compiled: the same log as `sim.model`, bit for bit, a hundred times faster."""
