# The sum alone.
# fails: softmax-test
def softmax(xx):
    expos = xx.exp()
    return expos.sum()

softmax(x)
