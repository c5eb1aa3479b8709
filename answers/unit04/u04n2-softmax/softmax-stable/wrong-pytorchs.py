# Written by PyTorch, not by the student.
# fails: softmax-stable-test
# hint: Your function leaves the work to PyTorch's own softmax. Write the two steps of the formula
# hint: yourself, so that you see what happens in them.
def softmax_stable(xx):
    return torch.softmax(xx, dim=-1)

print(softmax_stable(x2))
print(softmax_torch(x2))
