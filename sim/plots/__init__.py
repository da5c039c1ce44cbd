"""Figures for reviewers: pure data first, then drawing; nothing is shown, printed or global.

`catalogue` has the figures of a run, each a module with `data` and `draw`; `figure_data` gathers
what they need as `frames`. The drawing kit of every figure: `sheet`, `parts`, `style`, `words`,
`save`.
"""
