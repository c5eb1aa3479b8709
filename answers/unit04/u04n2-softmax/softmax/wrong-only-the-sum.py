# The sum alone.
# fails: softmax-test
# hint: You return the sum alone. Each input should get its share of it.
def softmax(xx):
    expos = xx.exp()
    return expos.sum()

softmax(x)
