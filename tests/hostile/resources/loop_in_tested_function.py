"""Never come back when a test calls.

Told: your code took too long to answer
"""
# %% double
def double(x):
    while True:
        pass
