"""Print without end.

Told: more than 1 MB
"""
# %% before answer
import time

while True:
    print("x" * 1000)
    time.sleep(0.0001)
