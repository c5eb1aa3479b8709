# The maximum of x2, whatever it is given.
# fails: softmax-stable-test, softmax-stable-large-test
# hint: You subtract the same number, whatever the inputs are. Which number fits each row?
def softmax_stable(xx):
    expos = (xx - x2.max()).exp()
    return expos / expos.sum()

print(softmax_stable(x2))
print(softmax_torch(x2))
