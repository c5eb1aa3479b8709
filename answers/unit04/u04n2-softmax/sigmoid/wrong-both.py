# Both probabilities.
# fails: sigmoid-test
def sigmoid(z):
    return softmax_torch(tensor([z, 0.0]))[:1]

sigmoid(2.0)
