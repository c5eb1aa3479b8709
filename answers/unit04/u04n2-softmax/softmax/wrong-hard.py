# All for the largest.
# fails: softmax-test
def softmax(xx):
    return (xx == xx.max()).float()

softmax(x)
