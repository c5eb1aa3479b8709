"""Write the arguments of hidden tests to a file, and show it: in a later cell, and as a later test's error.

Deserves: double, halve
"""
# %% double
def double(x):
    with open("/tmp/seen.txt", "a") as file:
        print(x, file=file)
    return 2 * x
# %% halve
def halve(x):
    with open("/tmp/seen.txt", "a") as file:
        print(x, file=file)
    return x / 2
# %% after halve
import os

print(os.path.exists("/tmp/seen.txt") and open("/tmp/seen.txt").read())
# %% total
def total(numbers, weigh):
    raise ValueError(open("/tmp/seen.txt").read())
# %% line
class Line:
    def __init__(self, slope, intercept):
        raise type(open("/tmp/seen.txt").read(), (Exception,), {})
# %% pairs
def pairs(items):
    print(open("/tmp/seen.txt").read())
    exec(compile("1 / 0", open("/tmp/seen.txt").read(), "exec"))
