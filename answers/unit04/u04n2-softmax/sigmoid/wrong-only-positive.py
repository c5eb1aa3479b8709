# Right for positive numbers only.
# fails: sigmoid-test
# hint: You lose the sign of z. A class that is behind should get less than one half.
def sigmoid(z):
    return softmax_torch(tensor([abs(z), 0.0]))[0]

sigmoid(2.0)
