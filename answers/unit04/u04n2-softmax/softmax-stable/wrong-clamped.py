# Cuts large inputs off.
# fails: softmax-stable-large-test
def softmax_stable(xx):
    expos = xx.clamp(-50, 50).exp()
    return expos / expos.sum()

print(softmax_stable(x2))
print(softmax_torch(x2))
