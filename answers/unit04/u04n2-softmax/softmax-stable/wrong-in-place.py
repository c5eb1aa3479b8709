# Changes the tensor that it was given.
# fails: softmax-stable-test
# hint: Your function changes the tensor that it was given. Which operation of yours works in place,
# hint: without a copy?
def softmax_stable(xx):
    xx -= xx.max()
    expos = xx.exp()
    return expos / expos.sum()

print(softmax_stable(x2))
print(softmax_torch(x2))
