"""Show and print a great number of tiny things, one by one: each is little, and there is no end of them.

Deserves: answer
"""
# %% before answer
for number in range(1_500):
    display({"text/plain": ""}, raw=True)
# %% before double
import sys

for number in range(1_500):
    print("a", end="", flush=True)
    print("b", end="", flush=True, file=sys.stderr)
# %% before halve
handles = [display({"text/plain": ""}, raw=True, display_id="same") for _ in range(900)]
for number in range(900):
    handles[0].update({"text/plain": "."}, raw=True)
