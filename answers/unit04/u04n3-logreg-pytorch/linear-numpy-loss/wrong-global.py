# The training targets, whatever the function is given.
# fails: linear-numpy-loss-test
# hint: Your loss takes its targets from the training data, whatever it is given. Look at the
# hint: function's arguments.
initial_params, unpack_params = flatten([initial_weights, initial_bias])

def compute_mse_loss(y_true, y_pred):
    return ((y_true - y_pred) ** 2).mean()

def loss_given_params(params, X, y_true):
    weights, bias = unpack_params(params)
    y_pred = linear_forward(X, weights, bias)
    return compute_mse_loss(y_train, y_pred)
