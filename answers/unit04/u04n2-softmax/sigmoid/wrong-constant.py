# Numbers that fit one value only.
# fails: sigmoid-test
# hint: Your result is the same for every z. Which of the two inputs should depend on it?
def sigmoid(z):
    return softmax_torch(tensor([2.0, 0.0]))[0]

sigmoid(2.0)
