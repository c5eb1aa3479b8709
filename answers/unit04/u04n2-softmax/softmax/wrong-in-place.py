# Changes the tensor that it was given.
# fails: softmax-test
def softmax(xx):
    expos = xx.exp_()
    return expos / expos.sum()

softmax(x)
