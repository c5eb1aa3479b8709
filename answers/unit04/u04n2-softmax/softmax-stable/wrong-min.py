# Subtracts the minimum.
# fails: softmax-stable-large-test
# hint: You subtract the smallest, so no input is below zero. exp overflows at the other end.
def softmax_stable(xx):
    expos = (xx - xx.min()).exp()
    return expos / expos.sum()

print(softmax_stable(x2))
print(softmax_torch(x2))
