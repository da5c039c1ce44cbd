"""Required: how much space the standards need, and how much they bear, at a confidence."""
