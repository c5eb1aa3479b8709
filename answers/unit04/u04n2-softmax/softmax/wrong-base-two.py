# Powers of 2.
# fails: softmax-test
def softmax(xx):
    expos = 2 ** xx
    return expos / expos.sum()

softmax(x)
