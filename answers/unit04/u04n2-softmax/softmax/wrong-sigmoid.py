# Each for itself.
# fails: softmax-test
def softmax(xx):
    return 1 / (1 + (-xx).exp())

softmax(x)
