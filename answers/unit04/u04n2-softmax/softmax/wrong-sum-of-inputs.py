# Divided by the sum of the inputs.
# fails: softmax-test
def softmax(xx):
    expos = xx.exp()
    return expos / xx.sum()

softmax(x)
