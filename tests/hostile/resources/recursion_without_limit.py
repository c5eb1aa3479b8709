"""Call oneself without end, with Python's limit taken away, until the stack is full."""
# %% before answer
import sys

sys.setrecursionlimit(10**9)


class Deep:
    def __repr__(self):
        return repr([self])


repr(Deep())
