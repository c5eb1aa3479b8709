# The biases as a column.
# fails: logistic-numpy-init-test
# hint: Your biases stand in a column. The scores of a house lie beside each other: how should the
# hint: biases lie?
np.random.seed(42)
n_samples, n_features = X_train.shape
# Weights and bias now output n_classes values instead of 1
initial_weights = np.random.standard_normal(size=(n_features, n_classes))
initial_bias = np.random.standard_normal(size=(n_classes, 1))
