# Changes the tensor that it was given.
# fails: softmax-stable-test
def softmax_stable(xx):
    xx -= xx.max()
    expos = xx.exp()
    return expos / expos.sum()

print(softmax_stable(x2))
print(softmax_torch(x2))
