# Written by PyTorch, called another way.
# fails: softmax-test
def softmax(xx):
    return xx.softmax(0)

softmax(x)
