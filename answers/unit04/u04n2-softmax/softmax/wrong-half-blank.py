# The second blank left as it was.
# fails: softmax-test
# hint: A blank is still empty: the second one. How do you turn positive numbers into shares of
# hint: their sum?
def softmax(xx):
    expos = xx.exp()
    return ...

softmax(x)
