# The tensor x, whatever it is given.
# fails: softmax-test
def softmax(xx):
    expos = x.exp()
    return expos / expos.sum()

softmax(x)
