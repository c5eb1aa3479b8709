# Nothing is returned.
# fails: softmax-stable-test, softmax-stable-large-test
def softmax_stable(xx):
    expos = (xx - xx.max()).exp()
    expos / expos.sum()

print(softmax_stable(x2))
print(softmax_torch(x2))
