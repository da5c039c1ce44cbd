"""What every measure means, in both languages."""
