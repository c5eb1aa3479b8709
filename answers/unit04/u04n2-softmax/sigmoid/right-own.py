# With the softmax of section 3.
def sigmoid(z):
    return softmax(tensor([z, 0.0]))[0]

sigmoid(2.0)
