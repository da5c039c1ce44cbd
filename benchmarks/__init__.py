"""How fast it runs, beside programs that others would write; see README.md in this folder."""
