"""Give back results that are nested deep, or contain themselves."""
# %% answer
answer = []
for _ in range(100_000):
    answer = [answer]
# %% double
def double(x):
    result = []
    result.append(result)
    return result
# %% halve
def halve(x):
    result = {}
    result["result"] = (result,)
    return result
# %% line
class Line:
    slope = property(lambda self: self)
    intercept = property(lambda self: self)

    def __init__(self, *arguments):
        pass

    def at(self, x):
        return self
