# A batch of one row.
# fails: softmax-test
# hint: You return a table with a single row. One row of inputs should give one row of outputs, with
# hint: one axis.
def softmax(xx):
    expos = xx.exp()
    return (expos / expos.sum()).reshape(1, -1)

softmax(x)
