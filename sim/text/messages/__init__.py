"""What is wrong with a scenario, by code, in both languages."""
