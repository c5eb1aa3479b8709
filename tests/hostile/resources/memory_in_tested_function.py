"""Ask for more memory than there is when a test calls."""
# %% double
def double(x):
    kept = []
    while True:
        kept.append(bytearray(b"x") * (50 * 2**20))
# %% halve
def halve(x):
    import os
    import time

    for _ in range(30):
        if os.fork() == 0:
            kept = bytearray(b"x") * (100 * 2**20)
            time.sleep(100)
    time.sleep(100)
