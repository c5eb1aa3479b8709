# Written by PyTorch, as a logarithm.
# fails: softmax-test
# hint: Your function leaves the work to PyTorch's own softmax. Write the two steps of the formula
# hint: yourself, so that you see what happens in them.
def softmax(xx):
    return torch.log_softmax(xx, dim=-1).exp()

softmax(x)
