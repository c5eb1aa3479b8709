# The second blank left as it was.
# fails: sigmoid-test
# hint: A blank is still empty. Look at the two tensors above: how far is the first input ahead?
def sigmoid(z):
    return softmax_torch(tensor([z, ...]))[0]

sigmoid(2.0)
