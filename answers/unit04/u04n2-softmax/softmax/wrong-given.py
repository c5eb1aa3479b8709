# By way of the function of section 2.
# fails: softmax-test
# hint: Your function leaves the work to PyTorch's own softmax. Write the two steps of the formula
# hint: yourself, so that you see what happens in them.
def softmax(xx):
    return softmax_torch(xx.float())

softmax(x)
