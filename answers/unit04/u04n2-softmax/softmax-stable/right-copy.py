# A copy, changed in place.
def softmax_stable(xx):
    xx = xx.clone()
    xx -= xx.max()
    expos = xx.exp()
    return expos / expos.sum()

print(softmax_stable(x2))
print(softmax_torch(x2))
