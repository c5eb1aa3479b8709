# Both inputs move.
# fails: sigmoid-test
# hint: Your first input is ahead by twice as much as it should be. Look at the difference of your
# hint: two inputs.
def sigmoid(z):
    return softmax_torch(tensor([z, -z]))[0]

sigmoid(2.0)
