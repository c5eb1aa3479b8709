# A list of numbers.
# fails: softmax-test
# hint: Your numbers are right, but they come as a plain list. Return the tensor that they came
# hint: from.
def softmax(xx):
    expos = xx.exp()
    return (expos / expos.sum()).tolist()

softmax(x)
