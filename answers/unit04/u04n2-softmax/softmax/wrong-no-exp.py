# Without exp.
# fails: softmax-test
def softmax(xx):
    expos = xx
    return expos / expos.sum()

softmax(x)
