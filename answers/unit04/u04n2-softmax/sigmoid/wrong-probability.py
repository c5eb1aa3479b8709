# The second input as if the two summed to 1.
# fails: sigmoid-test
def sigmoid(z):
    return softmax_torch(tensor([z, 1 - z]))[0]

sigmoid(2.0)
