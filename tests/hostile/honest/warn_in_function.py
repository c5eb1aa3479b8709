"""Warn, print, log and show progress in tested functions.

Deserves: answer, double, halve, total, line, pairs
"""
# %% double
import logging
import sys
import warnings


def double(x):
    warnings.warn("This is slow.", stacklevel=1)
    print("doubling", x)
    print("doubling", file=sys.stderr)
    logging.getLogger("lab").warning("doubling")
    for percent in range(0, 101, 10):
        print(f"\r{percent}%", end="", flush=True)
    return 2 * x
# %% halve
import os


def halve(x):
    os.system("echo halving")
    sys.stdout.write("halving\n")
    sys.stdout.flush()
    return x / 2
