# Divided by the sum of the inputs.
# fails: softmax-test
# hint: You divide by the sum of the inputs. The formula's sum runs over something else: what?
def softmax(xx):
    expos = xx.exp()
    return expos / xx.sum()

softmax(x)
