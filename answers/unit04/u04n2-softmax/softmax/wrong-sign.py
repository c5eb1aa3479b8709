# The largest input gets the least.
# fails: softmax-test
def softmax(xx):
    expos = (-xx).exp()
    return expos / expos.sum()

softmax(x)
