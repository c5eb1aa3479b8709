"""Leave behind what never lets a process end: exit hooks, tasks, and a handler for the signal to end.

Deserves: answer, double, halve, total, line, pairs
"""
# %% before answer
import asyncio
import atexit
import signal
import time

atexit.register(time.sleep, 10**6)
signal.signal(signal.SIGTERM, lambda *arguments: time.sleep(10**6))


async def forever():
    while True:
        await asyncio.sleep(0.01)


tasks = [asyncio.ensure_future(forever()) for _ in range(100)]
