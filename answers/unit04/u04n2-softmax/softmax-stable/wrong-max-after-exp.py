# Subtracts the maximum after exp.
# fails: softmax-stable-test, softmax-stable-large-test
# hint: You subtract the maximum after exp, when it is too late. What overflows, and when?
def softmax_stable(xx):
    expos = xx.exp()
    expos = expos - expos.max()
    return expos / expos.sum()

print(softmax_stable(x2))
print(softmax_torch(x2))
