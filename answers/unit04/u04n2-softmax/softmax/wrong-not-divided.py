# Not divided.
# fails: softmax-test
# hint: You stop after exp, so the outputs don't sum to 1. What is the second step of the formula?
def softmax(xx):
    expos = xx.exp()
    return expos

softmax(x)
