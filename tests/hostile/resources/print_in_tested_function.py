"""Print without end when a test calls, in letters that take much space.

Deserves: double
"""
# %% double
def double(x):
    for _ in range(1000):
        print("日本語" * 10_000)
    return 2 * x
# %% halve
def halve(x):
    while True:
        print("ä" * 1000)
