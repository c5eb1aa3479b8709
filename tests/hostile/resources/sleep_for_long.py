"""Sleep for days.

Told: CellTimeoutError
"""
# %% before answer
import time

time.sleep(10**6)
