"""From text to a tree with places, and back.

`files` finds and reads, `parse` makes a tree of `nodes`, `emit` writes one; `scalars` says which
plain words are not text.
"""
