"""Never end, with all signals blocked.

Told: CellTimeoutError
"""
# %% before answer
import signal
import time

signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
while True:
    time.sleep(0.1)
