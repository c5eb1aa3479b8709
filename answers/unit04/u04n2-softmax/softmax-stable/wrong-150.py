# Subtracts 150, whatever the inputs.
# fails: softmax-stable-test, softmax-stable-large-test
def softmax_stable(xx):
    expos = (xx - 150.0).exp()
    return expos / expos.sum()

print(softmax_stable(x2))
print(softmax_torch(x2))
