"""Have an alarm end the kernel some time later, and timers go off all the time."""
# %% before answer
import signal

signal.setitimer(signal.ITIMER_REAL, 0.3, 0.001)
# %% before double
import time

time.sleep(1)
