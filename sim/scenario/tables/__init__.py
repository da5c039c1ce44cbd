"""Tables of projects, as planners keep them: files of cells, and supply made of their rows.

`cells` is about files, `heads` about columns, `projects` about what a row means.
"""
