# The first blank left as it was.
# fails: softmax-test
# hint: A blank is still empty: the first one. Which method makes all numbers positive?
def softmax(xx):
    expos = ...
    return expos / expos.sum()

softmax(x)
