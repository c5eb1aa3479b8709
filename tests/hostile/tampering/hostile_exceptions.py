"""Raise exceptions that can't be shown: their text raises, never ends, is none, or cancels the line."""
# %% double
class Hostile(Exception):
    def __str__(self):
        raise self

    __repr__ = __str__

    @property
    def args(self):
        raise self

    __class__ = None


def double(x):
    raise Hostile
# %% halve
def halve(x):
    raise ValueError("\ud800\x00\x1b[2J</script>" * 100)
# %% total
def total(numbers, weigh):
    error = ValueError("round")
    error.__cause__ = error.__context__ = error
    raise error
# %% line
class Line:
    def __init__(self, slope, intercept):
        class Text(str):
            def __str__(self):
                return 5

        raise ValueError(Text("x"))
# %% pairs
def pairs(items):
    raise ExceptionGroup("many", [ValueError(number) for number in range(100_000)])
