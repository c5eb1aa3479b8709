# Written by PyTorch, not by the student.
# fails: softmax-stable-test
def softmax_stable(xx):
    return torch.softmax(xx, dim=-1)

print(softmax_stable(x2))
print(softmax_torch(x2))
