# The targets are compared with the first feature.
# fails: linear-numpy-loss-test
# hint: You compare the targets with a feature. What has the model made of the features?
initial_params, unpack_params = flatten([initial_weights, initial_bias])

def compute_mse_loss(y_true, y_pred):
    return ((y_true - y_pred) ** 2).mean()

def loss_given_params(params, X, y_true):
    weights, bias = unpack_params(params)
    y_pred = linear_forward(X, weights, bias)
    return compute_mse_loss(y_true, X[:, 0])
