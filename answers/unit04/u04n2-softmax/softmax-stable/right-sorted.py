# The maximum as the last after sorting.
def softmax_stable(xx):
    expos = (xx - xx.sort().values[-1]).exp()
    return expos / expos.sum()

print(softmax_stable(x2))
print(softmax_torch(x2))
