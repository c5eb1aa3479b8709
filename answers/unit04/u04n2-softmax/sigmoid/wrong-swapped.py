# The probability of the other class.
# fails: sigmoid-test
# hint: You return the probability of the other class. Which of the two should be ahead by z?
def sigmoid(z):
    return softmax_torch(tensor([0.0, z]))[0]

sigmoid(2.0)
