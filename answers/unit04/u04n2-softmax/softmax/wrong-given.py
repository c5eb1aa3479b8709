# By way of the function of section 2.
# fails: softmax-test
def softmax(xx):
    return softmax_torch(xx.float())

softmax(x)
