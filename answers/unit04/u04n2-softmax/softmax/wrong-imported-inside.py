# Written by PyTorch, under a name of its own.
# fails: softmax-test
def softmax(xx):
    from torch import softmax as ready_made
    return ready_made(xx.float(), 0)

softmax(x)
