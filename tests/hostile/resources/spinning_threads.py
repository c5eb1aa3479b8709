"""Leave threads that never end, so that the rest of the notebook is slow.

Deserves: answer, double
"""
# %% before answer
import threading


def spin():
    while True:
        pass


for daemon in (True, False):
    threading.Thread(target=spin, daemon=daemon).start()
