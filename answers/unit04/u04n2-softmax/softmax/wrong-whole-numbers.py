# Rounded to whole numbers.
# fails: softmax-test
def softmax(xx):
    expos = xx.exp()
    return (expos / expos.sum()).round().long()

softmax(x)
