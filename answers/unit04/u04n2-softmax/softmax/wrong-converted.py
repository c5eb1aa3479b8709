# Written by PyTorch, after a conversion.
# fails: softmax-test
# hint: Your function leaves the work to PyTorch's own softmax. Write the two steps of the formula
# hint: yourself, so that you see what happens in them.
def softmax(xx):
    return torch.softmax(xx.float(), dim=-1)

softmax(x)
