# The second input as if the two summed to 1.
# fails: sigmoid-test
# hint: You treat the inputs like probabilities that sum to 1. Look at the difference of your two
# hint: inputs.
def sigmoid(z):
    return softmax_torch(tensor([z, 1 - z]))[0]

sigmoid(2.0)
