# Rounded to two decimals.
# fails: softmax-test
# hint: You round the probabilities, which loses digits. Return them as they are.
def softmax(xx):
    expos = xx.exp()
    return (expos / expos.sum()).round(decimals=2)

softmax(x)
