"""Ask for memory that belongs to no process in particular, and don't stop when told to.

Told: 512 MB of memory
"""
# %% before answer
import mmap

kept = []
while True:
    try:
        kept.append(mmap.mmap(-1, 50 * 2**20))
        kept[-1].write(b"x" * (50 * 2**20))
    except KeyboardInterrupt:
        pass
