"""Write files until the disk is full: one large one, many small ones, in each writable folder.

Told: No space left on device
"""
# %% before answer
import os

for folder in ("/tmp", "/dev/shm"):
    try:
        for number in range(1000):
            with open(f"{folder}/large{number}", "wb") as file:
                file.write(bytes(2**20))
    except OSError as error:
        print(error)
os.truncate("/tmp/large0", 2**40)
