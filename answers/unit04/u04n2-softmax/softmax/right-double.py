# In double precision.
def softmax(xx):
    expos = xx.double().exp()
    return expos / expos.sum()

softmax(x)
