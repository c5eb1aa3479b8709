# Another choice of the second input.
def sigmoid(z):
    return softmax_torch(tensor([z + 3.0, 3.0]))[0]

sigmoid(2.0)
