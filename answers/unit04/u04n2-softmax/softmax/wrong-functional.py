# Written by PyTorch, imported inside.
# fails: softmax-test
def softmax(xx):
    import torch.nn.functional as F
    return F.softmax(xx * 1.0, dim=0)

softmax(x)
