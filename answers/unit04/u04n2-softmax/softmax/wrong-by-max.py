# Divided by the largest.
# fails: softmax-test
# hint: You divide by the largest exp, so the largest output is always 1. What makes them sum to 1?
def softmax(xx):
    expos = xx.exp()
    return expos / expos.max()

softmax(x)
