# Subtracts the maximum only of large inputs, and in place.
# fails: softmax-stable-large-test
# hint: You repair only some inputs, and others still fail. The shift is right for all: apply it
# hint: always.
def softmax_stable(xx):
    if xx.max() > 80:
        xx -= xx.max()
    expos = xx.exp()
    return expos / expos.sum()

print(softmax_stable(x2))
print(softmax_torch(x2))
