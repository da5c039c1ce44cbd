"""The pages, and the parts of them that are fetched again."""
