# Divided by how many there are.
# fails: softmax-test
# hint: You divide by how many numbers there are, so the outputs don't sum to 1. What does the
# hint: formula divide by?
def softmax(xx):
    expos = xx.exp()
    return expos / len(expos)

softmax(x)
