# The logarithm of it.
# fails: softmax-test
def softmax(xx):
    return xx.log_softmax(axis=-1)

softmax(x)
