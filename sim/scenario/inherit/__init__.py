"""Parents, edits and changes: trees that come from other trees.

Start with `resolve`: a file, its parents and every change become one tree. `edit` changes a tree,
`alike` spells out what is like another thing, `changes` says what was changed.
"""
