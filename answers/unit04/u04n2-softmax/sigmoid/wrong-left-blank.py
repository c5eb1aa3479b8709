# Left as it was.
# fails: sigmoid-test
def sigmoid(z):
    return softmax_torch(tensor([..., ...]))[0]

sigmoid(2.0)
