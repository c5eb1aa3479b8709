"""Crash when a test calls.

Told: ended the notebook's kernel
"""
# %% double
def double(x):
    import os

    os.abort()
# %% halve
def halve(x):
    import os

    os._exit(0)
