"""Ask for more memory than there is.

Told: MemoryError
"""
# %% before answer
kept = []
for _ in range(1000):
    kept.append(bytearray(b"x") * (50 * 2**20))
