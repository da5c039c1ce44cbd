"""The font that shows Chinese in figures on any machine; README.md tells how it was made."""
