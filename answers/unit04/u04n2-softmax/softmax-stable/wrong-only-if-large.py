# Subtracts the maximum only of large inputs, and in place.
# fails: softmax-stable-large-test
def softmax_stable(xx):
    if xx.max() > 80:
        xx -= xx.max()
    expos = xx.exp()
    return expos / expos.sum()

print(softmax_stable(x2))
print(softmax_torch(x2))
