# The first blank left as it was.
# fails: softmax-test
def softmax(xx):
    expos = ...
    return expos / expos.sum()

softmax(x)
