# Adds up exactly three terms.
# fails: softmax-test
# hint: Your sum has three terms, however many inputs there are. Which method adds up all of them?
def softmax(xx):
    expos = xx.exp()
    return expos / (expos[0] + expos[1] + expos[2])

softmax(x)
