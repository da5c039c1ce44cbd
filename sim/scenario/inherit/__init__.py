"""Parents, edits and differences: trees that come from other trees."""
