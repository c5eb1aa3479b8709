# The predictions are compared with the bias.
# fails: linear-numpy-loss-test
# hint: You compare the predictions with the bias. Where do the targets come in?
initial_params, unpack_params = flatten([initial_weights, initial_bias])

def compute_mse_loss(y_true, y_pred):
    return ((y_true - y_pred) ** 2).mean()

def loss_given_params(params, X, y_true):
    weights, bias = unpack_params(params)
    y_pred = linear_forward(X, weights, bias)
    return compute_mse_loss(y_pred, bias)
