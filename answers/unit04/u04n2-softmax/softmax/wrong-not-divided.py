# Not divided.
# fails: softmax-test
def softmax(xx):
    expos = xx.exp()
    return expos

softmax(x)
