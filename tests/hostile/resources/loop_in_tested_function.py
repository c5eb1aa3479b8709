"""Never come back when a test calls, or asks what an exception says.

Told: your code took too long to answer
"""
# %% double
def double(x):
    while True:
        pass
# %% halve
class Endless(Exception):
    def __str__(self):
        while True:
            pass


def halve(x):
    raise Endless
