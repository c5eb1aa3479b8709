# A whole number for 0.
def sigmoid(z):
    return softmax_torch(tensor([z, 0]))[0]

sigmoid(2.0)
