# Divided by the largest.
# fails: softmax-test
def softmax(xx):
    expos = xx.exp()
    return expos / expos.max()

softmax(x)
