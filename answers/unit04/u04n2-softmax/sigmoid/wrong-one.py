# The second input is 1.
# fails: sigmoid-test
def sigmoid(z):
    return softmax_torch(tensor([z, 1.0]))[0]

sigmoid(2.0)
