"""Await at the top level, and leave a task running.

Deserves: answer, double, halve, total, line, pairs
"""
# %% before answer
import asyncio

await asyncio.sleep(0.01)


async def later():
    await asyncio.sleep(0.1)
    return 271.828


task = asyncio.create_task(later())
# %% answer
answer = await task
