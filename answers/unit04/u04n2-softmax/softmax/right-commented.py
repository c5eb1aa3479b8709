# Mentions torch.softmax, and doesn't use it.
def softmax(xx):
    # not torch.softmax(xx, dim=-1)
    expos = xx.exp()
    return torch.div(expos, expos.sum())

softmax(x)
