"""Call oneself without end when a test calls.

Told: RecursionError
"""
# %% double
def double(x):
    return double(x) + 1
