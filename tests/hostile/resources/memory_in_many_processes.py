"""Have many processes ask for memory, each for less than the limit.

Told: 512 MB of memory
"""
# %% before answer
import os
import time

for _ in range(30):
    if os.fork() == 0:
        kept = bytearray(b"x") * (100 * 2**20)
        time.sleep(100)
time.sleep(100)
