# Cuts large inputs off.
# fails: softmax-stable-large-test
# hint: You cut large inputs off, so differences between them get lost. How can you make them
# hint: smaller and keep those?
def softmax_stable(xx):
    expos = xx.clamp(-50, 50).exp()
    return expos / expos.sum()

print(softmax_stable(x2))
print(softmax_torch(x2))
