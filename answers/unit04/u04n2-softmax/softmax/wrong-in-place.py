# Changes the tensor that it was given.
# fails: softmax-test
# hint: Your function changes the tensor that it was given. Which operation of yours works in place,
# hint: without a copy?
def softmax(xx):
    expos = xx.exp_()
    return expos / expos.sum()

softmax(x)
