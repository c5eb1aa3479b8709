"""Raise StopIteration: a loop over map(halve, …) takes it for the end, and ends well."""
# %% halve
def halve(x):
    raise StopIteration
# %% pairs
def pairs(items):
    raise StopAsyncIteration
