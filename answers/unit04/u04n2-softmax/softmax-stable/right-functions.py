# Functions instead of methods.
def softmax_stable(xx):
    expos = torch.exp(xx - torch.max(xx))
    return expos / torch.sum(expos)

print(softmax_stable(x2))
print(softmax_torch(x2))
