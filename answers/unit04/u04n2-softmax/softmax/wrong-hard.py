# All for the largest.
# fails: softmax-test
# hint: You give everything to the largest input. Softmax is soft: each input gets a share. Start
# hint: from exp.
def softmax(xx):
    return (xx == xx.max()).float()

softmax(x)
