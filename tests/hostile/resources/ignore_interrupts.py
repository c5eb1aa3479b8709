"""Never end, and catch every interrupt.

Told: could not be interrupted
"""
# %% before answer
import signal

signal.signal(signal.SIGINT, signal.SIG_IGN)
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
