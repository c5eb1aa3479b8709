"""Start processes that start processes.

Told: Resource temporarily unavailable
"""
# %% before answer
import os
import time

children = 0
try:
    while True:
        if os.fork() == 0:
            while True:
                try:
                    os.fork()
                except OSError:
                    time.sleep(0.01)
        children += 1
except OSError as error:
    print(children < 64, error)
