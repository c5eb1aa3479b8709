# The second blank left as it was.
# fails: sigmoid-test
def sigmoid(z):
    return softmax_torch(tensor([z, ...]))[0]

sigmoid(2.0)
