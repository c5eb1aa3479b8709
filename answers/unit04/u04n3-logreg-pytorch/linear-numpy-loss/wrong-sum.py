# The mean replaced by a sum.
# fails: linear-numpy-loss-test
# hint: Your loss grows with the number of houses, because it is a sum. The given function averages:
# hint: leave it as it was.
initial_params, unpack_params = flatten([initial_weights, initial_bias])

def compute_mse_loss(y_true, y_pred):
    return ((y_true - y_pred) ** 2).sum()

def loss_given_params(params, X, y_true):
    weights, bias = unpack_params(params)
    y_pred = linear_forward(X, weights, bias)
    return compute_mse_loss(y_true, y_pred)
