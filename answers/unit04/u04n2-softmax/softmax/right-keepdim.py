# Keeps the axis for the division.
def softmax(xx):
    expos = torch.exp(xx)
    return expos / expos.sum(dim=0, keepdim=True)

softmax(x)
