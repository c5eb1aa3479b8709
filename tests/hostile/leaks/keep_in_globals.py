"""Keep the arguments of hidden tests in global names, and show them in a later cell.

Deserves: double, halve
"""
# %% before answer
seen = []
# %% double
def double(x):
    seen.append(x)
    return 2 * x
# %% halve
def halve(x):
    seen.append(x)
    double.seen = seen
    return x / 2
# %% after halve
print(seen, vars(double))
seen
# %% total
def total(numbers, weigh):
    raise ValueError(seen)
# %% line
class Line:
    def __init__(self, *arguments):
        raise ValueError(vars(double))
