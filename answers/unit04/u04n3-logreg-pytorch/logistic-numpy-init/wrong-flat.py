# Weights for one class.
# fails: logistic-numpy-init-test
# hint: You have weights for a single score. Each class needs weights of its own: what are rows,
# hint: what are columns?
np.random.seed(42)
n_samples, n_features = X_train.shape
# Weights and bias now output n_classes values instead of 1
initial_weights = np.random.standard_normal(size=(n_features,))
initial_bias = np.random.standard_normal(size=n_classes)
