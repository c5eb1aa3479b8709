# The largest by its absolute value.
# fails: softmax-stable-large-test
def softmax_stable(xx):
    expos = (xx - xx.abs().max()).exp()
    return expos / expos.sum()

print(softmax_stable(x2))
print(softmax_torch(x2))
