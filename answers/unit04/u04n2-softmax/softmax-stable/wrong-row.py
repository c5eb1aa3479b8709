# A batch of one row.
# fails: softmax-stable-test, softmax-stable-large-test
def softmax_stable(xx):
    expos = (xx - xx.max()).exp()
    return (expos / expos.sum()).reshape(1, -1)

print(softmax_stable(x2))
print(softmax_torch(x2))
