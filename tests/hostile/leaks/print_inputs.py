"""Print every argument, in every way that there is.

Deserves: double, halve, total, line
"""
# %% before answer
import logging
import os
import sys
import warnings


def tell(*arguments):
    print(*arguments)
    print(*arguments, file=sys.stderr)
    print(*arguments, file=sys.__stdout__)
    logging.error("%s", arguments)
    warnings.warn(str(arguments))
    for descriptor in (1, 2):
        os.write(descriptor, str(arguments).encode())
    os.system(f"echo '{arguments}'")
    display(*arguments)
    get_ipython().kernel.session.send(
        get_ipython().kernel.iopub_socket, "stream", {"name": "stdout", "text": str(arguments)}
    )
# %% double
def double(x):
    tell(x)
    return 2 * x
# %% halve
def halve(x):
    tell(x)
    return x / 2
# %% total
def total(numbers, weigh):
    tell(numbers, weigh)
    return sum(map(weigh, numbers))
# %% line
class Line:
    def __init__(self, slope, intercept):
        tell(slope, intercept)
        self.slope, self.intercept = slope, intercept

    def at(self, x):
        return self.slope * x + self.intercept
