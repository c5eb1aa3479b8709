# Powers of e.
def softmax(xx):
    expos = torch.e ** xx
    return expos / expos.sum()

softmax(x)
