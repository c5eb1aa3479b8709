"""Start threads without end.

Told: can't start new thread
"""
# %% before answer
import threading
import time

for _ in range(100_000):
    threading.Thread(target=time.sleep, args=(1000,)).start()
