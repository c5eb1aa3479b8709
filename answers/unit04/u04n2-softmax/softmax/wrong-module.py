# Written by PyTorch, as a layer.
# fails: softmax-test
# hint: Your function leaves the work to PyTorch's own softmax. Write the two steps of the formula
# hint: yourself, so that you see what happens in them.
def softmax(xx):
    return torch.nn.Softmax(dim=0)(xx.float())

softmax(x)
