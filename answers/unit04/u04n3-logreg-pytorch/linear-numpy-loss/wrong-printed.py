# Printed, but not returned.
# fails: linear-numpy-loss-test
# hint: Your function returns nothing. A value that is only computed or printed is lost: what hands
# hint: it back to the caller?
initial_params, unpack_params = flatten([initial_weights, initial_bias])

def compute_mse_loss(y_true, y_pred):
    return ((y_true - y_pred) ** 2).mean()

def loss_given_params(params, X, y_true):
    weights, bias = unpack_params(params)
    y_pred = linear_forward(X, weights, bias)
    return print(compute_mse_loss(y_true, y_pred))
