# Computed, but not returned.
# fails: linear-forward-test
def linear_forward(X, weights, bias):
    scores = X @ weights + bias
