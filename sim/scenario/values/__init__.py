"""Numbers, chances and dates: how they are written, read and shown.

`quantities` and `units` read `24 months`; `numbers`, `chances` and `dates` are what the schema is
made of, with range and pedigree (`fields`); `limits` holds the bounds of the language.
"""
