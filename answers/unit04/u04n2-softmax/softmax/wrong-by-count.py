# Divided by how many there are.
# fails: softmax-test
def softmax(xx):
    expos = xx.exp()
    return expos / len(expos)

softmax(x)
