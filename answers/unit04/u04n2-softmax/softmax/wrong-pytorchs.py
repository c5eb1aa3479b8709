# Written by PyTorch, not by the student.
# fails: softmax-test
def softmax(xx):
    return torch.softmax(xx, dim=-1)

softmax(x)
