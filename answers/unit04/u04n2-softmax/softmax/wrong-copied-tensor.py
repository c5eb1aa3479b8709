# Written by PyTorch, from a copy.
# fails: softmax-test
def softmax(xx):
    return torch.tensor(xx.tolist()).softmax(dim=0)

softmax(x)
