# Copied, not changed.
# fails: softmax-stable-large-test
# hint: You don't shift the inputs, so large ones still overflow. What should you subtract before
# hint: exp?
def softmax_stable(xx):
    expos = xx.exp()
    return expos / expos.sum()

print(softmax_stable(x2))
print(softmax_torch(x2))
