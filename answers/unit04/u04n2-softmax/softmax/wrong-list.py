# A list of numbers.
# fails: softmax-test
def softmax(xx):
    expos = xx.exp()
    return (expos / expos.sum()).tolist()

softmax(x)
