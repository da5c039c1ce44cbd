"""What the schema cannot say: checks across the values of a scenario, a module a subject.

Each check is a function named by the sentence that must hold; it yields what breaks it. Start with
`run` (which checks there are, in which order) and `case` (what each of them gets).
"""
