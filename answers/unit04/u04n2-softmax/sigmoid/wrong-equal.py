# Both inputs are the same.
# fails: sigmoid-test
# hint: Your two inputs are always equal, so both classes get one half. How far ahead should the
# hint: first be?
def sigmoid(z):
    return softmax_torch(tensor([z, z]))[0]

sigmoid(2.0)
