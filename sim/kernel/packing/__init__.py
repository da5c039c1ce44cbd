"""A plan as records and arrays: what compiled code reads."""
