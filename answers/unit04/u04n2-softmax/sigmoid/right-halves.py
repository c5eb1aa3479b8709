# Half of the difference for each.
def sigmoid(z):
    return softmax_torch(tensor([z / 2, -z / 2]))[0]

sigmoid(2.0)
