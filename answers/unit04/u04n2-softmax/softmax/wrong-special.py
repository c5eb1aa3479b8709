# Written by PyTorch, found under another name.
# fails: softmax-test
def softmax(xx):
    return torch.special.softmax(xx, dim=-1)

softmax(x)
