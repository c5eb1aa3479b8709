# The second input moves.
def sigmoid(z):
    return softmax_torch(tensor([0.0, -z]))[0]

sigmoid(2.0)
