# Multiplied by one over the sum.
def softmax(xx):
    expos = xx.exp()
    return expos * (1 / expos.sum())

softmax(x)
