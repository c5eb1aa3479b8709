# The tensor x, whatever it is given.
# fails: softmax-test
# hint: Your function computes with the notebook's x, whatever it is given. What is its argument
# hint: called?
def softmax(xx):
    expos = x.exp()
    return expos / expos.sum()

softmax(x)
