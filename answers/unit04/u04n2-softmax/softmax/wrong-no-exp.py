# Without exp.
# fails: softmax-test
# hint: You divide the inputs themselves by their sum. What does the formula do with each input
# hint: first?
def softmax(xx):
    expos = xx
    return expos / expos.sum()

softmax(x)
