# The largest input gets the least.
# fails: softmax-test
# hint: Your largest input gets the smallest probability. Look at the sign in your exponent.
def softmax(xx):
    expos = (-xx).exp()
    return expos / expos.sum()

softmax(x)
