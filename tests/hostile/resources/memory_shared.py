"""Ask for memory that belongs to no process in particular.

Told: 512 MB of memory
"""
# %% before answer
import mmap
import time

kept = []
for _ in range(100):
    part = mmap.mmap(-1, 50 * 2**20)
    part.write(b"x" * (50 * 2**20))
    kept.append(part)
time.sleep(100)
