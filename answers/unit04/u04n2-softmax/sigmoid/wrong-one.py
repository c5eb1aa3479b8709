# The second input is 1.
# fails: sigmoid-test
# hint: Your first input is ahead by one less than it should be. Look at the difference of your two
# hint: inputs.
def sigmoid(z):
    return softmax_torch(tensor([z, 1.0]))[0]

sigmoid(2.0)
