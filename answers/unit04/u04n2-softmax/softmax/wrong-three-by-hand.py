# Adds up exactly three terms.
# fails: softmax-test
def softmax(xx):
    expos = xx.exp()
    return expos / (expos[0] + expos[1] + expos[2])

softmax(x)
