# Weights as PyTorch stores them.
# fails: linear-forward-test
# hint: You turn the weights around. Here they already have a row for each feature.
def linear_forward(X, weights, bias):
    return X @ weights.T + bias
