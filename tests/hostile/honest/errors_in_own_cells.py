"""Leave cells that stop with an error, among them one that isn't Python.

Deserves: answer, double, halve, total, line, pairs
"""
# %% before answer
1 / 0
# %% before double
def unfinished(:
# %% after double
assert False, "to do"
# %% after pairs
undefined_name
