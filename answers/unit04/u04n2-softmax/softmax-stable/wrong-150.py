# Subtracts 150, whatever the inputs.
# fails: softmax-stable-test, softmax-stable-large-test
# hint: You subtract the same number, whatever the inputs are. Which number fits each row?
def softmax_stable(xx):
    expos = (xx - 150.0).exp()
    return expos / expos.sum()

print(softmax_stable(x2))
print(softmax_torch(x2))
