# The mean absolute error.
# fails: linear-numpy-loss-test
# hint: Your loss is the mean absolute error. The given function squares the misses: leave it as it
# hint: was.
initial_params, unpack_params = flatten([initial_weights, initial_bias])

def compute_mse_loss(y_true, y_pred):
    return abs(y_true - y_pred).mean()

def loss_given_params(params, X, y_true):
    weights, bias = unpack_params(params)
    y_pred = linear_forward(X, weights, bias)
    return compute_mse_loss(y_true, y_pred)
