# The second blank left as it was.
# fails: softmax-test
# hint: A blank is still empty. The formula has two steps: its numerator first, then the division.
def softmax(xx):
    expos = xx.exp()
    return ...

softmax(x)
