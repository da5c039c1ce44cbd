"""Overview: several scenarios in one table, each with its verdict."""
