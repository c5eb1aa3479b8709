# Makes all inputs equal, in the tensor that it was given.
# fails: softmax-stable-test, softmax-stable-large-test
# hint: You give all outputs the same, and lose the differences between inputs. Subtract one number
# hint: from all of them.
def softmax_stable(xx):
    xx -= xx
    return torch.ones(len(xx)) / len(xx)

print(softmax_stable(x2))
print(softmax_torch(x2))
