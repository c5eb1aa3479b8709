# Rows and columns swapped.
# fails: logistic-numpy-init-test
# hint: Your weights are turned around. Each column of X meets a row of the weights: what are the
# hint: columns of X?
np.random.seed(42)
n_samples, n_features = X_train.shape
# Weights and bias now output n_classes values instead of 1
initial_weights = np.random.standard_normal(size=(n_classes, n_features))
initial_bias = np.random.standard_normal(size=n_classes)
