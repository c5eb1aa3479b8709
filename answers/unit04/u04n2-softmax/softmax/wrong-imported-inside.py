# Written by PyTorch, under a name of its own.
# fails: softmax-test
# hint: Your function leaves the work to PyTorch's own softmax. Write the two steps of the formula
# hint: yourself, so that you see what happens in them.
def softmax(xx):
    from torch import softmax as ready_made
    return ready_made(xx.float(), 0)

softmax(x)
