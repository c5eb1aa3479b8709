# Both probabilities.
# fails: sigmoid-test
# hint: You return a tensor with an axis of its own. Pick a single number out of the softmax.
def sigmoid(z):
    return softmax_torch(tensor([z, 0.0]))[:1]

sigmoid(2.0)
