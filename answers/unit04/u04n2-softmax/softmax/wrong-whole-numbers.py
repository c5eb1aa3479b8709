# Rounded to whole numbers.
# fails: softmax-test
# hint: You turn the probabilities into whole numbers, so nearly all of them get lost. Return them
# hint: as they are.
def softmax(xx):
    expos = xx.exp()
    return (expos / expos.sum()).round().long()

softmax(x)
