# A batch of one row.
# fails: softmax-stable-test, softmax-stable-large-test
# hint: You return a table with a single row. One row of inputs should give one row of outputs, with
# hint: one axis.
def softmax_stable(xx):
    expos = (xx - xx.max()).exp()
    return (expos / expos.sum()).reshape(1, -1)

print(softmax_stable(x2))
print(softmax_torch(x2))
