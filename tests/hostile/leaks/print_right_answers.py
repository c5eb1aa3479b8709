"""Print every argument and be right, so that the hidden tests are run to their end.

Deserves: double, halve, total, line
"""
# %% double
def double(x):
    print(x)
    return 2 * x
# %% halve
def halve(x):
    print(x)
    return x / 2
# %% total
def total(numbers, weigh):
    print(numbers, weigh)
    return sum(map(weigh, numbers))
# %% line
class Line:
    def __init__(self, slope, intercept):
        self.slope, self.intercept = slope, intercept

    def at(self, x):
        print(self.intercept)
        return self.slope * x + self.intercept
