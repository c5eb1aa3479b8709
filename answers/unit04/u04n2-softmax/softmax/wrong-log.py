# The logarithm of it.
# fails: softmax-test
# hint: You return the logarithms of the probabilities, which are negative. Compare your steps with
# hint: the formula.
def softmax(xx):
    return xx.log_softmax(axis=-1)

softmax(x)
