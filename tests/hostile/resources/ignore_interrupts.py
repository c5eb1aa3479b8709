"""Never end, and catch every interrupt.

Told: could not be interrupted
"""
# %% before answer
import signal
import time

signal.signal(signal.SIGINT, signal.SIG_IGN)
while True:
    try:
        while True:
            time.sleep(0.1)
    except BaseException:
        pass
