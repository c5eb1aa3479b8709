# Written by PyTorch, as a logarithm.
# fails: softmax-test
def softmax(xx):
    return torch.log_softmax(xx, dim=-1).exp()

softmax(x)
