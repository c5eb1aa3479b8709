# Right for positive numbers only.
# fails: sigmoid-test
def sigmoid(z):
    return softmax_torch(tensor([abs(z), 0.0]))[0]

sigmoid(2.0)
