# Printed, not returned.
# fails: softmax-test
def softmax(xx):
    expos = xx.exp()
    print(expos / expos.sum())

softmax(x)
