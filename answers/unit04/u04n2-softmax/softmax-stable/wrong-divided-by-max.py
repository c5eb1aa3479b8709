# Divides by the maximum instead of subtracting it.
# fails: softmax-stable-test, softmax-stable-large-test
# hint: You divide by the maximum, which changes the differences. Which operation keeps them? See
# hint: section 4.
def softmax_stable(xx):
    expos = (xx / xx.max()).exp()
    return expos / expos.sum()

print(softmax_stable(x2))
print(softmax_torch(x2))
