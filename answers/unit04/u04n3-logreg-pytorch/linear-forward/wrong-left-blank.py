# Left as it was.
# fails: linear-forward-test
# hint: A blank is still empty. Write what you wrote in u04n1-by-hand, with the names of this
# hint: function.
def linear_forward(X, weights, bias):
    return ...
