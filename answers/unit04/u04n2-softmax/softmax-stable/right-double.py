# In double precision.
def softmax_stable(xx):
    expos = (xx.double() - xx.max()).exp()
    return expos / expos.sum()

print(softmax_stable(x2))
print(softmax_torch(x2))
