# Written by PyTorch, imported inside.
# fails: softmax-test
# hint: Your function leaves the work to PyTorch's own softmax. Write the two steps of the formula
# hint: yourself, so that you see what happens in them.
def softmax(xx):
    import torch.nn.functional as F
    return F.softmax(xx * 1.0, dim=0)

softmax(x)
