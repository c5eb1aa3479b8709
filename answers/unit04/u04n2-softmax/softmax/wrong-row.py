# A batch of one row.
# fails: softmax-test
def softmax(xx):
    expos = xx.exp()
    return (expos / expos.sum()).reshape(1, -1)

softmax(x)
