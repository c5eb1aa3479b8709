# An empty array.
# fails: linear-forward-test
# hint: You return no predictions. How many should come out for four houses?
def linear_forward(X, weights, bias):
    return np.empty((0, 1))
