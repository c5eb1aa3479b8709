# One after the other.
def softmax(xx):
    expos = xx.exp()
    total = sum(expos)
    return torch.stack([expo / total for expo in expos])

softmax(x)
