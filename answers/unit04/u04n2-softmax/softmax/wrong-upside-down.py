# Upside down.
# fails: softmax-test
def softmax(xx):
    expos = xx.exp()
    return expos.sum() / expos

softmax(x)
