# Makes all inputs equal, in the tensor that it was given.
# fails: softmax-stable-test, softmax-stable-large-test
def softmax_stable(xx):
    xx -= xx
    return torch.ones(len(xx)) / len(xx)

print(softmax_stable(x2))
print(softmax_torch(x2))
