# Variables have the names of Python's own functions.
def softmax(xx):
    expos = xx.exp()
    return expos / expos.sum()


probs = softmax(x)
sum = probs.sum()
max = probs.max()
tuple = (sum, max)
