# Rounded to two decimals.
# fails: softmax-test
def softmax(xx):
    expos = xx.exp()
    return (expos / expos.sum()).round(decimals=2)

softmax(x)
