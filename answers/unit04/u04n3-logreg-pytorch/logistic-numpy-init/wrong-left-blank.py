# Left as it was: size=(..., ...) is an error, so the weights are still those of Part 1.
# fails: logistic-numpy-init-test
# hint: These are still the parameters of Part 1. Is a blank still empty, or has the cell stopped
# hint: with an error?
np.random.seed(42)
n_samples, n_features = X_train.shape
# Weights and bias now output n_classes values instead of 1
initial_weights = np.random.standard_normal(size=(..., ...))
initial_bias = np.random.standard_normal(size=...)
