# Targets compared with themselves: always 0.
# fails: linear-numpy-loss-test
# hint: Your loss is always 0, because something is compared with itself. Which two things should be
# hint: close to each other?
initial_params, unpack_params = flatten([initial_weights, initial_bias])

def compute_mse_loss(y_true, y_pred):
    return ((y_true - y_pred) ** 2).mean()

def loss_given_params(params, X, y_true):
    weights, bias = unpack_params(params)
    y_pred = linear_forward(X, weights, bias)
    return compute_mse_loss(y_true, y_true)
