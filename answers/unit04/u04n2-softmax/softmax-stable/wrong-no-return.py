# Nothing is returned.
# fails: softmax-stable-test, softmax-stable-large-test
# hint: Your function returns nothing. It computes the result: what hands it back to the caller?
def softmax_stable(xx):
    expos = (xx - xx.max()).exp()
    expos / expos.sum()

print(softmax_stable(x2))
print(softmax_torch(x2))
