# A new name for the shifted inputs, the old name for the rest.
def softmax_stable(xx):
    xx = xx - xx.max()
    expos = xx.exp()
    return expos / expos.sum()

print(softmax_stable(x2))
print(softmax_torch(x2))
