# The second blank left as it was.
# fails: softmax-test
def softmax(xx):
    expos = xx.exp()
    return ...

softmax(x)
