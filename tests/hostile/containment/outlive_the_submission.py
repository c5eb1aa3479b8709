"""Leave processes behind: detached, in a session of their own, deaf to signals, started from a test.

Deserves: double
"""
# %% before answer
import os
import signal
import subprocess
import time


def detach():
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            for number in range(1, 65):
                try:
                    signal.signal(number, signal.SIG_IGN)
                except (OSError, ValueError):
                    pass
            while True:
                time.sleep(1)
        os._exit(0)


detach()
subprocess.Popen(["setsid", "nohup", "sleep", "86400"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
subprocess.Popen(["sleep", "86401"], start_new_session=True, env={})
# %% double
def double(x):
    detach()
    return 2 * x
