# Upside down.
# fails: softmax-test
# hint: Your fraction is upside down. What is on top in the formula?
def softmax(xx):
    expos = xx.exp()
    return expos.sum() / expos

softmax(x)
