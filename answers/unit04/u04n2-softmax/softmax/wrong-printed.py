# Printed, not returned.
# fails: softmax-test
# hint: Your function returns nothing. A value that is only printed is lost: what hands it back to
# hint: the caller?
def softmax(xx):
    expos = xx.exp()
    print(expos / expos.sum())

softmax(x)
