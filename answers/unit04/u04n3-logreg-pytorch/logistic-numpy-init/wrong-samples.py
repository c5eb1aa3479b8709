# A row for each house.
# fails: logistic-numpy-init-test
# hint: Your weights have a row for each house. All houses share them: which axis of X meets the
# hint: rows of the weights?
np.random.seed(42)
n_samples, n_features = X_train.shape
# Weights and bias now output n_classes values instead of 1
initial_weights = np.random.standard_normal(size=(n_samples, n_classes))
initial_bias = np.random.standard_normal(size=n_classes)
