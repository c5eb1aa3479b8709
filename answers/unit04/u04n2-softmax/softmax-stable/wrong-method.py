# Written by PyTorch, called another way.
# fails: softmax-stable-test
def softmax_stable(xx):
    return (xx - xx.max()).softmax(0)

print(softmax_stable(x2))
print(softmax_torch(x2))
