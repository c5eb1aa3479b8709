# Powers of 2.
# fails: softmax-test
# hint: You take powers of 2. The formula has powers of e: which method gives them?
def softmax(xx):
    expos = 2 ** xx
    return expos / expos.sum()

softmax(x)
