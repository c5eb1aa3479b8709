# The sum is added up term by term.
def softmax(xx):
    expos = xx.exp()
    total = 0
    for expo in expos:
        total = total + expo
    return expos / total

softmax(x)
