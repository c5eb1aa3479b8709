"""Spin on all cores, with many processes in sessions of their own, while others are graded.

Deserves: answer
"""
# %% before double
import os
import time

for _ in range(12):
    if os.fork() == 0:
        os.setsid()
        while True:
            pass
time.sleep(2)
