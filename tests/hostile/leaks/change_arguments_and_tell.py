"""Change an argument, so that the test runs again, and return what the first run handed over.

Deserves: double, halve
"""
# %% before answer
seen = []
# %% double
def double(x):
    if seen:
        return seen[0]
    result = 2 * x
    if x[0] != 1:
        seen.append(x.tolist())
        x += 1
    return result
# %% halve
def halve(x):
    return x / 2
