# Both inputs move.
# fails: sigmoid-test
def sigmoid(z):
    return softmax_torch(tensor([z, -z]))[0]

sigmoid(2.0)
