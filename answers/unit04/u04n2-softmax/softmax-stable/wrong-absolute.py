# The largest by its absolute value.
# fails: softmax-stable-large-test
# hint: You subtract the largest absolute value, so a negative input can shift all of them far down.
# hint: Which input counts?
def softmax_stable(xx):
    expos = (xx - xx.abs().max()).exp()
    return expos / expos.sum()

print(softmax_stable(x2))
print(softmax_torch(x2))
