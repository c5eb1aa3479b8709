# The second blank left as it was.
# fails: sigmoid-test
# hint: A blank is still empty. If the first input is z, what must the second be for a lead of z?
def sigmoid(z):
    return softmax_torch(tensor([z, ...]))[0]

sigmoid(2.0)
