# Left as it was.
# fails: softmax-test
def softmax(xx):
    expos = ...
    return ...

softmax(x)
