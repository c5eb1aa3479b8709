# Along the last axis.
def softmax(xx):
    expos = xx.exp()
    return expos / expos.sum(axis=-1, keepdim=True)

softmax(x)
