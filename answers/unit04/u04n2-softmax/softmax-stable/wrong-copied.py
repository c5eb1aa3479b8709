# Copied, not changed.
# fails: softmax-stable-large-test
def softmax_stable(xx):
    expos = xx.exp()
    return expos / expos.sum()

print(softmax_stable(x2))
print(softmax_torch(x2))
